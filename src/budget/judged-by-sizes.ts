/** Whether an image can be judged by what its manifest says alone, so that no layer has to be fetched. */
import type { Metric } from '../analysis/metrics.ts';
import type { Budget, Limits } from './budget.ts';

/** What manifests say: that of the image, and for `update` that of the baseline. */
const stated: readonly string[] = ['compressed', 'layers', 'update'];

/** False for an image on which nothing is limited: then somebody wants to see all of it. */
export function isJudgedBySizes({ images, groups }: Budget, name: string): boolean {
  const image = images.find((one) => one.name === name);
  if (image === undefined || image.paths.length > 0) return false;
  const all = [
    image.limits,
    ...Object.values(image.platformLimits),
    ...groups.flatMap((group) => (group.images.includes(name) ? [group.limits] : [])),
  ];
  const limited = all.flatMap(limitedMetrics);
  return limited.length > 0 && limited.every((metric) => stated.includes(metric));
}

function limitedMetrics(limits: Limits): Metric[] {
  return (Object.keys(limits) as Metric[]).filter((metric) => Object.keys(limits[metric] ?? {}).length > 0);
}
