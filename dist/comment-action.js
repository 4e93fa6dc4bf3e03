import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  decodeForkReport,
  forkReportByteLimit
} from "./chunks/chunk-Z5T3QGZN.js";
import {
  allowGrowth,
  failureHeading,
  findRaisedLimits,
  forkReportArtifact,
  hasNews,
  openHub,
  readCommentInputs,
  reportUnknown,
  startAction,
  tellComment,
  tellFailure
} from "./chunks/chunk-R244W5LK.js";
import "./chunks/chunk-2TAK4XIA.js";
import "./chunks/chunk-IWZJKXVJ.js";
import {
  exceptionsFor,
  hasExpired,
  noteExceptions,
  worstOutcome
} from "./chunks/chunk-FQ5WR62O.js";
import {
  budgetFiles,
  budgetFolder,
  judgeBound,
  parseBudget
} from "./chunks/chunk-Z4ROMYAC.js";
import {
  defaultCommentWhen,
  emptyBudget,
  limitsFor
} from "./chunks/chunk-7KWYXRUR.js";
import "./chunks/chunk-7P2UZG4H.js";
import "./chunks/chunk-6ZSUARQE.js";
import {
  collectNotes,
  commentLimit,
  count,
  groupFigures,
  renderComment,
  writeHeadline
} from "./chunks/chunk-U4YZRNW4.js";
import "./chunks/chunk-ENCD5TUB.js";
import "./chunks/chunk-TJ4QSJAB.js";
import {
  isCompared,
  metrics
} from "./chunks/chunk-6J7YFZTT.js";
import "./chunks/chunk-CXMQTDXQ.js";
import "./chunks/chunk-NJCJ6VFJ.js";
import "./chunks/chunk-IE4SQLRI.js";
import "./chunks/chunk-UGXUY2KA.js";
import "./chunks/chunk-GHHV2QTC.js";
import "./chunks/chunk-KJI7O4S7.js";
import {
  interruptedExitCode
} from "./chunks/chunk-6BDWKWBM.js";
import {
  version
} from "./chunks/chunk-CH2MRMEW.js";
import "./chunks/chunk-7E5BIM6A.js";
import {
  ppmPerUnit
} from "./chunks/chunk-APSE5AVC.js";
import "./chunks/chunk-A423ZOMY.js";
import "./chunks/chunk-IRSMJQLC.js";
import "./chunks/chunk-7U6DWAOW.js";
import "./chunks/chunk-VXDS5MXW.js";
import "./chunks/chunk-NTYIXUAT.js";
import {
  ExpectedError
} from "./chunks/chunk-ZWRDINFH.js";
import "./chunks/chunk-QWRNOYTG.js";

