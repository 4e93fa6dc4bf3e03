/** Small weighed images for tests of the comparison. */
import type { Inventory, InventoryFile, Weighed } from '../../src/analysis/analysis.ts';
import { sampleAnalysis } from '../analysis/sample-analysis.ts';

export function inventoryOf(files: readonly InventoryFile[]): Inventory {
  const sorted = [...files].sort((one, other) => (one.path < other.path ? -1 : 1));
  const { imageID, platform } = sampleAnalysis();
  return { imageID, platform, files: sorted, count: sorted.length };
}

/** Files written short: path to bytes, or to bytes and content. */
export function filesOf(sizes: Record<string, number | [bytes: number, content: string]>): InventoryFile[] {
  return Object.entries(sizes).map(([path, size]) =>
    typeof size === 'number' ? { path, bytes: size, layer: 0 } : { path, bytes: size[0], layer: 0, content: size[1] },
  );
}

export function weighedOf(files: readonly InventoryFile[], fields: Parameters<typeof sampleAnalysis>[0] = {}): Weighed {
  const live = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return { analysis: sampleAnalysis({ sizes: { live, total: live + 50, wasted: 50 }, ...fields }), inventory: inventoryOf(files) };
}
