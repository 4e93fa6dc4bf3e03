import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  debug,
  error,
  getInput,
  group,
  info,
  isDebug,
  notice,
  setOutput,
  setSecret,
  summary,
  warning
} from "./chunk-IWZJKXVJ.js";
import {
  compareOutcomes,
  count,
  figuresOf,
  groupFigures,
  imagePhrase,
  markdownProse,
  renderComment,
  writeHeadline
} from "./chunk-IMZVH4AR.js";
import {
  commentWhenChoices,
  dataBranchName,
  namePattern,
  onMissingChoices,
  readStore,
  storeSyntax
} from "./chunk-H6ZFUHAE.js";
import {
  metrics
} from "./chunk-K7BATCZN.js";
import {
  camelCase,
  couldNotCheckExitCode,
  explainError,
  imageChoice,
  interruptedExitCode,
  oneOf,
  optionTable,
  outputFile,
  platforms,
  text
} from "./chunk-7MQDJOT6.js";
import {
  showUnseen
} from "./chunk-ZQYHPZWX.js";
import {
  formatPercent,
  formatSize,
  ppmPerUnit,
  readPercent
} from "./chunk-J64XQC44.js";
import {
  _enum,
  array,
  int,
  literal,
  partialRecord,
  strictObject,
  string
} from "./chunk-JAFO7TQK.js";
import {
  findNearest
} from "./chunk-A423ZOMY.js";
import {
  ExpectedError
} from "./chunk-66IXKVOD.js";

// src/action/toolkit.ts
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";

// src/report/escape-log.ts
var sequences = /(?:\x1b\[|\x9b)[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]?|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\|\x9c)?|\x1b[\x20-\x2f]*[\x30-\x7e]?/g;
function neutralise(text2) {
  return text2.replace(sequences, "").replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, "\n").split("\n").map(neutraliseLine).join("\n");
}
function neutraliseLine(line) {
  return line.split("	").map(showUnseen).join("	").replace(/^(\s*):(?=:)/, "$1: ").replace(/##(?=\w*\[)/g, "# #");
}

// src/action/toolkit.ts
var announce = { error, warning, notice };
function openToolkit(signal) {
  const { env } = process;
  const [owner = "", name2 = ""] = needed("GITHUB_REPOSITORY").split("/");
  const run = { id: Number(needed("GITHUB_RUN_ID")), attempt: Number(env.GITHUB_RUN_ATTEMPT ?? 1) };
  const serverUrl = withoutSlash(env.GITHUB_SERVER_URL || "https://github.com");
  return {
    input: (input) => getInput(input),
    inputNames: Object.keys(env).flatMap((key) => key.startsWith("INPUT_") ? [key.slice("INPUT_".length).toLowerCase()] : []),
    event: { name: needed("GITHUB_EVENT_NAME"), payload: readEvent(env.GITHUB_EVENT_PATH) },
    sha: needed("GITHUB_SHA"),
    ref: env.GITHUB_REF ?? "",
    actor: env.GITHUB_ACTOR ?? "",
    repository: { owner, name: name2 },
    run: { ...run, url: `${serverUrl}/${owner}/${name2}/actions/runs/${run.id}/attempts/${run.attempt}` },
    apiUrl: withoutSlash(env.GITHUB_API_URL || "https://api.github.com"),
    serverUrl,
    workspace: needed("GITHUB_WORKSPACE"),
    temporary: env.RUNNER_TEMP || tmpdir(),
    env,
    signal,
    fetch: fetchByProxy,
    log: (text2) => info(neutralise(text2)),
    debug: (text2) => debug(neutralise(text2)),
    annotate: (level, message, place) => announce[level](neutralise(message), placeProperties(place)),
    group: (title, work) => group(neutralise(title), work),
    output: setOutput,
    summary: appendSummary,
    secret: (value) => {
      if (value !== "") setSecret(value);
    }
  };
}
function announceFailure(thrown) {
  error(neutralise(explainError(thrown, isDebug(), "Run the job again with debug logging")));
}
function needed(name2) {
  const value = process.env[name2];
  if (value !== void 0 && value !== "") return value;
  throw new ExpectedError("option", `starting the action: ${name2} is not set, so this is no job of GitHub Actions`, {
    hint: "In a terminal and in other CI systems, run plimsoll check."
  });
}
function readEvent(path) {
  if (path === void 0 || path === "") return {};
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new ExpectedError("not-readable", `reading the event of this run from ${path}: ${cause.message}`, { cause });
  }
}
var proxyVariables = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"];
var fetchByProxy = async (resource, init) => {
  if (!proxyVariables.some((name2) => process.env[name2])) return fetch(resource, init);
  const { defaults } = await import("./utils-HY3B7CDT.js");
  return defaults.request.fetch(resource, init);
};
function placeProperties(place) {
  return place === void 0 ? {} : { file: place.file, startLine: place.line, startColumn: place.column };
}
async function appendSummary(markdown) {
  try {
    await summary.addRaw(markdown, true).write();
  } catch (cause) {
    summary.emptyBuffer();
    warning(neutralise(`The summary of the job could not be written: ${cause.message}`));
  }
}
function withoutSlash(url) {
  return url.replace(/\/+$/, "");
}

