/** PAX extended header records, as Go's archive/tar accepts them. */
import { TarFault } from './tar-header.ts';

/** What extended headers say of the next entry. Absent or empty records leave the header's own values in force. */
export type Extensions = {
  name?: Uint8Array;
  linkName?: Uint8Array;
  size?: number;
  uid?: number;
  gid?: number;
  mtime?: number;
  /** `key=value` records of SCHILY.xattr, in file order. */
  xattrs?: Uint8Array[];
  sparse?: SparseRecords;
};

/** GNU.sparse.* records. https://www.gnu.org/software/tar/manual/html_node/PAX-1.html */
type SparseRecords = { major?: string; minor?: string; map?: string; name?: Uint8Array; size?: number; pairs: number };

const space = 0x20;
const equals = 0x3d;
const newline = 0x0a;

function parseInteger(text: string, key: string): number {
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(value)) throw new TarFault(`a PAX record ${key} that is not an integer below 2^53`);
  return value;
}

function parseSeconds(text: string, key: string): number {
  if (!/^-?\d*(?:\.\d*)?$/.test(text) || !/\d/.test(text)) throw new TarFault(`a PAX record ${key} that is not a time`);
  return Math.floor(Number(text));
}

/**
 * Reads the records of one extended header into `into`. An empty value deletes the key.
 * @throws TarFault for a malformed record
 */
export function parsePax(body: Uint8Array, into: Extensions): void {
  let at = 0;
  while (at < body.length) {
    let length = 0;
    let cursor = at;
    for (; cursor < body.length && body[cursor] !== space; cursor++) {
      const digit = body[cursor]! - 0x30;
      if (digit < 0 || digit > 9 || cursor - at > 8) throw new TarFault('a PAX record without a length');
      length = length * 10 + digit;
    }
    const end = at + length;
    if (length <= cursor - at + 1 || end > body.length || body[end - 1] !== newline)
      throw new TarFault('a PAX record whose length is wrong');
    const separator = body.indexOf(equals, cursor + 1);
    if (separator < 0 || separator >= end || separator === cursor + 1) throw new TarFault('a PAX record without a key');
    const key = Buffer.from(body.buffer, body.byteOffset + cursor + 1, separator - cursor - 1).toString('latin1');
    setRecord(into, key, body.subarray(separator + 1, end - 1), body.subarray(cursor + 1, end - 1));
    at = end;
  }
}

function setRecord(into: Extensions, key: string, value: Uint8Array, record: Uint8Array): void {
  if (key.includes('\0')) throw new TarFault('a PAX key that holds a NUL byte');
  const text = () => Buffer.from(value).toString('latin1');
  const empty = value.length === 0;
  switch (key) {
    case 'path':
    case 'linkpath': {
      if (value.includes(0)) throw new TarFault(`a PAX ${key} that holds a NUL byte`);
      const field = key === 'path' ? 'name' : 'linkName';
      if (empty) delete into[field];
      else into[field] = value.slice();
      return;
    }
    case 'size':
    case 'uid':
    case 'gid':
      if (empty) delete into[key];
      else into[key] = parseInteger(text(), key);
      return;
    case 'mtime':
      if (empty) delete into.mtime;
      else into.mtime = parseSeconds(text(), key);
      return;
  }
  if (key.startsWith('SCHILY.xattr.')) {
    into.xattrs ??= [];
    into.xattrs.push(record.slice());
  } else if (key.startsWith('GNU.sparse.')) {
    into.sparse ??= { pairs: 0 };
    setSparse(into.sparse, key.slice('GNU.sparse.'.length), value, text);
  }
}

function setSparse(sparse: SparseRecords, key: string, value: Uint8Array, text: () => string): void {
  if (key === 'major' || key === 'minor' || key === 'map') sparse[key] = text();
  else if (key === 'name') sparse.name = value.slice();
  else if (key === 'numbytes') sparse.pairs++;
  // 0.0 and 0.1 call the logical size `size`, 1.0 `realsize`.
  else if (key === 'size' || key === 'realsize') sparse.size = parseInteger(text(), `GNU.sparse.${key}`);
}

/** Which of the PAX sparse forms the records describe: in the third, the map stands at the head of the body. */
export function paxSparseForm(sparse: SparseRecords): '0.0' | '0.1' | '1.0' | undefined {
  const { major, minor } = sparse;
  if (major === '1' && minor === '0') return '1.0';
  if (major === '0' && (minor === '0' || minor === '1')) return minor === '0' ? '0.0' : '0.1';
  if (major !== undefined || minor !== undefined) return undefined;
  if (sparse.map !== undefined) return '0.1';
  return sparse.pairs > 0 ? '0.0' : undefined;
}
