/** Files of an engine's store, which belongs to somebody else: read as this user, or by sudo where that was asked for. Nothing is ever written. */
import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';

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
  /** The file as a stream; it fails with a StoreFault. */
  open(path: string): Readable;
}

export const ownFiles: StoreFiles = {
  open(path) {
    const file = createReadStream(path);
    const stream = new PassThrough();
    file.on('error', (error: NodeJS.ErrnoException) => stream.destroy(faultOf(path, error.code)));
    stream.on('close', () => file.destroy());
    return file.pipe(stream);
  },
};

const maxSaidBytes = 2048;

/** Each file is read by `sudo -n cat`: it never asks for a password. */
export const sudoFiles: StoreFiles = {
  open(path) {
    const child = spawn('sudo', ['-n', '--', 'cat', '--', path], { stdio: ['ignore', 'pipe', 'pipe'] });
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
  },
};

function faultOf(path: string, code: string | undefined): StoreFault {
  const clauses: Record<string, string> = { ENOENT: 'is not there', ENOTDIR: 'is not there', EACCES: 'may not be read by this user' };
  return new StoreFault(`${path} ${clauses[code ?? ''] ?? `cannot be read (${code})`}`, { isMissing: code === 'ENOENT' });
}

/** A file that should be small, whole. @throws StoreFault */
export async function readStoreFile(files: StoreFiles, path: string, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of files.open(path) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new StoreFault(`${path} is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