// src/action/start.ts
var graceMilliseconds = 7e3;
async function startAction(run) {
  const cancellation = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      cancellation.abort();
      setTimeout(() => process.exit(interruptedExitCode), graceMilliseconds).unref();
    });
  }
  process.on("uncaughtException", (error2) => {
    announceFailure(error2);
    process.stdout.write("", () => process.exit(couldNotCheckExitCode));
  });
  try {
    process.exitCode = await run(openToolkit(cancellation.signal));
  } catch (error2) {
    if (!cancellation.signal.aborted) announceFailure(error2);
    process.exitCode = cancellation.signal.aborted ? interruptedExitCode : couldNotCheckExitCode;
  }
}

// src/report/fork-figures.ts
function reportOfFork(fork, version) {
  const { units, baseline } = fork;
  const images = fork.images.map(({ name: name2, platform: platform2, now, base }) => {
    const before = base === void 0 ? {} : { base: realFigures(base) };
    return { name: name2, platform: platform2, now: realFigures(now), ...before };
  });
  const results = [
    ...fork.images.flatMap(
      ({ name: name2, platform: platform2, now, base = {}, limits }) => limits.flatMap((limit2) => judgeAgain({ image: name2, platform: platform2 }, limit2, now, base, units))
    ),
    ...fork.groups.flatMap(
      ({ name: name2, now, base, limits }) => limits.flatMap((limit2) => judgeAgain({ image: `group:${name2}` }, limit2, now, base, units))
    )
  ];
  const judged = { images, verdict: { results }, units };
  const isJudged = results.length > 0 || fork.images.some(({ paths: paths2 }) => paths2.pass + paths2.warn + paths2.fail > 0);
  const ofPaths = worst(fork.images.map(({ paths: paths2 }) => outcomeOf(paths2)));
  const ofLimits = worst(results.map(({ outcome: outcome2 }) => outcome2));
  const outcome = worst([ofLimits, ofPaths]);
  return {
    version,
    ...isJudged ? { outcome } : {},
    headline: compareOutcomes(ofPaths, ofLimits) < 0 ? pathHeadline(fork, ofPaths) : writeHeadline(judged),
    ...baseline === void 0 ? {} : { baselineLabel: baseline.commit.slice(0, 7) },
    headLabel: "this PR",
    figures: groupFigures(judged).map((group2) => withPaths(group2, fork)),
    images: [],
    // A baseline that is not the right one bears on the verdict.
    remarks: baseline === void 0 || baseline.behind > 0 ? [baselineNote(baseline)] : [],
    notes: baseline?.behind === 0 ? [baselineNote(baseline)] : [],
    partial: "Of a run for a fork only the figures are shown here"
  };
}
function baselineNote(baseline) {
  if (baseline === void 0) return ["There is no baseline to compare with"];
  const { commit: commit2, behind } = baseline;
  const distance = behind === 0 ? [] : [`, ${count(behind, "commit")} behind the one that is wanted`];
  return ["The baseline is the record of ", { code: commit2 }, ...distance];
}
function realFigures(figures2) {
  return figures2.efficiency === void 0 ? figures2 : { ...figures2, efficiency: figures2.efficiency / ppmPerUnit };
}
function judgeAgain(who, { metric: metric2, kind, limit: limit2, share, outcome: claimed }, now, base, units) {
  const actual = now[metric2];
  if (actual === void 0) return [];
  const before = base[metric2];
  const change = before === void 0 ? void 0 : actual - before;
  const measured = kind === "max-increase" ? change : actual;
  const isLeast = kind === "min" || metric2 === "efficiency";
  const over = limit2 === void 0 || measured === void 0 ? 0 : isLeast ? limit2 - measured : measured - limit2;
  const outcome = over <= 0 ? "pass" : kind === "warn" || claimed === "warn" ? "warn" : "fail";
  const scale = metric2 === "efficiency" ? ppmPerUnit : 1;
  return [
    {
      ...who,
      metric: metric2,
      kind,
      actual: actual / scale,
      ...limit2 === void 0 ? {} : { limit: limit2 / scale },
      limitText: share === void 0 ? plainLimit(metric2, limit2, units) : formatPercent(share / ppmPerUnit, 4),
      ...before === void 0 ? {} : { baseline: before / scale },
      ...change === void 0 ? {} : { change: change / scale },
      ...over > 0 ? { overBy: over / scale } : {},
      outcome
    }
  ];
}
function plainLimit(metric2, limit2, units) {
  if (limit2 === void 0) return "unknown";
  const { unit } = metrics[metric2];
  return unit === "bytes" ? formatSize(limit2, units) : unit === "ratio" ? formatPercent(limit2 / ppmPerUnit, 4) : String(limit2);
}
function worst(outcomes2) {
  return outcomes2.toSorted(compareOutcomes)[0] ?? "pass";
}
function outcomeOf({ warn, fail }) {
  return fail > 0 ? "fail" : warn > 0 ? "warn" : "pass";
}
function pathHeadline({ images }, outcome) {
  const concerned = images.filter(({ paths: paths2 }) => outcomeOf(paths2) === outcome);
  const exceeded = concerned.reduce((sum, { paths: paths2 }) => sum + paths2[outcome], 0);
  const [first] = concerned;
  const where = concerned.length === 1 && first !== void 0 ? imagePhrase(first.name, first.platform) : [count(concerned.length, "image")];
  return [`${count(exceeded, "path budget")} of `, ...where, exceeded === 1 ? " is exceeded" : " are exceeded"];
}
function withPaths(group2, { images }) {
  const paths2 = images.find(({ name: name2, platform: platform2 }) => name2 === group2.image && platform2 === group2.platform)?.paths;
  if (paths2 === void 0 || paths2.pass + paths2.warn + paths2.fail === 0) return group2;
  const all = paths2.pass + paths2.warn + paths2.fail;
  const outcome = outcomeOf(paths2);
  const row = { label: "path budgets", now: `${all - paths2.pass} of ${all} exceeded`, outcome };
  return { ...group2, rows: [...group2.rows, row], outcome: worst([group2.outcome ?? "pass", outcome]) };
}

