/** What of a layer is the same when it is built again: the fingerprints of its scan, as they stand in the Analysis. */
import type { LayerScan } from '../scan/layer-scan.ts';
import type { LayerAnalysis } from './analysis.ts';

/**
 * Those of the files begin with `crc32:` where the scan took checksums of the contents, with `sha256-32:` where a table of contents told them, else with `size:`, and are over names, attributes and sizes alone.
 */
export function fingerprint(scan: LayerScan): { content: string; fingerprints: NonNullable<LayerAnalysis['fingerprints']> } {
  const { content, files, owners, modes, times, order } = scan.fingerprints;
  const kind = scan.namesContents ? scan.checksumKind : 'size';
  const count = scan.count.toString(16).padStart(8, '0');
  return {
    content: `${kind}:${content}${count}`,
    fingerprints: { files: `${kind}:${files}${count}`, owners, modes, times, ...(scan.keepsOrder ? { order } : {}) },
  };
}
