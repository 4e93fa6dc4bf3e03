import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  runThread
} from "./chunk-PHF7NIVV.js";
import {
  findNearest
} from "./chunk-A423ZOMY.js";
import {
  scanTarSplit,
  takeIndexes
} from "./chunk-VUSY7YSB.js";
import {
  TarSplitFault
} from "./chunk-EVG6426J.js";
import {
  parseImageName
} from "./chunk-TYJF4ATT.js";
import {
  checkAbort
} from "./chunk-IGIL577L.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import {
  __callDispose,
  __using
} from "./chunk-QWRNOYTG.js";

// src/sources/store-files.ts
import { spawn } from "node:child_process";
import { open } from "node:fs/promises";
import { PassThrough } from "node:stream";

// src/scan/scan-tar-splits.ts
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
var threadWorthBytes = 4 << 20;
async function scanTarSplits(indexes, options) {
  const { signal, bytesPerThread = threadWorthBytes, ...common } = options;
  const sizes = new Map(indexes.map((index) => [index, sizeOf(index.path)]));
  const queue = [...indexes].sort((one, other) => sizes.get(other) - sizes.get(one));
  const totalBytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const atOnce = Math.min(availableParallelism(), queue.length, Math.floor(totalBytes / bytesPerThread));
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const found = /* @__PURE__ */ new Map();
  const onScan = (scan, number) => void found.set(queue[number], scan);
  const cut = new AbortController();
  const either = signal === void 0 ? cut.signal : AbortSignal.any([signal, cut.signal]);
  const readers = Array.from(
    { length: Math.max(0, atOnce - 1) },
    () => runThread({ kind: "indexes", indexes: queue, next, options: common }, { onScan }, either)
  );
  readers.push(takeIndexes(queue, next, { ...common, signal: either }, onScan));
  let failed;
  const stop = (reason) => {
    failed ??= { reason };
    cut.abort();
  };
  await Promise.all(readers.map((reader) => reader.catch(stop)));
  checkAbort(signal);
  if (failed !== void 0) throw failed.reason;
  return indexes.map((index) => found.get(index));
}
function sizeOf(path) {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

// src/sources/store-files.ts
var StoreFault = class extends Error {
  /** Whether it is a file that is not there. */
  isMissing;
  constructor(message, { isMissing = false } = {}) {
    super(message);
    this.isMissing = isMissing;
  }
};
var ownFiles = {
  async read(path, maxBytes) {
    try {
      var _stack = [];
      try {
        const file = __using(_stack, await open(path), true);
        const stats = await file.stat();
        if (!stats.isFile()) throw new StoreFault(`${path} is not a file`);
        const bytes = stats.size > maxBytes ? void 0 : await file.readFile();
        if (bytes === void 0 || bytes.length > maxBytes) throw tooLarge(path, maxBytes);
        return bytes;
      } catch (_) {
        var _error = _, _hasError = true;
      } finally {
        var _promise = __callDispose(_stack, _error, _hasError);
        _promise && await _promise;
      }
    } catch (error) {
      throw error instanceof StoreFault ? error : faultOf(path, error.code);
    }
  },
  async scanIndexes(indexes, options) {
    try {
      return await scanTarSplits(indexes, options);
    } catch (error) {
      if (!(error instanceof TarSplitFault)) throw error;
      const { path = "", code } = error.place;
      throw code === void 0 ? new StoreFault(`${path}: ${error.message}`) : faultOf(path, code);
    }
  }
};
var maxSaidBytes = 2048;
var sudoFiles = {
  async read(path, maxBytes) {
    const chunks = [];
    let length = 0;
    for await (const chunk of catBySudo(path)) {
      length += chunk.length;
      if (length > maxBytes) throw tooLarge(path, maxBytes);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  },
  async scanIndexes(indexes, options) {
    const scans = [];
    for (const { path, what } of indexes) {
      try {
        scans.push(await scanTarSplit(catBySudo(path), { ...options, what }));
      } catch (error) {
        throw error instanceof TarSplitFault ? new StoreFault(`${path}: ${error.message}`) : error;
      }
    }
    return scans;
  }
};
function catBySudo(path) {
  const child = spawn("sudo", ["-n", "--", "cat", "--", path], { stdio: ["ignore", "pipe", "pipe"] });
  const stream = new PassThrough();
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-maxSaidBytes);
  });
  child.on(
    "error",
    (error) => stream.destroy(new StoreFault(error.code === "ENOENT" ? "there is no sudo here" : `sudo cannot be run (${error.code})`))
  );
  child.stdout.pipe(stream, { end: false });
  child.on("close", (status) => {
    if (status === 0) stream.end();
    else {
      const last = said.trim().split("\n").at(-1) || `it ended with ${status}`;
      stream.destroy(new StoreFault(`sudo could not read ${path} (${last})`, { isMissing: /No such file/.test(last) }));
    }
  });
  stream.on("close", () => child.kill());
  return stream;
}
function faultOf(path, code) {
  const clauses = { ENOENT: "is not there", ENOTDIR: "is not there", EACCES: "may not be read by this user" };
  return new StoreFault(`${path} ${clauses[code ?? ""] ?? `cannot be read (${code})`}`, { isMissing: code === "ENOENT" });
}
function tooLarge(path, maxBytes) {
  return new StoreFault(`${path} is larger than ${maxBytes} bytes`);
}

