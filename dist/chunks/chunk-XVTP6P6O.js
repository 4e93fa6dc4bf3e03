import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  decompressed
} from "./chunk-MCXDM5AR.js";
import {
  attempt,
  checkAbort,
  collector,
  finish,
  isOddTail,
  oddTail,
  takeAllowance
} from "./chunk-IGIL577L.js";
import {
  TarReader
} from "./chunk-4HT4ARZI.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/scan/read-tar.ts
async function readTar(bytes, compression, { scan, tarHash }, options) {
  const reader = new TarReader(collector(scan, true));
  scan.hasChecksums = true;
  let tarBytes = 0;
  await attempt(reader, options, async () => {
    try {
      for await (const chunk of decompressed(bytes, compression, options.what)) {
        tarBytes += chunk.length;
        takeAllowance(chunk.length, options);
        tarHash?.update(chunk);
        reader.write(chunk);
        checkAbort(options.signal);
      }
    } catch (error) {
      if (!reader.done || !(error instanceof ExpectedError) || error.code !== "content" || !isOddTail(error.cause)) throw error;
      scan.notes.push(oddTail);
    }
    for await (const _ of bytes) ;
    finish(reader, scan, tarBytes);
  });
}

export {
  readTar
};
