/** From the tar reader's entries to a LayerScan. */
import { crc32 } from 'node:zlib';
import { hashAttributes } from './entry-attributes.ts';
import { kindCode, type LayerScan } from './layer-scan.ts';
import type { TarSink } from './tar-reader.ts';

/** Collects entries into a scan; with `checksums`, each body's CRC-32 too. */
export function collector(scan: LayerScan, checksums: boolean): TarSink {
  const fileCode = kindCode.file;
  let current = 0;
  let checksum = 0;
  let unknownTypes = 0;
  return {
    entry(entry) {
      current = scan.add(entry, hashAttributes(entry));
      checksum = 0;
      if (entry.unknownType && unknownTypes++ === 0)
        scan.notes.push('holds entries of a type that no tar format defines; they are weighed as files');
      return checksums && entry.size > 0 && scan.kind(current) === fileCode;
    },
    body(chunk, start, end) {
      checksum = crc32(chunk.subarray(start, end), checksum);
    },
    bodyEnd() {
      scan.setChecksum(current, checksum);
    },
  };
}
