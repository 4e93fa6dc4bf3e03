/** What a change of the budget loosens: for a reviewer, who sees a limit go up only if somebody says so. */
import type { Metric } from '../analysis/metrics.ts';
import { type Budget, type BudgetGroup, type BudgetImage, type Limit, type LimitKind, type Limits, limitsFor } from './budget.ts';
import { type LoosenedBound, loosenedBounds } from './loosened-limit.ts';
import { findLoosenedExceptions, findLoosenedRules } from './loosened-rules.ts';
import { type Place, placeText } from './verdict.ts';

/** One thing that the budget allows and did not allow before. */
export type RaisedLimit = {
  /** The image, or `group:NAME`; several, separated by a comma, where they share a default. Absent where it holds for the whole budget. */
  image?: string;
  platform?: string;
  metric?: Metric | 'path';
  /** The glob of a path budget. */
  path?: string;
  /** The bound; or an image, the base it is measured from, path budget or group that is gone, platforms or members that no longer count, or a rule of the budget. */
  kind:
    | LimitKind
    | ('image' | 'base' | 'platforms' | 'path' | 'group' | 'members')
    | ('noise' | 'exception' | 'label' | 'permission' | 'strict' | 'on-missing');
  /** As the budgets write it; absent where there was nothing, or nothing is left. */
  before?: string;
  after?: string;
  /** In the new budget; of what is gone, the place of what it belonged to. Absent where there is none. */
  place?: Place;
  /** Without a capital and a full stop: `total max of api was raised from 250 MB to 300 MB`. */
  sentence: string;
};

/** A bound that is loosened, and whose it is. */
type Finding = LoosenedBound & { image: string; platform?: string; metric: Metric | 'path'; path?: string; owner: Place };

/** Finds what `after` allows and `before` did not, in the order of `before`; empty where nothing was loosened. */
export function findRaisedLimits(before: Budget, after: Budget): RaisedLimit[] {
  return [
    ...before.images.flatMap((was) => raisedOfImage(was, after)),
    ...mergeShared(before.images.flatMap((was) => findingsOfImage(was, after))),
    ...before.groups.flatMap((was) => raisedOfGroup(was, after)),
    ...findLoosenedExceptions(before, after),
    ...findLoosenedRules(before, after),
  ];
}

/** What is gone as a whole. */
function raisedOfImage(was: BudgetImage, after: Budget): RaisedLimit[] {
  const image = was.name;
  const now = after.images.find(({ name }) => name === image);
  if (now === undefined) return [{ image, kind: 'image', before: image, sentence: `the image ${image} was removed` }];
  const gone = was.paths.filter(({ glob, limit }) => hasBounds(limit) && !now.paths.some((path) => path.glob === glob));
  return [
    ...movedBase(was, now),
    ...droppedPlatforms(was, now),
    ...gone.map(({ glob, limit }): RaisedLimit => {
      const sentence = `the path budget ${glob} of ${image} was removed`;
      return { image, metric: 'path', path: glob, kind: 'path', before: limitText(limit), place: now.place, sentence };
    }),
  ];
}

/** What a limit on `own` or `base` counts depends on the base; without one that is named it only warned. */
function movedBase(was: BudgetImage, { name: image, base, place }: BudgetImage): RaisedLimit[] {
  const isLimited = [was.limits, ...Object.values(was.platformLimits)].some(({ own, base }) => own !== undefined || base !== undefined);
  if (!isLimited || was.base === undefined || was.base === base) return [];
  const sentence =
    base === undefined
      ? `the base of ${image} is no longer named: it was ${was.base}, and a guess in its place only warns`
      : `the base of ${image} is now ${base} and was ${was.base}, so that own and base count other layers`;
  return [{ image, kind: 'base', before: was.base, ...(base === undefined ? {} : { after: base }), place, sentence }];
}

/** A platform that is no longer weighed is held to no limit. */
function droppedPlatforms(was: BudgetImage, { name: image, platforms, place }: BudgetImage): RaisedLimit[] {
  if (platforms === undefined) return [];
  const after = platforms.join(', ');
  if (was.platforms === undefined) {
    const sentence = `${image} was weighed on all its platforms, and is now weighed on ${after} alone`;
    return [{ image, kind: 'platforms', before: 'all', after, place, sentence }];
  }
  const dropped = was.platforms.filter((platform) => !platforms.includes(platform));
  return dropped.map((platform) => {
    const sentence = `${image} is no longer weighed on ${platform}`;
    return { image, platform, kind: 'platforms', before: was.platforms!.join(', '), after, place, sentence };
  });
}

