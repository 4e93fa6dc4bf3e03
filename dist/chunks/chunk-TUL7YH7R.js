import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  analysisFileSchema,
  checkAnalyses
} from "./chunk-M3F7BX6P.js";
import {
  renderAnalysisFile
} from "./chunk-SA26MRWN.js";
import {
  explainWriteFault,
  stageFile
} from "./chunk-OZ2BIH7K.js";
import {
  analysisVersion
} from "./chunk-JVTTIVCO.js";
import {
  int,
  literal,
  object,
  string
} from "./chunk-7U6DWAOW.js";
import {
  FileFault,
  explainReadFault,
  readBounded
} from "./chunk-VXDS5MXW.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import {
  __callDispose,
  __using
} from "./chunk-QWRNOYTG.js";

// src/baseline/directory.ts
import { mkdirSync } from "node:fs";
import { readdir, stat as stat2, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

// src/analysis/inventory.ts
import { pipeline, Readable } from "node:stream";
import { createGzip, gunzipSync } from "node:zlib";

// src/analysis/inventory-header.ts
var anyVersionSchema = object({ plimsoll: literal("inventory"), version: int() });
var headerSchema = object({
  imageID: string(),
  platform: string(),
  count: int().min(0)
});
function parseInventoryHeader(line, what) {
  const json = parseJson(line);
  const any = anyVersionSchema.safeParse(json);
  if (any.success && any.data.version !== analysisVersion) {
    throw new ExpectedError(
      "analysis",
      `reading the inventory ${what}: it was written as version ${any.data.version}, and only version ${analysisVersion} is understood`,
      { hint: "Save the analysis again with this Plimsoll, or read it with the one that wrote it." }
    );
  }
  const header = headerSchema.safeParse(json);
  if (!any.success || !header.success) {
    throw new ExpectedError("analysis", `reading the inventory ${what}: its first line is not the header of an inventory`, {
      hint: "An inventory lies beside the analysis that `--save` writes, and ends in .inventory.gz."
    });
  }
  return header.data;
}
function parseJson(line) {
  if (line === void 0) return void 0;
  try {
    return JSON.parse(line);
  } catch {
    return void 0;
  }
}

// src/analysis/inventory.ts
var maxInventoryBytes = 512 * 1024 * 1024;
var needsEscape = /[\\\u0000-\u001f\u007f-\u009f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
var everyEscape = new RegExp(needsEscape, "g");
var contentForm = /^([a-z][a-z0-9-]*):([0-9a-f]+)$/;
function encodeInventory(inventory) {
  return pipeline(Readable.from(blocks(inventory)), createGzip(), () => {
  });
}
var blockLength = 64 * 1024;
function* blocks(inventory) {
  let block = "";
  for (const line of lines(inventory)) {
    block += line;
    if (block.length < blockLength) continue;
    yield Buffer.from(block);
    block = "";
  }
  yield Buffer.from(block);
}
function* lines({ imageID, platform, count, files }) {
  yield `${JSON.stringify({ plimsoll: "inventory", version: analysisVersion, imageID, platform, count })}
`;
  let kind = "";
  let before;
  let written = 0;
  for (const { path, bytes, layer, content } of files) {
    if (before !== void 0 && path <= before) throw new Error(`the files of an inventory are not sorted: ${path} follows ${before}`);
    let hex = "-";
    if (content !== void 0) {
      const parts = contentForm.exec(content);
      if (!parts) throw new Error(`a content identity is not KIND:HEX: ${content}`);
      hex = parts[2];
      if (parts[1] !== kind) {
        kind = parts[1];
        yield `kind ${kind}
`;
      }
    }
    const shared = before === void 0 ? 0 : sharedLength(before, path);
    yield `${shared} ${bytes} ${layer} ${hex} ${escapeText(path.slice(shared))}
`;
    before = path;
    written++;
  }
  if (written !== count) throw new Error(`an inventory of ${written} files says that it has ${count}`);
}
function sharedLength(before, path) {
  const most = Math.min(before.length, path.length);
  let shared = 0;
  while (shared < most && before.charCodeAt(shared) === path.charCodeAt(shared)) shared++;
  return shared;
}
function escapeText(text) {
  if (!needsEscape.test(text)) return text;
  return text.replace(everyEscape, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
function decodeInventory(bytes, what, layerCount = Number.POSITIVE_INFINITY) {
  const text = inflate(bytes, what);
  const headerEnd = text.indexOf(lineFeed);
  const header = parseInventoryHeader(headerEnd < 0 ? void 0 : text.toString("utf8", 0, headerEnd), what);
  const files = { [Symbol.iterator]: () => readFiles(text, headerEnd + 1, what) };
  let count = 0;
  for (const { path, layer } of files) {
    count++;
    if (layer >= layerCount) throw damaged(what, `${JSON.stringify(path)} lies in layer ${layer} of an image of ${layerCount} layers`);
  }
  if (count !== header.count) throw damaged(what, `its header promises ${header.count} files, and it holds ${count}`);
  return { imageID: header.imageID, platform: header.platform, count, files };
}
function inflate(bytes, what) {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxInventoryBytes });
  } catch (error) {
    const code = error.code;
    if (code === "ERR_BUFFER_TOO_LARGE") throw damaged(what, `it unpacks to more than ${maxInventoryBytes} bytes`, error);
    if (code === "Z_BUF_ERROR") throw damaged(what, "it ends in the middle: it is cut off", error);
    throw damaged(what, `it is not whole gzip data (${error.message})`, error);
  }
}
var space = 32;
var lineFeed = 10;
var letterK = 107;
var minus = 45;
function* readFiles(text, start, what) {
  let at = start;
  let line = 1;
  let kind = "";
  let before;
  const wrong = (found) => damaged(what, `line ${line}: ${found}`);
  const readNumber = (name) => {
    const from = at;
    let number = 0;
    for (; at < text.length; at++) {
      const digit = text[at] - 48;
      if (digit < 0 || digit > 9) break;
      number = number * 10 + digit;
    }
    if (at === from || text[at] !== space || !Number.isSafeInteger(number)) throw wrong(`${name} is not a whole number`);
    at++;
    return number;
  };
  while (at < text.length) {
    line++;
    const end = text.indexOf(lineFeed, at);
    if (end < 0) throw wrong("its last line has no end: it is cut off");
    if (text[at] === letterK) {
      const named = /^kind ([a-z][a-z0-9-]*)$/.exec(text.toString("latin1", at, end));
      if (!named) throw wrong("it is neither a file nor `kind NAME`");
      kind = named[1];
      at = end + 1;
      continue;
    }
    const shared = readNumber("the shared length");
    const bytes = readNumber("the size");
    const layer = readNumber("the layer");
    const hexEnd = text.indexOf(space, at);
    if (hexEnd < 0 || hexEnd > end) throw wrong("it has fewer than five fields");
    const content = hexEnd === at + 1 && text[at] === minus ? void 0 : readContent(text.toString("latin1", at, hexEnd));
    const suffix = readSuffix(text, hexEnd + 1, end);
    if (suffix === void 0) throw wrong("its path is not valid UTF-8 with valid escapes");
    if (shared > (before?.length ?? 0)) throw wrong("it shares more of the path before than there is");
    const path = shared === 0 ? suffix : before.slice(0, shared) + suffix;
    if (before !== void 0 && path <= before) throw wrong("its path is not in order");
    before = path;
    at = end + 1;
    yield content === void 0 ? { path, bytes, layer } : { path, bytes, layer, content };
  }
  function readContent(hex) {
    if (kind === "") throw wrong("it has a content identity whose kind is not said");
    if (!/^[0-9a-f]+$/.test(hex)) throw wrong("its content identity is not hexadecimal");
    return `${kind}:${hex}`;
  }
}
function readSuffix(text, from, to) {
  const raw = text.toString("utf8", from, to);
  if (raw.includes("�") && !Buffer.from(raw).equals(text.subarray(from, to))) return void 0;
  if (!raw.includes("\\")) return raw;
  if (/\\(?!u[0-9a-f]{4})/.test(raw)) return void 0;
  return raw.replace(/\\u([0-9a-f]{4})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
function damaged(what, found, cause) {
  return new ExpectedError("analysis", `reading the inventory ${what}: ${found}`, {
    hint: "Save the analysis again, or delete the inventory: the comparison is then exact to the directory.",
    ...cause === void 0 ? {} : { cause }
  });
}

// src/analysis/read-analysis.ts
import { open, stat } from "node:fs/promises";
var maxAnalysisBytes = 256 * 1024 * 1024;
async function readAnalysisFile(path) {
  return parseAnalysisFile(await readText(path), path);
}
async function readText(path) {
  try {
    return (await readBounded(path, maxAnalysisBytes)).toString("utf8");
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    if (fault.reason === "too-large") throw refused(path, fault.message, "Is it an analysis that Plimsoll saved?", fault);
    throw new ExpectedError(fault.reason === "missing" ? "not-found" : "not-readable", `reading the analysis ${path}: ${fault.message}`, {
      hint: "An analysis is written by `plimsoll analyze REF --output json=FILE` or by `--save DIR`.",
      cause: fault
    });
  }
}
function parseAnalysisFile(text, what) {
  return checkAnalysisFile(parseJson2(text, what), what);
}
function checkAnalysisFile(json, what) {
  const version = isRecord(json) ? json.version : void 0;
  if (typeof version === "number" && version !== analysisVersion) {
    throw refused(
      what,
      `it was written as version ${version}, and only version ${analysisVersion} is understood`,
      "Save the analysis again with this Plimsoll, or read it with the one that wrote it."
    );
  }
  const parsed = analysisFileSchema.safeParse(json);
  if (!parsed.success) throw misfit(parsed.error.issues, json, what);
  checkLayerIndexes(parsed.data, what);
  return parsed.data;
}
function parseJson2(text, what) {
  try {
    return JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch (error) {
    const found = text.trim() === "" ? "it is empty" : `it is not JSON (${error.message})`;
    throw refused(what, found, "It may have been cut off: save the analysis again.", error);
  }
}
function misfit(issues, json, what) {
  const first = issues[0];
  const more = issues.length > 1 ? `; ${issues.length - 1} more such ${issues.length === 2 ? "place" : "places"}` : "";
  return refused(what, `${describeIssue(first, json)}${more}`, "Save the analysis again with `plimsoll analyze` or `--save`.");
}
function describeIssue(issue, json) {
  if (issue.code === "unrecognized_keys") {
    return `${formatPath(issue.path)} has the unknown ${issue.keys.length === 1 ? "field" : "fields"} ${issue.keys.map(quote).join(", ")}`;
  }
  const found = valueAt(json, issue.path);
  return `${formatPath(issue.path)} is ${found === void 0 ? "missing" : quote(found)}, expected ${expectation(issue)}`;
}
function expectation(issue) {
  if (issue.code === "invalid_type") return typeWords[issue.expected] ?? issue.expected;
  if (issue.code === "invalid_value") return issue.values.map(quote).join(" or ");
  if (issue.code === "too_small") return `at least ${issue.minimum}${issue.origin === "array" ? " of them" : ""}`;
  if (issue.code === "too_big") return `at most ${issue.maximum}`;
  if (issue.code === "invalid_format") return "a digest (algorithm:encoded)";
  return issue.message;
}
var typeWords = {
  object: "an object",
  array: "a list",
  string: "text",
  number: "a number",
  int: "a whole number"
};
function formatPath(path) {
  if (path.length === 0) return "the document";
  return path.map((key, i) => typeof key === "number" ? `[${key}]` : i === 0 ? String(key) : `.${String(key)}`).join("");
}
function valueAt(json, path) {
  let value = json;
  for (const key of path) value = value === null || typeof value !== "object" ? void 0 : value[key];
  return value;
}
function quote(value) {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isRecord(value)) return "an object";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
function checkLayerIndexes({ analyses }, what) {
  for (const [a, { layers, waste, base }] of analyses.entries()) {
    if (base !== void 0 && base.layers > layers.length) {
      throw refused(
        what,
        `analyses[${a}].base.layers is ${base.layers}, expected at most its ${layers.length} layers`,
        "Save the analysis again."
      );
    }
    for (const [w, entry] of waste.entries()) {
      for (const field of ["storedIn", "wastedIn"]) {
        if (entry[field] < layers.length) continue;
        const expected = `an index of its ${layers.length} layers`;
        throw refused(what, `analyses[${a}].waste[${w}].${field} is ${entry[field]}, expected ${expected}`, "Save the analysis again.");
      }
    }
  }
}
async function looksLikeAnalysis(path) {
  try {
    if (!(await stat(path)).isFile()) return false;
    const head = await readHead(path);
    return !head.includes(0) && /^\ufeff?\s*\{/.test(head.toString("utf8"));
  } catch {
    return false;
  }
}
async function holdsAnalysis(path) {
  const text = (await readBounded(path, maxAnalysisBytes)).toString("utf8");
  if (/^\ufeff?\s*\{\s*"version"\s*:\s*\d+\s*,\s*"analyses"\s*:/.test(text)) return true;
  try {
    const json = JSON.parse(text.replace(/^\ufeff/, ""));
    return isRecord(json) && typeof json.version === "number" && Array.isArray(json.analyses);
  } catch {
    return false;
  }
}
async function readHead(path) {
  var _stack = [];
  try {
    const file = __using(_stack, await open(path), true);
    const head = Buffer.alloc(512);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function refused(what, found, hint, cause) {
  return new ExpectedError("analysis", `reading the analysis ${what}: ${found}`, { hint, ...cause === void 0 ? {} : { cause } });
}

// src/baseline/record-name.ts
var jsonEnding = ".json";
var inventoryEnding = ".inventory.gz";
function analysisFileName(name) {
  return `${encodeName(name)}${jsonEnding}`;
}
function inventoryFileName(name, platform) {
  return inventoryBeside(encodeName(name), platform);
}
function inventoryBeside(stem, platform) {
  return `${stem}.${platform.split("/").map(encodePart).join("-")}${inventoryEnding}`;
}
function stemOf(analysisFile) {
  return analysisFile.endsWith(jsonEnding) ? analysisFile.slice(0, -jsonEnding.length) : analysisFile;
}
function nameOfAnalysisFile(file) {
  if (!file.endsWith(jsonEnding)) return void 0;
  try {
    const name = decodeURIComponent(stemOf(file));
    return analysisFileName(name) === file ? name : void 0;
  } catch {
    return void 0;
  }
}
function isInventoryOf(stem, file) {
  if (!file.startsWith(`${stem}.`) || !file.endsWith(inventoryEnding)) return false;
  const platform = file.slice(stem.length + 1, -inventoryEnding.length);
  return platform !== "" && !platform.includes(".");
}
var reserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)/;
function encodeName(name) {
  const safe = name.replace(/[^a-z0-9._-]/gu, percent);
  return reserved.test(safe) || safe.startsWith(".") ? `${percent(safe[0])}${safe.slice(1)}` : safe;
}
function encodePart(part) {
  return part.replace(/[^a-z0-9_]/gu, percent);
}
function percent(text) {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

// src/baseline/directory.ts
async function saveAnalyses(directory, name, weighed) {
  await makeDirectory(directory);
  const file = analysisFileName(name);
  await refuseForeign(join(directory, file), name);
  const kept = /* @__PURE__ */ new Set();
  const staged = [];
  try {
    for (const { analysis, inventory } of weighed) {
      const beside = inventoryFileName(name, analysis.platform);
      if (!inventory || kept.has(beside)) continue;
      staged.push(await stageFile(join(directory, beside), encodeInventory(inventory)));
      kept.add(beside);
    }
    staged.push(await stageFile(join(directory, file), renderAnalysisFile(checkAnalyses(weighed.map(({ analysis }) => analysis)))));
    while (staged.length > 0) await staged.shift().commit();
  } finally {
    for (const rest of staged) await rest.discard();
  }
  await removeStaleInventories(directory, stemOf(file), kept);
}
async function refuseForeign(file, name) {
  const stats = await stat2(file).catch(() => void 0);
  if (!stats?.isFile() || stats.size === 0) return;
  let found = "what stands there is no analysis that Plimsoll wrote";
  try {
    if (await holdsAnalysis(file)) return;
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    found = `it cannot be told whether an analysis stands there: ${fault.message}`;
  }
  throw new ExpectedError("write", `keeping the analysis of ${name} as ${file}: ${found}`, {
    hint: "Name a directory that is for analyses alone. What stands there is unchanged."
  });
}
async function makeDirectory(directory) {
  try {
    makeDirectories(directory);
  } catch (error) {
    throw new ExpectedError("write", `making the directory ${directory}: ${explainWriteFault(error)}`, {
      hint: "Name a directory that can be written to.",
      cause: error
    });
  }
}
async function removeStaleInventories(directory, stem, kept) {
  try {
    for (const file of await readdir(directory)) {
      if (isInventoryOf(stem, file) && !kept.has(file)) await unlink(join(directory, file));
    }
  } catch (error) {
    throw new ExpectedError("write", `removing old inventories from ${directory}: ${explainWriteFault(error)}`, {
      hint: "Name a directory that can be written to.",
      cause: error
    });
  }
}
async function loadBaseline(path, name) {
  const kind = await kindOf(path);
  if (kind === "missing" && !path.endsWith(".json")) return void 0;
  if (kind !== "directory") return await loadRecord(path);
  const file = join(path, analysisFileName(name));
  return await kindOf(file) === "missing" ? void 0 : await loadRecord(file);
}
async function kindOf(path) {
  try {
    return (await stat2(path)).isDirectory() ? "directory" : "file";
  } catch (error) {
    if (error.code === "ENOENT") return "missing";
    throw unreadable(path, error);
  }
}
async function loadRecord(file) {
  const { analyses } = await readAnalysisFile(file);
  const seen = /* @__PURE__ */ new Set();
  const weighed = [];
  for (const analysis of analyses) {
    const beside = join(dirname(file), inventoryBeside(stemOf(basename(file)), analysis.platform));
    const inventory = seen.has(beside) ? void 0 : await loadInventory(beside, analysis);
    seen.add(beside);
    weighed.push(inventory ? { analysis, inventory } : { analysis });
  }
  return weighed;
}
async function loadInventory(file, analysis) {
  let bytes;
  try {
    bytes = await readBounded(file, maxInventoryBytes);
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    if (fault.reason === "missing") return void 0;
    throw new ExpectedError("not-readable", `reading the inventory ${file}: ${fault.message}`, {
      hint: "Save the analysis again, or delete the inventory: without it no files are compared.",
      cause: fault
    });
  }
  const inventory = decodeInventory(bytes, file, analysis.layers.length);
  for (const field of ["imageID", "platform"]) {
    if (inventory[field] === analysis[field]) continue;
    throw new ExpectedError(
      "analysis",
      `reading the inventory ${file}: its ${field} is ${inventory[field]}, and that of the analysis beside it ${analysis[field]}`,
      { hint: "They are of two different images. Save the analysis again, or delete the inventory." }
    );
  }
  return inventory;
}
function unreadable(path, error) {
  const { message } = explainReadFault(error);
  return new ExpectedError("not-readable", `reading the baseline ${path}: ${message}`, {
    hint: "Name a directory that --save wrote, the .json of an image in it, or an image.",
    cause: error
  });
}
function makeDirectories(path) {
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error;
    if (code === "EEXIST") return;
    if (code !== "ENOENT" || dirname(path) === path) throw error;
    makeDirectories(dirname(path));
    mkdirSync(path);
  }
}

export {
  encodeInventory,
  decodeInventory,
  checkAnalysisFile,
  looksLikeAnalysis,
  analysisFileName,
  nameOfAnalysisFile,
  saveAnalyses,
  makeDirectory,
  loadBaseline,
  loadRecord
};
