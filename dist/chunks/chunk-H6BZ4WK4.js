import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  commentWhenChoices,
  dataBranchName,
  day,
  flag,
  glob,
  imagePattern,
  isText,
  label,
  name,
  onMissingChoices,
  permissions,
  platform,
  store,
  text,
  value
} from "./chunk-H6ZFUHAE.js";
import {
  laterMetrics
} from "./chunk-K7BATCZN.js";
import {
  percentSyntax,
  ppmPerUnit,
  readPercent,
  readSize
} from "./chunk-J64XQC44.js";
import {
  _enum,
  array,
  literal,
  record,
  strictObject,
  union
} from "./chunk-JAFO7TQK.js";

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

// src/budget/declaration.ts
var budgetVersion = 1;
var noWarning = "above it, the outcome is a warning, which never fails";
var shortFor = (bound, value2) => `A value alone is short for \`${bound}\`: \`${value2}\` is \`{ ${bound}: ${value2} }\`.`;
var growth = "The largest growth over the baseline that is allowed";
function describe(schema, description) {
  return schema.meta({ description });
}
var sizeBounds = strictObject({
  max: describe(size, "The largest size that passes. Equal passes.").optional(),
  warn: describe(size, `The largest size without a warning; ${noWarning}.`).optional(),
  "max-increase": describe(sizeOrPercent, `${growth}: a size, or a percentage of the baseline.`).optional()
});
var sizeLimit = union([sizeBounds, size]).meta({ id: "size-limit", description: shortFor("max", "40 MB") });
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
  layers: countLimit.meta({ description: `Limits on the number of layers in the manifest.` }).optional()
}).meta({ id: "limits", description: "Limits by metric." });
var groupLimits = strictObject({
  total: sizeLimit.meta({ description: `Limits on the sum of the images' \`total\`.` }).optional(),
  compressed: sizeLimit.meta({ description: `Limits on the sum of the images' \`compressed\`.` }).optional(),
  live: sizeLimit.meta({ description: `Limits on the sum of the images' \`live\`.` }).optional(),
  wasted: wastedLimit.meta({ description: `Limits on the sum of the images' \`wasted\`. A percentage is of the sum of their \`total\`.` }).optional()
}).meta({ id: "group-limits", description: "Limits on sums, by metric." });
var image = strictObject({
  source: describe(
    text("a reference, written as on the command line, such as api:ci, out/api.tar or oci:out", [
      "api:ci",
      "out/api.tar",
      "oci:out",
      "docker-archive:out/api.tar"
    ]),
    "Where the image is: a reference, written as on the command line. A relative path is taken from the folder of this file, or from the repository when this file stands in `.github`. May be left out where `--image NAME=REF` says it."
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
  description: "Growth that is too small to count against `max-increase`. Where both are given, growth counts only if it is above both."
});
var defaults = strictObject({ limits: limits.optional(), noise: noise.optional() }).meta({
  id: "defaults",
  description: "What holds for every image. A bound that an image gives itself takes the place of the same bound here."
});
var group = strictObject({
  images: array(imagePattern.meta({ description: "The name of an image, or a glob." })).meta({ description: "The images of the group: names or globs.", examples: [["*"]] }),
  limits: groupLimits
}).meta({ id: "group", description: "A limit on a sum over several images. Of an image with several platforms the largest counts." });
var exceptionMetrics = ["total", "compressed", "live", "wasted", "layer", "layers"];
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
    description: "What the action does where there is no record: `skip` judges without growth, `build` builds or loads the images of the baseline commit, `fail` fails.",
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
    description: "When a pull request is commented on: `changed` if a figure changed or a limit is passed, `always`, `warn` for a warning or a failure, `fail` for a failure, `never`. A comment that is there is kept up to date.",
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
var laterKeys = [
  { at: ["images", "*"], keys: ["base"] },
  { at: ["images", "*", "source"], keys: ["build", "bake"] },
  { at: ["images", "*", "limits"], keys: laterMetrics },
  { at: ["images", "*", "platform-limits", "*"], keys: laterMetrics },
  { at: ["defaults", "limits"], keys: laterMetrics },
  { at: ["groups", "*", "limits"], keys: laterMetrics }
];

export {
  readBytes,
  readSizeOrPercent,
  readCount,
  readCountOrPercent,
  readRatio,
  budgetVersion,
  mostLabels,
  budgetSchema,
  laterKeys
};