// src/report/news.ts
function hasNews({ outcome = "pass", figures: figures2 }) {
  const warn = outcome !== "pass";
  return { changed: warn || figures2.some(({ changed }) => changed), warn, fail: outcome === "fail" };
}

// src/report/fork-report.ts
var forkReportVersion = 1;
var forkReportByteLimit = 1048576;
var mostImages = 200;
var mostLimits = 100;
var outcomes = ["pass", "warn", "fail"];
var whole = int().min(0).max(Number.MAX_SAFE_INTEGER);
var commit = string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
var name = string().regex(namePattern);
var platform = string().regex(/^[a-z0-9]{1,16}\/[a-z0-9_]{1,16}(?:\/[a-z0-9.]{1,8})?$/);
var metric = _enum(Object.keys(metrics));
var figures = partialRecord(metric, whole);
var limit = strictObject({
  metric,
  kind: _enum(["max", "warn", "max-increase", "min"]),
  limit: whole.optional(),
  share: whole.optional(),
  outcome: _enum(outcomes)
});
var paths = strictObject({ pass: whole.max(1e3), warn: whole.max(1e3), fail: whole.max(1e3) });
var forkReportSchema = strictObject({
  version: literal(forkReportVersion),
  /** The head commit of the pull request. */
  head: commit,
  baseline: strictObject({ commit, behind: whole.max(1e5) }).optional(),
  when: _enum(commentWhenChoices),
  units: _enum(["si", "iec"]),
  outcome: _enum(outcomes),
  images: array(strictObject({ name, platform, now: figures, base: figures.optional(), limits: array(limit).max(mostLimits), paths })).max(mostImages),
  groups: array(strictObject({ name, now: figures, base: figures, limits: array(limit).max(mostLimits) })).max(mostImages)
});
function encodeForkReport(input, { head, when, baseline, behind = 0 }) {
  const results = input.verdict?.results ?? [];
  const sums = [...new Set(results.flatMap(({ image, platform: platform2 }) => platform2 === void 0 ? [image] : []))];
  const report = {
    version: forkReportVersion,
    head,
    ...baseline === void 0 ? {} : { baseline: { commit: baseline, behind } },
    when,
    units: input.units,
    outcome: input.verdict?.outcome ?? "pass",
    images: input.images.map((image) => {
      const { name: name2, platform: platform2, now, base } = figuresOf(image);
      const own = results.filter((result) => result.image === name2 && result.platform === platform2);
      const before = base === void 0 ? {} : { base: wholeFigures(base) };
      return { name: name2, platform: platform2, now: wholeFigures(now), ...before, limits: own.flatMap(limitOf), paths: countPaths(own) };
    }),
    groups: sums.map((image) => {
      const own = results.filter((result) => result.image === image && result.platform === void 0);
      const [now, base] = [{}, {}];
      for (const { metric: metric2, actual, baseline: baseline2 } of own) {
        if (metric2 === "path") continue;
        now[metric2] = actual;
        if (baseline2 !== void 0) base[metric2] = baseline2;
      }
      return { name: image.replace(/^group:/, ""), now: wholeFigures(now), base: wholeFigures(base), limits: own.flatMap(limitOf) };
    })
  };
  return `${JSON.stringify(accept(report, "writing the report for the poster"))}
`;
}
function wholeFigures(figures2) {
  const { efficiency } = figures2;
  return efficiency === void 0 ? figures2 : { ...figures2, efficiency: Math.floor(efficiency * ppmPerUnit + 1e-6) };
}
function limitOf({ metric: metric2, kind, limit: limit2, limitText, change, outcome }) {
  if (metric2 === "path") return [];
  if (outcome === "pass" && kind === "max-increase" && limit2 !== void 0 && change !== void 0 && change > limit2) return [];
  const share = limitText.trim().endsWith("%") && metric2 !== "efficiency" ? readPercent(limitText) : void 0;
  const held = limit2 === void 0 ? {} : { limit: metric2 === "efficiency" ? Math.round(limit2 * ppmPerUnit) : limit2 };
  return [{ metric: metric2, kind, ...held, ...share !== void 0 && "value" in share ? { share: share.value } : {}, outcome }];
}
function countPaths(results) {
  const counts = { pass: 0, warn: 0, fail: 0 };
  for (const { metric: metric2, outcome } of results) if (metric2 === "path") counts[outcome]++;
  return counts;
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
      hint: "It must be written by the same version of Plimsoll; the names of images and groups are those that a budget may hold."
    });
  }
  const images = read.data.images.map(({ name: name2, platform: platform2 }) => `${name2} ${platform2}`);
  const groups = read.data.groups.map(({ name: name2 }) => name2);
  if (new Set(images).size < images.length || new Set(groups).size < groups.length)
    throw new ExpectedError("analysis", `${doing}: it tells of an image or a group twice`);
  return read.data;
}
function renderForkComment(report, page) {
  const shown = reportOfFork(report, page.version ?? "");
  return { body: renderComment(shown, page), outcome: shown.outcome ?? "pass", news: hasNews(shown) };
}

