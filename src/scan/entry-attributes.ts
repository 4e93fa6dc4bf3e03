/** A hash of what a chmod, chown or setcap changes of an entry. */
import type { TarEntry } from './tar-entry.ts';

/** One round of FNV-1a over a whole number instead of a byte. */
function mix(hash: number, value: number): number {
  return Math.imul(hash ^ (value | 0), 0x01000193) ^ (hash >>> 15);
}

/** 32 bits over mode, owner, device and extended attributes (in any order). Times are left out: they change with every checkout. */
export function hashAttributes(entry: TarEntry): number {
  let hash = mix(mix(mix(mix(0x811c9dc5, entry.mode), entry.uid), entry.gid), entry.device);
  let records = 0;
  for (const record of entry.xattrs) {
    let one = 0x811c9dc5;
    for (const byte of record) one = mix(one, byte);
    // A sum does not depend on the order, which writers do not keep.
    records = (records + one) | 0;
  }
  hash = mix(hash, records);
  return hash >>> 0;
}
