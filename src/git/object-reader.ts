/** Reads objects as they are stored, by one `git cat-file --batch`: no graft of a shallow clone comes between. */
import { spawn } from 'node:child_process';
import { ExpectedError } from '../errors.ts';
import { type GitPlace, gitArguments, gitEnvironment, lastWords } from './run-git.ts';

export type GitObject = { id: string; type: string; body: Buffer };

export type ObjectReader = {
  /**
   * @param name anything that git calls an object, without a line feed: an id, `COMMIT:PATH`
   * @returns undefined where there is no such object here
   * @throws ExpectedError `git` where git fails or the object is larger than maxObjectBytes
   */
  read(name: string): Promise<GitObject | undefined>;
  close(): Promise<void>;
};

/** Guards memory: commits and the files that are read here are small. */
export const maxObjectBytes = 32 * 1024 * 1024;

/** Opens a reader, gives it to `work`, and closes it whatever happens. */
export async function withObjects<T>(place: GitPlace, work: (objects: ObjectReader) => Promise<T>): Promise<T> {
  const reader = openReader(place);
  try {
    return await work(reader);
  } finally {
    await reader.close();
  }
}

function openReader(place: GitPlace): ObjectReader {
  const args = gitArguments(place, ['cat-file', '--batch', '--follow-symlinks']);
  // A partial clone would fetch what is missing, and with it more than was asked for.
  const child = spawn('git', args, { env: { ...gitEnvironment(), GIT_NO_LAZY_FETCH: '1' }, stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-4096);
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      stderr ||= error.message;
      resolve();
    });
    child.once('close', () => resolve());
  });
  const input = bufferedInput(child.stdout);

  const broken = async (name: string): Promise<ExpectedError> => {
    child.stdin.end();
    await ended;
    return new ExpectedError('git', `reading ${name} of the repository ${place.folder}: ${lastWords(stderr)}`);
  };
  return {
    read: async (name) => {
      if (name.includes('\n')) return undefined;
      child.stdin.write(`${name}\n`);
      const header = await input.line();
      if (header === undefined) throw await broken(name);
      const found = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/.exec(header);
      if (found === null) {
        // A symlink that leads out of the tree or nowhere is told by its kind and the length of what follows.
        const symlink = /^(?:symlink|dangling|loop|notdir) (\d+)$/.exec(header);
        if (symlink !== null) await input.bytes(Number(symlink[1]) + 1);
        return undefined;
      }
      const size = Number(found[3]);
      if (size > maxObjectBytes) {
        child.kill();
        throw new ExpectedError(
          'git',
          `reading ${name} of the repository ${place.folder}: it has ${size} bytes, and at most ${maxObjectBytes} are read`,
        );
      }
      const body = await input.bytes(size + 1);
      if (body === undefined) throw await broken(name);
      return { id: found[1]!, type: found[2]!, body: body.subarray(0, size) };
    },
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** Lines and counted bytes of one stream, each undefined where the stream ends before. */
function bufferedInput(stream: NodeJS.ReadableStream) {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const { value, done } = await chunks.next().catch(() => ({ value: undefined, done: true }) as const);
    if (done === true) return false;
    rest = Buffer.concat([rest, value]);
    return true;
  };
  const take = (length: number): Buffer => {
    const taken = rest.subarray(0, length);
    rest = rest.subarray(length);
    return taken;
  };
  return {
    line: async (): Promise<string | undefined> => {
      let end = rest.indexOf(0x0a);
      while (end < 0) {
        if (!(await more())) return undefined;
        end = rest.indexOf(0x0a);
      }
      return take(end + 1).toString('utf8', 0, end);
    },
    bytes: async (length: number): Promise<Buffer | undefined> => {
      const parts: Buffer[] = [];
      let missing = length;
      while (missing > 0) {
        if (rest.length === 0 && !(await more())) return undefined;
        const part = take(Math.min(missing, rest.length));
        parts.push(part);
        missing -= part.length;
      }
      return Buffer.concat(parts);
    },
  };
}