// src/action/leave-fork-report.ts
function forkReportArtifact(key) {
  return { name: `plimsoll-report-${key}`, file: "report.json" };
}
async function leaveForkReport(runner, { inputs, decision, checked }, { head }, input) {
  const { name: name2, file } = forkReportArtifact(inputs.commentKey);
  try {
    const { uploadArtifact } = await import("./upload-EHGTXCRX.js");
    const when = inputs.commentWhen ?? checked.budget?.commentWhen ?? "changed";
    const { commit: baseline, behind } = decision;
    const text2 = encodeForkReport(input, {
      head: head.sha,
      when,
      ...baseline === void 0 ? {} : { baseline },
      ...behind === void 0 ? {} : { behind }
    });
    await uploadArtifact(name2, file, Buffer.from(text2));
    runner.log(`left the report for the poster in the artifact ${name2}`);
    return true;
  } catch (error2) {
    if (!(error2 instanceof ExpectedError)) throw error2;
    runner.annotate("notice", `The report was not left for the poster: ${error2.message}`);
    return false;
  }
}

// src/action/pull-request-event.ts
function isPullRequest(event) {
  return event.name === "pull_request" || event.name === "pull_request_target";
}

// src/action/tell-comment.ts
async function tellComment({ github, when, news, ...task }) {
  if (when === "never") return { done: "comment.when is never", missingPermissions: [] };
  const { upsertComment } = await import("./comments-T5YZGOS4.js");
  const mode = when === "always" || news[when] ? "create-or-update" : "update-only";
  try {
    const { url, action } = await upsertComment(await github(), { ...task, mode });
    return { done: action, missingPermissions: [], ...url === void 0 ? {} : { url } };
  } catch (error2) {
    if (!(error2 instanceof ExpectedError)) throw error2;
    const { missingPermissions } = await import("./faults-SP4HXSK3.js");
    return { done: "failed", problem: error2, missingPermissions: missingPermissions(error2) };
  }
}

