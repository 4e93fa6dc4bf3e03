import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  contentsAt
} from "./chunk-GLE2PHDZ.js";
import {
  collect
} from "./chunk-UBDZT3V5.js";
import "./chunk-A5Z4IVIS.js";
import "./chunk-FL52XNTK.js";
import {
  GitHubFault,
  UnexpectedAnswer,
  explainFault,
  ifThere,
  itemsAt,
  shaAt,
  textAt
} from "./chunk-UK3Q75BC.js";
import {
  isObjectId
} from "./chunk-2TAK4XIA.js";
import "./chunk-CH2MRMEW.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";

// src/github/commits.ts
var maxFileBytes = 1048576;
var unknown = [404, 409, 422];
function commitsOf(github) {
  return {
    commit: (sha) => commit(github, sha),
    firstParents: (from, most) => firstParents(github, from, most),
    mergeBase: (base, head) => compared(github, base, head, ({ data }) => shaAt(data, "merge_base_commit.sha")),
    isAncestor: async (ancestor, descendant) => {
      const status = await compared(github, ancestor, descendant, ({ data }) => textAt(data, "status"));
      return status === "ahead" || status === "identical";
    },
    tags: () => tags(github),
    resolve: (ref) => resolve(github, ref),
    fileAt: (path, sha) => contentsAt(github, taskOf(github, `${path} of ${sha}`), { path, ref: sha, maxBytes: maxFileBytes })
  };
}
async function commit(github, sha) {
  const call = (octokit, here) => octokit.rest.git.getCommit({ ...here, commit_sha: sha });
  return await ifThere(
    github.ask(taskOf(github, `the commit ${sha}`), call, ({ data }) => readCommit(data)),
    unknown
  );
}
async function firstParents(github, from, most) {
  const task = taskOf(github, `the history of ${from}`);
  const line = [];
  let wanted = from;
  while (wanted !== void 0 && line.length < most) {
    const sha = wanted;
    const call = (octokit, here) => octokit.rest.repos.listCommits({ ...here, sha, per_page: 100 });
    const page = await ifThere(github.ask(task, call, readCommits), unknown);
    if (page === void 0) return line;
    if (!page.has(sha)) throw explainFault(new UnexpectedAnswer(`the list that should begin with ${sha} does not hold it`), task);
    while (wanted !== void 0 && page.has(wanted) && line.length < most) {
      wanted = page.get(wanted)[0];
      if (wanted !== void 0) line.push(wanted);
    }
  }
  return line;
}
function readCommits({ data }) {
  return new Map(itemsAt(data, "").map((item) => [shaAt(item, "sha"), readCommit(item).parents]));
}
async function compared(github, base, head, read) {
  const call = (octokit, here) => octokit.rest.repos.compareCommitsWithBasehead({ ...here, basehead: `${base}...${head}`, per_page: 1 });
  try {
    return await github.ask(taskOf(github, `where ${base} and ${head} part`), call, read);
  } catch (error) {
    if (error instanceof GitHubFault && error.status === 404 && /no common ancestor/i.test(error.message)) return void 0;
    throw error;
  }
}
async function tags(github) {
  const call = (octokit, here) => octokit.rest.repos.listTags({ ...here, per_page: 100 });
  const read = (tag) => ({ name: textAt(tag, "name"), commit: shaAt(tag, "commit.sha") });
  return await collect(github.list(taskOf(github, "the tags"), call, read));
}
async function resolve(github, ref) {
  const call = (octokit, here) => octokit.rest.repos.getCommit({ ...here, ref, mediaType: { format: "sha" } });
  return await ifThere(github.ask(taskOf(github, `which commit ${ref} is`), call, readSha), unknown);
}
function readSha({ data }) {
  if (!isObjectId(data)) throw new UnexpectedAnswer("the answer is not the id of a commit");
  return data;
}
function readCommit(data) {
  return { sha: shaAt(data, "sha"), parents: itemsAt(data, "parents").map((parent) => shaAt(parent, "sha")) };
}
function taskOf({ fullName }, what) {
  return { doing: "reading", what: `${what} from ${fullName}`, permissions: ["contents: read"] };
}
export {
  commitsOf
};
