/** Which bounds of one limit a change of the budget loosens. Values are compared, not how they are written. */
import type { Metric } from '../analysis/metrics.ts';
import type { Bound, Limit, LimitKind } from './budget.ts';

/** One bound that allows more than it did, or went away, or has another unit than before, so that nobody can tell. */
export type LoosenedBound = { kind: LimitKind; was: Bound; now?: Bound };

const kinds = ['max', 'min', 'warn', 'max-increase'] as const satisfies readonly LimitKind[];

/** Compares the limits of one metric, or of a path. */
export function loosenedBounds(metric: Metric | 'path', before: Limit = {}, after: Limit = {}): LoosenedBound[] {
  const failing = metric === 'efficiency' ? 'min' : 'max';
  const allowsMore = (now: Bound, was: Bound) => (failing === 'min' ? now.value < was.value : now.value > was.value);
  const loosened = (was: Bound, now: Bound | undefined) => {
    if (now === undefined) return true;
    if (failing === 'max' && now.value === 0) return false;
    return now.unit !== was.unit || allowsMore(now, was);
  };
  return kinds.flatMap((kind): LoosenedBound[] => {
    const was = before[kind];
    const now = after[kind];
    if (was === undefined || !loosened(was, now)) return [];
    // Where everything that warned fails now, nothing is lost.
    if (kind === 'warn' && after[failing] !== undefined && !loosened(was, after[failing])) return [];
    return [{ kind, was, ...(now === undefined ? {} : { now }) }];
  });
}
