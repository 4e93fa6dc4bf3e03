import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  objectIdPattern
} from "./chunk-2TAK4XIA.js";
import {
  namePattern
} from "./chunk-7P2UZG4H.js";
import {
  figuresOf
} from "./chunk-ENCD5TUB.js";
import {
  measureTransfer
} from "./chunk-TJ4QSJAB.js";
import {
  metrics
} from "./chunk-6J7YFZTT.js";
import {
  ppmPerUnit
} from "./chunk-APSE5AVC.js";
import {
  _enum,
  array,
  discriminatedUnion,
  int,
  literal,
  partialRecord,
  strictObject,
  string
} from "./chunk-7U6DWAOW.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/report/fork-report.ts
var forkReportVersion = 1;
var forkReportByteLimit = 1048576;
var mostImages = 200;
var mostPaths = 1e3;
var whole = int().min(0).max(Number.MAX_SAFE_INTEGER);
var commit = string().regex(objectIdPattern);
var name = string().regex(namePattern);
var platform = string().regex(/^[a-z0-9]{1,16}\/[a-z0-9_]{1,16}(?:\/[a-z0-9.]{1,8})?$/);
var metric = _enum(Object.keys(metrics));
var figures = partialRecord(metric, whole);
var paths = array(strictObject({ now: whole, base: whole.optional() })).max(mostPaths);
var about = {
  version: literal(forkReportVersion),
  /** The head commit of the pull request. */
  head: commit,
  /** The workflow run that left it: of a run that is repeated, each attempt leaves its own. */
  run: strictObject({ id: whole.min(1), attempt: whole.min(1) })
};
var measured = strictObject({
  ...about,
  outcome: literal("measured"),
  baseline: strictObject({ commit, behind: whole.max(1e5) }).optional(),
  units: _enum(["si", "iec"]),
  images: array(strictObject({ name, platform, now: figures, base: figures.optional(), paths })).max(mostImages)
});
var forkReportSchema = discriminatedUnion("outcome", [measured, strictObject({ ...about, outcome: literal("error") })]);
function encodeForkReport(input, { head, run, baseline, behind = 0 }) {
  const results = input.verdict?.results ?? [];
  return write({
    version: forkReportVersion,
    head,
    run,
    outcome: "measured",
    ...baseline === void 0 ? {} : { baseline: { commit: baseline, behind } },
    units: input.units,
    images: input.images.map((image) => {
      const { name: name2, platform: platform2, now, base } = figuresOf(image);
      const own = results.filter((result) => result.image === name2 && result.platform === platform2);
      const before = base === void 0 ? {} : { base: wholeFigures(base) };
      return { name: name2, platform: platform2, now: wholeFigures(withoutGuess(now, image)), ...before, paths: pathFigures(own) };
    })
  });
}
function encodeForkFailure({ head, run }) {
  return write({ version: forkReportVersion, head, run, outcome: "error" });
}
function write(report) {
  return `${JSON.stringify(accept(report, "writing the report for the poster"))}
`;
}
function wholeFigures(figures2) {
  const { efficiency } = figures2;
  return efficiency === void 0 ? figures2 : { ...figures2, efficiency: Math.floor(efficiency * ppmPerUnit + 1e-6) };
}
function withoutGuess({ churn, ...figures2 }, { analysis, baseline }) {
  const certain = baseline === void 0 || measureTransfer(baseline, analysis).certain;
  return churn === void 0 || !certain ? figures2 : { ...figures2, churn };
}
function pathFigures(results) {
  const byPath = new Map(results.flatMap((result) => result.path === void 0 ? [] : [[result.path, result]]));
  return [...byPath.values()].map(({ actual = 0, baseline }) => ({ now: actual, ...baseline === void 0 ? {} : { base: baseline } }));
}
function decodeForkReport(bytes) {
  const doing = "reading the report that the run left";
  if (bytes.length > forkReportByteLimit)
    throw new ExpectedError("analysis", `${doing}: it has ${bytes.length} bytes, and at most ${forkReportByteLimit} were expected`);
  let document;
  try {
    document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ExpectedError("analysis", `${doing}: it is not JSON in UTF-8`, { cause });
  }
  return accept(document, doing);
}
function accept(document, doing) {
  const read = forkReportSchema.safeParse(document);
  if (!read.success) {
    const [issue] = read.error.issues;
    const place = (issue?.path ?? []).map((step) => typeof step === "number" || /^[a-z]{1,16}$/.test(String(step)) ? String(step) : "…");
    const where = place.length === 0 ? "at its top" : `at ${place.join(".")}`;
    throw new ExpectedError("analysis", `${doing}: ${where} it is not what version ${forkReportVersion} allows`, {
      hint: "It must be written by the same version of Plimsoll; the names of images are those that a budget may hold."
    });
  }
  if (read.data.outcome === "error") return read.data;
  const images = read.data.images.map(({ name: name2, platform: platform2 }) => `${name2} ${platform2}`);
  if (new Set(images).size < images.length) throw new ExpectedError("analysis", `${doing}: it tells of an image twice`);
  return read.data;
}

export {
  forkReportVersion,
  forkReportByteLimit,
  encodeForkReport,
  encodeForkFailure,
  decodeForkReport
};
