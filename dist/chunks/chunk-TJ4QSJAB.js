import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  measure
} from "./chunk-6J7YFZTT.js";
import {
  splitArguments
} from "./chunk-NJCJ6VFJ.js";

// src/comparison/instruction-key.ts
var copiedDigest = /\b(file|dir|multi):[0-9a-f]{32,}/g;
function instructionKey(createdBy) {
  if (createdBy === void 0) return void 0;
  const entry = createdBy.trim().replace(/(?<!\s)\s*# buildkit$/, "");
  const split = splitArguments(entry);
  if (split !== void 0 && split.command === void 0 && split.args.endsWith("=***")) return void 0;
  const key = (split?.command ?? entry).replace(/^RUN\s+/, "").replace(/^\/bin\/sh -c\s+/, "").replace(/^#\(nop\)\s+/, "").replace(copiedDigest, "$1:").replace(/\s+/g, " ").trim();
  return key === "" ? void 0 : key;
}

// src/comparison/match-layers.ts
var instruction = (layer) => instructionKey(layer.createdBy);
var content = (layer) => layer.content;
var files = (layer) => layer.fingerprints?.files;
var withInstruction = (key) => (layer) => {
  const [one, other] = [key(layer), instruction(layer)];
  return one === void 0 || other === void 0 ? void 0 : `${one} ${other}`;
};
var signs = [
  { by: "diffID", key: (layer) => layer.diffID },
  { by: "content", key: withInstruction(content) },
  { by: "content", key: content },
  { by: "files", key: withInstruction(files) },
  { by: "files", key: files },
  { by: "instruction", key: instruction }
];
function matchLayers(base, head) {
  let chain = [];
  const moved = [];
  for (const { by, key } of signs) {
    const baseKeys = base.map(key);
    const headKeys = head.map(key);
    for (const match of [...chain, ...moved]) {
      baseKeys[match.base] = void 0;
      headKeys[match.head] = void 0;
    }
    const between = gaps(chain, base.length, head.length).flatMap((gap) => longestCommon(baseKeys, headKeys, gap));
    for (const { base: b, head: h } of between) {
      baseKeys[b] = void 0;
      headKeys[h] = void 0;
    }
    chain = [...chain, ...between.map((pair) => ({ ...pair, by, inOrder: true }))].sort((one, other) => one.base - other.base);
    moved.push(...firstWithFirst(baseKeys, headKeys).map((pair) => ({ ...pair, by, inOrder: false })));
  }
  return [...chain, ...moved].sort((one, other) => one.base - other.base);
}
function gaps(chain, baseLength, headLength) {
  const ends = [...chain, { base: baseLength, head: headLength }];
  return ends.map((end, i) => {
    const before = ends[i - 1];
    return { base: i === 0 ? 0 : before.base + 1, baseEnd: end.base, head: i === 0 ? 0 : before.head + 1, headEnd: end.head };
  });
}
var mostCells = 4e6;
function longestCommon(base, head, gap) {
  const rows = gap.baseEnd - gap.base;
  const columns = gap.headEnd - gap.head;
  const pairs = [];
  const isEqual = (b2, h2) => base[gap.base + b2] !== void 0 && base[gap.base + b2] === head[gap.head + h2];
  let b = 0;
  let h = 0;
  const take = () => pairs.push({ base: gap.base + b++, head: gap.head + h++ });
  while (b < rows && h < columns && isEqual(b, h)) take();
  if ((rows - b) * (columns - h) > mostCells) return pairs;
  const [startRow, startColumn, width] = [b, h, columns - h + 1];
  const longest = new Uint16Array((rows - b + 1) * width);
  const at = (row, column) => (row - startRow) * width + (column - startColumn);
  for (let row = rows - 1; row >= startRow; row--) {
    for (let column = columns - 1; column >= startColumn; column--) {
      longest[at(row, column)] = isEqual(row, column) ? longest[at(row + 1, column + 1)] + 1 : Math.max(longest[at(row + 1, column)], longest[at(row, column + 1)]);
    }
  }
  while (b < rows && h < columns) {
    if (isEqual(b, h)) take();
    else if (longest[at(b + 1, h)] >= longest[at(b, h + 1)]) b++;
    else h++;
  }
  return pairs;
}
function firstWithFirst(base, head) {
  const places = /* @__PURE__ */ new Map();
  for (const [index, key] of head.entries()) {
    if (key === void 0) continue;
    const list = places.get(key);
    if (list) list.push(index);
    else places.set(key, [index]);
  }
  const pairs = [];
  for (const [index, key] of base.entries()) {
    const place = key === void 0 ? void 0 : places.get(key)?.shift();
    if (place !== void 0) pairs.push({ base: index, head: place });
  }
  return pairs;
}

// src/comparison/transfer.ts
function measureTransfer(base, head, matches = matchLayers(base.layers, head.layers)) {
  const pulled = newLayers(base, head);
  const update = sumOf(pulled.map((index) => head.layers[index]));
  if (update === void 0) {
    const reason = "the source does not know how large a registry stores a layer that the baseline does not have";
    return { certain: true, unknown: { update: reason, churn: reason } };
  }
  const sameFiles = matches.filter((match) => holdsNothingNew(match) && pulled.includes(match.head));
  const rest = pulled.filter((index) => !sameFiles.some((match) => match.head === index));
  const candidates = base.layers.filter((_, index) => !matches.some((match) => match.base === index && holdsNothingNew(match)));
  if (!areComparable([...rest.map((index) => head.layers[index]), ...candidates], rest.length, candidates.length)) {
    return { update, certain: true, unknown: { churn: "the files of a new layer cannot be compared with those of the baseline" } };
  }
  const again = sameFiles.map((match) => head.layers[match.head]);
  const certain = sameFiles.every(({ by, head: index }) => by === "diffID" || !head.layers[index].content?.startsWith("size:"));
  return { update, churn: sumOf(again) ?? 0, certain, unknown: {} };
}
function measureAgainst(base, head) {
  const figures = measure(head);
  if (base === void 0) return figures;
  const { update, churn } = measureTransfer(base, head);
  if (update !== void 0) figures.update = update;
  if (churn !== void 0) figures.churn = churn;
  return figures;
}
function newLayers(base, head) {
  const indexes = [];
  for (const [index, layer] of head.layers.entries()) {
    const known = base.layers.some((other) => isSameBlob(layer, other)) || indexes.some((other) => isSameBlob(layer, head.layers[other]));
    if (!known) indexes.push(index);
  }
  return indexes;
}
function isSameBlob(one, other) {
  if (one.digest !== void 0 && other.digest !== void 0) return one.digest === other.digest;
  return one.diffID === other.diffID;
}
function holdsNothingNew({ by }) {
  return by === "diffID" || by === "content";
}
function areComparable(layers, added, left) {
  if (added === 0 || left === 0) return true;
  const kinds = layers.map(({ content: content2 }) => content2?.slice(0, content2.indexOf(":")));
  return kinds[0] !== void 0 && kinds.every((kind) => kind === kinds[0]);
}
function sumOf(layers) {
  let sum = 0;
  for (const { compressed } of layers) {
    if (compressed === void 0) return void 0;
    sum += compressed;
  }
  return sum;
}

export {
  matchLayers,
  measureTransfer,
  measureAgainst
};
