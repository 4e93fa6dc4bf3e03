/** zstd streams of any number of frames, on every Node: by zlib where it has zstd, else by the zstd command, else in JavaScript. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { splitFrames, ZstdFault } from './zstd-frames.ts';

export type ZstdDecoder = 'zlib' | 'command' | 'javascript';

/** A frame up to this size is decoded in one call; files of zstd:chunked layers have one each. */
const smallFrameBytes = 1 << 20;
const maxSmallOutputBytes = 32 << 20;

/** What this Node and this machine can do. Node has zstd since 22.15. */
export function chooseZstdDecoder(): ZstdDecoder {
  if (typeof zlib.createZstdDecompress === 'function') return 'zlib';
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, 'zstd')))
    ? 'command'
    : 'javascript';
}

/** @throws an error with a `code` that begins with `ZSTD_` for a corrupt or truncated stream */
export async function* decompressZstd(input: Readable, decoder: ZstdDecoder = chooseZstdDecoder()): AsyncGenerator<Uint8Array> {
  if (decoder === 'zlib') yield* byZlib(input);
  else if (decoder === 'command') yield* byCommand(input);
  else yield* byJavaScript(input);
}

/** zlib's decoder stops after the first frame without an error (nodejs/node#64741), so that each frame gets a decoder of its own. */
async function* byZlib(input: Readable): AsyncGenerator<Uint8Array> {
  const params = { [zlib.constants.ZSTD_d_windowLogMax]: 31 };
  const pieces = splitFrames(input);
  let frame: Uint8Array[] = [];
  let frameBytes = 0;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    const { bytes, last } = next.value;
    frame.push(bytes);
    frameBytes += bytes.length;
    if (frameBytes > smallFrameBytes && !last) {
      const rest = Readable.from(restOfFrame(frame, pieces), { objectMode: false });
      const stream = zlib.createZstdDecompress({ chunkSize: 1 << 18, params });
      rest.once('error', (error) => stream.destroy(error));
      yield* rest.pipe(stream);
    } else if (last) yield* wholeFrame(Buffer.concat(frame), params);
    else continue;
    frame = [];
    frameBytes = 0;
  }
}

async function* restOfFrame(begun: Uint8Array[], pieces: ReturnType<typeof splitFrames>): AsyncGenerator<Uint8Array> {
  yield* begun;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    yield next.value.bytes;
    if (next.value.last) return;
  }
}

async function* wholeFrame(frame: Buffer, params: Record<number, number>): AsyncGenerator<Uint8Array> {
  let output: Uint8Array | undefined;
  try {
    output = zlib.zstdDecompressSync(frame, { params, maxOutputLength: maxSmallOutputBytes });
  } catch (error) {
    // A little that becomes a lot is let out piece by piece.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw error;
  }
  if (output !== undefined) yield output;
  else yield* Readable.from([frame]).pipe(zlib.createZstdDecompress({ chunkSize: 1 << 18, params }));
}

async function* byCommand(input: Readable): AsyncGenerator<Uint8Array> {
  const child = spawn('zstd', ['-d', '-c', '-q', '--long=31'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint = (complaint + chunk).slice(-300);
  });
  // It may stop reading before all is written; its exit code says why.
  child.stdin.on('error', () => undefined);
  input.once('error', (error) => child.stdout.destroy(error));
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  closed.catch(() => undefined);
  try {
    input.pipe(child.stdin);
    yield* child.stdout;
    if ((await closed) !== 0) throw new ZstdFault(complaint.trim().replace(/^.*?: /, '') || 'the zstd command failed');
  } finally {
    child.kill();
  }
}

async function* byJavaScript(input: Readable): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd');
  const output: Uint8Array[] = [];
  let decoder: InstanceType<typeof Decompress> | undefined;
  for await (const { bytes, last } of splitFrames(input)) {
    decoder ??= new Decompress((chunk) => output.push(chunk));
    try {
      decoder.push(bytes, last);
    } catch (error) {
      throw new ZstdFault(error instanceof Error ? error.message : String(error));
    }
    if (last) decoder = undefined;
    yield* output.splice(0);
  }
}
