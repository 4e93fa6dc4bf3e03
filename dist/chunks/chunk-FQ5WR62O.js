import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  allowed,
  judgeBound,
  placeText,
  whyText
} from "./chunk-Z4ROMYAC.js";
import {
  limitsFor
} from "./chunk-7KWYXRUR.js";
import {
  compileGlob
} from "./chunk-7P2UZG4H.js";
import {
  measureAgainst,
  measureTransfer
} from "./chunk-TJ4QSJAB.js";
import {
  isCompared,
  measure,
  metrics,
  needsBase
} from "./chunk-6J7YFZTT.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/budget/exceptions.ts
function hasExpired({ until }, today) {
  return until < today;
}
function exceptionsFor(budget, image, platform, metric) {
  return budget.exceptions.filter(
    (exception) => exception.image === image && exception.metric === metric && (exception.platform === void 0 || exception.platform === platform)
  );
}
function noteExceptions(budget, weighed, subjects, today) {
  return budget.exceptions.filter(({ image }) => weighed.has(image)).map((exception) => noteException(budget, exception, subjects, today));
}
function noteException(budget, exception, subjects, today) {
  const { image, platform, metric, until, place, limit } = exception;
  const subject = `The exception for ${metric} of ${image}${platform === void 0 ? "" : ` (${platform})`} at ${placeText(place)}`;
  if (hasExpired(exception, today)) return `${subject} expired on ${until} and no longer counts: ${whyText(exception)}`;
  const limits = limitsOf(budget, exception);
  const touched = subjects.filter((one) => one.image === image && one.metric === metric && (platform ?? one.platform) === one.platform);
  const raised = [];
  const absent = [];
  const low = [];
  for (const kind of ["max", "max-increase"]) {
    const more = limit[kind];
    if (more === void 0) continue;
    const own = limits.flatMap((each) => each[metric]?.[kind] ?? []);
    if (own.length === 0) absent.push(kind);
    else if (own.some((bound) => isAbove(more, bound, kind, touched))) raised.push(`${kind} is ${more.text}`);
    else low.push(`its ${kind}, ${more.text}, is not above the limit, ${[...new Set(own.map(({ text }) => text))].join(" and ")}`);
  }
  const idle = [...absent.length === 0 ? [] : [`there is no ${absent.join(" and no ")} of ${metric}`], ...low].join(", and ");
  if (raised.length === 0) return `${subject} raises nothing: ${idle}`;
  return `${subject} is in force until ${until}: ${raised.join(", ")}${idle === "" ? "" : `; but ${idle}`}: ${whyText(exception)}`;
}
function limitsOf({ images }, { image, platform }) {
  const declared = images.find(({ name }) => name === image);
  if (declared === void 0) return [];
  return platform === void 0 ? [declared.limits, ...Object.values(declared.platformLimits)] : [limitsFor(declared, platform)];
}
function isAbove(more, own, kind, subjects) {
  if (more.unit === own.unit) return more.value > own.value;
  const pairs = subjects.map((subject) => [allowed(more, kind, subject), allowed(own, kind, subject)]);
  return pairs.every(([above, below]) => above === void 0 || below === void 0) || pairs.some(([above = 0, below = 0]) => above > below);
}

// src/budget/measured-figure.ts
var guessedBase = "a guess: where the base image ends is told by the history alone";
function measureFigure({ analysis, baseline }, metric) {
  if (isCompared(metric)) return baseline === void 0 ? {} : comparedFigure(baseline, analysis, metric);
  const actual = measure(analysis)[metric];
  if (actual === void 0) return { unknown: whyUnknown(analysis, metric) };
  const guess = needsBase(metric) && [analysis, baseline].some((side) => side?.base?.knownBy === "history") ? { guess: guessedBase } : {};
  if (baseline === void 0) return { actual, ...guess };
  const before = measure(baseline)[metric];
  return { actual, ...guess, ...before === void 0 ? { missing: `the baseline does not know its ${metric}` } : { baseline: before } };
}
function comparedFigure(baseline, analysis, metric) {
  const transfer = measureTransfer(baseline, analysis);
  const actual = transfer[metric];
  if (actual === void 0) return { unknown: transfer.unknown[metric] ?? "this source does not know it" };
  if (metric !== "churn" || transfer.certain) return { actual };
  return { actual, guess: "a guess: not the contents of the files were compared, but their names, modes and sizes" };
}
var noBase = "its base image is not known: nothing names it, and its history shows none";
function whyUnknown({ unknown = [], base }, metric) {
  const found = unknown.find((one) => one.metric === metric) ?? (metric === "compressed" ? void 0 : unknown.find((one) => one.metric === "total"));
  if (needsBase(metric) && base === void 0) return unknown.find((one) => one.metric === metric)?.reason ?? noBase;
  return found?.reason ?? "this source does not know it";
}

