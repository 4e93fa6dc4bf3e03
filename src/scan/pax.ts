/** PAX extended header records, as Go's archive/tar accepts them. */
import { type SparseRecords, setSparseRecord } from './pax-sparse.ts';
import { TarFault } from './tar-header.ts';

/**
 * What extended headers say of the next entry. Of repeated records the last one counts; an empty one leaves the header's own value in force.
 * Numbers are kept as text until the entry is made, as only the last of several must be one.
 */
export type Extensions = {
  name?: Uint8Array;
  linkName?: Uint8Array;
  size?: string;
  uid?: string;
  gid?: string;
  mtime?: string;
  atime?: string;
  ctime?: string;
  /** `key=value` records of SCHILY.xattr, in file order. */
  xattrs?: Uint8Array[];
  sparse?: SparseRecords;
};

const space = 0x20;
const equals = 0x3d;
const newline = 0x0a;
const plus = 0x2b;
const xattrPrefix = 'SCHILY.xattr.';
const sparsePrefix = 'GNU.sparse.';

/**
 * Reads the records of one extended header into `into`.
 * @throws TarFault for a malformed record
 */
export function parsePax(body: Uint8Array, into: Extensions): void {
  for (let at = 0; at < body.length; ) {
    let length = 0;
    let cursor = at;
    if (body[cursor] === plus) cursor++;
    for (; cursor < body.length && body[cursor] !== space; cursor++) {
      const digit = body[cursor]! - 0x30;
      if (digit < 0 || digit > 9) throw new TarFault('a PAX record without a length');
      length = length * 10 + digit;
    }
    const end = at + length;
    if (length <= cursor - at + 1 || end > body.length || body[end - 1] !== newline)
      throw new TarFault('a PAX record whose length is wrong');
    const separator = body.indexOf(equals, cursor + 1);
    if (separator < 0 || separator >= end || separator === cursor + 1) throw new TarFault('a PAX record without a key');
    const key = latin1(body.subarray(cursor + 1, separator));
    setRecord(into, key, body.subarray(separator + 1, end - 1), body.subarray(cursor + 1, end - 1));
    at = end;
  }
  if (into.sparse !== undefined && into.sparse.pairs.length > 0) into.sparse.map = into.sparse.pairs.join(',');
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function setRecord(into: Extensions, key: string, value: Uint8Array, record: Uint8Array): void {
  switch (key) {
    case 'path':
      into.name = text(value, key).slice();
      return;
    case 'linkpath':
      into.linkName = text(value, key).slice();
      return;
    case 'uname':
    case 'gname':
      text(value, key);
      return;
    case 'size':
    case 'uid':
    case 'gid':
    case 'mtime':
    case 'atime':
    case 'ctime':
      into[key] = latin1(value);
      return;
  }
  if (key.includes('\0')) throw new TarFault('a PAX key that holds a NUL byte');
  if (key.startsWith(xattrPrefix)) {
    into.xattrs ??= [];
    into.xattrs.push(record.slice());
  } else if (key.startsWith(sparsePrefix)) {
    into.sparse ??= { pairs: [] };
    setSparseRecord(into.sparse, key.slice(sparsePrefix.length), value, latin1(value));
  }
}

function text(value: Uint8Array, key: string): Uint8Array {
  if (value.includes(0)) throw new TarFault(`a PAX ${key} that holds a NUL byte`);
  return value;
}
