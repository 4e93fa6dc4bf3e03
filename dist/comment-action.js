import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  decodeForkReport,
  forkReportArtifact,
  forkReportByteLimit,
  openHub,
  readCommentInputs,
  renderForkComment,
  startAction,
  tellComment,
  tellFailure
} from "./chunks/chunk-TIXFUBHI.js";
import "./chunks/chunk-IWZJKXVJ.js";
import {
  commentLimit
} from "./chunks/chunk-IMZVH4AR.js";
import "./chunks/chunk-H6ZFUHAE.js";
import "./chunks/chunk-K7BATCZN.js";
import {
  interruptedExitCode
} from "./chunks/chunk-7MQDJOT6.js";
import {
  version
} from "./chunks/chunk-Y2KLPIEI.js";
import "./chunks/chunk-ZQYHPZWX.js";
import "./chunks/chunk-J64XQC44.js";
import "./chunks/chunk-JAFO7TQK.js";
import "./chunks/chunk-A423ZOMY.js";
import {
  ExpectedError
} from "./chunks/chunk-66IXKVOD.js";
import "./chunks/chunk-G7GWBHRU.js";

// src/action/run-comment-action.ts
async function runCommentAction(runner) {
  try {
    const { inputs } = readCommentInputs(runner);
    if (inputs.token !== void 0) runner.secret(inputs.token);
    const hub = openHub(runner, inputs.token);
    const skipped = await post(runner, inputs, await hub.client());
    if (skipped !== void 0) runner.log(`no comment: ${skipped}`);
    return 0;
  } catch (error) {
    return runner.signal.aborted ? interruptedExitCode : await tellFailure(runner, error, {});
  }
}
async function post(runner, inputs, github) {
  const { artifactsOfRun, downloadFile, runOf } = await import("./chunks/artifacts-XLYUUNMB.js");
  const { pullRequest, pullRequestsOfHead } = await import("./chunks/pulls-EA22GEWK.js");
  const run = await runOf(github, inputs.runId ?? runIdOf(runner));
  if (run.event !== "pull_request") return `the run ${run.id} was for ${run.event}, not for a pull request`;
  if (run.headRepository === void 0) return `the repository of the run ${run.id} is gone`;
  const { name, file } = forkReportArtifact(inputs.commentKey);
  const [artifact] = await artifactsOfRun(github, run.id, name);
  if (artifact === void 0) return `the run ${run.id} left no artifact ${name}`;
  const report = decodeForkReport(await downloadFile(github, artifact.id, file, forkReportByteLimit));
  if (report.head !== run.headSha) return `the report is for ${report.head}, and its run was for ${run.headSha}`;
  const pulls = await pullRequestsOfHead(github, run.headSha, run.headRepository);
  if (pulls.length !== 1) return `${pulls.length} open pull requests have the head ${run.headSha}, where one was expected`;
  const number = pulls[0].number;
  const now = await pullRequest(github, number);
  if (now.state !== "open" || now.head.sha !== run.headSha) return `#${number} is no longer open at ${run.headSha}`;
  const url = `${runner.serverUrl}/${runner.repository.owner}/${runner.repository.name}/actions/runs/${run.id}`;
  const { body, news, outcome } = renderForkComment(report, { limit: commentLimit, runUrl: url, version });
  const told = await tellComment({
    github: async () => github,
    issue: number,
    key: inputs.commentKey,
    head: run.headSha,
    run: { id: run.id, attempt: run.attempt },
    when: inputs.commentWhen,
    news,
    body
  });
  if (told.problem !== void 0) throw told.problem;
  runner.log(`comment: ${told.done}${told.url === void 0 ? "" : ` ${told.url}`}`);
  runner.output("outcome", outcome);
  runner.output("comment-url", told.url ?? "");
  await runner.summary(body);
  return void 0;
}
function runIdOf({ event }) {
  const id = event.payload?.workflow_run?.id;
  if (event.name === "workflow_run" && typeof id === "number" && Number.isSafeInteger(id)) return id;
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