// src/budget/unknown-figures.ts
var filesHint = "Weigh the image in full: a list of files is kept beside every full analysis.";
function whatMakesKnown(analysis, metric, baseline) {
  if (metric === "path") return filesHint;
  if (needsBase(metric) && analysis.base === void 0) {
    return analysis.unknown?.some((one) => one.metric === metric) ? "Let `base` name the version of the base image that the image was built on; a digest never moves." : "Name the base image in the budget, as `base: REF` beside `source`.";
  }
  if (metric === "churn" && baseline !== void 0 && measureTransfer(baseline, analysis).update !== void 0)
    return whatMakesComparable([analysis, baseline]);
  if (metric === "compressed" || isCompared(metric))
    return "Weigh a source that keeps its blobs as a registry stores them: the registry itself, or an OCI layout.";
  return "Weigh a source that has the bytes of every layer.";
}
function whatMakesComparable(sides) {
  return sides.some(({ layers }) => layers.some(({ content }) => content === void 0)) ? "Weigh the image and its baseline where the source has the bytes of every layer." : "Weigh the image and its baseline again, both with --verify: then the files of both are known by their contents.";
}
function refuseUnknown(unknown) {
  const lines = [...new Set(unknown.map(({ sentence }) => sentence))];
  const head = "Judging the budget: a limit on what is not known cannot be held";
  const hints = [...new Set(unknown.map(({ hint }) => hint))];
  return new ExpectedError("unknown-metric", lines.length === 1 ? `${head}. ${lines[0]}` : [`${head}:`, ...lines], {
    hint: `${hints.join(" ")} Or take the limit out.`
  });
}

// src/budget/weigh-paths.ts
function weighPaths(inventory, globs) {
  const weights = new Map(globs.map((glob) => [glob, 0]));
  if (weights.size === 0) return weights;
  const matchers = [...weights.keys()].map((glob) => ({ glob, matches: compileGlob(glob) }));
  for (const { path, bytes } of inventory.files) {
    if (bytes === 0) continue;
    const absolute = `/${path}`;
    for (const { glob, matches } of matchers) if (matches(absolute)) weights.set(glob, weights.get(glob) + bytes);
  }
  return weights;
}

