/**
 * The lines of a tar-split index that stand for bodies, in the shape in which Go has always written them. Half of all lines are such:
 * they are read backwards from their end, without making a string of them.
 *
 *   {"type":1,"name":"usr/bin/env","size":48536,"payload":"YUw+7uLYEAA=","position":7}
 *   {"type":1,"name":"usr/bin/","payload":null,"position":9}
 */

export type BodyLine = {
  size: number;
  /** CRC-64 in 32 bits; undefined where the line has none. */
  checksum: number | undefined;
};

const lineStart = Buffer.from('{"type":1,"name');
const beforePosition = Buffer.from(',"position":');
const noPayload = Buffer.from('"' + ',"payload":null');
const beforePayload = Buffer.from(',"payload":"');
const beforeSize = Buffer.from('",' + '"size":');
/** Eight bytes in base64. */
const payloadChars = 12;
/** More would not be exact. */
const maxDigits = 15;

const zero = 0x30;
const nine = 0x39;
const quote = 0x22;
const equals = 0x3d;
const brace = 0x7d;

/** By character code; 64 is none of base64. */
const sextets = new Uint8Array(256).fill(64);
for (const [value, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  sextets[char.charCodeAt(0)] = value;

function stands(word: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word[index]) return false;
  return true;
}

/** @returns false where the line is not of this shape, and has to be read as JSON */
export function readBodyLine(bytes: Uint8Array, start: number, end: number, into: BodyLine): boolean {
  if (!stands(lineStart, bytes, start) || bytes[end - 1] !== brace) return false;
  // The name may hold anything: so the line is read from behind, where every field has its place.
  const first = start + lineStart.length;
  let at = end - 1;
  while (at > first && isDigit(bytes[at - 1]!)) at--;
  at -= beforePosition.length;
  if (at <= first || !stands(beforePosition, bytes, at)) return false;
  if (stands(noPayload, bytes, at - noPayload.length)) {
    into.size = 0;
    into.checksum = undefined;
    return true;
  }
  const payload = at - 1 - payloadChars;
  at = payload - beforePayload.length;
  if (at <= first || bytes[payload + payloadChars] !== quote || !stands(beforePayload, bytes, at)) return false;
  const digitsEnd = at;
  while (at > first && isDigit(bytes[at - 1]!)) at--;
  if (at === digitsEnd || digitsEnd - at > maxDigits || !stands(beforeSize, bytes, at - beforeSize.length)) return false;
  const checksum = readChecksum(bytes, payload);
  if (checksum === undefined) return false;
  into.size = 0;
  for (let index = at; index < digitsEnd; index++) into.size = into.size * 10 + bytes[index]! - zero;
  into.checksum = checksum;
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= nine;
}

function readChecksum(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at + payloadChars - 1] !== equals) return undefined;
  let all = 0;
  for (let index = 0; index < payloadChars - 1; index++) all |= sextets[bytes[at + index]!]!;
  if (all > 63) return undefined;
  const sextet = (index: number) => sextets[bytes[at + index]!]!;
  const high = (sextet(0) << 26) | (sextet(1) << 20) | (sextet(2) << 14) | (sextet(3) << 8) | (sextet(4) << 2) | (sextet(5) >> 4);
  const low = (sextet(5) << 28) | (sextet(6) << 22) | (sextet(7) << 16) | (sextet(8) << 10) | (sextet(9) << 4) | (sextet(10) >> 2);
  return foldChecksum(high, low);
}

/**
 * A CRC-64 in 32 bits, from its halves. Each half alone would be weak: by the ISO polynomial a change at the end of a file reaches few bits of it.
 */
export function foldChecksum(high: number, low: number): number {
  return (Math.imul(high ^ (high >>> 15), 0x85ebca6b) ^ low) >>> 0;
}