// src/action/open-hub.ts
function openHub(runner, token2) {
  let opened;
  const client = () => {
    opened ??= open(runner, token2);
    return opened;
  };
  return {
    client,
    commits: async () => token2 === void 0 ? void 0 : lazyCommits(client),
    labelFacts: async (number) => {
      if (token2 === void 0) return void 0;
      const pulls = async () => await import("./pulls-EA22GEWK.js");
      return {
        labels: async () => (await (await pulls()).pullRequest(await client(), number)).labels,
        setterOf: async (label) => (await pulls()).labelSetter(await client(), number, label),
        permissionOf: async (login) => (await pulls()).permissionOf(await client(), login)
      };
    }
  };
}
async function open(runner, token2) {
  if (token2 === void 0)
    throw new ExpectedError("option", "GitHub has to be asked, and the input token is empty", {
      hint: "Leave token out: by default it is the token of the job."
    });
  const { openGitHub } = await import("./client-PA7C5OZN.js");
  const { apiUrl, repository, fetch: fetch2, signal } = runner;
  return openGitHub({ token: token2, apiUrl, repository, fetch: fetch2, signal, log: (line) => runner.debug(line) });
}
function lazyCommits(client) {
  const commits = async () => (await import("./commits-XFKNMRQ4.js")).commitsOf(await client());
  return {
    commit: async (sha) => (await commits()).commit(sha),
    firstParents: async (from, most) => (await commits()).firstParents(from, most),
    mergeBase: async (base, head) => (await commits()).mergeBase(base, head),
    isAncestor: async (ancestor, of) => (await commits()).isAncestor(ancestor, of),
    tags: async () => (await commits()).tags(),
    resolve: async (ref) => (await commits()).resolve(ref),
    fileAt: async (path, commit2) => (await commits()).fileAt(path, commit2)
  };
}

// src/action/input-values.ts
var boolean = (value) => {
  if (/^(?:true|True|TRUE)$/.test(value)) return { value: true };
  if (/^(?:false|False|FALSE)$/.test(value)) return { value: false };
  const meant = /^(?:true|t|yes|y|on|1)$/i.test(value) ? "true" : /^(?:false|f|no|n|off|0)$/i.test(value) ? "false" : void 0;
  return { problem: "is not true or false", ...meant === void 0 ? {} : { suggestion: meant } };
};
function wholeNumber(least, most = Number.MAX_SAFE_INTEGER) {
  const range = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
  return (value) => {
    const number = Number(value);
    return /^\d+$/.test(value) && number >= least && number <= most ? { value: number } : { problem: `is not a whole number ${range}` };
  };
}
var oneLine = (value) => /[\r\n]/.test(value) ? { problem: "is more than one line" } : text(value);
var revision = (value) => value.startsWith("-") ? { problem: "begins with a dash, which git would take for an option" } : oneLine(value);
var token = (value) => /^[\x21-\x7e]+$/.test(value) ? { value } : { problem: "holds what no token does" };
var keySyntax = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
var commentKey = (value) => {
  if (keySyntax.test(value)) return { value };
  const suggestion = value.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "").slice(0, 64);
  return {
    problem: "is not a key: a letter or digit, then letters, digits, dots, underscores and dashes, at most 64 in all",
    ...suggestion === "" ? {} : { suggestion }
  };
};
var platformList = (value) => {
  const reading = platforms(value.trim().replaceAll(/\s*\r?\n\s*/g, ","));
  if (!("value" in reading)) return reading;
  return { value: reading.value.includes("all") ? "all" : [...new Set(reading.value)] };
};
var storeChoice = (value) => {
  if (/[\r\n]/.test(value)) return { problem: "is more than one line" };
  const reading = readStore(value);
  if ("value" in reading) return reading;
  const { problem, suggestion } = reading;
  return suggestion === void 0 ? { problem: `${problem}; a store is ${storeSyntax}` } : { problem, suggestion };
};

