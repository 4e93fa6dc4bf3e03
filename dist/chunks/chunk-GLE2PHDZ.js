import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  UnexpectedAnswer,
  at,
  ifThere,
  integerAt,
  shaAt,
  textAt
} from "./chunk-UK3Q75BC.js";

// src/github/contents.ts
async function contentsAt(github, task, { path, ref, maxBytes }) {
  const call = (octokit, here) => octokit.rest.repos.getContent({ ...here, path, ref, mediaType: { format: "object" } });
  const file = await ifThere(github.ask(task, call, (answer) => readFile(answer, maxBytes)));
  if (file === void 0 || file.bytes !== void 0) return file?.bytes;
  const blob = (octokit, here) => octokit.rest.git.getBlob({ ...here, file_sha: file.sha });
  return await github.ask(task, blob, ({ data }) => decode(data, file.size));
}
function readFile({ data }, maxBytes) {
  const type = textAt(data, "type");
  if (type !== "file") throw unfit(`it is a ${type === "dir" ? "folder" : type}, expected a file`);
  const size = integerAt(data, "size");
  if (size > maxBytes) throw unfit(`it has ${size} bytes, of which at most ${maxBytes} are read`);
  return { sha: shaAt(data, "sha"), size, bytes: at(data, "encoding") === "base64" ? decode(data, size) : void 0 };
}
function unfit(message) {
  return new UnexpectedAnswer(message, { hint: "See what lies there in the repository." });
}
function decode(data, size) {
  if (at(data, "encoding") !== "base64") throw new UnexpectedAnswer("its content is not in base64");
  const bytes = Buffer.from(textAt(data, "content"), "base64");
  if (bytes.length !== size) throw new UnexpectedAnswer(`${bytes.length} of its ${size} bytes came`);
  return bytes;
}

export {
  contentsAt
};
