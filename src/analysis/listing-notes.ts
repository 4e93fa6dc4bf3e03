/** Says which layers were not read, but listed from a table in their blobs. */
import type { LayerScan } from '../scan/layer-scan.ts';

/**
 * Clients that understand such a table use it in place of the tar, others the tar: what was looked at stands in the Analysis.
 * @returns a sentence for each kind of table, none where every layer was read
 */
export function listingNotes(scans: readonly (LayerScan | undefined)[]): string[] {
  const listed = (from: LayerScan['listedFrom']) => scans.flatMap((scan, index) => (scan?.listedFrom === from ? [index] : []));
  const [tables, indexes] = [listed('table'), listed('tar-split')];
  return [
    ...(tables.length === 0
      ? []
      : [`${nameLayers(tables)} listed from the table of contents in it, and not read: what a layer stores twice by itself is not seen`]),
    ...(indexes.length === 0 ? [] : [`${nameLayers(indexes)} listed from the index of the tar in it, and not read`]),
  ];
}

/** `layer 3 was`, `each of layers 0, 2 to 5 was`. */
function nameLayers(indexes: readonly number[]): string {
  if (indexes.length === 1) return `layer ${indexes[0]} was`;
  const runs: number[][] = [];
  for (const index of indexes) {
    if (runs.at(-1)?.at(-1) === index - 1) runs.at(-1)!.push(index);
    else runs.push([index]);
  }
  return `each of layers ${runs.map((run) => (run.length < 3 ? run.join(', ') : `${run[0]} to ${run.at(-1)}`)).join(', ')} was`;
}