// src/report/fork-verdict.ts
var kinds = ["max", "min", "warn", "max-increase"];
var notReported = "the report of the run does not hold this figure";
function figuresOfFork({ name, platform, now, base }) {
  return { name, platform, now: realFigures(now), ...base === void 0 ? {} : { base: realFigures(base) } };
}
function realFigures(figures) {
  return figures.efficiency === void 0 ? figures : { ...figures, efficiency: figures.efficiency / ppmPerUnit };
}
function judgeFork({ images, baseline }, budget, today) {
  const behind = baseline !== void 0 && baseline.behind > 0 && !budget.strictBaseline ? { behind: baseline.behind } : {};
  const rules = { noise: budget.noise, units: budget.units, exceptions: [], expired: [], ...behind };
  const measured = new Set(images.map(({ name }) => name));
  const subjects = [];
  const results = [
    ...budget.images.flatMap(
      (declared) => images.filter(({ name }) => name === declared.name).flatMap((image) => [...judgeMetrics(budget, declared, image, { rules, today, subjects }), ...judgePaths(declared, image, rules)])
    ),
    ...budget.groups.filter((group) => group.images.every((name) => measured.has(name))).flatMap((group) => judgeGroup(group, images, rules))
  ];
  const absent = budget.images.filter(({ name }) => !measured.has(name)).map(({ name }) => `\`${name}\``);
  const notes = [
    ...noteExceptions(budget, measured, subjects, today),
    ...absent.length === 0 ? [] : [`Not weighed by this run, and not judged: ${absent.join(", ")}`]
  ];
  return { outcome: worstOutcome(results), results, figures: [], notes };
}
function judgeMetrics(budget, declared, image, { rules, today, subjects }) {
  const { name, platform, now, base } = figuresOfFork(image);
  const { total, live } = now;
  return bounded(limitsFor(declared, platform)).flatMap(([metric, limit]) => {
    const whole = { ...total === void 0 ? {} : { total }, ...live === void 0 ? {} : { live } };
    const subject = { image: name, platform, metric, ...figureOf(metric, now, base), ...whole };
    subjects.push(subject);
    const exceptions = exceptionsFor(budget, name, platform, metric);
    return judgeLimit(subject, limit, {
      ...rules,
      exceptions: exceptions.filter((exception) => !hasExpired(exception, today)),
      expired: exceptions.filter((exception) => hasExpired(exception, today))
    });
  });
}
function bounded(limits) {
  return Object.keys(metrics).flatMap((metric) => {
    const limit = limits[metric];
    return limit === void 0 ? [] : [[metric, limit]];
  });
}
function figureOf(metric, now, base) {
  const actual = now[metric];
  if (actual === void 0) return isCompared(metric) && base === void 0 ? {} : { missing: notReported };
  if (isCompared(metric) || base === void 0) return { actual };
  const before = base[metric];
  return before === void 0 ? { actual, missing: `the baseline does not know its ${metric}` } : { actual, baseline: before };
}
function judgePaths(declared, { name, platform, paths, base }, rules) {
  const limited = declared.paths.filter(({ limit }) => Object.keys(limit).length > 0);
  return limited.flatMap(({ glob, limit }, index) => {
    const found = paths.length === limited.length ? paths[index] : void 0;
    const figure = found === void 0 ? { missing: notReported } : {
      actual: found.now,
      ...found.base === void 0 ? base === void 0 ? {} : { missing: "the baseline has no list of its files" } : { baseline: found.base }
    };
    return judgeLimit({ image: name, platform, metric: "path", path: glob, ...figure }, limit, rules);
  });
}
function judgeGroup({ name, images: members, limits }, images, rules) {
  const sum = (metric, side) => members.reduce((all, member) => {
    const figures = images.filter((image) => image.name === member).map((image) => image[side]?.[metric]);
    return all === void 0 || figures.includes(void 0) ? void 0 : all + Math.max(...figures.map((figure) => figure ?? 0));
  }, 0);
  return bounded(limits).flatMap(([metric, limit]) => {
    const [actual, baseline, total] = [sum(metric, "now"), sum(metric, "base"), sum("total", "now")];
    const figure = actual === void 0 ? { missing: notReported } : { actual, ...baseline === void 0 ? { missing: "no baseline yet for all images of the group" } : { baseline } };
    return judgeLimit({ image: `group:${name}`, metric, ...figure, ...total === void 0 ? {} : { total } }, limit, rules);
  });
}
function judgeLimit(subject, limit, rules) {
  return kinds.flatMap((kind) => {
    const bound = limit[kind];
    if (bound === void 0) return [];
    if (subject.actual === void 0 && subject.metric === "efficiency")
      return [{ ...subject, metric: subject.metric, kind, limitText: bound.text, outcome: "pass", note: notReported }];
    return [judgeBound(subject, kind, bound, rules)];
  });
}

// src/report/fork-figures.ts
function reportOfFork(fork, { verdict, noise = {}, remarks }, version2) {
  const { units, baseline } = fork;
  const judged = { images: fork.images.map(figuresOfFork), units, noise, ...verdict === void 0 ? {} : { verdict } };
  const ofVerdict = collectNotes({ images: [], units, top: 0, version: version2, ...verdict === void 0 ? {} : { verdict } }).remarks;
  const bears = baseline === void 0 || baseline.behind > 0;
  return {
    version: version2,
    ...verdict === void 0 ? {} : { outcome: verdict.outcome },
    headline: writeHeadline(judged),
    ...baseline === void 0 ? {} : { baselineLabel: baseline.commit.slice(0, 7) },
    headLabel: `this PR ${fork.head.slice(0, 7)}`,
    figures: groupFigures(judged),
    images: [],
    remarks: [...remarks, ...ofVerdict, ...bears ? [baselineNote(baseline)] : []],
    notes: bears ? [] : [baselineNote(baseline)],
    partial: "Of a run that may not comment only the figures are shown here"
  };
}
function baselineNote(baseline) {
  if (baseline === void 0) return ["There is no baseline to compare with"];
  const { commit, behind } = baseline;
  const distance = behind === 0 ? [] : [`, ${count(behind, "commit")} behind the one that is wanted`];
  return ["The baseline is the record of ", { code: commit }, ...distance];
}
function renderForkComment(fork, judgement, page) {
  const shown = reportOfFork(fork, judgement, page.version ?? "");
  return { body: renderComment(shown, page), outcome: shown.outcome ?? "pass", news: hasNews(shown, judgement) };
}

