import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  matchLayers,
  measureTransfer
} from "./chunk-TJ4QSJAB.js";
import {
  measure,
  metrics
} from "./chunk-6J7YFZTT.js";

// src/comparison/largest.ts
function byChange(one, other) {
  return Math.abs(other.change) - Math.abs(one.change) || (one.path < other.path ? -1 : one.path > other.path ? 1 : 0);
}
var LargestChanges = class {
  #limit;
  #kept = [];
  constructor(limit) {
    this.#limit = limit;
  }
  add(change) {
    this.#kept.push(change);
    if (this.#kept.length >= 2 * this.#limit) this.#prune();
  }
  #prune() {
    this.#kept = this.#kept.sort(byChange).slice(0, this.#limit);
  }
  /** The largest first. */
  take() {
    this.#prune();
    return this.#kept;
  }
};

// src/comparison/directory-changes.ts
var mostChildren = 4;
var nearlyAll = 0.9;
var mostNamed = 1e3;
var DirectoryChanges = class {
  #open = [emptyDirectory("")];
  /** `base` or `head` is undefined where that side does not have the file. */
  add(path, base, head) {
    closeUnless(this.#open, path, addUp);
    for (let slash = this.#nextSlash(path); slash >= 0; slash = this.#nextSlash(path)) {
      this.#open.push(emptyDirectory(path.slice(0, slash + 1)));
    }
    const directory = this.#open.at(-1);
    addSizes(directory, base, head);
    directory.ownChange += (head ?? 0) - (base ?? 0);
  }
  #nextSlash(path) {
    return path.indexOf("/", this.#open.at(-1).prefix.length);
  }
  /** The largest change of either sign first, at most a thousand. */
  take() {
    return finish(this.#open, addUp);
  }
};
function compareDirectories(base, head) {
  const baseBytes = new Map(base.map(({ path, bytes }) => [path, bytes]));
  const onBoth = head.filter(({ path }) => baseBytes.has(path)).map(({ path, bytes }) => ({ prefix: path === "" ? "" : `${path}/`, base: baseBytes.get(path), head: bytes })).sort((one, other) => one.prefix < other.prefix ? -1 : 1);
  const open = [emptyDirectory("")];
  for (const { prefix, base: base2, head: head2 } of onBoth) {
    closeUnless(open, prefix, takeOff);
    if (prefix !== "") open.push(emptyDirectory(prefix));
    Object.assign(open.at(-1), { base: base2, head: head2, ownChange: head2 - base2 });
  }
  return finish(open, takeOff);
}
function addUp(parent, closed) {
  addSizes(parent, closed.base, closed.head);
}
function takeOff(parent, closed) {
  parent.ownChange -= changeOf(closed);
}
function emptyDirectory(prefix) {
  return { prefix, ownChange: 0, childChanges: 0, largestChildren: [], named: [] };
}
function addSizes(directory, base, head) {
  if (base !== void 0) directory.base = (directory.base ?? 0) + base;
  if (head !== void 0) directory.head = (directory.head ?? 0) + head;
}
function changeOf({ base = 0, head = 0 }) {
  return head - base;
}
function closeUnless(open, path, close) {
  while (!path.startsWith(open.at(-1).prefix)) closeLast(open, close);
}
function closeLast(open, close) {
  const closed = open.pop();
  const parent = open.at(-1);
  close(parent, closed);
  const change = Math.abs(changeOf(closed));
  parent.childChanges += change;
  parent.largestChildren = [...parent.largestChildren, change].sort((one, other) => other - one).slice(0, mostChildren);
  parent.named = joined(parent.named, nameIn(closed));
}
function finish(open, close) {
  while (open.length > 1) closeLast(open, close);
  return nameIn(open[0]).sort(byChange).slice(0, mostNamed);
}
function nameIn(directory) {
  if (isExplained(directory)) return directory.named;
  const change = changeOf(directory);
  const hidden = directory.named.filter((below) => Math.abs(below.change) > Math.abs(change));
  if (change === 0) return hidden;
  const { prefix, base, head } = directory;
  hidden.push({ path: prefix.slice(0, -1), ...base === void 0 ? {} : { base }, ...head === void 0 ? {} : { head }, change });
  return hidden;
}
function isExplained({ prefix, ownChange, childChanges, largestChildren }) {
  const all = Math.abs(ownChange) + childChanges;
  const byFew = largestChildren.reduce((sum, change) => sum + change, 0);
  return (prefix === "" ? childChanges : byFew) >= nearlyAll * all;
}
function joined(one, other) {
  const [longer, shorter] = one.length < other.length ? [other, one] : [one, other];
  for (const change of shorter) longer.push(change);
  return longer;
}

// src/comparison/compare-files.ts
var mostFiles = 1e3;
function compareFiles(base, head) {
  const files = new LargestChanges(mostFiles);
  const directories = new DirectoryChanges();
  const sums = { came: emptySum(), gone: emptySum(), grew: emptySum(), shrank: emptySum() };
  let filesWithOtherContent = 0;
  let otherKinds;
  joinFiles(base.files, head.files, (before, after) => {
    const path = (after ?? before).path;
    directories.add(path, before?.bytes, after?.bytes);
    const change = (after?.bytes ?? 0) - (before?.bytes ?? 0);
    if (before && after && change === 0) {
      const content = compareContent(before, after);
      if (content === "other") filesWithOtherContent++;
      else if (content !== "same") otherKinds ??= content;
      return;
    }
    const sum = !before ? sums.came : !after ? sums.gone : change > 0 ? sums.grew : sums.shrank;
    sum.files++;
    sum.change += change;
    files.add({
      path,
      ...before ? { base: before.bytes } : {},
      ...after ? { head: after.bytes, layer: after.layer } : {},
      change
    });
  });
  return { files: files.take(), sums, filesWithOtherContent, directories: directories.take(), ...otherKinds ? { otherKinds } : {} };
}
function emptySum() {
  return { files: 0, change: 0 };
}
function compareContent(base, head) {
  if (base.content === void 0 || head.content === void 0 || head.bytes === 0 || base.content === head.content) return "same";
  const kinds = [kindOf(base.content), kindOf(head.content)];
  return kinds[0] === kinds[1] ? "other" : kinds;
}
function kindOf(content) {
  return content.slice(0, content.indexOf(":"));
}
function joinFiles(base, head, visit) {
  const nextBase = inOrder(base);
  const nextHead = inOrder(head);
  let before = nextBase();
  let after = nextHead();
  while (before !== void 0 || after !== void 0) {
    if (after === void 0 || before !== void 0 && before.path < after.path) {
      visit(before, void 0);
      before = nextBase();
    } else if (before === void 0 || after.path < before.path) {
      visit(void 0, after);
      after = nextHead();
    } else {
      visit(before, after);
      before = nextBase();
      after = nextHead();
    }
  }
}
function inOrder(files) {
  const iterator = files[Symbol.iterator]();
  let last;
  return () => {
    const next = iterator.next();
    if (next.done) return void 0;
    const file = next.value;
    if (last !== void 0 && file.path <= last) throw new Error(`the files of an inventory are not sorted: ${file.path} follows ${last}`);
    last = file.path;
    return file;
  };
}

// src/comparison/compare-layers.ts
function compareLayers(base, head, matches) {
  const byHead = new Map(matches.map((match) => [match.head, match]));
  const byBase = new Map(matches.map((match) => [match.base, match]));
  const changes = [];
  const addRemovedFrom = (start) => {
    for (let index = start; index < base.length && !byBase.get(index)?.inOrder; index++) {
      if (!byBase.has(index)) changes.push(removed(index, base[index]));
    }
  };
  addRemovedFrom(0);
  for (const [index, layer] of head.entries()) {
    const match = byHead.get(index);
    changes.push(match ? matched(match, base[match.base], layer) : added(index, layer));
    if (match?.inOrder) addRemovedFrom(match.base + 1);
  }
  return changes;
}
function matched(match, base, head) {
  const kind = match.by === "diffID" ? "same" : match.by === "content" ? "rebuilt" : "changed";
  const differs = differencesOf(match.by, base, head);
  return {
    kind,
    base: match.base,
    head: match.head,
    ...kind === "same" ? { change: 0 } : changeOf2("change", base.total, head.total),
    ...changeOf2("wastedChange", base.wasted, head.wasted),
    ...instructionOf(head),
    ...differs.length > 0 ? { differs } : {},
    ...certaintyOf(match.by, base, head)
  };
}
function certaintyOf(by, base, head) {
  const kind = contentKind(head);
  if (by === "diffID") return {};
  return { certain: by === "instruction" ? kind !== void 0 && kind === contentKind(base) : kind !== "size" };
}
function differencesOf(by, base, head) {
  if (by === "diffID") {
    const isOtherBlob = base.digest !== void 0 && head.digest !== void 0 && base.digest !== head.digest;
    return isOtherBlob ? ["compression"] : [];
  }
  const [before, after] = [base.fingerprints, head.fingerprints];
  if (by === "instruction" || before === void 0 || after === void 0) return [];
  const differs = ["owners", "modes", "times", "order"].filter((name) => {
    const [one, other] = [before[name], after[name]];
    return one !== void 0 && other !== void 0 && one !== other;
  });
  const knowsAll = contentKind(head) !== "size" && before.order !== void 0 && after.order !== void 0;
  return differs.length > 0 || !knowsAll ? differs : ["details"];
}
function added(index, layer) {
  return {
    kind: "added",
    head: index,
    ...changeOf2("change", 0, layer.total),
    ...changeOf2("wastedChange", 0, layer.wasted),
    ...instructionOf(layer)
  };
}
function removed(index, layer) {
  return {
    kind: "removed",
    base: index,
    ...changeOf2("change", layer.total, 0),
    ...changeOf2("wastedChange", layer.wasted, 0),
    ...instructionOf(layer)
  };
}
function changeOf2(name, base, head) {
  return base === void 0 || head === void 0 ? {} : { [name]: head - base };
}
function instructionOf({ createdBy }) {
  return createdBy === void 0 ? {} : { createdBy };
}
function contentKind({ content }) {
  return content?.slice(0, content.indexOf(":"));
}

// src/comparison/compare-waste.ts
var mostPaths = 3;
function compareWaste(base, head, matches) {
  const headOf = new Map(matches.map((match) => [match.base, match.head]));
  const groups = /* @__PURE__ */ new Map();
  for (const item of pairWaste(base.waste, head.waste, headOf)) {
    const group = groupOf(item, headOf);
    const key = keyOf(group.waste.cause, group.side, group.storedIn, group.wastedIn);
    const known = groups.get(key);
    if (known) known.items.push(item);
    else groups.set(key, group);
  }
  const changes = [...groups.values()].map((group) => changeOf3(group, group.side === "head" ? head : base));
  return {
    new: changes.filter(({ change }) => change > 0).sort((one, other) => other.change - one.change),
    gone: changes.filter(({ change }) => change < 0).sort((one, other) => one.change - other.change)
  };
}
function keyOf(cause, side, storedIn, wastedIn) {
  return `${cause} ${side} ${storedIn} ${wastedIn}`;
}
function groupOf(item, headOf) {
  if (item.head) return { items: [item], side: "head", storedIn: item.head.storedIn, wastedIn: item.head.wastedIn, waste: item.head };
  const waste = item.base;
  const storedIn = headOf.get(waste.storedIn);
  const wastedIn = headOf.get(waste.wastedIn);
  if (storedIn !== void 0 && wastedIn !== void 0) return { items: [item], side: "head", storedIn, wastedIn, waste };
  return { items: [item], side: "base", storedIn: waste.storedIn, wastedIn: waste.wastedIn, waste };
}
function pairWaste(base, head, headOf) {
  const waiting = /* @__PURE__ */ new Map();
  for (const waste of base) {
    const key = `${waste.cause} ${waste.path}`;
    const list = waiting.get(key);
    if (list) list.push(waste);
    else waiting.set(key, [waste]);
  }
  const items = head.map((waste) => ({ head: waste }));
  const fits = [
    (one, other) => headOf.get(one.storedIn) === other.storedIn && headOf.get(one.wastedIn) === other.wastedIn && one.bytes === other.bytes,
    (one, other) => headOf.get(one.storedIn) === other.storedIn && headOf.get(one.wastedIn) === other.wastedIn,
    (one, other) => one.bytes === other.bytes,
    () => true
  ];
  for (const fit of fits) {
    for (const item of items) {
      if (item.base) continue;
      const list = waiting.get(`${item.head.cause} ${item.head.path}`) ?? [];
      const index = list.findIndex((waste) => fit(waste, item.head));
      if (index >= 0) item.base = list.splice(index, 1)[0];
    }
  }
  for (const list of waiting.values()) for (const waste of list) items.push({ base: waste });
  return items;
}
function changeOf3({ items, side, storedIn, wastedIn, waste }, { layers }) {
  const base = sumOf(items.flatMap((item) => item.base ?? []));
  const head = sumOf(items.flatMap((item) => item.head ?? []));
  const change = head.bytes - base.bytes;
  const storedBy = layers[storedIn]?.createdBy;
  const wastedBy = layers[wastedIn]?.createdBy;
  const share = ({ base: base2, head: head2 }) => ((head2?.bytes ?? 0) - (base2?.bytes ?? 0)) * Math.sign(change);
  const largest = items.filter((item) => share(item) > 0).sort((one, other) => share(other) - share(one));
  return {
    cause: waste.cause,
    side,
    storedIn,
    wastedIn,
    ...storedBy === void 0 ? {} : { storedBy },
    ...wastedBy === void 0 ? {} : { wastedBy },
    base,
    head,
    change,
    paths: largest.slice(0, mostPaths).map(({ base: base2, head: head2 }) => (head2 ?? base2).path)
  };
}
function sumOf(waste) {
  return { files: waste.length, bytes: waste.reduce((sum, { bytes }) => sum + bytes, 0) };
}

// src/comparison/compare.ts
function compare(base, head) {
  const matches = matchLayers(base.analysis.layers, head.analysis.layers);
  const paths = comparePaths(base, head);
  const transfer = measureTransfer(base.analysis, head.analysis, matches);
  return {
    metrics: compareMetrics(base.analysis, head.analysis, transfer),
    layers: compareLayers(base.analysis.layers, head.analysis.layers, matches),
    ...paths.found,
    waste: compareWaste(base.analysis, head.analysis, matches),
    notes: [...platformNotes(base.analysis, head.analysis), ...transferNotes(transfer), ...paths.notes]
  };
}
function compareAll(base, head) {
  const [onlyBase, onlyHead] = [base[0], head[0]];
  if (base.length === 1 && head.length === 1) return [pair(onlyBase, onlyHead)];
  const left = [...base];
  const pairs = head.map((weighed) => {
    const index = left.findIndex(({ analysis }) => analysis.platform === weighed.analysis.platform);
    return pair(index < 0 ? void 0 : left.splice(index, 1)[0], weighed);
  });
  return [...pairs, ...left.map((weighed) => pair(weighed, void 0))];
}
function pair(base, head) {
  return {
    platform: (head ?? base).analysis.platform,
    ...base ? { base } : {},
    ...head ? { head } : {},
    ...base && head ? { comparison: compare(base, head) } : {}
  };
}
function compareMetrics(base, head, { update, churn }) {
  const before = measure(base);
  const after = {
    ...measure(head),
    ...update === void 0 ? {} : { update },
    ...churn === void 0 ? {} : { churn }
  };
  return Object.keys(metrics).map((metric) => {
    const [was, is] = [before[metric], after[metric]];
    return {
      metric,
      ...was === void 0 ? {} : { base: was },
      ...is === void 0 ? {} : { head: is },
      ...was === void 0 || is === void 0 ? {} : { change: is - was }
    };
  });
}
function comparePaths(base, head) {
  if (base.inventory && head.inventory) {
    const { files, sums, filesWithOtherContent, directories, otherKinds } = compareFiles(base.inventory, head.inventory);
    const notes = otherKinds ? [`Files of equal size were not compared by content: the base identifies it by ${otherKinds[0]}, the head by ${otherKinds[1]}.`] : [];
    return { found: { files, fileSums: sums, filesWithOtherContent, directories, exactTo: "file" }, notes };
  }
  const [before, after] = [base.analysis.directories, head.analysis.directories];
  if (before.length === 0 || after.length === 0) return { found: { directories: [], exactTo: "layer" }, notes: [] };
  return { found: { directories: compareDirectories(before, after), exactTo: "directory" }, notes: [] };
}
function transferNotes({ churn = 0, certain }) {
  if (certain || churn === 0) return [];
  return ["churn is a guess: of some layers not the contents of the files were compared, but their names, modes and sizes"];
}
function platformNotes(base, head) {
  if (base.platform === head.platform) return [];
  return [`The base is an image for ${base.platform}, the head one for ${head.platform}: much of the difference may be the platform's.`];
}

export {
  compare,
  compareAll
};
