import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  DirectoryStore,
  readFault
} from "./chunk-TMFPA2JO.js";
import {
  chooseManifest
} from "./chunk-A5TMYYZ7.js";
import {
  DockerArchive,
  sparseMember
} from "./chunk-AIL643C2.js";
import {
  OciLayout
} from "./chunk-ZYTXOB37.js";
import {
  FileStream,
  decompressed,
  peekCompression,
  sniffCompression
} from "./chunk-MCXDM5AR.js";
import {
  TarFault,
  TarReader,
  blockSize,
  decodePath,
  isZeroBlock,
  normalizePath,
  resolveLink
} from "./chunk-4HT4ARZI.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/sources/open-source.ts
import { closeSync as closeSync3, fstatSync, open, readSync as readSync2 } from "node:fs";
import { promisify } from "node:util";

// src/sources/archive-store.ts
import { closeSync } from "node:fs";

// src/scan/walk-file.ts
import { readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
var wideWindow = 64 * 1024;
var narrowWindow = 2 * 1024;
var bytesWorthACall = 16 * 1024;
var pauseMilliseconds = 50;
async function walkFile(file, reader, onPause) {
  const { fd, offset, length } = file;
  const window = new Uint8Array(Math.min(wideWindow, length));
  let at = 0;
  let wanted = wideWindow;
  let lastPause = performance.now();
  while (at < length && !reader.done) {
    const count = readSync(fd, window, 0, Math.min(wanted, length - at), offset + at);
    if (count === 0) throw new TarFault("the end of the file");
    const before = reader.entries;
    const used = feed(reader, window, count, length - at);
    const isDense = used < (reader.entries - before + 1) * bytesWorthACall;
    wanted = isDense ? wideWindow : narrowWindow;
    at += used;
    if (performance.now() - lastPause < pauseMilliseconds) continue;
    onPause(at);
    await setImmediate();
    lastPause = performance.now();
  }
}
function feed(reader, window, count, length) {
  let used = 0;
  while (used < count && !reader.done) {
    const skippable = Math.min(reader.skippable, length - used);
    if (skippable > 0) {
      reader.skip(skippable);
      used += skippable;
    } else {
      const step = Math.min(512, count - used);
      reader.write(window, used, used + step);
      used += step;
    }
  }
  return used;
}

// src/sources/not-an-image.ts
function notAnImage(path, found, expected = "a docker archive or an OCI layout", hint = "name an archive made by docker save, podman save, skopeo or buildx, or a directory with an OCI layout") {
  return new ExpectedError("not-an-image", `opening ${path}: found ${found}, expected ${expected}`, { hint });
}

// src/sources/archive-store.ts
var maxLinks = 16;
var ArchiveStore = class _ArchiveStore {
  path;
  kind = "archive";
  notes;
  #fd;
  #members;
  constructor(fd, path, members, notes) {
    this.#fd = fd;
    this.path = path;
    this.#members = members;
    this.notes = notes;
  }
  /**
   * Indexes the tar in an open file, which then belongs to the store.
   * @throws ExpectedError `not-an-image`, `content`, `interrupted`
   */
  static async open(fd, length, path, signal) {
    const members = /* @__PURE__ */ new Map();
    const notes = [];
    const reader = new TarReader({
      entry(entry) {
        const member = makeMember(entry);
        if (member !== void 0) members.set(decodePath(normalizePath(entry.name)), member);
        return false;
      }
    });
    try {
      await walkFile({ fd, offset: 0, length }, reader, () => {
        if (signal?.aborted === true) throw new ExpectedError("interrupted", `interrupted while reading ${path}`);
      });
      if (!reader.end() && members.size > 0) notes.push("the archive has no end mark: it may have been cut off behind what was needed");
    } catch (error) {
      if (!(error instanceof TarFault)) throw error;
      if (members.size === 0) throw notAnImage(path, error.message);
      throw new ExpectedError("content", `reading ${path}: found ${error.message} at byte ${reader.position}`, {
        hint: "the archive was cut off or is damaged: save or copy it again"
      });
    }
    return new _ArchiveStore(fd, path, members, notes);
  }
  find(name) {
    let key = decodePath(normalizePath(Buffer.from(name)));
    for (let links = 0; links <= maxLinks; links++) {
      const member = this.#members.get(key);
      if (member === void 0) return void 0;
      if (!("link" in member)) {
        if (member.isSparse) throw sparseMember(this.path, name);
        return { kind: "file", fd: this.#fd, offset: member.offset, length: member.length };
      }
      key = member.link;
    }
    throw new ExpectedError(
      "content",
      `reading ${this.path}: its member ${name} is a link that is not at its end after ${maxLinks} steps`,
      {
        hint: "the archive is damaged: save it again"
      }
    );
  }
  topNames() {
    return [...new Set([...this.#members.keys()].map((name) => name.split("/", 1)[0]))];
  }
  close() {
    closeSync(this.#fd);
  }
};
function makeMember(entry) {
  if (entry.type === "file") return { offset: entry.bodyOffset, length: entry.size, isSparse: entry.logicalSize !== entry.size };
  if (entry.type === "link") return { link: decodePath(normalizePath(entry.linkName)) };
  if (entry.type !== "symlink") return void 0;
  const path = normalizePath(entry.name);
  return { link: decodePath(resolveLink(path.subarray(0, Math.max(0, path.lastIndexOf(47))), entry.linkName)) };
}

// src/sources/spool.ts
import { closeSync as closeSync2, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
async function spool(from, options) {
  const parent = options.temporaryDirectory ?? tmpdir();
  const fd = openNameless(parent);
  const firstBlock = new Uint8Array(blockSize);
  let length = 0;
  try {
    const input = from.length === void 0 ? new FileStream(from.fd) : new FileStream(from.fd, { offset: 0, length: from.length });
    const { compression, bytes } = await peekCompression(input);
    checkCompression(compression, from.path);
    for await (const chunk of decompressed(bytes, compression, from.path)) {
      if (options.signal?.aborted === true) throw new ExpectedError("interrupted", `interrupted while unpacking ${from.path}`);
      if (length + chunk.length > (options.maxUncompressedBytes ?? Number.POSITIVE_INFINITY)) {
        throw new ExpectedError(
          "too-large",
          `unpacking ${from.path}: it unpacks to more than the ${options.maxUncompressedBytes} bytes that --max-uncompressed allows`,
          { hint: "if the image is meant to be that large, raise --max-uncompressed" }
        );
      }
      if (length < blockSize) {
        firstBlock.set(chunk.subarray(0, blockSize - length), length);
        if (length + chunk.length >= blockSize) checkFirstBlock(firstBlock, from.path);
      }
      for (let at = 0; at < chunk.length; ) at += writeSpool(fd, chunk, at, { parent, path: from.path, length });
      length += chunk.length;
    }
    return { fd, length };
  } catch (error) {
    closeSync2(fd);
    if (error instanceof ExpectedError) throw error;
    throw readFault(from.path, error);
  }
}
function checkCompression(compression, path) {
  if (compression !== "bzip2" && compression !== "xz") return;
  throw new ExpectedError(
    "unsupported",
    `opening ${path}: found an archive compressed with ${compression}, expected a plain one, gzip or zstd`,
    {
      hint: `unpack it first: ${compression === "xz" ? "xz" : "bzip2"} -dk ${path}`
    }
  );
}
function checkFirstBlock(block, path) {
  if (isZeroBlock(block, 0)) throw notAnImage(path, "an empty archive");
  try {
    new TarReader({ entry: () => false }).write(block);
  } catch (error) {
    throw error instanceof TarFault ? notAnImage(path, error.message) : error;
  }
}
function openNameless(parent) {
  let folder;
  try {
    folder = mkdtempSync(join(parent, "plimsoll-"));
  } catch (error) {
    throw writeFault(parent, error, "the archive to be unpacked");
  }
  try {
    return openSync(join(folder, "archive.tar"), "wx+", 384);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
function writeSpool(fd, chunk, at, of) {
  try {
    return writeSync(fd, chunk, at);
  } catch (error) {
    throw writeFault(of.parent, error, `${of.path}, after ${of.length} bytes of it`);
  }
}
function writeFault(parent, error, what) {
  const { code } = error;
  const found = code === "ENOSPC" ? "the disk is full" : `the system says ${code}`;
  return new ExpectedError("write", `unpacking ${what} into ${parent}: ${found}`, {
    hint: "a compressed archive is unpacked once to be read at random: make room there, set TMPDIR to where there is room, or unpack it yourself",
    cause: error
  });
}

// src/sources/open-source.ts
var openFile = promisify(open);
async function openSource(reference, options = {}) {
  if (options.tag !== void 0 && !("path" in reference)) throw noChoice(reference.kind, options.tag);
  if (reference.kind === "docker-daemon") {
    const { openEngineImage } = await import("./open-engine-ZU6V6CCZ.js");
    return openEngineImage(reference.name, { ...options, mayBeFile: reference.bare });
  }
  if (reference.kind === "containers-storage") {
    const { openContainersStorage } = await import("./containers-storage-GYJ74RLW.js");
    return openContainersStorage(reference, options);
  }
  if (reference.kind === "docker") {
    const { openRegistryImage } = await import("./open-registry-DWOPC5R2.js");
    return openRegistryImage(reference.name, options);
  }
  return openPath(reference, options);
}
function noChoice(transport, tag) {
  return new ExpectedError(
    "option",
    `choosing ${tag} by --tag: it chooses among the images of an archive or a layout, and ${transport}:NAME is one image by itself`,
    { hint: "leave --tag out and name the image in full; of several images, name the one in an archive as docker-archive:FILE:NAME" }
  );
}
async function openPath(reference, options) {
  const store = await openStore(reference, options);
  try {
    return await chooseSource(reference, store, reference.kind === "path" ? options.tag : reference.name ?? options.tag);
  } catch (error) {
    store.close();
    throw error;
  }
}
async function openStore(reference, options) {
  const shown = reference.path;
  let fd;
  try {
    fd = await openFile(reference.path, "r");
  } catch (error) {
    throw readFault(shown, error);
  }
  const stats = fstatSync(fd);
  if (stats.isDirectory()) {
    closeSync3(fd);
    return new DirectoryStore(reference.path, shown);
  }
  let file = { fd, length: stats.size };
  try {
    if (!stats.isFile() || isCompressed(fd)) {
      file = await spool({ fd, path: shown, ...stats.isFile() ? { length: stats.size } : {} }, options);
      closeSync3(fd);
    }
    return await ArchiveStore.open(file.fd, file.length, shown, options.signal);
  } catch (error) {
    closeSync3(file.fd);
    throw error;
  }
}
function isCompressed(fd) {
  const head = Buffer.alloc(8);
  const count = readSync2(fd, head, 0, head.length, 0);
  return sniffCompression(head.subarray(0, count)) !== "none";
}
async function chooseSource(reference, store, wanted) {
  const hasIndex = store.find("index.json") !== void 0;
  const isOci = hasIndex || store.find("oci-layout") !== void 0;
  const isDocker = store.find("manifest.json") !== void 0 || !isOci && store.find("repositories") !== void 0;
  switch (reference.kind) {
    case "oci":
    case "oci-archive":
      if (!isOci) throw nothingIn(store, `an OCI layout, which has an index.json${isDocker ? " (this is a docker archive)" : ""}`);
      return new OciLayout(store, wanted);
    case "docker-archive":
      if (!isDocker) throw nothingIn(store, `a docker archive, which has a manifest.json${isOci ? " (this is an OCI layout)" : ""}`);
      break;
    default:
      if (!isDocker && !isOci) throw nothingIn(store, "a docker archive (manifest.json) or an OCI layout (index.json)");
      if (!isDocker) return new OciLayout(store, wanted);
  }
  const docker = new DockerArchive(store, wanted);
  return hasIndex ? chooseManifest(docker, store, wanted) : docker;
}
function nothingIn(store, expected) {
  const names = store.topNames();
  const isFileSystem = ["etc", "usr", "bin"].some((name) => names.includes(name));
  const inner = names.length === 1 && ["manifest.json", "index.json"].some((name) => store.find(`${names[0]}/${name}`) !== void 0);
  const remedy = inner ? `the image lies in ${names[0]}: make the archive of what is in it (tar -C ${names[0]} -cf FILE .), or name that directory` : isFileSystem ? "this is a file system, as docker export writes it, and has no layers: use docker save" : void 0;
  const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? `, and ${names.length - 5} more` : "");
  return notAnImage(store.path, shown || "nothing in it", expected, remedy);
}

export {
  walkFile,
  openSource
};
