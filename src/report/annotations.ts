/** What a runner shows beside the budget file: each limit that is passed, at its line. */
import type { LimitResult, Outcome, Place, Verdict } from '../budget/verdict.ts';
import type { Units } from '../bytes.ts';
import { showUnseen } from '../show-unseen.ts';
import { byOffence, isForgiven, offence } from './offence.ts';
import { count, plainText } from './sentence.ts';

/** `place` is absent where no line of a file is to blame. */
export type Annotation = { level: 'error' | 'warning' | 'notice'; message: string; place?: Place };

type Level = Annotation['level'];

/** GitHub drops what a step annotates beyond this, of each level, without a word. */
const mostOfLevel = 10;
const none: Readonly<Record<Level, number>> = { error: 0, warning: 0, notice: 0 };
const longestMessage = 1_000;

/**
 * The limits that are passed, the worst first: errors where they fail, warnings where they only warn; and what the verdict has to say of the
 * budget itself, as notices. What is more than the runner shows is counted in the last one of its level.
 * @param options.taken how many of each level the step has made already: there is room for so many less
 */
export function buildAnnotations(verdict: Verdict | undefined, units: Units, { taken = none } = {}): Annotation[] {
  if (verdict === undefined) return [];
  const passed = verdict.results.filter(({ outcome }) => outcome !== 'pass').toSorted(byOffence);
  const room = (level: Level) => Math.max(0, mostOfLevel - taken[level]);
  const annotate = (level: Level, outcome: Outcome, noun: string) => {
    const own = passed.filter((result) => result.outcome === outcome);
    return rollUp(
      own.map((result) => annotationOf(level, result, units, verdict.overridden?.label)),
      noun,
      room(level),
    );
  };
  const notices = verdict.notes.map((note): Annotation => ({ level: 'notice', message: messageOf(note) }));
  return [
    ...annotate('error', 'fail', 'more limit'),
    ...annotate('warning', 'warn', 'more limit'),
    ...rollUp(notices, 'more note', room('notice')),
  ];
}

function annotationOf(level: Level, result: LimitResult, units: Units, label: string | undefined): Annotation {
  const allowed = label !== undefined && isForgiven(result) ? `, allowed by the label ${label}` : '';
  const { place } = result;
  return {
    level,
    message: messageOf(`${plainText(offence(result, units))}${allowed}`),
    ...(place === undefined ? {} : { place }),
  };
}

function messageOf(text: string): string {
  const shown = showUnseen(text);
  return shown.length <= longestMessage ? shown : `${shown.slice(0, longestMessage - 1)}…`;
}

function rollUp(annotations: readonly Annotation[], noun: string, room: number): Annotation[] {
  const more = annotations.length - room;
  const shown = annotations.slice(0, room);
  return more <= 0
    ? shown
    : shown.map((one, index) => (index < room - 1 ? one : { ...one, message: `${one.message}; and ${count(more, noun)}` }));
}
