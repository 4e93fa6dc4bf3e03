import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  day,
  describe,
  flag,
  glob,
  imagePattern,
  isText,
  label,
  name,
  platform,
  text,
  value
} from "./chunk-7P2UZG4H.js";
import {
  builders
} from "./chunk-6ZSUARQE.js";
import {
  usualNoiseText
} from "./chunk-CXMQTDXQ.js";
import {
  percentSyntax,
  ppmPerUnit,
  readPercent,
  readSize
} from "./chunk-APSE5AVC.js";
import {
  findNearest
} from "./chunk-A423ZOMY.js";
import {
  _enum,
  array,
  literal,
  record,
  strictObject,
  union
} from "./chunk-7U6DWAOW.js";

// src/budget/amounts.ts
var acceptedSize = "bytes as a whole number, or a number with B, kB, MB, GB, TB, KiB, MiB, GiB or TiB";
var sizePattern = "^[0-9]+(\\.[0-9]+)? *(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)$";
var percentPattern = "^[0-9]+(\\.[0-9]{1,4}0*)? *%$";
var wholeNumber = { type: "integer", minimum: 0 };
var isScalar = (found) => typeof found === "string" || typeof found === "number";
function readBytes(found) {
  return asAmount("bytes", readSize(found));
}
function readSizeOrPercent(found) {
  return isText(found) && /%|percent/i.test(found) ? asAmount("ppm", readPercent(found)) : readBytes(found);
}
function readCount(found) {
  if (typeof found === "number" && Number.isSafeInteger(found) && found >= 0) return { unit: "count", value: found };
  const digits = /^\D*(\d+)\b/.exec(String(found))?.[1];
  return { problem: "is not a whole number of 0 or more", ...digits === void 0 ? {} : { suggestion: digits } };
}
function readCountOrPercent(found) {
  return isText(found) && found.includes("%") ? asAmount("ppm", readPercent(found)) : readCount(found);
}
function readRatio(found) {
  if (isText(found)) {
    const reading = asAmount("ppm", readPercent(found));
    return "value" in reading && reading.value > ppmPerUnit ? { problem: "is more than 100%" } : reading;
  }
  if (found < 0) return { problem: "is below 0" };
  if (found > 1) return { problem: "is more than 1", ...found <= 100 ? { suggestion: `${found}%` } : {} };
  const ppm = Math.round(found * ppmPerUnit);
  return Math.abs(ppm / ppmPerUnit - found) < 1e-12 ? { unit: "ppm", value: ppm } : { problem: "is finer than 0.000001" };
}
function asAmount(unit, reading) {
  return "value" in reading ? { unit, value: reading.value } : reading;
}
function amount(read, spec) {
  return value({
    ...spec,
    check: (found) => {
      if (!isScalar(found)) return { problem: "is of the wrong type" };
      const reading = read(found);
      return "problem" in reading ? reading : void 0;
    }
  });
}
var size = amount(readBytes, {
  title: "size",
  accepted: acceptedSize,
  json: { anyOf: [wholeNumber, { type: "string", pattern: sizePattern }] },
  examples: ["250 MB", "4 KiB", 4096]
});
var sizeOrPercent = amount(readSizeOrPercent, {
  title: "size or percentage",
  accepted: `${acceptedSize}; or a percentage such as 3%`,
  json: { anyOf: [wholeNumber, { type: "string", pattern: `${sizePattern}|${percentPattern}` }] },
  examples: ["5 MB", "3%"]
});
var percent = amount((found) => asAmount("ppm", readPercent(found)), {
  title: "percentage",
  accepted: percentSyntax,
  json: { type: "string", pattern: percentPattern },
  examples: ["0.05%"]
});
var count = amount(readCount, {
  title: "whole number",
  accepted: "a whole number of 0 or more",
  json: wholeNumber,
  examples: [20]
});
var countOrPercent = amount(readCountOrPercent, {
  title: "whole number or percentage",
  accepted: "a whole number of 0 or more; or a percentage such as 10%",
  json: { anyOf: [wholeNumber, { type: "string", pattern: percentPattern }] },
  examples: [2, "10%"]
});
var ratio = amount(readRatio, {
  title: "percentage or ratio",
  accepted: "a percentage such as 95%, or a number from 0 to 1 such as 0.95",
  json: {
    anyOf: [
      { type: "number", minimum: 0, maximum: 1 },
      { type: "string", pattern: percentPattern }
    ]
  },
  examples: ["95%", 0.95]
});

