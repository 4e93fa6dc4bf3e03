import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/analysis/base-image.ts
function findBase(image, named) {
  if (named !== void 0) return confirmBase(image, named);
  const guess = guessBase(image.history ?? []);
  if (guess === void 0) return {};
  const name = guess.name ?? image.annotations?.["org.opencontainers.image.base.name"];
  return { base: { ...name === void 0 || name === "" ? {} : { name }, layers: guess.layers, knownBy: "history" } };
}
function findParting(layers, diffIDs) {
  return diffIDs.findIndex((diffID, index) => layers[index]?.diffID !== diffID);
}
function confirmBase({ layers }, { name, digest, diffIDs }) {
  const parts = findParting(layers, diffIDs);
  if (parts < 0) return { base: { name, ...digest === void 0 ? {} : { digest }, layers: diffIDs.length, knownBy: "budget" } };
  const where = parts < layers.length ? `has another layer ${parts}` : `ends after ${layers.length} of its ${diffIDs.length} layers`;
  return { reason: `${name} is named as the base, but the image ${where}: it was not built on this version of it` };
}
function guessBase(history) {
  const from = history.findLastIndex(({ comment = "" }) => /^FROM (?![0-9a-f]{12}\s*$)\S/.test(comment));
  const name = history[from]?.comment?.replace(/^FROM (\S+).*$/s, "$1");
  const candidates = [
    { end: from, ...name === void 0 ? {} : { name } },
    { end: builderChange(history) },
    { end: commandOfBase(history) },
    { end: rootFilesystem(history) }
  ];
  for (const { end, ...rest } of candidates) {
    const layers = history.slice(0, Math.max(0, end)).filter(({ empty_layer }) => empty_layer !== true).length;
    if (layers > 0) return { layers, ...rest };
  }
  return void 0;
}
var hour = 36e5;
function builderChange(history) {
  const isBuildKit = ({ comment = "" }) => comment.startsWith("buildkit.");
  return history.findLastIndex((item, index) => {
    const below = history[index - 1];
    if (below === void 0 || !isBuildKit(item) || isBuildKit(below)) return false;
    return Date.parse(item.created ?? "") - Date.parse(below.created ?? "") > hour;
  });
}
function commandOfBase(history) {
  const lastLayer = history.findLastIndex(({ empty_layer }) => empty_layer !== true);
  const isCommand = ({ created_by = "", empty_layer }) => empty_layer === true && /^(?:\/bin\/sh -c #\(nop\) {1,2})?CMD\b/.test(created_by);
  return history.slice(0, Math.max(0, lastLayer)).findLastIndex(isCommand) + 1 || -1;
}
function rootFilesystem(history) {
  const { created_by = "", comment = "" } = history[0] ?? {};
  const isRoot = /^(?:\/bin\/sh -c #\(nop\) )?ADD (?:file:\S+ in|\S*rootfs\S*) \/\s/.test(`${created_by} `) || comment.startsWith("debuerreotype");
  return isRoot ? 1 : -1;
}

export {
  findBase,
  findParting,
  guessBase
};
