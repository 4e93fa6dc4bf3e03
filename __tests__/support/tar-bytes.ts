/** Tars made byte by byte, for what no well-behaved writer writes: each header field can be said as it shall stand there. */

import { createCipheriv } from 'node:crypto';

/** A number is written as octal with a NUL behind it; text and bytes stand as they are. */
export type Field = number | string | Uint8Array;

export type HeaderSpec = {
  name?: string | Uint8Array;
  mode?: Field;
  uid?: Field;
  gid?: Field;
  size?: Field;
  mtime?: Field;
  /** One character; a file by default. */
  type?: string;
  link?: string | Uint8Array;
  format?: 'v7' | 'ustar' | 'gnu' | 'star';
  major?: Field;
  minor?: Field;
  prefix?: string | Uint8Array;
  /** A sum of bytes taken as signed is what some old writers wrote. */
  checksum?: 'right' | 'wrong' | 'signed';
  /** More bytes by their offset, before the checksum is taken. */
  bytes?: Record<number, Field>;
};

const magics = { v7: '', ustar: 'ustar\x0000', gnu: 'ustar  \0', star: 'ustar\x0000' };

export function header(spec: HeaderSpec): Buffer {
  const block = Buffer.alloc(512);
  const format = spec.format ?? 'ustar';
  const put = (offset: number, length: number, value: Field | undefined) => {
    if (value === undefined) return;
    const bytes =
      typeof value === 'number' ? Buffer.from(`${value.toString(8).padStart(length - 1, '0')}\0`) : Buffer.from(value as string);
    if (bytes.length > length) throw new Error(`a field of ${length} bytes cannot hold ${bytes.length}`);
    bytes.copy(block, offset);
  };
  put(0, 100, spec.name ?? 'file');
  put(100, 8, spec.mode ?? 0o644);
  put(108, 8, spec.uid ?? 0);
  put(116, 8, spec.gid ?? 0);
  put(124, 12, spec.size ?? 0);
  put(136, 12, spec.mtime ?? 1_600_000_000);
  put(156, 1, spec.type ?? '0');
  put(157, 100, spec.link);
  put(257, 8, magics[format]);
  if (format === 'star') put(508, 4, 'tar\0');
  put(329, 8, spec.major);
  put(337, 8, spec.minor);
  put(345, format === 'star' ? 131 : 155, spec.prefix);
  for (const [offset, value] of Object.entries(spec.bytes ?? {})) put(Number(offset), 512 - Number(offset), value);
  return withChecksum(block, spec.checksum);
}

