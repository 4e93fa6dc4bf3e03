import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  TarSplitFault
} from "./chunk-EVG6426J.js";
import {
  mediaTypes,
  sha256
} from "./chunk-HUFAO3EZ.js";
import {
  LayerScan,
  checkAbort
} from "./chunk-IGIL577L.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/sources/engine/scanned-image.ts
import { Readable } from "node:stream";
function isScanned(source) {
  return "takeScan" in source;
}
var presented = "manifest";
var UnpackedImage = class {
  /** As the archive that the engine would write of it. */
  kind = "docker-archive";
  mayBeUnpacked = true;
  notes = [];
  name;
  uncompressed;
  #config;
  #layers;
  #manifest;
  /** @param uncompressed why it is not known what a registry would store, where there is more to it */
  constructor(name, config, layers, uncompressed) {
    this.name = name;
    if (uncompressed !== void 0) this.uncompressed = uncompressed;
    this.#config = config;
    this.#layers = layers;
    this.#manifest = Buffer.from(
      JSON.stringify({
        config: { mediaType: mediaTypes.config, digest: sha256(config), size: config.length, at: "config" },
        layers: layers.map(({ diffID, scan }, index) => ({
          mediaType: mediaTypes.layer,
          digest: diffID,
          size: scan.totalBytes,
          at: `layer ${index}`
        }))
      })
    );
  }
  async resolve() {
    return { mediaType: mediaTypes.manifest, size: this.#manifest.length, at: presented };
  }
  async has() {
    return true;
  }
  async fetch({ at }) {
    const bytes = at === presented ? this.#manifest : at === "config" ? this.#config : void 0;
    if (bytes === void 0) throw new Error(`the bytes of ${at} are not kept`);
    return { kind: "stream", stream: Readable.from([bytes]), length: bytes.length };
  }
  takeScan({ descriptor, diffID }, what) {
    const layer = this.#layers[Number(descriptor.at?.replace("layer ", ""))];
    if (layer?.diffID === diffID) return layer.scan;
    throw new ExpectedError("content", `reading ${what}: it is not the layer that the config declares`, { hint: "build the image again" });
  }
  async [Symbol.asyncDispose]() {
  }
};
var PulledImage = class {
  kind = "oci-layout";
  mayBeUnpacked = false;
  notes = [];
  name;
  #documents;
  #layers;
  #manifest;
  constructor(name, config, layers, manifest) {
    this.name = name;
    this.#layers = layers;
    this.#manifest = manifest;
    this.#documents = new Map([manifest, config].map((bytes) => [sha256(bytes), bytes]));
  }
  async resolve() {
    return { mediaType: "", digest: sha256(this.#manifest), size: this.#manifest.length };
  }
  async has() {
    return true;
  }
  async fetch({ digest = "" }) {
    const bytes = this.#documents.get(digest);
    if (bytes === void 0) throw new Error(`the bytes of ${digest} are not kept`);
    return { kind: "stream", stream: Readable.from([bytes]), length: bytes.length };
  }
  /** The order of the layers was checked when the image was opened: a diffID means one scan wherever it stands. */
  takeScan({ diffID }, what) {
    const layer = this.#layers.find((each) => each.diffID === diffID);
    if (layer !== void 0) return layer.scan;
    throw new ExpectedError("content", `reading ${what}: it is not the layer that the config declares`, { hint: "pull the image again" });
  }
  async [Symbol.asyncDispose]() {
  }
};

// src/scan/run-thread.ts
import { once } from "node:events";
import { Worker } from "node:worker_threads";
var threadFile = new URL(import.meta.url.endsWith(".ts") ? "./scan-thread.ts" : "../scan-thread.js", import.meta.url);
async function runThread(task, { onScan, onBytes }, signal) {
  checkAbort(signal);
  const thread = new Worker(threadFile, { workerData: task });
  const stop = () => void thread.terminate();
  signal?.addEventListener("abort", stop, { once: true });
  let fault;
  thread.on("message", (message) => {
    switch (message.kind) {
      case "bytes":
        onBytes?.(message.count);
        break;
      case "scan":
        onScan(LayerScan.fromData(message.data), message.number);
        break;
      case "error":
        fault = new ExpectedError(message.code, message.message, message.hint === void 0 ? {} : { hint: message.hint });
        break;
      default:
        fault = new TarSplitFault(message.message, message.place);
    }
  });
  thread.on("error", (error) => {
    fault = error;
  });
  await once(thread, "exit");
  signal?.removeEventListener("abort", stop);
  checkAbort(signal);
  if (fault !== void 0) throw fault;
}

export {
  runThread,
  isScanned,
  UnpackedImage,
  PulledImage
};
