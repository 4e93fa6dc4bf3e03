import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  looksSecret
} from "./chunk-IE4SQLRI.js";
import {
  withoutUsers
} from "./chunk-UGXUY2KA.js";

// src/analysis/created-by.ts
function splitArguments(createdBy) {
  const opening = openingOf(createdBy);
  if (opening === void 0) return void 0;
  const body = createdBy.slice(opening.length);
  const shell = findShell(body);
  if (shell !== void 0) return { args: body.slice(0, shell).trimEnd(), command: body.slice(shell), inShell: true };
  const plain = /[A-Za-z_]\w*=\S* /y;
  for (let left = opening.count; left > 0; left--) if (!plain.test(body)) return { args: body, inShell: false };
  return { args: body.slice(0, plain.lastIndex).trimEnd(), command: body.slice(plain.lastIndex), inShell: false };
}
function withoutSecrets(createdBy) {
  const text = withoutUsers(createdBy, "***");
  const opening = openingOf(text);
  const split = splitArguments(text);
  if (opening === void 0 || split === void 0) return text;
  const found = assignments(split.args);
  const firstSecret = found.find(([, name]) => looksSecret(name));
  if (firstSecret === void 0) return text;
  const isPlain = found.length === opening.count && split.command !== void 0 && (split.inShell || isApart(split.command, found));
  if (!isPlain) {
    const kept = split.args.slice(0, firstSecret.index + firstSecret[0].length);
    return `${text.slice(0, opening.length)}${kept}***${split.inShell ? ` ${split.command}` : ""}`;
  }
  const args = found.map(({ 0: start, 1: name, index }, at) => {
    const end = (found[at + 1]?.index ?? split.args.length + 1) - 1;
    return start + (looksSecret(name) ? "***" : split.args.slice(index + start.length, end));
  });
  return `${text.slice(0, opening.length)}${args.join(" ")} ${split.command}`;
}
function assignments(text) {
  return [...text.matchAll(/(?<=^| )([A-Za-z_]\w*)=/g)];
}
function isApart(command, found) {
  return command.startsWith("/") || !looksSecret(found.at(-1)[1]) && assignments(command).length === 0;
}
function openingOf(createdBy) {
  const [whole, count] = /^\s*(?:RUN )?\|(\d{1,6}) /.exec(createdBy) ?? [];
  return whole === void 0 ? void 0 : { length: whole.length, count: Number(count) };
}
function findShell(text) {
  let start;
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    if (/^(?:\/\S*\/)?(?:ba|da|a|z|k)?sh$/.test(word)) start = index;
    else if (start !== void 0 && /^-[a-z]*c$/.test(word)) return start;
    else if (!/^(?:-[a-zA-Z]+|pipefail)$/.test(word)) start = void 0;
  }
  return void 0;
}

export {
  splitArguments,
  withoutSecrets
};
