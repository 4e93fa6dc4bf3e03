/** An image as podman or buildah writes it to a pipe, where its store cannot be read. */
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { endGroup, graceMilliseconds } from '../../end-group.ts';
import { ExpectedError } from '../../errors.ts';
import type { StorePlace } from '../../image/reference.ts';
import { checkAbort, makeAllowance } from '../../scan/scan-options.ts';
import { shellQuote } from '../../shell-quote.ts';
import { withoutCredentials } from '../../without-credentials.ts';
import type { PassingOptions } from '../passed-layer.ts';
import { PassedMembers, type Passing } from '../passed-members.ts';
import { type Asked, describeImage, listNames } from './ask-program.ts';
import type { Environment } from './endpoint.ts';
import { imageNotFound } from './find-image.ts';
import type { EngineOptions } from './open-engine.ts';

type Exporter = { program: Asked['program']; args: (name: string) => string[] };

/** buildah comes first: podman keeps a database beside the images, and would make one where there is none. */
const exporters: readonly Exporter[] = [
  { program: 'buildah', args: (name) => ['push', '--quiet', name, 'docker-archive:/dev/stdout'] },
  { program: 'podman', args: (name) => ['save', '--quiet', '--format', 'docker-archive', name] },
];

const maxSaidBytes = 4096;

/** What another program would end with too. */
const final: readonly unknown[] = ['interrupted', 'too-large'];

export type ExportOptions = Omit<PassingOptions, 'allowance' | 'onBytes'> & {
  /** Where the programs shall look, if not where they look anyway. */
  store?: StorePlace;
  environment: Environment;
  maxUncompressedBytes?: number;
  onStep?: EngineOptions['onStep'] | undefined;
  onOpening?: EngineOptions['onOpening'] | undefined;
};

/** @throws ExpectedError `engine` where neither program is there or both fail: then what the first one said; `not-found`, which lists near names; `interrupted`, `too-large` */
export async function exportByProgram(
  name: string,
  { store, environment, maxUncompressedBytes, onStep, onOpening, ...passing }: ExportOptions,
): Promise<PassedMembers> {
  const place = store === undefined ? [] : ['--root', store.root, '--storage-driver', store.driver];
  if (store?.runRoot !== undefined) place.push('--runroot', store.runRoot);
  let failed: ExpectedError | undefined;
  for (const { program, args } of exporters) {
    checkAbort(passing.signal);
    const asked: Asked = { program, place, environment: withoutCredentials(environment), signal: passing.signal };
    try {
      // What came before a failure is no part of what the image may unpack to.
      const allowance = maxUncompressedBytes === undefined ? {} : { allowance: makeAllowance(maxUncompressedBytes) };
      const opening = onOpening === undefined ? undefined : await describeImage(name, asked);
      checkAbort(passing.signal);
      const options = {
        ...passing,
        ...allowance,
        ...(opening === undefined ? {} : { onBytes: (bytes: number) => onOpening?.(opening, bytes) }),
      };
      const members = await run(program, [...place, ...args(name)], { name, environment: asked.environment, options });
      if (members !== undefined) return members;
    } catch (error) {
      checkAbort(passing.signal);
      if (error instanceof ExpectedError && error.code === 'not-found') {
        const where = store === undefined ? `the store of ${program}` : `the store ${store.root}`;
        const names = await listNames(asked);
        checkAbort(passing.signal);
        throw names === undefined ? error : imageNotFound(name, names, where, `${program} images`);
      }
      if (!(error instanceof ExpectedError) || final.includes(error.code)) throw error;
      onStep?.(error.message, 'debug');
      failed ??= error;
    }
  }
  if (failed !== undefined) throw failed;
  throw new ExpectedError('engine', `looking for the image ${name}: neither podman nor buildah is here to export it`, {
    hint: 'install one of them, or run as a user who may read the store: --engine-read direct says what stands in the way',
  });
}

/** A program that writes to /dev/stdout wants a pipe there, and gets a socket from node: so a shell makes one. Its own end is told apart. */
const piped = '{ "$@"; echo $? >&3; } | cat 3>&- 2>/dev/null';
const notThere = 127;

/** Other things than the image may be missing: "file does not exist" is said of any. */
const imageMissing = /: image not known$|no such image|image \S+ does not exist/i;

/** @returns undefined where there is no such program */
async function run(
  program: string,
  args: readonly string[],
  { name, environment, options }: { name: string; environment: Environment; options: PassingOptions },
): Promise<PassedMembers | undefined> {
  const child = spawn('sh', ['-c', piped, 'sh', program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // The shell's end is not that of the program: both are in one group, which is ended.
    detached: true,
    env: environment as NodeJS.ProcessEnv,
  });
  const said = collect(child.stderr as Readable);
  const told = collect(child.stdio[3] as Readable);
  const ended = new Promise<void>((resolve) => {
    child.on('error', () => resolve());
    child.on('close', () => resolve());
  });
  const output = child.stdout as Readable;
  let patience: NodeJS.Timeout | undefined;
  const letGo = () => child.stdio.forEach((stream) => void stream?.destroy());
  const kill = () => {
    endGroup(child, 'SIGKILL');
    // Whoever has left the group may hold them.
    patience = setTimeout(letGo, graceMilliseconds);
  };
  const stop = () => {
    endGroup(child, 'SIGTERM');
    output.destroy();
    patience ??= setTimeout(kill, graceMilliseconds);
  };
  options.signal?.addEventListener('abort', stop, { once: true });
  process.once('exit', kill);
  let fault: Error | undefined;
  let isStopped = false;
  const tar: Passing = async (take) => {
    for await (const chunk of output as AsyncIterable<Buffer>) {
      isStopped = true;
      await take(chunk);
      isStopped = false;
    }
  };
  const members = await PassedMembers.read(tar, `that ${program} writes of ${name}`, options).catch((error: Error) => {
    fault = error;
    stop();
    return undefined;
  });
  await ended;
  clearTimeout(patience);
  options.signal?.removeEventListener('abort', stop);
  process.removeListener('exit', kill);
  checkAbort(options.signal);
  if (fault !== undefined && !(fault instanceof ExpectedError)) throw fault;
  const status = told() === '' ? undefined : Number(told());
  if (status === notThere) return undefined;
  if (fault !== undefined && fault.code !== 'engine') throw fault;
  if (members !== undefined && status === 0) return members;
  const last = said().trim().split('\n').at(-1)?.trim() ?? '';
  // What a program says that was stopped for what it wrote, or that knows of no failure, is not why.
  const isOfReader = fault !== undefined && (isStopped || status === 0 || status === undefined);
  const isMissing = !isOfReader && imageMissing.test(last);
  const byItself = `${[program, ...args].map(shellQuote).join(' ')} | wc -c`;
  throw new ExpectedError(
    isMissing ? 'not-found' : 'engine',
    isOfReader ? fault!.message : `exporting the image ${name} by ${program}: ${last || `it ended with ${status ?? 'a signal'}`}`,
    {
      hint: isMissing
        ? `${program} images lists what is there`
        : `run it by itself to see more (${byItself}); --engine-read direct says what stands in the way of reading the store`,
      cause: fault,
    },
  );
}

/** The last that a stream said. */
function collect(stream: Readable): () => string {
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text = `${text}${chunk}`.slice(-maxSaidBytes);
  });
  stream.on('error', () => {});
  return () => text;
}