// src/budget/judge.ts
var kinds = ["max", "min", "warn", "max-increase"];
function judge(budget, measured, { today, behind = 0 }) {
  const rules = plainRules(budget, behind);
  const order = new Map(budget.images.map(({ name }, index) => [name, index]));
  const inOrder = measured.toSorted((a, b) => (order.get(a.image) ?? order.size) - (order.get(b.image) ?? order.size));
  const unknown = [];
  const subjects = [];
  const results = inOrder.flatMap((one) => {
    const image = budget.images.find(({ name }) => name === one.image);
    return image === void 0 ? [] : [...judgeMetrics(budget, image, one, { rules, today, unknown, subjects }), ...judgePaths(image, one, { rules, unknown })];
  });
  const notes = noteExceptions(budget, new Set(measured.map(({ image }) => image)), subjects, today);
  for (const group of budget.groups) {
    const absent = group.images.filter((name) => !measured.some(({ image }) => image === name));
    if (absent.length === 0) results.push(...judgeGroup(group, inOrder, { rules, unknown }));
    else notes.push(`The group ${group.name} is not judged: ${absent.join(", ")} ${absent.length === 1 ? "was" : "were"} not weighed`);
  }
  if (unknown.length > 0) throw refuseUnknown(unknown);
  notes.push(...noteIdlePlatforms(budget, measured));
  return { outcome: worstOutcome(results), results, figures: inOrder.flatMap(figuresOf), notes };
}
function worstOutcome(results) {
  let worst = "pass";
  for (const { outcome } of results) if (outcome === "fail" || outcome === "warn" && worst === "pass") worst = outcome;
  return worst;
}
function figuresOf({ image, platform, analysis, baseline }) {
  const before = baseline === void 0 ? {} : measure(baseline);
  return Object.entries(measureAgainst(baseline, analysis)).map(([metric, actual]) => {
    const base = before[metric];
    return { image, platform, metric, actual, ...base === void 0 ? {} : { baseline: base, change: actual - base } };
  });
}
function judgeMetrics(budget, image, one, { rules, today, unknown, subjects }) {
  const { analysis, platform } = one;
  const limits = limitsFor(image, platform);
  return Object.keys(metrics).flatMap((metric) => {
    const limit = limits[metric];
    if (limit === void 0 || Object.keys(limit).length === 0) return [];
    const figure = measureFigure(one, metric);
    if ("unknown" in figure) {
      const sentence = `${metric} of ${image.name} (${platform}), limited at ${limitPlace(limit)}: ${figure.unknown}`;
      unknown.push({ sentence, hint: whatMakesKnown(analysis, metric, one.baseline) });
      return [];
    }
    const { total, live } = analysis.sizes;
    const subject = { image: image.name, platform, metric, ...figure, ...defined({ total, live }) };
    subjects.push(subject);
    const exceptions = exceptionsFor(budget, image.name, platform, metric);
    return judgeLimit(subject, limit, {
      ...rules,
      exceptions: exceptions.filter((exception) => !hasExpired(exception, today)),
      expired: exceptions.filter((exception) => hasExpired(exception, today))
    });
  });
}
function judgePaths(image, one, { rules, unknown }) {
  if (image.paths.length === 0) return [];
  const { platform, inventory, baseline, baselineInventory } = one;
  const globs = image.paths.map(({ glob }) => glob);
  if (inventory === void 0) {
    for (const { glob, limit } of image.paths) {
      const sentence = `${glob} in ${image.name} (${platform}), limited at ${limitPlace(limit)}: there is no list of the image's files`;
      unknown.push({ sentence, hint: whatMakesKnown(one.analysis, "path") });
    }
    return [];
  }
  const now = weighPaths(inventory, globs);
  const before = baselineInventory === void 0 ? void 0 : weighPaths(baselineInventory, globs);
  return image.paths.flatMap(({ glob, limit }) => {
    const base = before?.get(glob);
    const missing = base === void 0 && baseline !== void 0 ? { missing: "the baseline has no list of its files" } : {};
    const subject = {
      image: image.name,
      platform,
      metric: "path",
      path: glob,
      actual: now.get(glob),
      ...defined({ baseline: base }),
      ...missing
    };
    return judgeLimit(subject, limit, rules);
  });
}
function judgeGroup(group, measured, { rules, unknown }) {
  return Object.entries(group.limits).flatMap(([metric, limit]) => {
    const sums = { actual: 0, total: 0, baseline: 0 };
    for (const name of group.images) {
      const platforms = measured.filter(({ image }) => image === name);
      const figures = platforms.map(({ analysis }) => ({ analysis, figure: measure(analysis)[metric] }));
      const absent = figures.find(({ figure }) => figure === void 0);
      if (absent !== void 0) {
        const who = `${metric} of ${name} (${absent.analysis.platform})`;
        unknown.push({
          sentence: `${who}, limited in the group ${group.name} at ${limitPlace(limit)}: ${whyUnknown(absent.analysis, metric)}`,
          hint: whatMakesKnown(absent.analysis, metric)
        });
        return [];
      }
      const largest = figures.reduce((most, one) => one.figure > most.figure ? one : most);
      sums.actual += largest.figure;
      sums.total += largest.analysis.sizes.total ?? 0;
      const before = platforms.map(({ baseline }) => baseline === void 0 ? void 0 : measure(baseline)[metric]);
      sums.baseline = sums.baseline === void 0 || before.includes(void 0) ? void 0 : sums.baseline + Math.max(...before.map((figure) => figure ?? 0));
    }
    const missing = sums.baseline === void 0 ? { missing: "no baseline yet for all images of the group" } : {};
    const subject = {
      image: `group:${group.name}`,
      metric,
      actual: sums.actual,
      total: sums.total,
      ...defined({ baseline: sums.baseline }),
      ...missing
    };
    return judgeLimit(subject, limit, rules);
  });
}
function judgeLimit(subject, limit, rules) {
  return kinds.flatMap((kind) => {
    const bound = limit[kind];
    return bound === void 0 ? [] : [judgeBound(subject, kind, bound, rules)];
  });
}
function plainRules({ noise, units, strictBaseline }, behind) {
  return { noise, units, exceptions: [], expired: [], ...behind > 0 && !strictBaseline ? { behind } : {} };
}
function limitPlace(limit) {
  const bound = Object.values(limit)[0];
  return bound === void 0 ? "" : placeText(bound.place);
}
function noteIdlePlatforms(budget, measured) {
  return budget.images.flatMap(({ name, platformLimits }) => {
    const weighed = measured.filter(({ image }) => image === name).map(({ platform }) => platform);
    const idle = weighed.length === 0 ? [] : Object.keys(platformLimits).filter((platform) => !weighed.includes(platform));
    return idle.map((platform) => `The limits of ${name} for ${platform} are not judged: that platform was not weighed`);
  });
}
function defined(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== void 0));
}

export {
  hasExpired,
  exceptionsFor,
  noteExceptions,
  judge,
  worstOutcome
};