// src/budget/budget.ts
function limitsFor(image2, platform2) {
  return Object.hasOwn(image2.platformLimits, platform2) ? image2.platformLimits[platform2] : image2.limits;
}
var onMissingChoices = ["skip", "build", "fail"];
var commentWhenChoices = ["changed", "always", "warn", "fail", "never"];
var defaultCommentWhen = "changed";
var permissions = ["triage", "write", "maintain", "admin"];
function emptyBudget(folder) {
  return {
    file: "",
    folder,
    units: "si",
    noise: {},
    images: [],
    groups: [],
    exceptions: [],
    onMissing: "skip",
    strictBaseline: false,
    commentWhen: defaultCommentWhen
  };
}

// src/budget/limit-declaration.ts
var noWarning = "above it, the outcome is a warning, which never fails";
var shortFor = (bound, value2) => `A value alone is short for \`${bound}\`: \`${value2}\` is \`{ ${bound}: ${value2} }\`.`;
var growth = "The largest growth over the baseline that is allowed";
var sizeBounds = strictObject({
  max: describe(size, "The largest size that passes. Equal passes.").optional(),
  warn: describe(size, `The largest size without a warning; ${noWarning}.`).optional(),
  "max-increase": describe(sizeOrPercent, `${growth}: a size, or a percentage of the baseline.`).optional()
});
var sizeLimit = union([sizeBounds, size]).meta({ id: "size-limit", description: shortFor("max", "40 MB") });
var pulledLimit = union([
  strictObject({
    max: describe(size, "The largest size that passes. Equal passes.").optional(),
    warn: describe(size, `The largest size without a warning; ${noWarning}.`).optional()
  }),
  size
]).meta({ id: "pulled-limit", description: shortFor("max", "40 MB") });
var wastedLimit = union([
  strictObject({
    max: describe(sizeOrPercent, "The largest waste that passes: a size, or a percentage of `total`. Equal passes.").optional(),
    warn: describe(sizeOrPercent, `The largest waste without a warning: a size, or a percentage of \`total\`; ${noWarning}.`).optional(),
    "max-increase": describe(sizeOrPercent, `${growth}: a size, or a percentage of the baseline's waste.`).optional()
  }),
  sizeOrPercent
]).meta({ id: "wasted-limit", description: shortFor("max", "4%") });
var countLimit = union([
  strictObject({
    max: describe(count, "The largest number that passes. Equal passes.").optional(),
    warn: describe(count, `The largest number without a warning; ${noWarning}.`).optional(),
    "max-increase": describe(countOrPercent, `${growth}: a number, or a percentage of the baseline.`).optional()
  }),
  count
]).meta({ id: "count-limit", description: shortFor("max", "20") });
var efficiencyLimit = union([
  strictObject({
    min: describe(ratio, "The smallest efficiency that passes. Equal passes.").optional(),
    warn: describe(ratio, "The smallest efficiency without a warning; below it, the outcome is a warning, which never fails.").optional()
  }),
  ratio
]).meta({ id: "efficiency-limit", description: shortFor("min", "95%") });
var limits = strictObject({
  total: sizeLimit.meta({ description: `Limits on the bytes of the regular files stored in all layers.` }).optional(),
  compressed: sizeLimit.meta({ description: `Limits on the bytes of the layer blobs as a registry stores them: what a first pull transfers.` }).optional(),
  live: sizeLimit.meta({ description: `Limits on the bytes of the files that are visible in the final filesystem.` }).optional(),
  wasted: wastedLimit.meta({ description: `Limits on the bytes that a perfect squash would give back: total − live.` }).optional(),
  efficiency: efficiencyLimit.meta({ description: "Lower bounds of live / total." }).optional(),
  layer: sizeLimit.meta({ description: `Limits on the \`total\` of the largest layer.` }).optional(),
  layers: countLimit.meta({ description: `Limits on the number of layers in the manifest.` }).optional(),
  own: sizeLimit.meta({
    description: "Limits on the `total` of the layers above the base image. A base that is only guessed lets them warn, not fail."
  }).optional(),
  base: sizeLimit.meta({ description: "Limits on the `total` of the layers of the base image. A base that is only guessed lets them warn, not fail." }).optional(),
  update: pulledLimit.meta({
    description: "Limits on the bytes of the layer blobs that the baseline does not have: what a node that runs the baseline pulls. Without a baseline they are not judged; over an older one they only warn, as growth does."
  }).optional(),
  churn: pulledLimit.meta({
    description: "Limits on the part of `update` in layers whose files are a baseline layer's, and only their times, order or compression differ: bytes that are pulled again for nothing."
  }).optional()
}).meta({ id: "limits", description: "Limits by metric." });
var groupLimits = strictObject({
  total: sizeLimit.meta({ description: `Limits on the sum of the images' \`total\`.` }).optional(),
  compressed: sizeLimit.meta({ description: `Limits on the sum of the images' \`compressed\`.` }).optional(),
  live: sizeLimit.meta({ description: `Limits on the sum of the images' \`live\`.` }).optional(),
  wasted: wastedLimit.meta({ description: `Limits on the sum of the images' \`wasted\`. A percentage is of the sum of their \`total\`.` }).optional()
}).meta({ id: "group-limits", description: "Limits on sums, by metric." });

