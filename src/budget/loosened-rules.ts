/** What a change of the budget loosens beside its limits: exceptions, noise, overrides, what holds of the baseline. */
import { type Budget, type BudgetException, type Noise, type Override, permissions } from './budget.ts';
import type { RaisedLimit } from './raised-limits.ts';

type ExceptionKind = 'max' | 'max-increase';

/** Exceptions that were added, that allow more, or that last longer. */
export function findLoosenedExceptions(before: Budget, after: Budget): RaisedLimit[] {
  return after.exceptions.flatMap((now) =>
    (['max', 'max-increase'] as const).flatMap((kind): RaisedLimit[] => {
      if (now.limit[kind] === undefined) return [];
      const rivals = before.exceptions.filter((was) => isAbout(was, now) && was.limit[kind] !== undefined);
      if (rivals.some((was) => was.until >= now.until && !allowsMore(now, was, kind))) return [];
      const last = rivals.toSorted((a, b) => (a.until < b.until ? 1 : -1))[0];
      return [describeException(kind, now, last)];
    }),
  );
}

/** Whether an exception speaks of all that the other speaks of. */
function isAbout(was: BudgetException, now: BudgetException): boolean {
  return was.image === now.image && was.metric === now.metric && (was.platform === undefined || was.platform === now.platform);
}

/** What is written in another unit may allow more. */
function allowsMore(now: BudgetException, was: BudgetException, kind: ExceptionKind): boolean {
  const [more, less] = [now.limit[kind]!, was.limit[kind]!];
  return more.unit !== less.unit || more.value > less.value;
}

function describeException(kind: ExceptionKind, now: BudgetException, was: BudgetException | undefined): RaisedLimit {
  const { image, platform, metric, place } = now;
  const on = platform === undefined ? {} : { platform };
  const subject = `exception for ${metric} ${kind} of ${image}${platform === undefined ? '' : ` (${platform})`}`;
  const after = termsText(kind, now);
  if (was === undefined) return { image, ...on, metric, kind: 'exception', after, place, sentence: `an ${subject} was added: ${after}` };
  const before = termsText(kind, was);
  const verbs = [
    ...(allowsMore(now, was, kind) ? [now.limit[kind]!.unit === was.limit[kind]!.unit ? 'raised' : 'changed'] : []),
    ...(now.until > was.until ? ['prolonged'] : []),
  ];
  const sentence = `the ${subject} was ${verbs.join(' and ')} from ${before} to ${after}`;
  return { image, ...on, metric, kind: 'exception', before, after, place, sentence };
}

function termsText(kind: ExceptionKind, { limit, until }: BudgetException): string {
  return `${limit[kind]!.text} until ${until}`;
}

/** Noise that grew, overrides that more people can make, and a baseline that is taken less seriously. */
export function findLoosenedRules(before: Budget, after: Budget): RaisedLimit[] {
  return [
    ...loosenedNoise(before.noise, after.noise),
    ...(after.override === undefined ? [] : loosenedOverride(before.override, after.override)),
    ...(before.strictBaseline && !after.strictBaseline
      ? [{ kind: 'strict' as const, before: 'true', after: 'false', sentence: 'baseline.strict was turned off' }]
      : []),
    ...loosenedOnMissing(before, after),
  ];
}

function loosenedNoise(before: Noise, after: Noise): RaisedLimit[] {
  return (['bytes', 'ppm'] as const).flatMap((unit): RaisedLimit[] => {
    const [was, now] = [before[unit], after[unit]];
    if (now === undefined || now.value <= (was?.value ?? 0)) return [];
    const sentence = was === undefined ? `noise of ${now.text} was added` : `noise was raised from ${was.text} to ${now.text}`;
    return [{ kind: 'noise', ...(was === undefined ? {} : { before: was.text }), after: now.text, place: now.place, sentence }];
  });
}

function loosenedOverride(was: Override | undefined, now: Override): RaisedLimit[] {
  const { place } = now;
  // On GitHub, labels that differ by case alone are one label.
  const known = new Set(was?.labels.map((label) => label.toLowerCase()));
  const added = now.labels.filter((label) => !known.has(label.toLowerCase()));
  const lowered = was !== undefined && permissions.indexOf(now.permission) < permissions.indexOf(was.permission);
  return [
    ...added.map((label): RaisedLimit => {
      const sentence = `the label ${label} was added to those that let a pull request pass`;
      return { kind: 'label', after: label, place, sentence };
    }),
    ...(lowered
      ? [
          {
            kind: 'permission' as const,
            ...{ before: was.permission, after: now.permission, place },
            sentence: `the permission that such a label needs was lowered from ${was.permission} to ${now.permission}`,
          },
        ]
      : []),
  ];
}

/** To skip where there is no record means that no growth is judged. */
function loosenedOnMissing({ onMissing: before }: Budget, { onMissing: after }: Budget): RaisedLimit[] {
  if (before === after || after !== 'skip') return [];
  return [{ kind: 'on-missing', before, after, sentence: `baseline.on-missing was changed from ${before} to ${after}` }];
}
