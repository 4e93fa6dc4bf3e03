/** What cannot be undercut: node's zlib inflating the gzip blobs of an OCI layout, as many at once as there are cores, and throwing the bytes away. */
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

const blobs = join(process.argv[2]!, 'blobs', 'sha256');
const queue = readdirSync(blobs)
  .map((name) => ({ file: join(blobs, name), size: statSync(join(blobs, name)).size }))
  .filter(({ size }) => size > 8192)
  .sort((one, other) => other.size - one.size);
const chunkSize = 1 << 18;
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
      await pipeline(createReadStream(next.file, { highWaterMark: 1 << 20 }), createGunzip({ chunkSize }), nowhere);
    }
  }),
);
