/** Scans made without a tar, for layers of a size or a shape that no test wants to write out. */
import { hashAttributes } from '../../src/scan/entry-attributes.ts';
import { LayerScan } from '../../src/scan/layer-scan.ts';
import type { EntryType, TarEntry } from '../../src/scan/tar-entry.ts';

export type EntrySketch = Partial<Omit<TarEntry, 'name' | 'linkName'>> & {
  name: string | Uint8Array;
  link?: string;
  /** CRC-32 of the body; all entries or none have one. */
  checksum?: number;
};

export function scanOf(entries: Iterable<EntrySketch>): LayerScan {
  const scan = new LayerScan();
  for (const { name, link = '', checksum, ...rest } of entries) {
    const entry: TarEntry = {
      type: 'file' satisfies EntryType,
      unknownType: false,
      size: 0,
      logicalSize: 0,
      mode: 0o644,
      uid: 0,
      gid: 0,
      mtime: 0,
      device: 0,
      xattrs: [],
      bodyOffset: 0,
      ...rest,
      name: Buffer.from(name as string),
      linkName: Buffer.from(link),
    };
    if (checksum !== undefined) scan.hasChecksums = true;
    const index = scan.add(entry, hashAttributes(entry));
    if (checksum !== undefined) scan.setChecksum(index, checksum);
  }
  scan.trim();
  return scan;
}
