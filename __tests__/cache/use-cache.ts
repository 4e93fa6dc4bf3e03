/** A process that keeps and finds layers over and over in a cache that is too small for them: `node use-cache.ts FOLDER SEED`. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { ScanCache } from '../../src/cache/scan-cache.ts';
import type { Layer } from '../../src/image/image.ts';
import { scanLayer } from '../../src/scan/scan-layer.ts';
import { Random } from '../support/random.ts';
import { bodyOf, entry, tar } from '../support/tar-bytes.ts';

const [folder = '', seed] = process.argv.slice(2);
const random = new Random(Number(seed));
const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

const made = await Promise.all(
  Array.from({ length: 12 }, async (_, index) => {
    const bytes = tar(...Array.from({ length: 40 }, (_each, file) => entry({ name: `layer-${index}/file-${file}` }, bodyOf(index))));
    const blob = gzipSync(bytes);
    const descriptor = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: sha256(blob), size: blob.length };
    const layer: Layer = { descriptor, diffID: sha256(bytes), sizeIsCompressed: true, present: true };
    const scan = await scanLayer({ kind: 'stream', stream: Readable.from([blob]) }, { what: 'the layer', digest: descriptor.digest });
    return { layer, scan, text: JSON.stringify(scan.toData()) };
  }),
);

const cache = new ScanCache(folder, {
  maxBytes: 4000,
  onFault: (sentence) => {
    throw new Error(sentence);
  },
});
let found = 0;
for (let step = 0; step < 600; step++) {
  const { layer, scan, text } = random.pick(made);
  const kept = cache.find(layer);
  if (kept === undefined) cache.keep(layer, scan);
  else if (JSON.stringify(kept.toData()) !== text) throw new Error('found another scan than was kept');
  else found++;
  if (random.chance(0.3)) cache.trim();
}
process.stdout.write(`found ${found} times\n`);
