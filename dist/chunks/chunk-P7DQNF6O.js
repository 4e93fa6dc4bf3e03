import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  contentError
} from "./chunk-IGIL577L.js";

// src/sources/engine/engine-source.ts
var EngineSource = class {
  name;
  kind;
  mayBeUnpacked;
  #inner;
  constructor(inner, { name, mayBeUnpacked = inner.mayBeUnpacked }) {
    this.name = name;
    this.kind = inner.kind;
    this.mayBeUnpacked = mayBeUnpacked;
    this.#inner = inner;
  }
  get notes() {
    return this.#inner.notes;
  }
  resolve() {
    return this.#inner.resolve();
  }
  has(descriptor) {
    return this.#inner.has(descriptor);
  }
  fetch(descriptor) {
    return this.#inner.fetch(descriptor);
  }
  [Symbol.asyncDispose]() {
    return this.#inner[Symbol.asyncDispose]();
  }
};
var ExportedImage = class extends EngineSource {
  uncompressed;
  #members;
  #options;
  constructor(inner, members, { options, uncompressed, ...named }) {
    super(inner, named);
    if (uncompressed !== void 0) this.uncompressed = uncompressed;
    this.#members = members;
    this.#options = options;
  }
  /** What passed before the manifest was known is checked against it now. */
  async takeScan({ descriptor, diffID }, what) {
    const { digest = "" } = descriptor;
    const scan = await this.#members.scanOf(descriptor.at ?? `blobs/${digest.replace(":", "/")}`, what, this.#options);
    const faults = [
      ["the stored bytes", scan.digest, digest],
      ["the uncompressed bytes", scan.diffID, diffID]
    ];
    for (const [of, found, expected] of faults) {
      if (found === void 0 || !expected.startsWith("sha256:") || found === expected) continue;
      throw contentError({ what }, `${of} have the digest ${found}, where ${expected} was declared`);
    }
    return scan;
  }
};

export {
  EngineSource,
  ExportedImage
};
