/** A hash of what a chmod, chown or setcap changes of an entry. */
import type { TarEntry } from './tar-entry.ts';

/** One round of FNV-1a over a whole number instead of a byte. */
function mix(hash: number, value: number): number {
  return Math.imul(hash ^ (value | 0), 0x01000193) ^ (hash >>> 15);
}

/** 32 bits over mode, owner, device and extended attributes (in any order). Times are left out: they change with every checkout. */
export function hashAttributes(entry: TarEntry): number {
  const hash = mix(mix(mix(mix(0x811c9dc5, entry.mode), entry.uid), entry.gid), entry.device);
  return mix(hash, sumRecords(entry.xattrs)) >>> 0;
}

/** The same without mode and owner; 0 where there are neither device nor extended attributes. */
export function hashProperties(entry: TarEntry): number {
  return entry.device === 0 && entry.xattrs.length === 0 ? 0 : mix(mix(0x811c9dc5, entry.device), sumRecords(entry.xattrs));
}

/** A sum does not depend on the order, which writers do not keep. */
function sumRecords(records: readonly Uint8Array[]): number {
  let sum = 0;
  for (const record of records) {
    let one = 0x811c9dc5;
    for (const byte of record) one = mix(one, byte);
    sum = (sum + one) | 0;
  }
  return sum;
}