// src/action/fork-budgets.ts
var mostForkBytes = 1e5;
async function readForkBudgets(commits, { base, head, config }) {
  const files = config === void 0 ? budgetFiles : [config];
  const point = await commits.mergeBase(base, head) ?? base;
  const was = await findAt(commits, files, point);
  const inForce = point === base ? was : await findAt(commits, files, base);
  const rules = inForce === void 0 ? {} : { base: inForce.budget };
  let now;
  try {
    now = await findAt(commits, files, head, mostForkBytes);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    const why = [
      "The budget of this pull request cannot be read: ",
      { code: (error.message.split("\n", 1)[0] ?? "").replace(/:$/, "") }
    ];
    return { ...rules, ...judgingBy(inForce?.budget, inForce?.budget), remarks: [why], loosened: true };
  }
  const remarks = compare(was, now);
  const loosened = remarks.length > 0 && (was !== void 0 || now !== void 0);
  if (now === void 0 || now.text === was?.text) return { ...rules, ...judgingBy(inForce?.budget, inForce?.budget), remarks, loosened };
  return { ...rules, ...judgingBy(now.budget, inForce?.budget), remarks, loosened };
}
function judgingBy(limits, rules) {
  if (limits === void 0) return {};
  const { exceptions, noise, strictBaseline } = rules ?? emptyBudget("");
  return { judging: { ...limits, exceptions, noise, strictBaseline } };
}
function compare(was, now) {
  if (now === void 0)
    return was === void 0 ? [["No budget was found"]] : [["This pull request removes the budget; that of its base judges"]];
  if (was === void 0) return [["This pull request brings its own budget: its base has none"]];
  return findRaisedLimits(was.budget, now.budget).map(({ sentence }) => ["This pull request loosens its own budget: ", { code: sentence }]);
}
async function findAt(commits, files, commit, most = Number.POSITIVE_INFINITY) {
  for (const file of files) {
    const bytes = await commits.fileAt(file, commit);
    if (bytes === void 0) continue;
    if (bytes.length > most) throw new ExpectedError("budget", `${file} has ${bytes.length} bytes, of which at most ${most} are read`);
    const text = bytes.toString("utf8");
    return { text, budget: parseBudget(text, { file, folder: budgetFolder(file) }) };
  }
  return void 0;
}

