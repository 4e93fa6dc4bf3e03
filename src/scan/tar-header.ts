/** One 512-byte tar header, field by field, as Go's archive/tar reads it: what engines extract by. */

export const blockSize = 512;

/** Why a header cannot be read, in words that follow "found". */
export class TarFault extends Error {}

export type TarFormat = 'v7' | 'ustar' | 'star' | 'gnu';

/** The numeric fields of a header; names are decoded apart, as an extended header may replace them. */
export type HeaderFields = {
  format: TarFormat;
  /** The typeflag byte as stored. */
  typeflag: number;
  mode: number;
  uid: number;
  gid: number;
  /** The size field in bytes, before an extended header may replace it. */
  size: number;
  /** Seconds since the epoch. */
  mtime: number;
  /** Major × 2^20 + minor; 0 where the format has no devices. */
  device: number;
};

const space = 0x20;
const zero = 0x30;
const seven = 0x37;

/** Whether the block is all zeros: half of an end-of-archive mark. */
export function isZeroBlock(block: Uint8Array, start: number): boolean {
  // The first byte of a header is its name's; a name may be empty, so the rest must be looked at too.
  for (let index = start, end = start + blockSize; index < end; index++) if (block[index] !== 0) return false;
  return true;
}

/** Position of the first NUL at or after `start`, or `end`. */
export function textEnd(bytes: Uint8Array, start: number, end: number): number {
  for (let index = start; index < end; index++) if (bytes[index] === 0) return index;
  return end;
}

function octal(block: Uint8Array, start: number, end: number, field: string): number {
  let from = start;
  let to = end;
  while (from < to && (block[from] === space || block[from] === 0)) from++;
  while (to > from && (block[to - 1] === space || block[to - 1] === 0)) to--;
  let value = 0;
  for (let index = from; index < to; index++) {
    const digit = block[index]!;
    if (digit === 0) break;
    if (digit < zero || digit > seven) throw new TarFault(`a ${field} field that is not an octal number`);
    value = value * 8 + (digit - zero);
  }
  return value;
}

/** Octal text, or base-256 where the top bit is set (GNU's extension for large and negative numbers). Beyond 2^53 it is inexact. */
export function parseNumeric(block: Uint8Array, start: number, length: number, field: string): number {
  const first = block[start]!;
  if ((first & 0x80) === 0) return octal(block, start, start + length, field);
  const negative = (first & 0x40) !== 0;
  let value = negative ? (first & 0x3f) - 0x40 : first & 0x3f;
  for (let index = start + 1; index < start + length; index++) value = value * 256 + block[index]!;
  if (value >= 2 ** 63 || value < -(2 ** 63)) throw new TarFault(`a ${field} field of more than 63 bits`);
  return value;
}

/** Sum of the bytes of a header, those of its checksum field counted as blanks. */
function sumBytes(block: Uint8Array, start: number): number {
  let sum = 8 * space;
  for (let index = 0; index < blockSize; index += 4) {
    const at = start + index;
    // Every header pays for this loop, so that it is unrolled.
    if (index !== 148 && index !== 152) sum += block[at]! + block[at + 1]! + block[at + 2]! + block[at + 3]!;
  }
  return sum;
}

/** Some old writers added bytes up as signed. */
function sumSignedBytes(block: Uint8Array, start: number): number {
  let sum = sumBytes(block, start);
  for (let index = 0; index < blockSize; index++) if (block[start + index]! > 127 && (index < 148 || index >= 156)) sum -= 256;
  return sum;
}

function isChecksumRight(block: Uint8Array, start: number): boolean {
  let stored: number;
  try {
    stored = octal(block, start + 148, start + 156, 'checksum');
  } catch {
    return false;
  }
  return stored === sumBytes(block, start) || stored === sumSignedBytes(block, start);
}

function matches(block: Uint8Array, start: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) if (block[start + index] !== text.charCodeAt(index)) return false;
  return true;
}

function parseFormat(block: Uint8Array, start: number): TarFormat {
  if (matches(block, start + 257, 'ustar\0')) return matches(block, start + 508, 'tar\0') ? 'star' : 'ustar';
  return matches(block, start + 257, 'ustar  \0') ? 'gnu' : 'v7';
}

/** @throws TarFault where Go's reader would refuse the header. */
export function parseHeader(block: Uint8Array, start: number, into: HeaderFields): void {
  if (!isChecksumRight(block, start)) throw new TarFault('a block whose checksum is not that of a tar header');
  into.format = parseFormat(block, start);
  into.typeflag = block[start + 156]!;
  into.mode = parseNumeric(block, start + 100, 8, 'mode');
  into.uid = parseNumeric(block, start + 108, 8, 'uid');
  into.gid = parseNumeric(block, start + 116, 8, 'gid');
  into.size = parseNumeric(block, start + 124, 12, 'size');
  into.mtime = parseNumeric(block, start + 136, 12, 'mtime');
  into.device = 0;
  if (into.format === 'v7') return;
  into.device = parseNumeric(block, start + 329, 8, 'device') * 2 ** 20 + parseNumeric(block, start + 337, 8, 'device');
  if (into.format !== 'star') return;
  parseNumeric(block, start + 476, 12, 'atime');
  parseNumeric(block, start + 488, 12, 'ctime');
}

/** The name a header itself holds: its prefix, where its format has one, and its name. It may be a view of the block. */
export function headerName(block: Uint8Array, start: number, format: TarFormat): Uint8Array {
  const nameEnd = textEnd(block, start, start + 100);
  const prefixEnd = prefixEndOf(block, start, format);
  const prefixStart = start + 345;
  if (prefixEnd === prefixStart) return block.subarray(start, nameEnd);
  const name = new Uint8Array(prefixEnd - prefixStart + 1 + nameEnd - start);
  name.set(block.subarray(prefixStart, prefixEnd));
  name[prefixEnd - prefixStart] = 0x2f;
  name.set(block.subarray(start, nameEnd), prefixEnd - prefixStart + 1);
  return name;
}

function prefixEndOf(block: Uint8Array, start: number, format: TarFormat): number {
  const prefixStart = start + 345;
  if (format === 'v7') return prefixStart;
  if (format !== 'gnu') return textEnd(block, prefixStart, prefixStart + (format === 'star' ? 131 : 155));
  // GNU keeps two times here. Early Go writers put a prefix there all the same; Go still reads it where the times make no sense.
  try {
    if (block[prefixStart] !== 0) parseNumeric(block, prefixStart, 12, 'atime');
    if (block[prefixStart + 12] !== 0) parseNumeric(block, prefixStart + 12, 12, 'ctime');
    return prefixStart;
  } catch {
    const end = textEnd(block, prefixStart, prefixStart + 155);
    return block.subarray(prefixStart, end).every((byte) => byte < 128) ? end : prefixStart;
  }
}

export function headerLinkName(block: Uint8Array, start: number): Uint8Array {
  return block.subarray(start + 157, textEnd(block, start + 157, start + 257));
}