// src/budget/source-declaration.ts
var relative = "A relative path is taken from the folder of this file, or from the repository when this file stands in `.github`.";
var argumentName = value({
  title: "argument name",
  accepted: 'the name of an ARG: letters, digits and "_", with no digit first',
  check: (found) => isText(found) && /^[A-Za-z_][A-Za-z0-9_]*$/.test(found) ? void 0 : { problem: "is not the name of an ARG" },
  json: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_]*$" },
  examples: ["NODE_VERSION"]
});
var argumentValue = value({
  title: "argument",
  accepted: "a text; what looks like a number, true or false stands in quotes",
  check: (found) => isText(found) ? void 0 : { problem: "is not text" },
  json: { type: "string" },
  examples: ["24", "production"]
});
var secretPattern = "id=[^,=]+,(env=[A-Za-z_][A-Za-z0-9_]*|(src|source)=[^,]+)";
var secret = value({
  title: "secret",
  accepted: "id=ID,env=VARIABLE or id=ID,src=FILE",
  check: (found) => {
    if (!isText(found)) return { problem: "is not text" };
    return new RegExp(`^${secretPattern}$`).test(found) ? void 0 : { problem: "does not say where the secret is" };
  },
  json: { type: "string", pattern: `^${secretPattern}$` },
  examples: ["id=npm,env=NPM_TOKEN", "id=npm,src=.npmrc"]
});
var ownOptions = ["output", "push", "load", "iidfile", "metadata-file", "progress", "quiet", "print", "call", "check", "manifest"];
var ownPattern = `(--(${ownOptions.join("|")})(=.*)?|-[oq].*)`;
var extraArgument = value({
  title: "build option",
  accepted: "options of the builder, each part an item of its own",
  check: (found) => {
    if (!isText(found)) return { problem: "is not text" };
    if (found === "") return { problem: "is empty" };
    return new RegExp(`^${ownPattern}$`, "s").test(found) ? { problem: "is for Plimsoll to say, which takes the result" } : void 0;
  },
  json: { type: "string", minLength: 1, pattern: `^(?!${ownPattern}$)` },
  examples: ["--no-cache", "--build-context=base=oci-layout://base"]
});
var builder = describe(
  text("the name of a builder of buildx", ["ci"]),
  "The builder of buildx. By default the one in use. The builders of `docker buildx ls` have these names."
);
var extraArguments = array(extraArgument).meta({
  description: "More options for the builder, handed on as they are, without a shell.",
  examples: [["--network=host"]]
});
var buildBounds = strictObject({
  context: describe(
    text("a directory, or the URL of a repository or an archive", ["services/api"]),
    `The build context: a directory, or a URL that the builder fetches. ${relative} Without it, that folder itself.`
  ).optional(),
  file: describe(text("a file", ["services/api/Dockerfile"]), `The Dockerfile. ${relative} Without it, the one in the context.`).optional(),
  target: describe(text("the name of a stage", ["runtime"]), "The stage to build. Without it, the last.").optional(),
  args: record(argumentName, argumentValue).meta({ description: "Build arguments, by name.", examples: [{ NODE_VERSION: "24" }] }).optional(),
  secrets: array(secret).meta({ description: "Secrets, each by where its value is: in an environment variable or in a file." }).optional(),
  builder: builder.optional(),
  "cache-from": array(text("a cache as the builder takes it", ["type=gha"])).meta({ description: "Where cached steps are taken from, as `--cache-from` takes it.", examples: [["type=gha"]] }).optional(),
  "cache-to": array(text("a cache as the builder takes it", ["type=gha,mode=max"])).meta({ description: "Where cached steps are kept, as `--cache-to` takes it.", examples: [["type=gha,mode=max"]] }).optional(),
  "extra-args": extraArguments.optional(),
  with: _enum(builders).meta({
    description: "The program that builds. Without it, the first of `buildx`, `docker`, `buildah` and `podman` that is ready. Beside `builder`, only `buildx`."
  }).optional()
});
var build = union([buildBounds, text("the directory of the build context, or a map", ["services/api"])]).meta({
  id: "build",
  description: "A build from a Dockerfile. A text alone is short for `context`: `build: .` is `build: { context: . }`."
});
var bakeBounds = strictObject({
  target: describe(text("the name of a target", ["api"]), "The target. A group of several targets is refused."),
  files: array(text("a file", ["docker-bake.hcl"])).meta({ description: `The bake files. ${relative} Without it, those that buildx looks for there.`, examples: [["docker-bake.hcl"]] }).optional(),
  builder: builder.optional(),
  "extra-args": extraArguments.optional()
});
var bake = union([bakeBounds, text("the name of a target, or a map", ["api"])]).meta({
  id: "bake",
  description: "A target of a bake file, built with buildx. A text alone is short for `target`: `bake: api` is `bake: { target: api }`."
});
var source = union([
  strictObject({ build: build.optional(), bake: bake.optional() }).meta({ minProperties: 1, maxProperties: 1 }),
  text("a reference, written as on the command line, such as api:ci, out/api.tar or oci:out, or a map with build or bake", [
    "api:ci",
    "out/api.tar",
    "oci:out",
    "docker-archive:out/api.tar"
  ])
]).meta({
  id: "source",
  description: `Where the image is, or how it is made. A text is a reference, written as on the command line. ${relative} A map says how to build the image: it has \`build\` or \`bake\`. May be left out where \`--image NAME=REF\` says it.`
});
function resolveSource(found) {
  if (typeof found === "string") return found.trim();
  if (found.bake !== void 0) {
    const { target, files = [], builder: name2, "extra-args": extraArgs2 = [] } = asMap(found.bake, "target");
    return { kind: "bake", target, files, extraArgs: extraArgs2, ...name2 === void 0 ? {} : { builder: name2 } };
  }
  const { context = ".", args = {}, secrets = [], ...rest } = asMap(found.build ?? {}, "context");
  const { "cache-from": cacheFrom = [], "cache-to": cacheTo = [], "extra-args": extraArgs = [], ...optional } = rest;
  return { kind: "build", context, args, secrets, cacheFrom, cacheTo, extraArgs, ...withoutUndefined(optional) };
}
function asMap(found, key) {
  return typeof found === "string" ? { [key]: found.trim() } : found;
}
function withoutUndefined(map) {
  return Object.fromEntries(Object.entries(map).filter(([, each]) => each !== void 0));
}

