import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  compare
} from "./chunk-NU3VTDQV.js";
import {
  chooseImages,
  nameReferences
} from "./chunk-J735ITZ3.js";
import {
  weigh
} from "./chunk-HCDLX5GH.js";
import {
  judge
} from "./chunk-FQ5WR62O.js";
import {
  budgetFiles,
  findBudget,
  loadBudget
} from "./chunk-Z4ROMYAC.js";
import {
  isInRegistry
} from "./chunk-KJI7O4S7.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import {
  __callDispose,
  __using
} from "./chunk-QWRNOYTG.js";

// src/budget/judged-by-sizes.ts
var stated = ["compressed", "layers", "update"];
var ofBlobs = ["compressed", "update", "churn"];
function isJudgedBySizes(budget, name) {
  const image = budget.images.find((one) => one.name === name);
  if (image === void 0 || image.paths.length > 0) return false;
  const limited = metricsLimitedOn(budget, name);
  return limited.length > 0 && limited.every((metric) => stated.includes(metric));
}
function isJudgedAsPushed(budget, name) {
  return metricsLimitedOn(budget, name).some((metric) => ofBlobs.includes(metric));
}
function metricsLimitedOn({ images, groups }, name) {
  const image = images.find((one) => one.name === name);
  if (image === void 0) return [];
  const all = [
    image.limits,
    ...Object.values(image.platformLimits),
    ...groups.flatMap((group) => group.images.includes(name) ? [group.limits] : [])
  ];
  return all.flatMap(limitedMetrics);
}
function limitedMetrics(limits) {
  return Object.keys(limits).filter((metric) => Object.keys(limits[metric] ?? {}).length > 0);
}

