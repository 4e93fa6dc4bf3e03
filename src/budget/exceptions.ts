/** Which exceptions count on a day, and what must be said about them. */

import type { Metric } from '../analysis/metrics.ts';
import { type Budget, type BudgetException, limitsFor } from './budget.ts';
import { whyText } from './judge-bound.ts';
import { placeText } from './verdict.ts';

/** An exception counts up to and including its last day. */
export function hasExpired({ until }: BudgetException, today: string): boolean {
  return until < today;
}

/** The exceptions of a budget that speak of this figure. */
export function exceptionsFor(budget: Budget, image: string, platform: string, metric: Metric): BudgetException[] {
  return budget.exceptions.filter(
    (exception) =>
      exception.image === image && exception.metric === metric && (exception.platform === undefined || exception.platform === platform),
  );
}

/** One sentence for each exception of the images that were weighed: expired, in force, or without anything to raise. */
export function noteExceptions(budget: Budget, weighed: ReadonlySet<string>, today: string): string[] {
  return budget.exceptions.filter(({ image }) => weighed.has(image)).map((exception) => noteException(budget, exception, today));
}

function noteException(budget: Budget, exception: BudgetException, today: string): string {
  const { image, platform, metric, until, place, limit } = exception;
  const subject = `The exception for ${metric} of ${image}${platform === undefined ? '' : ` (${platform})`} at ${placeText(place)}`;
  if (hasExpired(exception, today)) return `${subject} expired on ${until} and no longer counts: ${whyText(exception)}`;
  const declared = budget.images.find(({ name }) => name === image);
  const limits =
    declared === undefined
      ? []
      : platform === undefined
        ? [declared.limits, ...Object.values(declared.platformLimits)]
        : [limitsFor(declared, platform)];
  const kinds = (['max', 'max-increase'] as const).filter((kind) => limit[kind] !== undefined);
  const idle = kinds.filter((kind) => limits.every((own) => own[metric]?.[kind] === undefined));
  if (idle.length > 0) return `${subject} raises nothing: there is no ${idle.join(' and no ')} of ${metric}`;
  const raised = kinds.map((kind) => `${kind} is ${limit[kind]!.text}`).join(', ');
  return `${subject} is in force until ${until}: ${raised}: ${whyText(exception)}`;
}
