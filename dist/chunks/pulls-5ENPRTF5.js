import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  collect
} from "./chunk-UBDZT3V5.js";
import "./chunk-A5Z4IVIS.js";
import "./chunk-FL52XNTK.js";
import {
  at,
  flagAt,
  ifThere,
  integerAt,
  itemsAt,
  shaAt,
  textAt,
  textIfAnyAt
} from "./chunk-UK3Q75BC.js";
import "./chunk-2TAK4XIA.js";
import "./chunk-CH2MRMEW.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";

// src/github/pulls.ts
var roles = ["none", "read", "triage", "write", "maintain", "admin"];
async function pullRequest(github, number) {
  const call = (octokit, here) => octokit.rest.pulls.get({ ...here, pull_number: number });
  return await github.ask(taskOf("reading", `pull request ${number} of ${github.fullName}`), call, ({ data }) => readPullRequest(data));
}
async function labelSetter(github, number, label) {
  const task = taskOf("reading who set the label", `${label} on pull request ${number} of ${github.fullName}`);
  const call = (octokit, here) => octokit.rest.issues.listEvents({ ...here, issue_number: number, per_page: 100 });
  let last;
  for await (const event of github.list(task, call, readLabelEvent)) {
    if (event?.label.toLowerCase() !== label.toLowerCase()) continue;
    if (last === void 0 || event.id > last.id) last = event;
  }
  return last?.set === true ? last.actor : void 0;
}
function readLabelEvent(item) {
  const event = textAt(item, "event");
  if (event !== "labeled" && event !== "unlabeled") return void 0;
  return {
    id: integerAt(item, "id"),
    set: event === "labeled",
    label: textAt(item, "label.name"),
    actor: textIfAnyAt(item, "actor.login")
  };
}
async function permissionOf(github, login) {
  const task = { ...taskOf("reading what", `${login} may on ${github.fullName}`), permissions: [] };
  const call = (octokit, here) => octokit.rest.repos.getCollaboratorPermissionLevel({ ...here, username: login });
  return await ifThere(github.ask(task, call, readRole)) ?? "none";
}
function readRole({ data }) {
  const permission = textAt(data, "permission");
  return roles.find((role) => role === at(data, "role_name")) ?? roles.find((role) => role === permission) ?? "none";
}
async function pullRequestsOfHead(github, sha, repository, branch) {
  const task = taskOf("looking for the pull request", `of ${sha.slice(0, 7)} of ${repository}`);
  const isOfHead = (pull) => pull.state === "open" && pull.head.sha === sha && sameRepository(pull.head.repository, repository) && sameRepository(pull.base.repository, github.fullName);
  const byCommit = (octokit, here) => octokit.rest.repos.listPullRequestsAssociatedWithCommit({ ...here, commit_sha: sha, per_page: 100 });
  const found = (await ifThere(collect(github.list(task, byCommit, readPullRequest)), [404, 422]))?.filter(isOfHead) ?? [];
  if (found.length > 0) return found;
  const head = branch === void 0 ? {} : { head: `${repository.split("/")[0]}:${branch}` };
  const open = (octokit, here) => octokit.rest.pulls.list({ ...here, ...head, state: "open", per_page: 100 });
  return (await collect(github.list(task, open, readPullRequest))).filter(isOfHead);
}
function sameRepository(one, other) {
  return one?.toLowerCase() === other.toLowerCase();
}
function readPullRequest(pull) {
  return {
    number: integerAt(pull, "number"),
    state: textAt(pull, "state") === "open" ? "open" : "closed",
    draft: at(pull, "draft") !== void 0 && flagAt(pull, "draft"),
    head: { ref: textAt(pull, "head.ref"), sha: shaAt(pull, "head.sha"), repository: textIfAnyAt(pull, "head.repo.full_name") },
    base: { ref: textAt(pull, "base.ref"), sha: shaAt(pull, "base.sha"), repository: textAt(pull, "base.repo.full_name") },
    labels: itemsAt(pull, "labels").map((label) => textAt(label, "name"))
  };
}
function taskOf(doing, what) {
  return { doing, what, permissions: ["pull-requests: read"] };
}
export {
  labelSetter,
  permissionOf,
  pullRequest,
  pullRequestsOfHead
};