// src/weigh-image.ts
var quietly = (_title, build) => build(void 0);
async function weighImage(image, options) {
  const weighed = await weighOrBuild(image, options);
  if (image.base === void 0 || image.sizesOnly === true) return weighed;
  const { confirmBase } = await import("./confirm-base-3A2QLEAT.js");
  const { tag: _tag, runBuild: _runBuild, ...opening } = options;
  return await confirmBase(weighed, image.base, opening);
}
async function weighOrBuild({ name, reference, directory, platforms, sizesOnly = false, build, asPushed = false, base: named }, { runBuild = quietly, ...options }) {
  var _stack = [];
  try {
    const wanted = platforms === void 0 ? {} : { platforms };
    const base = named === void 0 ? {} : { base: "named" };
    if (build === void 0) return await weigh(reference, { ...options, ...wanted, ...base, directory, sizesOnly });
    const { buildImage } = await import("./build-image-LRXWTZJX.js");
    const { environment, temporaryDirectory, signal, onStep } = options;
    const built = __using(_stack, await runBuild(
      `building ${name} (${reference})`,
      (output) => buildImage(build, {
        name,
        directory,
        output,
        asPushed,
        ...wanted,
        ...environment === void 0 ? {} : { environment },
        ...temporaryDirectory === void 0 ? {} : { temporaryDirectory },
        ...signal === void 0 ? {} : { signal },
        ...onStep === void 0 ? {} : { onStep }
      })
    ), true);
    const evidence = named === void 0 ? { base: await gatherEvidence(build, directory, built) } : base;
    const weighed = [];
    for (const image of built.images) {
      const from = weighed.length;
      const { environment: place } = built;
      const { tag: _tag, ...rest } = options;
      weighed.push(
        ...await weigh(image.reference, {
          ...rest,
          ...wanted,
          ...platformsOf(image),
          ...evidence,
          sizesOnly,
          environment: place,
          shownAs: reference
        })
      );
      explainUncompressed(weighed.slice(from), image.uncompressed);
    }
    return weighed;
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
function explainUncompressed(weighed, reason) {
  for (const { analysis } of weighed)
    for (const each of analysis.unknown ?? []) if (each.metric === "compressed" && reason !== void 0) each.reason = reason;
}
async function gatherEvidence(build, directory, { images, metadata, program }) {
  const [{ readBuildFile }, { isRemote }] = await Promise.all([import("./read-build-file-LJ5WFRPC.js"), import("./check-paths-L5ISJIGY.js")]);
  const isHere = build.kind === "build" && !isRemote(build.context);
  const buildFile = isHere ? await readBuildFile(build, directory, program) : void 0;
  return {
    // Where images were built one after the other, it is told of the last one alone.
    ...metadata === void 0 || images.length !== 1 ? {} : { metadata },
    ...buildFile === void 0 ? {} : { buildFile }
  };
}
function platformsOf({ platforms }) {
  return platforms === void 0 ? {} : { platforms };
}

// src/check.ts
async function check(request) {
  const budget = await openBudget(request);
  const named = budget === void 0 ? nameReferences(request) : chooseImages(budget, request).map((image) => readWhatIsNeeded(image, budget, request));
  const baseline = await request.findBaseline?.(budget, named);
  const images = [];
  const known = /* @__PURE__ */ new Map();
  for (const image of named) {
    const baselines = await baseline?.load(image.name) ?? [];
    await request.onImage?.(image);
    const weighed = await weighImage(image, { known, ...request.weighing });
    for (const head of weighed) images.push(compareImage(image.name, head, baselines));
  }
  const verdict = budget === void 0 ? void 0 : judge(budget, images.map(measuredOf), { today: request.today, behind: baseline?.behind });
  const baselineNote = baseline?.note(images.some((image) => image.baseline !== void 0));
  return {
    images,
    outcome: verdict?.outcome ?? "pass",
    units: budget?.units ?? "si",
    ...verdict === void 0 ? {} : { verdict },
    ...budget === void 0 ? {} : { budget },
    ...baselineNote === void 0 ? {} : { baselineNote },
    ...baseline?.label === void 0 ? {} : { baselineLabel: baseline.label }
  };
}
async function openBudget({ directory, configFile, references, images }) {
  const file = configFile ?? findBudget(directory);
  if (file === void 0) {
    if (references.length > 0 || images.length > 0) return void 0;
    throw new ExpectedError("option", `there is no budget file here (${budgetFiles.join(", ")}), and no image was named`, {
      hint: "plimsoll init REF writes a budget from an image as it is; plimsoll check REF reports without one."
    });
  }
  const { budget } = await loadBudget(file, directory);
  if (references.length === 0) return budget;
  throw new ExpectedError("option", `${references.join(", ")} was named, but the budget ${budget.file} says which images are checked`, {
    hint: `--image NAME=${references[0]} puts it in the place of an image of the budget; plimsoll analyze ${references[0]} reports without a budget.`
  });
}
function readWhatIsNeeded(image, budget, { whole, weighing }) {
  if (image.build !== void 0) return isJudgedAsPushed(budget, image.name) ? { ...image, asPushed: true } : image;
  const isSpared = whole !== true && weighing.verify !== true && isInRegistry(image.reference) && isJudgedBySizes(budget, image.name);
  return isSpared ? { ...image, sizesOnly: true } : image;
}
function compareImage(name, head, baselines) {
  const { analysis } = head;
  const checked = { name, platform: analysis.platform, weighed: head, analysis };
  const baseline = chooseBaseline(name, analysis, baselines);
  return baseline === void 0 ? checked : { ...checked, baseline, comparison: compare(baseline, head) };
}
function chooseBaseline(name, { platform, reference }, baselines) {
  const candidates = baselines.filter(({ analysis }) => analysis.platform === platform);
  if (candidates.length < 2) return candidates[0];
  const same = candidates.filter(({ analysis }) => analysis.reference === reference);
  if (same.length === 1) return same[0];
  throw new ExpectedError(
    "analysis",
    `choosing the baseline of ${name} (${platform}): the file holds ${candidates.length} images of that platform: ${candidates.map(({ analysis }) => analysis.reference).join(", ")}`,
    { hint: "keep analyses with --save DIR and compare with --baseline DIR: there each image has a file of its own" }
  );
}
function measuredOf({ name, platform, weighed, baseline }) {
  return {
    image: name,
    platform,
    ...weighed,
    ...baseline === void 0 ? {} : { baseline: baseline.analysis },
    ...baseline?.inventory === void 0 ? {} : { baselineInventory: baseline.inventory }
  };
}

export {
  weighImage,
  check,
  measuredOf
};
