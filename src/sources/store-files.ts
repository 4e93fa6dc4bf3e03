/** Files of an engine's store, which belongs to somebody else: read as this user, or by sudo where that was asked for. Nothing is ever written. */
import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { PassThrough, type Readable } from 'node:stream';
import type { LayerScan } from '../scan/layer-scan.ts';
import { type SplitIndex, type SplitOptions, scanTarSplit } from '../scan/scan-tar-split.ts';
import { scanTarSplits } from '../scan/scan-tar-splits.ts';
import { TarSplitFault } from '../scan/split-layer.ts';

/** A store that cannot be read directly, and why, as a clause. The image has to be had another way. */
export class StoreFault extends Error {
  /** Whether it is a file that is not there. */
  readonly isMissing: boolean;

  constructor(message: string, { isMissing = false } = {}) {
    super(message);
    this.isMissing = isMissing;
  }
}

export interface StoreFiles {
  /** A file that should be small, whole. @throws StoreFault */
  read(path: string, maxBytes: number): Promise<Buffer>;
  /** The layers of tar-split indexes, in their order. @throws StoreFault; ExpectedError `too-large`, `interrupted` */
  scanIndexes(indexes: readonly SplitIndex[], options: Omit<SplitOptions, 'what'>): Promise<LayerScan[]>;
}

export const ownFiles: StoreFiles = {
  async read(path, maxBytes) {
    try {
      await using file = await open(path);
      const stats = await file.stat();
      if (!stats.isFile()) throw new StoreFault(`${path} is not a file`);
      const bytes = stats.size > maxBytes ? undefined : await file.readFile();
      if (bytes === undefined || bytes.length > maxBytes) throw tooLarge(path, maxBytes);
      return bytes;
    } catch (error) {
      throw error instanceof StoreFault ? error : faultOf(path, (error as NodeJS.ErrnoException).code);
    }
  },
  async scanIndexes(indexes, options) {
    try {
      return await scanTarSplits(indexes, options);
    } catch (error) {
      if (!(error instanceof TarSplitFault)) throw error;
      const { path = '', code } = error.place;
      throw code === undefined ? new StoreFault(`${path}: ${error.message}`) : faultOf(path, code);
    }
  },
};

const maxSaidBytes = 2048;

/** Each file is read by `sudo -n cat`: it never asks for a password. */
export const sudoFiles: StoreFiles = {
  async read(path, maxBytes) {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of catBySudo(path) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBytes) throw tooLarge(path, maxBytes);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  },
  async scanIndexes(indexes, options) {
    const scans: LayerScan[] = [];
    for (const { path, what } of indexes) {
      try {
        scans.push(await scanTarSplit(catBySudo(path) as AsyncIterable<Buffer>, { ...options, what }));
      } catch (error) {
        throw error instanceof TarSplitFault ? new StoreFault(`${path}: ${error.message}`) : error;
      }
    }
    return scans;
  },
};

/** The file as a stream; it fails with a StoreFault. */
function catBySudo(path: string): Readable {
  // What cat says is understood in English. By default sudo hands LC_* on.
  const env = { ...process.env, LC_ALL: 'C' };
  const child = spawn('sudo', ['-n', '--', 'cat', '--', path], { stdio: ['ignore', 'pipe', 'pipe'], env });
  const stream = new PassThrough();
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-maxSaidBytes);
  });
  child.on('error', (error: NodeJS.ErrnoException) =>
    stream.destroy(new StoreFault(error.code === 'ENOENT' ? 'there is no sudo here' : `sudo cannot be run (${error.code})`)),
  );
  // The end is told only once it is known that all went well.
  child.stdout.pipe(stream, { end: false });
  child.on('close', (status) => {
    if (status === 0) stream.end();
    else {
      const last = said.trim().split('\n').at(-1) || `it ended with ${status}`;
      stream.destroy(new StoreFault(`sudo could not read ${path} (${last})`, { isMissing: /No such file/.test(last) }));
    }
  });
  stream.on('close', () => child.kill());
  return stream;
}

function faultOf(path: string, code: string | undefined): StoreFault {
  const clauses: Record<string, string> = { ENOENT: 'is not there', ENOTDIR: 'is not there', EACCES: 'may not be read by this user' };
  return new StoreFault(`${path} ${clauses[code ?? ''] ?? `cannot be read (${code})`}`, { isMissing: code === 'ENOENT' });
}

function tooLarge(path: string, maxBytes: number): StoreFault {
  return new StoreFault(`${path} is larger than ${maxBytes} bytes`);
}