// src/action/inputs.ts
function one(read, spec) {
  return { kind: "one", read, ...spec };
}
function lines(read, spec) {
  return { kind: "lines", read, ...spec };
}
function asOption(name2) {
  return optionTable[name2].description.replace("May be repeated.", "One a line.");
}
var commentReasons = "When a pull request is commented on: if a figure `changed`, `always`, if there is at least a warning (`warn`), if it fails (`fail`), or `never`. A comment that is there is kept true, unless it is never.";
var jobToken = { read: token, secret: true, expression: "github.token" };
var actionInputs = {
  config: one(oneLine, { description: asOption("config") }),
  images: lines(imageChoice, { key: ({ name: name2 }) => name2, description: asOption("image") }),
  platforms: one(platformList, {
    description: "The platforms to weigh, os/arch[/variant], as lines or a comma list; `all` for every one that an image has. By default what the budget says, else all."
  }),
  tag: one(oneLine, { description: asOption("tag") }),
  baseline: one(revision, {
    description: "What to compare with, in place of what the event says: a commit, branch or tag; `last-release` for the highest version tag that the commit builds on; a saved Analysis or a directory of them; or an image such as `oci:out`."
  }),
  prereleases: one(boolean, { standard: "false", description: "Whether `last-release` may be a prerelease, such as v2.0.0-rc.1." }),
  commit: one(revision, {
    description: "The commit that the images were built from, where it is not the one that is checked out. Records are kept under it, and the baseline is chosen for it."
  }),
  store: one(storeChoice, {
    description: `Where records of earlier commits are kept: \`artifact\`, \`branch\` (${dataBranchName}), \`branch:NAME\` or \`file:DIR\`. By default what the budget says, else artifact.`
  }),
  save: one(oneOf(["auto", "always", "never"]), {
    standard: "auto",
    description: "Whether this run keeps a record of what it weighed. auto: on push, merge_group, schedule and workflow_dispatch."
  }),
  "on-missing": one(oneOf(onMissingChoices), {
    description: "Where no record is found: `skip` the comparison, `build` the images of the commit to compare with, or `fail`. By default what the budget says, else skip."
  }),
  "build-command": one(text, {
    description: "The shell command that makes the images, run by bash in a work tree of the commit to compare with where `on-missing` is build."
  }),
  "retention-days": one(wholeNumber(1, 400), {
    description: "How many days GitHub keeps a record that is an artifact, at most what the repository allows. By default what the repository says."
  }),
  token: one(jobToken.read, {
    ...jobToken,
    description: "The token that GitHub is asked with. docs/permissions.md lists what it must be allowed."
  }),
  "comment-when": one(oneOf(commentWhenChoices), {
    description: `${commentReasons} By default what the budget says, else changed.`
  }),
  "comment-key": one(commentKey, {
    standard: "default",
    description: "Tells apart the comments, records and artifacts of several uses in one repository, such as the jobs of a matrix."
  }),
  output: lines(outputFile, { key: ({ file }) => file, description: asOption("output") }),
  "fail-on": one(oneOf(["over", "warn", "never"], { error: "over", fail: "over", warning: "warn", none: "never", false: "never" }), {
    standard: "over",
    description: "What fails the step: being `over` the budget, a warning too (`warn`), or nothing that is judged (`never`). What cannot be checked always fails it."
  }),
  annotations: one(boolean, {
    standard: "true",
    description: "Whether each limit that is passed is annotated at its line of the budget."
  }),
  summary: one(boolean, { standard: "true", description: "Whether the report is written to the summary of the job." }),
  top: one(optionTable.top.read, { standard: optionTable.top.defaultText, description: asOption("top") }),
  units: one(optionTable.units.read, { description: asOption("units") }),
  verify: one(boolean, { standard: "false", description: asOption("verify") }),
  "max-uncompressed": one(optionTable["max-uncompressed"].read, { description: asOption("max-uncompressed") }),
  "working-directory": one(oneLine, {
    description: "Where the budget is looked for and where relative paths begin. By default the workspace."
  })
};
var commentActionInputs = {
  token: one(jobToken.read, {
    ...jobToken,
    description: "The token that GitHub is asked with: it must be allowed to read artifacts (actions: read) and to comment (pull-requests: write)."
  }),
  "comment-key": one(commentKey, {
    standard: "default",
    description: "The `comment-key` of the run whose report is posted."
  }),
  "comment-when": one(oneOf(commentWhenChoices), {
    standard: "changed",
    description: "When the pull request is commented on: if a figure changed, always, if the outcome is at least a warning, if it is a failure, or never."
  }),
  "run-id": one(wholeNumber(1), {
    description: "The workflow run whose report is posted. By default the one that the workflow_run event names."
  })
};

