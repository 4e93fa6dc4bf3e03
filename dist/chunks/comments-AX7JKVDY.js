import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  GitHubFault,
  at,
  ifThere,
  integerAt,
  textAt
} from "./chunk-UK3Q75BC.js";
import "./chunk-2TAK4XIA.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";

// src/github/comments.ts
var mostRounds = 3;
async function upsertComment(github, request) {
  for (let round = 1; ; round++) {
    try {
      return await upsertOnce(github, request);
    } catch (error) {
      if (!(error instanceof GitHubFault && error.status === 404 && round < mostRounds)) throw error;
    }
  }
}
async function upsertOnce(github, request) {
  const found = await markedComments(github, request);
  const ours = found.length === 0 ? [] : ownOf(found, await ownLogin(github));
  const current = request.mode === "update-stale" ? ours.find(({ marker }) => marker.head === request.head) : void 0;
  if (current !== void 0) return { action: "unchanged", id: current.id, url: current.url, removed: 0 };
  if (ours.length > 0) return await settle(github, request, ours);
  if (request.mode !== "create-or-update") return { action: "none", removed: 0 };
  const created = await createComment(github, request);
  const others = ownOf(await markedComments(github, request), created.author).filter(({ id }) => id !== created.id);
  return await settle(github, request, [...others, created], created);
}
async function settle(github, request, ours, created) {
  const [kept, ...others] = ours.toSorted((one, other) => one.id - other.id);
  const newest = ours.reduce((one, other) => isNewer(other.marker.run, one.marker.run) ? other : one);
  const older = isNewer(newest.marker.run, request.run);
  const body = older ? newest.body : bodyOf(request);
  const same = withoutReturns(kept.body) === withoutReturns(body);
  if (!same) await updateComment(github, request, kept.id, body);
  for (const { id } of others) await removeComment(github, request, id);
  const isCreated = created !== void 0 && (kept === created || same);
  const action = older ? "older" : isCreated ? "created" : same ? "unchanged" : "updated";
  return { action, id: kept.id, url: kept.url, removed: others.length };
}
function renderMarker({ key, head, run }) {
  return `<!-- plimsoll key=${key} head=${head} run=${run.id}.${run.attempt} -->`;
}
var markerPattern = /^<!-- plimsoll key=([A-Za-z0-9][A-Za-z0-9._-]{0,63}) head=([0-9a-f]{7,64}) run=([1-9]\d*)\.([1-9]\d*) -->(?:\r?\n|$)/;
function parseMarker(body) {
  const match = markerPattern.exec(body);
  if (match === null) return void 0;
  const [, key = "", head = "", id, attempt] = match;
  const run = { id: Number(id), attempt: Number(attempt) };
  return Number.isSafeInteger(run.id) && Number.isSafeInteger(run.attempt) ? { key, head, run } : void 0;
}
function bodyOf(request) {
  return `${renderMarker(request)}
${request.body}`;
}
function isNewer(one, other) {
  return one.id > other.id || one.id === other.id && one.attempt > other.attempt;
}
function withoutReturns(text) {
  return text.replaceAll("\r\n", "\n");
}
function ownOf(comments, login) {
  return comments.filter(({ author }) => author === login);
}
async function markedComments(github, { issue, key }) {
  const call = (octokit, here) => octokit.rest.issues.listComments({ ...here, issue_number: issue, per_page: 100 });
  const marked = [];
  for await (const comment of github.list(taskOf(github, "reading the comments", issue), call, readComment)) {
    const marker = parseMarker(comment.body);
    if (marker?.key === key) marked.push({ ...comment, marker });
  }
  return marked;
}
function readComment(item) {
  const [author, body] = [at(item, "user.login"), at(item, "body")].map((text) => typeof text === "string" ? text : "");
  return { id: integerAt(item, "id"), url: textAt(item, "html_url"), author: author ?? "", body: body ?? "" };
}
async function createComment(github, request) {
  const body = bodyOf(request);
  const call = (octokit, here) => octokit.rest.issues.createComment({ ...here, issue_number: request.issue, body });
  const { id, url, author } = await github.ask(taskOf(github, "posting the comment", request.issue), call, ({ data }) => readComment(data));
  const { key, head, run } = request;
  return { id, url, author, body, marker: { key, head, run } };
}
async function updateComment(github, { issue }, id, body) {
  const call = (octokit, here) => octokit.rest.issues.updateComment({ ...here, comment_id: id, body });
  await github.ask(taskOf(github, "updating the comment", issue), call, ({ data }) => integerAt(data, "id"));
}
async function removeComment(github, { issue }, id) {
  const call = (octokit, here) => octokit.rest.issues.deleteComment({ ...here, comment_id: id });
  await ifThere(github.ask(taskOf(github, "deleting a second comment", issue), call, () => void 0));
}
async function ownLogin(github) {
  const task = { doing: "asking", what: "whose token this is", permissions: [] };
  const viewer = async (octokit) => ({ status: 200, headers: {}, data: await octokit.graphql("query { viewer { login } }") });
  try {
    return await github.ask(task, viewer, ({ data }) => textAt(data, "viewer.login"));
  } catch (error) {
    if (!(error instanceof GitHubFault) || error.status === 401) throw error;
  }
  const user = (octokit) => octokit.rest.users.getAuthenticated();
  return await ifThere(
    github.ask(task, user, ({ data }) => textAt(data, "login")),
    [403]
  ) ?? "github-actions[bot]";
}
function taskOf({ fullName }, doing, issue) {
  return { doing, what: `of pull request ${issue} of ${fullName}`, permissions: ["pull-requests: write"] };
}
export {
  parseMarker,
  upsertComment
};
