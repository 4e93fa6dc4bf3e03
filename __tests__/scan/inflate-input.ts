/**
 * A process of its own, for what memory it takes: decompresses its stdin, and prints how many bytes came out, and how many its memory grew by
 * at most. Garbage is collected as it comes, so that what is left is what is held. To be run with --expose-gc.
 * @param argv compression, and for zstd its decoder
 */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { decompressed } from '../../src/scan/decompress.ts';
import type { ZstdDecoder } from '../../src/scan/zstd.ts';

const [compression, decoder] = process.argv.slice(2) as ['gzip' | 'zstd', ZstdDecoder?];
const collect = globalThis.gc;
if (collect === undefined) throw new Error('run this with --expose-gc');
const input = await buffer(process.stdin);
collect();
const before = process.memoryUsage.rss();
let bytes = 0;
let collected = 0;
for await (const chunk of decompressed(Readable.from([input], { objectMode: false }), compression, 'a bomb', decoder)) {
  bytes += chunk.length;
  if (bytes - collected < 8 << 20) continue;
  collect();
  collected = bytes;
}
// In KiB, whatever the system counts in.
const peak = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ bytes, grown: Math.max(0, peak - before) }));
