/** What the limits on an image need of it: whether what its manifest says is enough, and whether its layers are wanted as they are pushed. */
import type { Metric } from '../analysis/metrics.ts';
import type { Budget, Limits } from './budget.ts';

/** What manifests say: that of the image, and for `update` that of the baseline. */
const stated: readonly string[] = ['compressed', 'layers', 'update'];

/** What is known only of layers as a registry stores them. */
const ofBlobs: readonly string[] = ['compressed', 'update', 'churn'];

/** False for an image on which nothing is limited: then somebody wants to see all of it. */
export function isJudgedBySizes(budget: Budget, name: string): boolean {
  const image = budget.images.find((one) => one.name === name);
  if (image === undefined || image.paths.length > 0) return false;
  const limited = metricsLimitedOn(budget, name);
  return limited.length > 0 && limited.every((metric) => stated.includes(metric));
}

/** Whether a limit on the image needs its layers as a push would send them. */
export function isJudgedAsPushed(budget: Budget, name: string): boolean {
  return metricsLimitedOn(budget, name).some((metric) => ofBlobs.includes(metric));
}

function metricsLimitedOn({ images, groups }: Budget, name: string): Metric[] {
  const image = images.find((one) => one.name === name);
  if (image === undefined) return [];
  const all = [
    image.limits,
    ...Object.values(image.platformLimits),
    ...groups.flatMap((group) => (group.images.includes(name) ? [group.limits] : [])),
  ];
  return all.flatMap(limitedMetrics);
}

function limitedMetrics(limits: Limits): Metric[] {
  return (Object.keys(limits) as Metric[]).filter((metric) => Object.keys(limits[metric] ?? {}).length > 0);
}