// src/action/read-inputs.ts
function readInputs(runner) {
  return readTable(actionInputs, runner);
}
function readCommentInputs(runner) {
  return readTable(commentActionInputs, runner);
}
function readTable(table, runner) {
  const names = Object.keys(table);
  const problems = [];
  const inputs = Object.fromEntries(names.map((name2) => [camelCase(name2), readOne(name2, table[name2], runner.input(name2), problems)]));
  if (problems.length > 0) throw refuse(problems);
  const unknown = runner.inputNames.filter((name2) => !Object.hasOwn(table, name2)).map((name2) => {
    const suggestion = findNearest(name2, names);
    return { name: name2, ...suggestion === void 0 ? {} : { suggestion } };
  });
  return { inputs, unknown };
}
function readOne(name2, spec, given, problems) {
  if (spec.kind === "lines") return readLines(name2, spec, given, problems);
  const said = given.trim() === "" ? spec.standard : given.trim();
  if (said === void 0) return void 0;
  const reading = spec.read(said);
  if ("value" in reading) return reading.value;
  problems.push(`${name2}: ${spec.secret === true ? "the value" : JSON.stringify(said)} ${reading.problem}${guess(reading)}`);
  return void 0;
}
function readLines(name2, spec, given, problems) {
  const found = /* @__PURE__ */ new Map();
  for (const [index, line] of given.split(/\r?\n/).entries()) {
    const said = line.trim();
    if (said === "") continue;
    const reading = spec.read(said);
    if (!("value" in reading)) {
      problems.push(`${name2}, line ${index + 1}: ${JSON.stringify(said)} ${reading.problem}${guess(reading)}`);
      continue;
    }
    const key = spec.key(reading.value);
    if (found.has(key)) problems.push(`${name2}, line ${index + 1}: ${JSON.stringify(key)} is named more than once`);
    found.set(key, reading.value);
  }
  return [...found.values()];
}
function guess(reading) {
  return reading.suggestion === void 0 ? "" : ` (did you mean ${reading.suggestion}?)`;
}
function refuse(problems) {
  const message = problems.length === 1 ? `the input ${problems[0]}` : `${problems.length} inputs cannot be read:
${problems.map((problem) => `  - ${problem}`).join("\n")}`;
  return new ExpectedError("option", message, { hint: "docs/action.md lists the inputs and what each of them takes." });
}

// src/action/tell-failure.ts
async function tellFailure(runner, error2, { inputs, event, hub }) {
  const text2 = explainError(error2, false, "Run the job again with debug logging");
  runner.annotate("error", text2);
  runner.output("outcome", "error");
  const body = `### ⚠️ Plimsoll could not check the images

${text2.split("\n").map((line) => markdownProse(line)).join("<br>\n")}
`;
  if (inputs?.summary !== false) await runner.summary(body);
  if (inputs !== void 0 && event !== void 0 && hub !== void 0 && isPullRequest(event) && !event.readOnly) {
    const outcome = await tellComment({
      github: hub.client,
      issue: event.number,
      key: inputs.commentKey,
      head: event.head.sha,
      run: runner.run,
      when: inputs.commentWhen === "never" ? "never" : "fail",
      news: { changed: false, warn: false, fail: false },
      body: `${body}
[The run](${runner.run.url}) says more.
`
    });
    if (outcome.problem !== void 0) runner.debug(outcome.problem.message);
  }
  return couldNotCheckExitCode;
}

export {
  hasNews,
  forkReportByteLimit,
  decodeForkReport,
  renderForkComment,
  forkReportArtifact,
  leaveForkReport,
  isPullRequest,
  tellComment,
  openHub,
  readInputs,
  readCommentInputs,
  tellFailure,
  startAction
};