// src/action/run-comment-action.ts
async function runCommentAction(runner) {
  try {
    const { inputs, unknown } = readCommentInputs(runner);
    reportUnknown(runner, unknown);
    if (inputs.token !== void 0) runner.secret(inputs.token);
    const hub = openHub(runner, inputs.token);
    const skipped = await findAndPost(runner, inputs, hub);
    if (skipped !== void 0) runner.log(`no comment: ${skipped}`);
    return 0;
  } catch (error) {
    return runner.signal.aborted ? interruptedExitCode : await tellFailure(runner, error, {});
  }
}
async function findAndPost(runner, inputs, hub) {
  const github = await hub.client();
  const { runOf } = await import("./chunks/artifacts-AQDCNYBS.js");
  const { pullRequest, pullRequestsOfHead } = await import("./chunks/pulls-5ENPRTF5.js");
  const asked = inputs.runId === void 0 ? endedRun(runner) : { id: inputs.runId };
  const now = await runOf(github, asked.id);
  const run = { ...now, attempt: asked.attempt ?? now.attempt };
  if (run.event !== "pull_request") return `the run ${run.id} was for ${run.event}, not for a pull request`;
  if (run.headRepository === void 0) return `the repository of the run ${run.id} is gone`;
  const pulls = await pullRequestsOfHead(github, run.headSha, run.headRepository, run.headBranch);
  if (pulls.length !== 1) return `${pulls.length} open pull requests have the head ${run.headSha}, where one was expected`;
  const pull = await pullRequest(github, pulls[0].number);
  if (pull.state !== "open" || pull.head.sha !== run.headSha) return `#${pull.number} is no longer open at ${run.headSha}`;
  const runUrl = `${runner.serverUrl}/${runner.repository.owner}/${runner.repository.name}/actions/runs/${run.id}`;
  return await post({ runner, inputs, hub, github, run, runUrl, pull });
}
async function post(posting) {
  let report;
  try {
    report = await readReport(posting);
  } catch (error) {
    await tellNothingKnown(posting).catch(() => void 0);
    throw error;
  }
  if (typeof report === "string") {
    await tellNothingKnown(posting);
    return report;
  }
  if (report.outcome === "error") {
    const body = `${failureHeading}

[The run](${posting.runUrl}) of ${report.head.slice(0, 7)} says why.
`;
    await tell(posting, { body, news: "none", outcome: "error" });
    return void 0;
  }
  await postFigures(posting, report);
  return void 0;
}
async function readReport({ inputs, github, run }) {
  const { artifactsOfRun, downloadFile } = await import("./chunks/artifacts-AQDCNYBS.js");
  const { name, file } = forkReportArtifact(inputs.commentKey);
  const artifact = (await artifactsOfRun(github, run.id, name)).toSorted((a, b) => b.id - a.id)[0];
  if (artifact === void 0) return `the run ${run.id} left no artifact ${name}`;
  const report = decodeForkReport(await downloadFile(github, artifact.id, file, forkReportByteLimit));
  if (report.head !== run.headSha) return `the report is for ${report.head}, and its run was for ${run.headSha}`;
  if (report.run.id === run.id && report.run.attempt === run.attempt) return report;
  return `the report is of attempt ${report.run.attempt} of run ${report.run.id}, and attempt ${run.attempt} of run ${run.id} has ended`;
}
async function postFigures(posting, report) {
  const { inputs, hub, github, runUrl, pull } = posting;
  const { commitsOf } = await import("./chunks/commits-MAKSBAZA.js");
  const about = { base: pull.base.sha, head: pull.head.sha, config: inputs.config };
  const { base, judging, remarks, loosened } = await readForkBudgets(commitsOf(github), about);
  const judged = judging === void 0 ? void 0 : judgeFork(report, judging, (/* @__PURE__ */ new Date()).toISOString().slice(0, 10));
  const allowed = judged === void 0 ? void 0 : await allowGrowth(judged, base?.override, await hub.labelFacts(pull.number));
  const said = [...(allowed?.remarks ?? []).map((remark) => [remark]), ...remarks];
  const { body, news, outcome } = renderForkComment(
    report,
    {
      remarks: said,
      loosened,
      ...allowed === void 0 ? {} : { verdict: allowed.verdict },
      ...judging === void 0 ? {} : { noise: judging.noise }
    },
    { limit: commentLimit, runUrl, version }
  );
  await tell(posting, { body, news, outcome, when: base?.commentWhen });
}
async function tellNothingKnown(posting) {
  const { run, runUrl } = posting;
  const body = `${failureHeading}

There is no report for ${run.headSha.slice(0, 7)}: see [the run](${runUrl}).
`;
  await tell(posting, { body, news: "stale" });
}
async function tell({ runner, inputs, github, run, pull }, told) {
  const { url, done, problem } = await tellComment({
    github: async () => github,
    issue: pull.number,
    key: inputs.commentKey,
    head: run.headSha,
    run: { id: run.id, attempt: run.attempt },
    when: inputs.commentWhen ?? told.when ?? defaultCommentWhen,
    news: told.news,
    body: told.body
  });
  if (problem !== void 0) throw problem;
  if (told.outcome === void 0) {
    if (done === "updated") runner.log(`comment: ${done} ${url ?? ""}`);
    return;
  }
  runner.log(`comment: ${done}${url === void 0 ? "" : ` ${url}`}`);
  runner.output("outcome", told.outcome);
  runner.output("comment-url", url ?? "");
  await runner.summary(told.body);
}
function endedRun({ event }) {
  const { id, run_attempt: attempt } = event.payload?.workflow_run ?? {};
  if (event.name === "workflow_run" && Number.isSafeInteger(id))
    return { id, ...Number.isSafeInteger(attempt) ? { attempt } : {} };
  throw new ExpectedError(
    "option",
    `looking for the run whose report is to be posted: the event is ${event.name}, and workflow_run was expected`,
    {
      hint: "Run this action on workflow_run, types: [completed], or give it run-id."
    }
  );
}

// src/comment-action.ts
await startAction(runCommentAction);
