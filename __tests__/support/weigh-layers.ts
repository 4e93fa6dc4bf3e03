/** Weighs layers that are tars in memory, in the ways that layers are read: headers from a file, or every byte of a stream. */
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { InventoryFile, Weighed } from '../../src/analysis/analysis.ts';
import { analyze } from '../../src/analysis/analyze.ts';
import type { Image } from '../../src/image/image.ts';
import type { LayerScan } from '../../src/scan/layer-scan.ts';
import { scanLayer } from '../../src/scan/scan-layer.ts';

/** `file`: an uncompressed file, whose bodies are compared with each other. `gzip`: checksums are. `mixed`: layers in turn. */
export type Way = 'file' | 'gzip' | 'mixed';

export type WeighedLayers = { analysis: Weighed['analysis']; files: InventoryFile[] };

export async function weighLayers(tars: readonly Uint8Array[], way: Way = 'file'): Promise<WeighedLayers> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-layers-'));
  const name = join(folder, 'layers');
  const blobs = tars.map((tar, index) => (way === 'gzip' || (way === 'mixed' && index % 2 === 0) ? gzipSync(tar, { level: 1 }) : tar));
  writeFileSync(name, Buffer.concat(blobs));
  const fd = openSync(name, 'r');
  try {
    const scans: LayerScan[] = [];
    let offset = 0;
    for (const [index, blob] of blobs.entries()) {
      scans.push(await scanLayer({ kind: 'file', fd, offset, length: blob.length }, { what: `layer ${index}` }));
      offset += blob.length;
    }
    const { analysis, inventory } = await analyze('test', imageOf(tars), scans);
    return { analysis, files: [...(inventory?.files ?? [])] };
  } finally {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  }
}

/** An image that says of its layers no more than it must. */
export function imageOf(tars: readonly Uint8Array[]): Image {
  return {
    platform: 'linux/amd64',
    imageID: `sha256:${'0'.repeat(64)}`,
    layers: tars.map((tar) => ({
      descriptor: { mediaType: 'application/vnd.oci.image.layer.v1.tar' },
      diffID: `sha256:${createHash('sha256').update(tar).digest('hex')}`,
      sizeIsCompressed: false,
      present: true,
    })),
    notes: [],
  };
}