/** Writes the checksum into a header. */
export function withChecksum(block: Buffer, kind: HeaderSpec['checksum'] = 'right'): Buffer {
  block.fill(0x20, 148, 156);
  let sum = 0;
  for (const byte of block) sum += kind === 'signed' && byte > 127 ? byte - 256 : byte;
  if (kind === 'wrong') sum++;
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** A number in GNU's form for what octal cannot hold: two's complement with the top bit set. */
export function base256(value: number | bigint, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let rest = BigInt(value);
  for (let index = length - 1; index >= 0; index--) {
    bytes[index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  bytes[0]! |= 0x80;
  return bytes;
}

/** Bytes and what fills their last block. */
export function padded(bytes: string | Uint8Array): Buffer {
  const body = Buffer.from(bytes as string);
  return Buffer.concat([body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

/** A whole entry: header, body, padding. The size field is the body's length unless the spec says otherwise. */
export function entry(spec: HeaderSpec, body: string | Uint8Array = ''): Buffer {
  return Buffer.concat([header({ size: Buffer.byteLength(body), ...spec }), padded(body)]);
}

/** A body that is told apart from others of its length. */
export function bodyOf(size: number, fill = 'x'): Buffer {
  return Buffer.alloc(size, fill);
}

export function paxRecord(key: string, value: string | Uint8Array): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), Buffer.from(value as string), Buffer.from('\n')]);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

type Records = readonly (readonly [string, string | Uint8Array])[] | Record<string, string | Uint8Array>;

/** An extended header, for the next entry or (`g`) for all. */
export function pax(records: Records, type: 'x' | 'g' = 'x'): Buffer {
  const list = Array.isArray(records) ? records : Object.entries(records);
  return entry({ type, name: 'PaxHeaders/file' }, Buffer.concat(list.map(([key, value]) => paxRecord(key, value))));
}

/** GNU's long name (`L`) or long link (`K`) for the next entry. */
export function gnuLong(type: 'L' | 'K', name: string | Uint8Array): Buffer {
  return entry({ type, name: '././@LongLink', format: 'gnu' }, Buffer.concat([Buffer.from(name as string), Buffer.alloc(1)]));
}

/** A region of a sparse file that holds data. */
export type Region = { offset: number; length: number };

/** GNU's old sparse form: four regions in the header, 21 in each block behind it. */
export function oldSparse(name: string, regions: readonly Region[], logicalSize: number): Buffer {
  const stored = regions.reduce((sum, { length }) => sum + length, 0);
  const blocks = Math.ceil(Math.max(0, regions.length - 4) / 21);
  const map = (some: readonly Region[], length: number) => {
    const bytes = Buffer.alloc(length);
    some.forEach(({ offset, length: size }, index) => {
      bytes.write(`${offset.toString(8).padStart(11, '0')}\0${size.toString(8).padStart(11, '0')}\0`, index * 24, 'latin1');
    });
    return bytes;
  };
  const head = header({
    name,
    type: 'S',
    format: 'gnu',
    size: stored,
    bytes: { 386: map(regions.slice(0, 4), 96), 482: blocks > 0 ? '\x01' : '\0', 483: `${logicalSize.toString(8).padStart(11, '0')}\0` },
  });
  const more = Array.from({ length: blocks }, (_, index) => {
    const block = Buffer.concat([map(regions.slice(4 + index * 21, 25 + index * 21), 504), Buffer.alloc(8)]);
    block[504] = index + 1 < blocks ? 1 : 0;
    return block;
  });
  return Buffer.concat([head, ...more, padded(bodyOf(stored))]);
}

/** The three forms of PAX: 0.0 repeats records, 0.1 lists all in one record, 1.0 puts the map before the data. */
export function paxSparse(form: '0.0' | '0.1' | '1.0', name: string, regions: readonly Region[], logicalSize: number): Buffer {
  const stored = regions.reduce((sum, { length }) => sum + length, 0);
  const placeholder = `GNUSparseFile.7/${name}`;
  const count = String(regions.length);
  const size = String(logicalSize);
  const key = (last: string) => `GNU.sparse.${last}`;
  if (form === '1.0') {
    const map = padded([count, ...regions.flatMap(({ offset, length }) => [offset, length])].map((number) => `${number}\n`).join(''));
    const records = { [key('major')]: '1', [key('minor')]: '0', [key('name')]: name, [key('realsize')]: size };
    return Buffer.concat([pax(records), entry({ name: placeholder }, Buffer.concat([map, bodyOf(stored)]))]);
  }
  if (form === '0.1') {
    const map = regions.map(({ offset, length }) => `${offset},${length}`).join(',');
    const records = { [key('size')]: size, [key('numblocks')]: count, [key('map')]: map, [key('name')]: name };
    return Buffer.concat([pax(records), entry({ name: placeholder }, bodyOf(stored))]);
  }
  const pairs = regions.flatMap(({ offset, length }): [string, string][] => [
    [key('offset'), String(offset)],
    [key('numbytes'), String(length)],
  ]);
  return Buffer.concat([pax([[key('size'), size], [key('numblocks'), count], ...pairs]), entry({ name }, bodyOf(stored))]);
}

/** Two blocks of zeros. */
export const endMark = Buffer.alloc(1024);

/** The pieces and an end mark. */
export function tar(...pieces: Uint8Array[]): Buffer {
  return Buffer.concat([...pieces, endMark]);
}

/** Bytes that no compression makes fewer, and that are the same for the same seed. */
export function noise(length: number, seed: number): Buffer {
  return createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(Buffer.alloc(length));
}
