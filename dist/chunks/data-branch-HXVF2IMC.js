import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  contentsAt
} from "./chunk-GLE2PHDZ.js";
import {
  GitHubFault,
  ifThere,
  itemsAt,
  shaAt,
  textAt
} from "./chunk-UK3Q75BC.js";
import "./chunk-2TAK4XIA.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";

// src/github/data-branch.ts
import { createHash } from "node:crypto";
var readmeMark = "<!-- plimsoll data branch -->\n";
var readme = `${readmeMark}# Records of Plimsoll

The action keeps here what each image weighed at a commit. It writes this branch itself and needs no checkout of it.
Deleting the branch loses the history, and nothing else.
`;
var mostTries = 10;
function dataBranch(github, branch, { maxFileBytes }) {
  const what = `the branch ${branch} of ${github.fullName}`;
  const reading = { doing: "reading", what, permissions: ["contents: read"] };
  const writing = { doing: "writing", what, permissions: ["contents: write"] };
  const sent = /* @__PURE__ */ new Map();
  let known;
  const readAt = async (tip, path) => {
    const task = { ...reading, what: `${path} of ${what}` };
    return tip === void 0 ? void 0 : await contentsAt(github, task, { path, ref: tip.commit, maxBytes: maxFileBytes });
  };
  async function commitOnce(tip, build) {
    if (tip !== void 0) refuseForeign(await readAt(tip, "README.md"), what);
    const { files, message } = await build((path) => readAt(tip, path));
    const tree = await writeTree(tip, tip === void 0 ? { "README.md": Buffer.from(readme), ...files } : files);
    if (tree === tip?.tree) return true;
    const call = (octokit, here) => octokit.rest.git.createCommit({ ...here, message, tree, parents: tip === void 0 ? [] : [tip.commit] });
    const commit = await github.ask(writing, call, readId);
    return await moveBranch(tip, commit);
  }
  async function writeTree(tip, files) {
    const entries = [];
    for (const [path, bytes] of Object.entries(files)) {
      if (bytes.length > maxFileBytes) throw tooLarge(`writing ${path} to ${what}`, bytes.length, maxFileBytes);
      entries.push({ path, mode: "100644", type: "blob", sha: await writeBlob(bytes) });
    }
    const base = tip === void 0 ? {} : { base_tree: tip.tree };
    return await github.ask(writing, (octokit, here) => octokit.rest.git.createTree({ ...here, ...base, tree: entries }), readId);
  }
  async function writeBlob(bytes) {
    const digest = createHash("sha256").update(bytes).digest("hex");
    const known2 = sent.get(digest);
    if (known2 !== void 0) return known2;
    const call = (octokit, here) => octokit.rest.git.createBlob({ ...here, content: bytes.toString("base64"), encoding: "base64" });
    const id = await github.ask(writing, call, readId);
    sent.set(digest, id);
    return id;
  }
  async function moveBranch(tip, commit) {
    const call = (octokit, here) => tip === void 0 ? octokit.rest.git.createRef({ ...here, ref: `refs/heads/${branch}`, sha: commit }) : octokit.rest.git.updateRef({ ...here, ref: `heads/${branch}`, sha: commit, force: false });
    try {
      await github.ask(writing, call, ({ data }) => shaAt(data, "object.sha"));
      return true;
    } catch (error) {
      if (!(error instanceof GitHubFault) || ![409, 422].includes(error.status ?? 0)) throw error;
      const now = await findTip(github, reading, branch);
      if (now?.commit === commit) return true;
      const isRace = error.status === 409 || now?.commit !== tip?.commit || /fast.?forward|already exists|update failed/i.test(error.message);
      if (!isRace) throw error;
      return false;
    }
  }
  return {
    readFile: async (path) => {
      known ??= findTip(github, reading, branch);
      return await readAt(await known, path);
    },
    commitFiles: async (build) => {
      known = void 0;
      for (let tries = 1; !await commitOnce(await findTip(github, reading, branch), build); tries++) {
        if (tries === mostTries) throw outrun(what);
        await github.pause(writing, Math.random() * Math.min(tries, 5) * 0.5);
      }
    }
  };
}
async function findTip(github, task, branch) {
  const call = (octokit, here) => octokit.rest.git.listMatchingRefs({ ...here, ref: `heads/${branch}` });
  const readRef = ({ data }) => {
    const ref = itemsAt(data, "").find((each) => textAt(each, "ref") === `refs/heads/${branch}`);
    return ref === void 0 ? void 0 : shaAt(ref, "object.sha");
  };
  const sha = await ifThere(github.ask(task, call, readRef), [409]);
  if (sha === void 0) return void 0;
  const commit = (octokit, here) => octokit.rest.git.getCommit({ ...here, commit_sha: sha });
  return { commit: sha, tree: await github.ask(task, commit, ({ data }) => shaAt(data, "tree.sha")) };
}
function readId({ data }) {
  return shaAt(data, "sha");
}
function refuseForeign(found, what) {
  if (found?.toString().startsWith(readmeMark) === true) return;
  throw new ExpectedError(
    "github",
    `writing ${what}: its README.md does not begin with ${readmeMark.trim()}, so it is not a branch of Plimsoll's`,
    {
      hint: "Name a branch that does not exist yet: it is made with the first record. If this one was made for records, write that line first into its README.md."
    }
  );
}
function tooLarge(doing, bytes, most) {
  return new ExpectedError("github", `${doing}: it has ${bytes} bytes, and at most ${most} could be read again`);
}
function outrun(what) {
  return new ExpectedError("github", `writing ${what}: other runs wrote first, ${mostTries} times`, {
    hint: "Run the job again, or let fewer jobs write at once with `concurrency:`."
  });
}
export {
  dataBranch
};