// src/budget/branch-name.ts
function refuseBranchName(name2) {
  const broken = rules.find(({ pattern }) => pattern.test(name2));
  if (broken === void 0) return void 0;
  const suggestion = broken.mend?.(name2);
  return { problem: broken.problem, ...suggestion === void 0 || refuseBranchName(suggestion) !== void 0 ? {} : { suggestion } };
}
var rules = [
  { pattern: /^$/, problem: "names no branch" },
  { pattern: /^refs\//, problem: "begins with refs/", mend: (name2) => name2.replace(/^refs\/(heads\/)?/, "") },
  { pattern: /^\/|\/$|\/\//, problem: "has an empty part between slashes", mend: (name2) => name2.split("/").filter(Boolean).join("/") },
  { pattern: / /, problem: "has a space in it", mend: (name2) => name2.trim().replaceAll(/ +/g, "-") },
  // Git allows U+0080 to U+009F; no name needs them.
  { pattern: new RegExp("\\p{Cc}", "u"), problem: "has a control character in it" },
  { pattern: /[~^:?*[\\]/, problem: "has one of ~ ^ : ? * [ \\ in it" },
  { pattern: /\.\./, problem: "has .. in it" },
  { pattern: /@\{/, problem: "has @{ in it" },
  { pattern: /(^|\/)\./, problem: "has a part that begins with a dot" },
  { pattern: /\.$/, problem: "ends with a dot" },
  { pattern: /\.lock(\/|$)/, problem: "has a part that ends with .lock" },
  { pattern: /^-/, problem: "begins with a dash" },
  { pattern: /^(@|HEAD)$/, problem: "means the commit that is checked out" },
  { pattern: /^[0-9a-f]{40}$/i, problem: "looks like the id of a commit" }
];
var branchNamePattern = "(?!refs/|/|-|@$|HEAD$|[0-9A-Fa-f]{40}$)(?!.*(//|\\.\\.|@\\{|/$|\\.$|\\.lock(/|$)))(?!(.*/)?\\.)[^\\u0000- \\u007f-\\u009f~^:?*\\[\\\\]+";

// src/budget/store-choice.ts
var dataBranchName = "plimsoll-data";
var storeSyntax = "artifact, branch, branch: and a name, or file: and a directory, such as file:.plimsoll";
function readStore(found) {
  const text2 = found.trim();
  const [, kind = "", rest] = /^([^:]*?)(?: *: *(.*))?$/s.exec(text2) ?? [];
  if (kind === "artifact") {
    if (rest === void 0) return { value: { kind } };
    return { problem: "names an artifact, but its name follows from the key of the comment", suggestion: "artifact" };
  }
  if (kind === "branch") return readBranch(rest);
  if (kind === "file" && rest !== void 0 && rest !== "") return { value: { kind, directory: rest } };
  if (kind === "file") return { problem: "names no directory", suggestion: "file:.plimsoll" };
  if (kind === "registry") return { problem: "is not supported yet", later: true };
  return { problem: "is not a store", ...suggestStore(text2) };
}
function readBranch(name2) {
  if (name2 === void 0) return { value: { kind: "branch", branch: dataBranchName } };
  const refusal = refuseBranchName(name2);
  if (refusal === void 0) return { value: { kind: "branch", branch: name2 } };
  if (name2 === "") return { ...refusal, suggestion: "branch" };
  const { problem, suggestion } = refusal;
  return {
    problem: `is not a branch, since its name ${problem}`,
    ...suggestion === void 0 ? {} : { suggestion: `branch:${suggestion}` }
  };
}
function suggestStore(text2) {
  if (text2 === "" || text2.includes(":")) return {};
  const [, kind, name2] = /^(branch|file)[ =/]+(.+)$/s.exec(text2) ?? [];
  const suggestion = kind === void 0 ? findNearest(text2, ["artifact", "branch"]) ?? `file:${text2}` : `${kind}:${name2}`;
  return "value" in readStore(suggestion) ? { suggestion } : {};
}
var store = value({
  title: "store",
  accepted: storeSyntax,
  check: (found) => {
    if (!isText(found)) return { problem: "is not a store" };
    const reading = readStore(found);
    return "value" in reading ? void 0 : reading;
  },
  json: { type: "string", pattern: `^(artifact|branch|branch: *${branchNamePattern}|file: *[^ ].*)$` },
  examples: ["artifact", "branch", "branch:sizes", "file:.plimsoll"]
});

// src/budget/declaration.ts
var budgetVersion = 1;
var image = strictObject({
  source: source.optional(),
  base: describe(
    text("a reference, written as on the command line, such as debian:12-slim or docker://debian:12-slim", [
      "debian:12-slim",
      "docker://debian:12-slim"
    ]),
    "The base image, a reference as in `source`: `own` is what the image stores above it. Its layers must be the lowest of the image; where they are not, `own` and `base` are unknown. Without it, what the build or the image tells of its base is taken, and else the history lets guess."
  ).optional(),
  platforms: array(platform).meta({
    description: "The platforms to weigh, in this order. Without it, all that the image has.",
    examples: [["linux/amd64", "linux/arm64"]]
  }).optional(),
  limits: limits.optional(),
  paths: record(glob, sizeLimit).meta({
    description: `Limits on what a glob holds in the final filesystem, by glob. A glob that matches nothing weighs 0.`,
    examples: [{ "/app/node_modules/**": { max: "80 MB" }, "**/.git/**": 0 }]
  }).optional(),
  "platform-limits": record(platform, limits).meta({
    description: "Limits by platform. Each bound that is given here takes the place of the same bound in `limits`.",
    examples: [{ "linux/arm64": { total: { max: "260 MB" } } }]
  }).optional()
}).meta({ id: "image", description: "An image and its limits." });
var noise = strictObject({
  bytes: describe(size, "Growth of at most this many bytes does not count.").optional(),
  percent: describe(percent, "Growth of at most this percentage of the baseline does not count.").optional()
}).meta({
  id: "noise",
  description: `Growth that is too small to count against \`max-increase\`, and changes, up or down, that are too small for \`comment.when: changed\` and for the short table. Where both are given, a change counts only if it is above both. Without it, every growth counts against \`max-increase\`; a change is worth a comment above ${usualNoiseText}.`
});
var defaults = strictObject({ limits: limits.optional(), noise: noise.optional() }).meta({
  id: "defaults",
  description: "What holds for every image. A bound that an image gives itself takes the place of the same bound here."
});
var group = strictObject({
  images: array(imagePattern.meta({ description: "The name of an image, or a glob." })).meta({ description: "The images of the group: names or globs.", examples: [["*"]] }),
  limits: groupLimits
}).meta({ id: "group", description: "A limit on a sum over several images. Of an image with several platforms the largest counts." });
var exceptionMetrics = ["total", "compressed", "live", "wasted", "layer", "layers", "own", "base", "update", "churn"];
var exception = strictObject({
  image: describe(text("the name of an image", ["api"]), "The image that may be larger for a while."),
  platform: describe(platform, "Only on this platform. Without it, on all.").optional(),
  metric: _enum(exceptionMetrics).meta({ description: "The metric whose limit is raised." }),
  max: describe(
    sizeOrPercent,
    "What `max` is raised to: a size, for `wasted` also a percentage of `total`, for `layers` a number."
  ).optional(),
  "max-increase": describe(
    sizeOrPercent,
    "What `max-increase` is raised to: a size or a percentage of the baseline, for `layers` a number."
  ).optional(),
  until: describe(day, "The last day on which the exception counts, in UTC."),
  reason: describe(text("a text that says why", ["CUDA 13"]), "Why, in a few words."),
  ref: describe(text("a text that says where to read more", ["#412"]), "Where to read more: an issue, a link.").optional()
}).meta({ id: "exception", description: "Raises a limit until a day. It never lowers one." });
var baseline = strictObject({
  store: describe(
    store,
    `Where records of earlier commits are kept. \`artifact\`: in the artifacts of the repository's workflow runs. \`branch\`: on the branch \`${dataBranchName}\`, or on the one that \`branch:NAME\` names. \`file:DIR\`: in a directory; a relative one is taken as in \`source\`. The action keeps records in artifacts where nothing is said; the command line reads \`file\` alone, and \`--baseline\` says another for one run.`
  ).optional(),
  "on-missing": _enum(onMissingChoices).meta({
    description: "What the action does where there is no record: `skip` judges without growth, `build` builds or loads the images of the baseline commit, `fail` fails, except in a run that keeps a record.",
    default: "skip"
  }).optional(),
  strict: describe(
    flag,
    "Whether growth over the record of an earlier commit than the right one fails. Otherwise it is a warning. Without it, `false`."
  ).optional()
}).meta({ id: "baseline", description: "What the images are compared with." });
var mostLabels = 20;
var override = strictObject({
  labels: array(label).meta({
    description: `The labels, 1 to ${mostLabels}. Any of them on a pull request lets it pass.`,
    minItems: 1,
    maxItems: mostLabels,
    uniqueItems: true,
    examples: [["allow-image-growth"]]
  }),
  "require-permission": _enum(permissions).meta({ description: "The least permission on the repository that whoever set the label must have.", default: "write" }).optional()
}).meta({ id: "override", description: "Who may let a pull request pass that is over its budget. Without it, nobody may." });
var comment = strictObject({
  when: _enum(commentWhenChoices).meta({
    description: "When a pull request is commented on: `changed` if a figure changed by more than the noise, or there is no baseline, or the outcome is no pass, or the pull request loosens its own budget, `always`, `warn` for a warning, a failure or a loosened budget, `fail` for a failure, `never`. A comment that is there is kept up to date. What a pull request changes here counts once it is merged.",
    default: "changed"
  }).optional()
}).meta({ id: "comment", description: "The action's comment on a pull request." });
var budgetSchema = strictObject({
  version: literal(budgetVersion).meta({ description: "The version of this format." }),
  images: record(name, image).meta({ description: "The images, by name, in the order in which they are reported." }),
  defaults: defaults.optional(),
  groups: record(name, group).meta({ description: "Limits on sums over several images, by name." }).optional(),
  exceptions: array(exception).meta({ description: "Limits that are raised until a day." }).optional(),
  baseline: baseline.optional(),
  override: override.optional(),
  comment: comment.optional(),
  units: _enum(["si", "iec"]).meta({
    description: "How sizes are shown: `si` in powers of 1000 (MB), `iec` in powers of 1024 (MiB). Limits may be written in either.",
    default: "si"
  }).optional()
}).meta({ title: "Plimsoll budget", description: "What container images may weigh. `plimsoll check` holds the images against it." });

export {
  limitsFor,
  onMissingChoices,
  commentWhenChoices,
  defaultCommentWhen,
  permissions,
  emptyBudget,
  readBytes,
  readSizeOrPercent,
  readCount,
  readCountOrPercent,
  readRatio,
  resolveSource,
  dataBranchName,
  storeSyntax,
  readStore,
  budgetVersion,
  mostLabels,
  budgetSchema
};
