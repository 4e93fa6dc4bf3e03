/** Makes measured images for the tests of the budget. */
import type { Analysis, Inventory } from '../../src/analysis/analysis.ts';
import type { MeasuredImage } from '../../src/budget/judge.ts';

const hex = (digit: string) => `sha256:${digit.repeat(64)}`;

/** `sizes` in bytes; efficiency follows from them; one layer for each of `layers`. */
export function analysisOf(
  sizes: Partial<Analysis['sizes']>,
  layers: readonly (number | undefined)[] = [],
  more: Partial<Analysis> = {},
): Analysis {
  const { total, live } = sizes;
  const efficiency = total === undefined || live === undefined ? {} : { efficiency: total === 0 ? 1 : live / total };
  return {
    reference: 'api:ci',
    platform: 'linux/amd64',
    imageID: hex('1'),
    sizes,
    ...efficiency,
    layers: layers.map((size) => ({
      diffID: hex('2'),
      mediaType: 'application/vnd.oci.image.layer.v1.tar',
      ...(size === undefined ? {} : { total: size }),
    })),
    waste: [],
    directories: [],
    ...more,
  };
}

/** `total` bytes in one layer, `wasted` of them wasted. */
export function weighing(total: number, wasted = 0): Analysis {
  return analysisOf({ total, wasted, live: total - wasted }, [total]);
}

export function inventoryOf(files: Record<string, number>): Inventory {
  const list = Object.entries(files).map(([path, bytes]) => ({ path, bytes, layer: 0 }));
  return { imageID: hex('1'), platform: 'linux/amd64', files: list, count: list.length };
}

export function measuredImage(analysis: Analysis, more: Partial<MeasuredImage> = {}): MeasuredImage {
  return { image: 'api', platform: 'linux/amd64', analysis, ...more };
}
