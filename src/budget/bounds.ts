/** Reads limits: which values a bound of a metric may have, and what short forms and defaults come to. */
import { type Metric, metrics } from '../analysis/metrics.ts';
import { type AmountReading, readBytes, readCount, readCountOrPercent, readRatio, readSizeOrPercent } from './amounts.ts';
import type { Bound, Limit, LimitKind, Limits } from './budget.ts';
import type { BudgetDocument, Path } from './document.ts';
import type { LimitFile, LimitsFile } from './limit-declaration.ts';

const kinds = ['max', 'warn', 'max-increase', 'min'] as const satisfies readonly LimitKind[];

/** How the value of a bound is read. */
export function boundReader(metric: Metric, kind: LimitKind): (found: string | number) => AmountReading {
  if (metric === 'efficiency') return readRatio;
  if (metric === 'layers') return kind === 'max-increase' ? readCountOrPercent : readCount;
  return metric === 'wasted' || kind === 'max-increase' ? readSizeOrPercent : readBytes;
}

/** Resolves one bound of a checked document. */
export function resolveBound(metric: Metric, kind: LimitKind, found: string | number, path: Path, document: BudgetDocument): Bound {
  const reading = boundReader(metric, kind)(found);
  if ('problem' in reading) throw new Error(`${metric} ${kind} passed the declaration, but ${reading.problem}`);
  const range = document.rangeOf(path);
  return { ...reading, text: String(found).trim(), place: document.placeOf(path), ...(range === undefined ? {} : { range }) };
}

/** Resolves one limit, short or long. */
export function resolveLimit(metric: Metric, limit: LimitFile, path: Path, document: BudgetDocument): Limit {
  if (typeof limit !== 'object') {
    const kind = metric === 'efficiency' ? 'min' : 'max';
    return { [kind]: resolveBound(metric, kind, limit, path, document) };
  }
  const resolved: Limit = {};
  for (const kind of kinds) {
    const found = (limit as Partial<Record<LimitKind, string | number>>)[kind];
    if (found !== undefined) resolved[kind] = resolveBound(metric, kind, found, [...path, kind], document);
  }
  return resolved;
}

/** Resolves the limits of all metrics, in the order in which metrics are declared. */
export function resolveLimits(limits: LimitsFile | undefined, path: Path, document: BudgetDocument): Limits {
  const resolved: Limits = {};
  for (const metric of Object.keys(metrics) as Metric[]) {
    const limit = limits?.[metric];
    if (limit !== undefined) resolved[metric] = resolveLimit(metric, limit, [...path, metric], document);
  }
  return resolved;
}

/** Bounds of `own` take the place of the same bounds of `general`. */
export function mergeLimits(general: Limits, own: Limits): Limits {
  const merged: Limits = {};
  for (const metric of Object.keys(metrics) as Metric[]) {
    if (general[metric] !== undefined || own[metric] !== undefined) merged[metric] = { ...general[metric], ...own[metric] };
  }
  return merged;
}