function findingsOfImage(was: BudgetImage, after: Budget): Finding[] {
  const now = after.images.find(({ name }) => name === was.name);
  if (now === undefined) return [];
  const whose = { image: was.name, owner: now.place };
  const general = loosenedMetrics(was.limits, now.limits);
  const platforms = [...new Set([...Object.keys(was.platformLimits), ...Object.keys(now.platformLimits)])];
  const special = platforms
    .filter((platform) => now.platforms === undefined || now.platforms.includes(platform))
    .flatMap((platform) =>
      loosenedMetrics(limitsFor(was, platform), limitsFor(now, platform))
        // What a platform takes over from the image is said once.
        .filter((one) => !general.some((other) => other.was === one.was && other.now === one.now))
        .map((one) => ({ ...one, ...whose, platform })),
    );
  const paths = was.paths.flatMap(({ glob, limit }) => {
    const same = now.paths.find((path) => path.glob === glob);
    const loosened = same === undefined ? [] : loosenedBounds('path', limit, same.limit);
    return loosened.map((one) => ({ ...one, ...whose, metric: 'path' as const, path: glob }));
  });
  return [...general.map((one) => ({ ...one, ...whose })), ...special, ...paths];
}

function loosenedMetrics(before: Limits, after: Limits): (LoosenedBound & { metric: Metric })[] {
  return (Object.keys(before) as Metric[]).flatMap((metric) =>
    loosenedBounds(metric, before[metric], after[metric]).map((one) => ({ ...one, metric })),
  );
}

function raisedOfGroup(was: BudgetGroup, after: Budget): RaisedLimit[] {
  const image = `group:${was.name}`;
  const now = after.groups.find(({ name }) => name === was.name);
  if (now === undefined) return [{ image, kind: 'group', before: was.images.join(', '), sentence: `the group ${was.name} was removed` }];
  // An image that is gone altogether is told by itself.
  const dropped = was.images.filter((name) => !now.images.includes(name) && after.images.some((one) => one.name === name));
  const findings = loosenedMetrics(was.limits, now.limits).map((one): Finding => ({ ...one, image, owner: now.place }));
  return [
    ...dropped.map((name): RaisedLimit => {
      const sentence = `the group ${was.name} no longer counts ${name}`;
      return { image, kind: 'members', before: was.images.join(', '), after: now.images.join(', '), place: now.place, sentence };
    }),
    ...mergeShared(findings),
  ];
}

/** Images that share a default are told of together. */
function mergeShared(findings: readonly Finding[]): RaisedLimit[] {
  const shared = new Map<string, Finding[]>();
  for (const one of findings) {
    const key = JSON.stringify([one.platform, one.metric, one.path, placeText(one.was.place), one.now && placeText(one.now.place)]);
    shared.set(key, [...(shared.get(key) ?? []), one]);
  }
  return [...shared.values()].map((same) => {
    const { platform, metric, path, kind, was, now, owner } = same[0]!;
    const images = same.map(({ image }) => image);
    return {
      image: images.join(', '),
      ...(platform === undefined ? {} : { platform }),
      metric,
      ...(path === undefined ? {} : { path }),
      kind,
      before: was.text,
      ...(now === undefined ? {} : { after: now.text }),
      place: now?.place ?? owner,
      sentence: `${subject(images, same[0]!)} ${predicate(same[0]!)}`,
    };
  });
}

function subject(images: readonly string[], { kind, metric, path, platform }: Finding): string {
  const named = images.length > 4 ? [...images.slice(0, 3), `${images.length - 3} other images`] : images;
  const list = named.map((name) => name.replace(/^group:/, 'the group ')).join(', ');
  const who = list.replace(/, ([^,]*)$/, ' and $1');
  const on = platform === undefined ? '' : ` (${platform})`;
  return metric === 'path' ? `${kind} of ${path ?? ''} in ${who}${on}` : `${metric} ${kind} of ${who}${on}`;
}

function predicate({ metric, was, now }: Finding): string {
  if (now === undefined) return `was removed: it was ${was.text}`;
  const verb = now.unit !== was.unit ? 'changed' : metric === 'efficiency' ? 'lowered' : 'raised';
  return `was ${verb} from ${was.text} to ${now.text}`;
}

function hasBounds(limit: Limit): boolean {
  return Object.keys(limit).length > 0;
}

function limitText(limit: Limit): string {
  return Object.entries(limit)
    .map(([kind, { text }]) => `${kind} ${text}`)
    .join(', ');
}
