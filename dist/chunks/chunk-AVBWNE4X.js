import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  GzipFault,
  scanGzip
} from "./chunk-IHCDD5UU.js";
import {
  readTar
} from "./chunk-XVTP6P6O.js";
import {
  contentStream,
  peekCompression,
  sniffCompression
} from "./chunk-MCXDM5AR.js";
import {
  LayerScan,
  checksTar,
  contentError,
  giveBack,
  verifyDigest
} from "./chunk-IGIL577L.js";
import {
  Verifier
} from "./chunk-4HT4ARZI.js";

// src/scan/read-head.ts
import { readSync } from "node:fs";
function readHead(content) {
  const head = new Uint8Array(Math.min(8, content.length));
  return head.subarray(0, readSync(content.fd, head, 0, head.length, content.offset));
}

// src/scan/scan-stream.ts
async function scanStream(content, scan, options) {
  const blobHash = Verifier.for(options.digest);
  const tarHash = checksTar(options) ? Verifier.for(options.diffID) : void 0;
  let storedBytes = 0;
  const source = contentStream(content, options);
  try {
    source.on("data", (chunk) => {
      blobHash?.update(chunk);
      storedBytes += chunk.length;
      options.onBytes?.(chunk.length);
    });
    source.pause();
    const { compression, bytes } = await peekCompression(source);
    scan.checksumsAreInternal = compression === "none" && options.verify !== true;
    await readTar(bytes, compression, { scan, tarHash }, options);
  } finally {
    source.destroy();
  }
  if (content.length !== void 0 && storedBytes !== content.length) {
    throw contentError(options, `${storedBytes} bytes came, where ${content.length} were declared`);
  }
  scan.digest = verifyDigest(blobHash, "the stored bytes", options);
  scan.diffID = verifyDigest(tarHash, "the uncompressed bytes", options);
}

// src/scan/read-whole.ts
async function readWhole(content, options) {
  if (content.kind !== "file" || sniffCompression(readHead(content)) !== "gzip")
    return finished((scan) => scanStream(content, scan, options));
  try {
    return await finished((scan) => scanGzip(content, scan, options));
  } catch (error) {
    if (!(error instanceof GzipFault)) throw error;
    giveBack(error.tarBytes, options);
    const { onBytes: _, ...again } = options;
    return finished((scan) => scanGzip(content, scan, again, error.at));
  }
}
async function finished(read) {
  const scan = new LayerScan();
  await read(scan);
  scan.trim();
  return scan;
}

export {
  readHead,
  readWhole
};
