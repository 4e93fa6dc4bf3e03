/** A verdict that somebody let pass: what would have failed warns, and who allowed it is named. Whether they may is not asked here. */
import type { LimitResult, Verdict } from './verdict.ts';

/** The label, and the login of whoever set it. */
export type Overriding = { label: string; by: string };

/** Why a limit that is passed only warns, as its note says it. */
export function allowedText({ label, by }: Overriding): string {
  return `allowed by the label ${label}, which ${by} set`;
}

/**
 * Turns every failure into a warning that names the label and the person. Where there are only warnings they stay what they are, and it
 * is said that they are allowed. A verdict that passes is returned as it is.
 */
export function overrideVerdict(verdict: Verdict, { label, by }: Overriding): Verdict {
  if (verdict.outcome === 'pass') return verdict;
  const allowed = allowedText({ label, by });
  if (verdict.outcome === 'warn')
    return { ...verdict, notes: [...verdict.notes, `What is over a warning line is ${allowed}`], overridden: { label, by } };
  const results = verdict.results.map(
    (result): LimitResult =>
      result.outcome === 'fail'
        ? { ...result, outcome: 'warn', note: result.note === undefined ? allowed : `${result.note}; ${allowed}` }
        : result,
  );
  const notes = [...verdict.notes, `What is over the budget is ${allowed}`];
  return { ...verdict, outcome: 'warn', results, notes, overridden: { label, by } };
}
