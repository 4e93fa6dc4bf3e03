import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  objectIdPattern
} from "./chunk-2TAK4XIA.js";
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
  placeText
} from "./chunk-Z4ROMYAC.js";
import {
  commentWhenChoices,
  dataBranchName,
  limitsFor,
  onMissingChoices,
  permissions,
  readStore,
  storeSyntax
} from "./chunk-7KWYXRUR.js";
import {
  markdownProse,
  overrideVerdict
} from "./chunk-U4YZRNW4.js";
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
} from "./chunk-6BDWKWBM.js";
import {
  findNearest
} from "./chunk-A423ZOMY.js";
import {
  array,
  boolean,
  int,
  object,
  string
} from "./chunk-7U6DWAOW.js";
import {
  ExpectedError,
  showUnseen
} from "./chunk-ZWRDINFH.js";

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
  const [owner = "", name = ""] = needed("GITHUB_REPOSITORY").split("/");
  const run = { id: Number(needed("GITHUB_RUN_ID")), attempt: Number(env.GITHUB_RUN_ATTEMPT ?? 1) };
  const annotated = { error: 0, warning: 0, notice: 0 };
  const serverUrl = withoutSlash(env.GITHUB_SERVER_URL || "https://github.com");
  return {
    input: (input) => getInput(input),
    inputNames: Object.keys(env).flatMap((key) => key.startsWith("INPUT_") ? [key.slice("INPUT_".length).toLowerCase()] : []),
    event: { name: needed("GITHUB_EVENT_NAME"), payload: readEvent(env.GITHUB_EVENT_PATH) },
    sha: needed("GITHUB_SHA"),
    repository: { owner, name },
    run: { ...run, url: `${serverUrl}/${owner}/${name}/actions/runs/${run.id}/attempts/${run.attempt}` },
    apiUrl: withoutSlash(env.GITHUB_API_URL || "https://api.github.com"),
    serverUrl,
    workspace: needed("GITHUB_WORKSPACE"),
    temporary: env.RUNNER_TEMP || tmpdir(),
    env,
    signal,
    fetch: fetchByProxy,
    log: (text2) => info(neutralise(text2)),
    debug: (text2) => debug(neutralise(text2)),
    annotate: (level, message, place) => {
      annotated[level]++;
      announce[level](neutralise(message), placeProperties(place));
    },
    annotated,
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
function needed(name) {
  const value = process.env[name];
  if (value !== void 0 && value !== "") return value;
  throw new ExpectedError("option", `starting the action: ${name} is not set, so this is no job of GitHub Actions`, {
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
  if (!proxyVariables.some((name) => process.env[name])) return fetch(resource, init);
  const { defaults } = await import("./utils-7A7PW6ND.js");
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
    process.on(signal, () => {
      if (cancellation.signal.aborted) process.exit(interruptedExitCode);
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

// src/baseline/run-event.ts
var sha = string().regex(objectIdPattern, "the full id of a commit");
var ref = string().min(1);
var repository = object({ full_name: string().regex(/^[^/\s]+\/[^/\s]+$/, "OWNER/NAME") });
var pullRequest = object({
  action: string(),
  pull_request: object({
    number: int().min(1),
    base: object({ ref, sha, repo: repository.extend({ private: boolean().optional() }) }),
    head: object({ ref, sha, repo: repository.nullable() }),
    labels: array(object({ name: string() }))
  })
});
var push = object({ ref, before: sha, after: sha, forced: boolean() });
var mergeGroup = object({ merge_group: object({ base_sha: sha, head_sha: sha, base_ref: ref, head_ref: ref }) });
var onDemand = object({ ref: ref.nullish() });
function readRunEvent(name, payload) {
  switch (name) {
    case "pull_request":
    case "pull_request_target":
      return readPullRequest(name, payload);
    case "push": {
      const { ref: ref2, before, after, forced } = parse(push, name, payload);
      return { name, ref: ref2, before, after, forced };
    }
    case "merge_group": {
      const { base_sha, head_sha, base_ref, head_ref } = parse(mergeGroup, name, payload).merge_group;
      return { name, baseSha: base_sha, headSha: head_sha, baseRef: base_ref, headRef: head_ref };
    }
    case "workflow_dispatch":
    case "schedule": {
      const { ref: ref2 } = parse(onDemand, name, payload);
      return { name, ...ref2 == null ? {} : { ref: ref2 } };
    }
    default:
      return { name: "other", event: name };
  }
}
function readPullRequest(name, payload) {
  const { action, pull_request: pull } = parse(pullRequest, name, payload);
  const { number, base, head, labels } = pull;
  const fork = head.repo === null || head.repo.full_name.toLowerCase() !== base.repo.full_name.toLowerCase();
  return {
    name,
    number,
    action,
    base: { ref: base.ref, sha: base.sha, repository: base.repo.full_name },
    head: { ref: head.ref, sha: head.sha, repository: head.repo?.full_name ?? null },
    labels: labels.map((label) => label.name),
    readOnly: fork && name === "pull_request" && base.repo.private !== true
  };
}
function parse(schema, name, payload) {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0];
  const place = path.length === 0 ? "the payload" : path.join(".");
  throw new ExpectedError("github", `reading the payload of the event ${name}: ${place} is not what GitHub sends (${message})`, {
    hint: "GITHUB_EVENT_PATH must name the file that the runner wrote for this event."
  });
}

// src/action/allow-growth.ts
async function allowGrowth(verdict, override, facts, { warnings = false } = {}) {
  const asked = verdict.outcome === "fail" || warnings && verdict.outcome === "warn";
  if (override === void 0 || facts === void 0 || !asked) return { verdict, remarks: [] };
  const remarks = [];
  try {
    const labels = await facts.labels();
    const set = new Map(labels.map((label) => [label.toLowerCase(), label]));
    for (const label of override.labels.flatMap((each) => set.get(each.toLowerCase()) ?? [])) {
      const by = await facts.setterOf(label);
      if (by === void 0) {
        remarks.push(`The label \`${label}\` does not count: GitHub does not say who set it`);
        continue;
      }
      const permission = await facts.permissionOf(by);
      if (reaches(permission, override.permission)) return { verdict: overrideVerdict(verdict, { label, by }), remarks: [] };
      remarks.push(
        `The label \`${label}\` does not count: \`${by}\`, who set it, has the permission ${permission}, and ${override.permission} is needed`
      );
    }
  } catch (error2) {
    if (!(error2 instanceof ExpectedError)) throw error2;
    remarks.push(`Whether a label allows the growth could not be told: ${error2.message}`);
  }
  return { verdict, remarks };
}
function reaches(found, needed2) {
  return permissions.indexOf(found) >= permissions.indexOf(needed2);
}

// src/action/leave-fork-report.ts
function forkReportArtifact(key) {
  return { name: `plimsoll-report-${key}`, file: "report.json" };
}
async function leaveForkReport(runner, key, encode) {
  const { name, file } = forkReportArtifact(key);
  try {
    const text2 = await encode();
    const { uploadArtifact } = await import("./upload-PPAH3BZR.js");
    await uploadArtifact(name, file, Buffer.from(text2));
    runner.log(`left the report for the poster in the artifact ${name}`);
    return "left";
  } catch (error2) {
    if (!(error2 instanceof ExpectedError)) throw error2;
    runner.annotate("notice", `The report was not left for the poster: ${error2.message}`);
    return error2;
  }
}

// src/action/tell-comment.ts
async function tellComment({ github, when, news, ...task }) {
  if (when === "never") return { done: "comment.when is never", missingPermissions: [] };
  const { upsertComment } = await import("./comments-AX7JKVDY.js");
  const mode = news === "stale" ? "update-stale" : news !== "none" && (when === "always" || news[when]) ? "create-or-update" : "update-only";
  try {
    const { url, action } = await upsertComment(await github(), { ...task, mode });
    return { done: action, missingPermissions: [], ...url === void 0 ? {} : { url } };
  } catch (error2) {
    if (!(error2 instanceof ExpectedError)) throw error2;
    const { missingPermissions } = await import("./faults-22DRQ3S3.js");
    return { done: "failed", problem: error2, missingPermissions: missingPermissions(error2) };
  }
}

// src/action/pull-request-event.ts
function isPullRequest(event) {
  return event.name === "pull_request" || event.name === "pull_request_target";
}
function pullRequestOf(event) {
  if (isPullRequest(event)) return event.number;
  if (event.name !== "merge_group") return void 0;
  const [, number] = /^refs\/heads\/gh-readonly-queue\/.+\/pr-([1-9]\d*)-[0-9a-f]+$/.exec(event.headRef) ?? [];
  return number === void 0 ? void 0 : Number(number);
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
      const pulls = async () => await import("./pulls-5ENPRTF5.js");
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
    throw new ExpectedError("github", "GitHub has to be asked, and the input token is empty", {
      hint: "Leave token out: by default it is the token of the job."
    });
  const { openGitHub } = await import("./client-GJKHFJIW.js");
  const { apiUrl, repository: repository2, fetch: fetch2, signal } = runner;
  return openGitHub({ token: token2, apiUrl, repository: repository2, fetch: fetch2, signal, log: (line) => runner.debug(line) });
}
function lazyCommits(client) {
  const commits = async () => (await import("./commits-MAKSBAZA.js")).commitsOf(await client());
  return {
    commit: async (sha2) => (await commits()).commit(sha2),
    firstParents: async (from, most) => (await commits()).firstParents(from, most),
    mergeBase: async (base, head) => (await commits()).mergeBase(base, head),
    isAncestor: async (ancestor, of) => (await commits()).isAncestor(ancestor, of),
    tags: async () => (await commits()).tags(),
    resolve: async (ref2) => (await commits()).resolve(ref2),
    fileAt: async (path, commit) => (await commits()).fileAt(path, commit)
  };
}

// src/action/input-values.ts
var boolean2 = (value) => {
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
function asOption(name) {
  return optionTable[name].description.replace("May be repeated.", "One a line.");
}
var commentReasons = "When a pull request is commented on: if a figure `changed` by more than the noise of the budget, there is no baseline, the outcome is no pass, or the pull request loosens its own budget; `always`; if there is a warning, a failure or a loosened budget (`warn`); if it fails (`fail`); or `never`. A comment that is there is kept true, unless it is never.";
var jobToken = { read: token, secret: true, expression: "github.token" };
var actionInputs = {
  config: one(oneLine, { description: asOption("config") }),
  images: lines(imageChoice, { key: ({ name }) => name, description: asOption("image") }),
  platforms: one(platformList, {
    description: "The platforms to weigh, os/arch[/variant], as lines or a comma list; `all` for every one that an image has. By default what the budget says, else all."
  }),
  tag: one(oneLine, { description: asOption("tag") }),
  baseline: one(revision, {
    description: "What to compare with, in place of what the event says: a commit, branch or tag; `last-release` for the highest version tag that the commit builds on; a saved Analysis or a directory of them; or an image such as `oci:out`."
  }),
  prereleases: one(boolean2, { standard: "false", description: "Whether `last-release` may be a prerelease, such as v2.0.0-rc.1." }),
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
    description: `${commentReasons} By default what the budget said before the pull request, else changed.`
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
  annotations: one(boolean2, {
    standard: "true",
    description: "Whether each limit that is passed is annotated at its line of the budget."
  }),
  summary: one(boolean2, { standard: "true", description: "Whether the report is written to the summary of the job." }),
  top: one(optionTable.top.read, { standard: optionTable.top.defaultText, description: asOption("top") }),
  units: one(optionTable.units.read, { description: asOption("units") }),
  "engine-read": one(optionTable["engine-read"].read, {
    standard: optionTable["engine-read"].defaultText,
    description: asOption("engine-read")
  }),
  insecure: lines(optionTable.insecure.read, { key: (host) => host, description: asOption("insecure") }),
  verify: one(boolean2, { standard: "false", description: asOption("verify") }),
  "max-uncompressed": one(optionTable["max-uncompressed"].read, { description: asOption("max-uncompressed") }),
  "working-directory": one(oneLine, {
    description: "Where the budget is looked for and where relative paths begin. By default the workspace."
  })
};
var commentActionInputs = {
  token: one(jobToken.read, {
    ...jobToken,
    description: "The token that GitHub is asked with: it must be allowed to read artifacts (actions: read) and budgets (contents: read), and to comment (pull-requests: write)."
  }),
  "comment-key": one(commentKey, {
    standard: "default",
    description: "The `comment-key` of the run whose report is posted."
  }),
  config: one(oneLine, {
    description: "The path of the budget file in the repository, where the run was given one or a working directory. By default plimsoll.yml or .github/plimsoll.yml."
  }),
  "comment-when": one(oneOf(commentWhenChoices), {
    description: `${commentReasons} By default what the budget of the base branch says, else changed.`
  }),
  "run-id": one(wholeNumber(1), {
    description: "The workflow run whose report is posted. By default the one that the workflow_run event names."
  })
};

// src/action/read-inputs.ts
function reportUnknown(runner, unknown) {
  for (const { name, suggestion } of unknown)
    runner.annotate("warning", `Plimsoll has no input ${name}${suggestion === void 0 ? "" : `; ${suggestion} is meant?`}`);
}
function readInputs(runner) {
  return readTable(actionInputs, runner);
}
function readCommentInputs(runner) {
  return readTable(commentActionInputs, runner);
}
function readTable(table, runner) {
  const names = Object.keys(table);
  const problems = [];
  const inputs = Object.fromEntries(names.map((name) => [camelCase(name), readOne(name, table[name], runner.input(name), problems)]));
  if (problems.length > 0) throw refuse(problems);
  const unknown = runner.inputNames.filter((name) => !Object.hasOwn(table, name)).map((name) => {
    const suggestion = findNearest(name, names);
    return { name, ...suggestion === void 0 ? {} : { suggestion } };
  });
  return { inputs, unknown };
}
function readOne(name, spec, given, problems) {
  if (spec.kind === "lines") return readLines(name, spec, given, problems);
  const said = given.trim() === "" ? spec.standard : given.trim();
  if (said === void 0) return void 0;
  const reading = spec.read(said);
  if ("value" in reading) return reading.value;
  problems.push(`${name}: ${spec.secret === true ? "the value" : JSON.stringify(said)} ${reading.problem}${guess(reading)}`);
  return void 0;
}
function readLines(name, spec, given, problems) {
  const found = /* @__PURE__ */ new Map();
  for (const [index, line] of given.split(/\r?\n/).entries()) {
    const said = line.trim();
    if (said === "") continue;
    const reading = spec.read(said);
    if (!("value" in reading)) {
      problems.push(`${name}, line ${index + 1}: ${JSON.stringify(said)} ${reading.problem}${guess(reading)}`);
      continue;
    }
    const key = spec.key(reading.value);
    if (found.has(key)) problems.push(`${name}, line ${index + 1}: ${JSON.stringify(key)} is named more than once`);
    found.set(key, reading.value);
  }
  return [...found.values()];
}
function guess(reading) {
  return reading.suggestion === void 0 ? "" : ` (did you mean ${reading.suggestion}?)`;
}
function refuse(problems) {
  const message = problems.length === 1 ? `the input ${problems[0]}` : [`${problems.length} inputs cannot be read:`, ...problems.map((problem) => `  - ${problem}`)];
  return new ExpectedError("option", message, { hint: "docs/action.md lists the inputs and what each of them takes." });
}

// src/action/comment-or-leave.ts
async function commentOrLeave(runner, event, { report, wanted, ...task }) {
  if (event.readOnly && wanted)
    return { done: "left to the poster", missingPermissions: [], left: await leaveForkReport(runner, task.key, report) };
  const outcome = await tellComment({ ...task, issue: event.number, head: event.head.sha, run: runner.run });
  if (outcome.missingPermissions.length === 0 || event.name !== "pull_request") return outcome;
  return { ...outcome, left: await leaveForkReport(runner, task.key, report) };
}

// src/action/tell-failure.ts
var failureHeading = "### ⚠️ Plimsoll could not check the images";
function explainFailure(error2) {
  return explainError(error2, false, "Run the job again with debug logging");
}
async function tellFailure(runner, error2, known) {
  const text2 = explainFailure(error2);
  runner.annotate("error", text2);
  runner.output("outcome", "error");
  const body = `${failureHeading}

${text2.split("\n").map((line) => markdownProse(line)).join("<br>\n")}
`;
  if (known.inputs?.summary !== false) await runner.summary(body);
  await updateComment(runner, known, `${body}
[The run](${runner.run.url}) says more.
`);
  return couldNotCheckExitCode;
}
async function updateComment(runner, known, body) {
  try {
    const event = known.event ?? readRunEvent(runner.event.name, runner.event.payload);
    const { key, when } = known.inputs === void 0 ? readKey(runner) : { key: known.inputs.commentKey, when: known.inputs.commentWhen };
    if (!isPullRequest(event) || key === void 0) return;
    const hub = known.hub ?? openHub(runner, known.inputs === void 0 ? readToken(runner) : known.inputs.token);
    const { problem } = await commentOrLeave(runner, event, {
      github: hub.client,
      key,
      when: when === "never" ? "never" : "fail",
      wanted: when !== "never",
      news: "none",
      body,
      report: async () => {
        const { encodeForkFailure } = await import("./fork-report-HTV63KVR.js");
        const { id, attempt } = runner.run;
        return encodeForkFailure({ head: event.head.sha, run: { id, attempt } });
      }
    });
    if (problem !== void 0) runner.debug(problem.message);
  } catch (error2) {
    if (!(error2 instanceof ExpectedError)) throw error2;
    runner.debug(error2.message);
  }
}
function readKey(runner) {
  const { read, standard } = actionInputs["comment-key"];
  const key = read(runner.input("comment-key").trim() || standard);
  return { ..."value" in key ? { key: key.value } : {}, ...runner.input("comment-when").trim() === "never" ? { when: "never" } : {} };
}
function readToken(runner) {
  const given = runner.input("token").trim();
  const token2 = given === "" ? void 0 : actionInputs.token.read(given);
  if (token2 === void 0 || !("value" in token2)) return void 0;
  runner.secret(token2.value);
  return token2.value;
}

// src/report/news.ts
function hasNews({ outcome = "pass", figures }, { loosened = false } = {}) {
  const warn = outcome !== "pass" || loosened;
  const isFirst = figures.length > 0 && !figures.some(({ compared }) => compared);
  return { changed: warn || isFirst || figures.some(({ changed }) => changed), warn, fail: outcome === "fail" };
}

// src/budget/loosened-limit.ts
var kinds = ["max", "min", "warn", "max-increase"];
function loosenedBounds(metric, before = {}, after = {}) {
  const failing = metric === "efficiency" ? "min" : "max";
  const allowsMore2 = (now, was) => failing === "min" ? now.value < was.value : now.value > was.value;
  const loosened = (was, now) => {
    if (now === void 0) return true;
    if (failing === "max" && now.value === 0) return false;
    return now.unit !== was.unit || allowsMore2(now, was);
  };
  return kinds.flatMap((kind) => {
    const was = before[kind];
    const now = after[kind];
    if (was === void 0 || !loosened(was, now)) return [];
    if (kind === "warn" && after[failing] !== void 0 && !loosened(was, after[failing])) return [];
    return [{ kind, was, ...now === void 0 ? {} : { now } }];
  });
}

// src/budget/loosened-rules.ts
function findLoosenedExceptions(before, after) {
  return after.exceptions.flatMap(
    (now) => ["max", "max-increase"].flatMap((kind) => {
      if (now.limit[kind] === void 0) return [];
      const rivals = before.exceptions.filter((was) => isAbout(was, now) && was.limit[kind] !== void 0);
      if (rivals.some((was) => was.until >= now.until && !allowsMore(now, was, kind))) return [];
      const last = rivals.toSorted((a, b) => a.until < b.until ? 1 : -1)[0];
      return [describeException(kind, now, last)];
    })
  );
}
function isAbout(was, now) {
  return was.image === now.image && was.metric === now.metric && (was.platform === void 0 || was.platform === now.platform);
}
function allowsMore(now, was, kind) {
  const [more, less] = [now.limit[kind], was.limit[kind]];
  return more.unit !== less.unit || more.value > less.value;
}
function describeException(kind, now, was) {
  const { image, platform, metric, place } = now;
  const on = platform === void 0 ? {} : { platform };
  const subject2 = `exception for ${metric} ${kind} of ${image}${platform === void 0 ? "" : ` (${platform})`}`;
  const after = termsText(kind, now);
  if (was === void 0) return { image, ...on, metric, kind: "exception", after, place, sentence: `an ${subject2} was added: ${after}` };
  const before = termsText(kind, was);
  const verbs = [
    ...allowsMore(now, was, kind) ? [now.limit[kind].unit === was.limit[kind].unit ? "raised" : "changed"] : [],
    ...now.until > was.until ? ["prolonged"] : []
  ];
  const sentence = `the ${subject2} was ${verbs.join(" and ")} from ${before} to ${after}`;
  return { image, ...on, metric, kind: "exception", before, after, place, sentence };
}
function termsText(kind, { limit, until }) {
  return `${limit[kind].text} until ${until}`;
}
function findLoosenedRules(before, after) {
  return [
    ...loosenedNoise(before.noise, after.noise),
    ...after.override === void 0 ? [] : loosenedOverride(before.override, after.override),
    ...before.strictBaseline && !after.strictBaseline ? [{ kind: "strict", before: "true", after: "false", sentence: "baseline.strict was turned off" }] : [],
    ...loosenedOnMissing(before, after)
  ];
}
function loosenedNoise(before, after) {
  return ["bytes", "ppm"].flatMap((unit) => {
    const [was, now] = [before[unit], after[unit]];
    if (now === void 0 || now.value <= (was?.value ?? 0)) return [];
    const sentence = was === void 0 ? `noise of ${now.text} was added` : `noise was raised from ${was.text} to ${now.text}`;
    return [{ kind: "noise", ...was === void 0 ? {} : { before: was.text }, after: now.text, place: now.place, sentence }];
  });
}
function loosenedOverride(was, now) {
  const { place } = now;
  const known = new Set(was?.labels.map((label) => label.toLowerCase()));
  const added = now.labels.filter((label) => !known.has(label.toLowerCase()));
  const lowered = was !== void 0 && permissions.indexOf(now.permission) < permissions.indexOf(was.permission);
  return [
    ...added.map((label) => {
      const sentence = `the label ${label} was added to those that let a pull request pass`;
      return { kind: "label", after: label, place, sentence };
    }),
    ...lowered ? [
      {
        kind: "permission",
        ...{ before: was.permission, after: now.permission, place },
        sentence: `the permission that such a label needs was lowered from ${was.permission} to ${now.permission}`
      }
    ] : []
  ];
}
function loosenedOnMissing({ onMissing: before }, { onMissing: after }) {
  if (before === after || after !== "skip") return [];
  return [{ kind: "on-missing", before, after, sentence: `baseline.on-missing was changed from ${before} to ${after}` }];
}

// src/budget/raised-limits.ts
function findRaisedLimits(before, after) {
  return [
    ...before.images.flatMap((was) => raisedOfImage(was, after)),
    ...mergeShared(before.images.flatMap((was) => findingsOfImage(was, after))),
    ...before.groups.flatMap((was) => raisedOfGroup(was, after)),
    ...findLoosenedExceptions(before, after),
    ...findLoosenedRules(before, after)
  ];
}
function raisedOfImage(was, after) {
  const image = was.name;
  const now = after.images.find(({ name }) => name === image);
  if (now === void 0) return [{ image, kind: "image", before: image, sentence: `the image ${image} was removed` }];
  const gone = was.paths.filter(({ glob, limit }) => hasBounds(limit) && !now.paths.some((path) => path.glob === glob));
  return [
    ...movedBase(was, now),
    ...droppedPlatforms(was, now),
    ...gone.map(({ glob, limit }) => {
      const sentence = `the path budget ${glob} of ${image} was removed`;
      return { image, metric: "path", path: glob, kind: "path", before: limitText(limit), place: now.place, sentence };
    })
  ];
}
function movedBase(was, { name: image, base, place }) {
  const isLimited = [was.limits, ...Object.values(was.platformLimits)].some(({ own, base: base2 }) => own !== void 0 || base2 !== void 0);
  if (!isLimited || was.base === void 0 || was.base === base) return [];
  const sentence = base === void 0 ? `the base of ${image} is no longer named: it was ${was.base}, and a guess in its place only warns` : `the base of ${image} is now ${base} and was ${was.base}, so that own and base count other layers`;
  return [{ image, kind: "base", before: was.base, ...base === void 0 ? {} : { after: base }, place, sentence }];
}
function droppedPlatforms(was, { name: image, platforms: platforms2, place }) {
  if (platforms2 === void 0) return [];
  const after = platforms2.join(", ");
  if (was.platforms === void 0) {
    const sentence = `${image} was weighed on all its platforms, and is now weighed on ${after} alone`;
    return [{ image, kind: "platforms", before: "all", after, place, sentence }];
  }
  const dropped = was.platforms.filter((platform) => !platforms2.includes(platform));
  return dropped.map((platform) => {
    const sentence = `${image} is no longer weighed on ${platform}`;
    return { image, platform, kind: "platforms", before: was.platforms.join(", "), after, place, sentence };
  });
}
function findingsOfImage(was, after) {
  const now = after.images.find(({ name }) => name === was.name);
  if (now === void 0) return [];
  const whose = { image: was.name, owner: now.place };
  const general = loosenedMetrics(was.limits, now.limits);
  const platforms2 = [.../* @__PURE__ */ new Set([...Object.keys(was.platformLimits), ...Object.keys(now.platformLimits)])];
  const special = platforms2.filter((platform) => now.platforms === void 0 || now.platforms.includes(platform)).flatMap(
    (platform) => loosenedMetrics(limitsFor(was, platform), limitsFor(now, platform)).filter((one2) => !general.some((other) => other.was === one2.was && other.now === one2.now)).map((one2) => ({ ...one2, ...whose, platform }))
  );
  const paths = was.paths.flatMap(({ glob, limit }) => {
    const same = now.paths.find((path) => path.glob === glob);
    const loosened = same === void 0 ? [] : loosenedBounds("path", limit, same.limit);
    return loosened.map((one2) => ({ ...one2, ...whose, metric: "path", path: glob }));
  });
  return [...general.map((one2) => ({ ...one2, ...whose })), ...special, ...paths];
}
function loosenedMetrics(before, after) {
  return Object.keys(before).flatMap(
    (metric) => loosenedBounds(metric, before[metric], after[metric]).map((one2) => ({ ...one2, metric }))
  );
}
function raisedOfGroup(was, after) {
  const image = `group:${was.name}`;
  const now = after.groups.find(({ name }) => name === was.name);
  if (now === void 0) return [{ image, kind: "group", before: was.images.join(", "), sentence: `the group ${was.name} was removed` }];
  const dropped = was.images.filter((name) => !now.images.includes(name) && after.images.some((one2) => one2.name === name));
  const findings = loosenedMetrics(was.limits, now.limits).map((one2) => ({ ...one2, image, owner: now.place }));
  return [
    ...dropped.map((name) => {
      const sentence = `the group ${was.name} no longer counts ${name}`;
      return { image, kind: "members", before: was.images.join(", "), after: now.images.join(", "), place: now.place, sentence };
    }),
    ...mergeShared(findings)
  ];
}
function mergeShared(findings) {
  const shared = /* @__PURE__ */ new Map();
  for (const one2 of findings) {
    const key = JSON.stringify([one2.platform, one2.metric, one2.path, placeText(one2.was.place), one2.now && placeText(one2.now.place)]);
    shared.set(key, [...shared.get(key) ?? [], one2]);
  }
  return [...shared.values()].map((same) => {
    const { platform, metric, path, kind, was, now, owner } = same[0];
    const images = same.map(({ image }) => image);
    return {
      image: images.join(", "),
      ...platform === void 0 ? {} : { platform },
      metric,
      ...path === void 0 ? {} : { path },
      kind,
      before: was.text,
      ...now === void 0 ? {} : { after: now.text },
      place: now?.place ?? owner,
      sentence: `${subject(images, same[0])} ${predicate(same[0])}`
    };
  });
}
function subject(images, { kind, metric, path, platform }) {
  const named = images.length > 4 ? [...images.slice(0, 3), `${images.length - 3} other images`] : images;
  const list = named.map((name) => name.replace(/^group:/, "the group ")).join(", ");
  const who = list.replace(/, ([^,]*)$/, " and $1");
  const on = platform === void 0 ? "" : ` (${platform})`;
  return metric === "path" ? `${kind} of ${path ?? ""} in ${who}${on}` : `${metric} ${kind} of ${who}${on}`;
}
function predicate({ metric, was, now }) {
  if (now === void 0) return `was removed: it was ${was.text}`;
  const verb = now.unit !== was.unit ? "changed" : metric === "efficiency" ? "lowered" : "raised";
  return `was ${verb} from ${was.text} to ${now.text}`;
}
function hasBounds(limit) {
  return Object.keys(limit).length > 0;
}
function limitText(limit) {
  return Object.entries(limit).map(([kind, { text: text2 }]) => `${kind} ${text2}`).join(", ");
}

export {
  readRunEvent,
  allowGrowth,
  hasNews,
  forkReportArtifact,
  tellComment,
  commentOrLeave,
  isPullRequest,
  pullRequestOf,
  openHub,
  reportUnknown,
  readInputs,
  readCommentInputs,
  findRaisedLimits,
  failureHeading,
  explainFailure,
  tellFailure,
  startAction
};