// src/sources/engine/read-indexes.ts
async function readIndexes(layers, { files, what, ...options }) {
  const first = /* @__PURE__ */ new Map();
  for (const [number, { diffID, index }] of layers.entries())
    if (!first.has(diffID)) first.set(diffID, { path: index, what: `layer ${number} of ${what}` });
  const scans = await files.scanIndexes([...first.values()], options);
  const known = new Map([...first.keys()].map((diffID, number) => [diffID, scans[number]]));
  return layers.map(({ diffID }) => ({ diffID, scan: known.get(diffID) }));
}

// src/sources/engine/find-image.ts
var maxNames = 5;
async function findEngineImage(client, name) {
  const found = await client.getDocument(`/images/${escapePath(name)}/json`);
  if (found === void 0) throw await notThere(client, name);
  const { Id: id, Os: os, Architecture: architecture, Variant: variant, Size: bytes, RootFS: root } = found;
  const layers = root?.Layers ?? [];
  if (typeof id !== "string" || !/^sha256:[0-9a-f]{64}$/.test(id) || !Array.isArray(layers))
    throw new ExpectedError(
      "engine",
      `asking the engine at ${client.endpoint.url} for ${name}: its answer does not say which image that is`,
      {
        hint: "see that it is a container engine that listens there"
      }
    );
  return {
    name,
    id,
    platform: [os, architecture, variant].filter((part) => typeof part === "string" && part !== "").join("/"),
    bytes: typeof bytes === "number" ? bytes : 0,
    diffIDs: layers.filter((layer) => typeof layer === "string")
  };
}
function escapePath(name) {
  return encodeURIComponent(name).replaceAll(/%2F|%3A|%40/g, decodeURIComponent);
}
async function notThere(client, name) {
  const list = await client.getDocument("/images/json") ?? [];
  const names = (Array.isArray(list) ? list : []).flatMap(({ RepoTags: tags }) => Array.isArray(tags) ? tags : []).filter((tag) => typeof tag === "string" && !tag.includes("<none>"));
  return imageNotFound(name, names, `the engine at ${client.endpoint.url}`, "docker images");
}
function imageNotFound(name, names, where, listing) {
  const near = nearNames(name, names);
  const images = names.length === 1 ? "one other image" : `${names.length} others`;
  const found = near.length > 0 ? `it has ${near.slice(0, maxNames).join(", ")}${near.length > maxNames ? `, and ${near.length - maxNames} more like it` : ""}` : names.length > 0 ? `it has ${images}, none of them like it` : "it has no image with a name";
  return new ExpectedError("not-found", `looking for the image ${name} in ${where}: it is not there; ${found}`, {
    hint: `build or pull the image first; ${listing} lists what is there`
  });
}
function nearNames(name, names) {
  const wanted = parseImageName(name);
  const last = (path) => path.split("/").at(-1);
  const alike = names.filter((each) => {
    const other = parseImageName(each);
    return wanted !== void 0 && other !== void 0 && last(other.path) === last(wanted.path);
  });
  if (alike.length > 0) return alike;
  const repository = findNearest(last(wanted?.path ?? name), new Set(names.map((each) => last(parseImageName(each)?.path ?? each))));
  return repository === void 0 ? [] : names.filter((each) => last(parseImageName(each)?.path ?? each) === repository);
}

export {
  StoreFault,
  ownFiles,
  sudoFiles,
  readIndexes,
  findEngineImage,
  imageNotFound
};
