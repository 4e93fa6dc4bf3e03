/** Weighing as a command does it: with the options that were given, and with progress on stderr. */
import { resolve } from 'node:path';
import type { Weighed } from '../analysis/analysis.ts';
import { cacheVariable, findCacheFolder } from '../cache/cache-folder.ts';
import { ScanCache } from '../cache/scan-cache.ts';
import type { Checked } from '../check.ts';
import type { NamedImage } from '../name-images.ts';
import type { Options } from '../options/table.ts';
import type { KnownLayers } from '../read-layers.ts';
import { type WeighOptions, weigh } from '../weigh.ts';
import type { RunBuild } from '../weigh-image.ts';
import { openProgress, type ProgressDisplay } from './progress.ts';
import { type Io, isLive, say } from './terminal.ts';

/** Opens the progress display for as long as `work` takes. */
export async function withProgress<T>(options: Options, io: Io, work: (progress: ProgressDisplay) => Promise<T>): Promise<T> {
  const progress = await openProgress(io, options);
  try {
    return await work(progress);
  } finally {
    await progress.end();
  }
}

/** Weighs images, each on its platforms. */
export function weighNamed(named: readonly NamedImage[], options: Options, io: Io): Promise<{ image: NamedImage; weighed: Weighed[] }[]> {
  return withProgress(options, io, async (progress) => {
    const records: { image: NamedImage; weighed: Weighed[] }[] = [];
    const known: KnownLayers = new Map();
    for (const image of named) {
      const { name, reference, directory, platforms } = image;
      await progress.begin(name, reference);
      const wanted = platforms === undefined ? {} : { platforms };
      records.push({ image, weighed: await weigh(reference, { ...weighingOf(options, io, progress), known, directory, ...wanted }) });
    }
    return records;
  });
}

/** Tells the whole story of check.ts; a baseline only where one was asked for. */
export async function checkImages(references: readonly string[], options: Options, io: Io): Promise<Checked> {
  // The budget's parser and the reader of what was kept are for this command alone.
  const { check } = await import('../check.ts');
  const { findSavedBaseline } = await import('./find-baseline.ts');
  const { config, image: images, baseline, save } = options;
  // The baseline is an image like any other, and may have layers in common with the one that is checked.
  const known: KnownLayers = new Map();
  return withProgress(options, io, (progress) => {
    const weighing = { ...weighingOf(options, io, progress), known, runBuild: buildsTo(io, options) };
    return check({
      directory: io.cwd,
      references,
      images,
      today: io.now().toISOString().slice(0, 10),
      // A record of sizes alone would leave later comparisons with little to say.
      whole: save !== undefined,
      weighing,
      onImage: ({ name, reference }) => progress.begin(name, reference),
      ...(config === undefined ? {} : { configFile: resolve(io.cwd, config) }),
      findBaseline: (budget, named) =>
        findSavedBaseline(baseline, budget, {
          directory: io.cwd,
          images: named,
          weighing,
          onImage: (reference) => progress.begin('the baseline', reference),
        }),
      ...platformsOf(options),
    });
  });
}

/** A build draws on a terminal as it does by itself; elsewhere its lines come by one by one. */
function buildsTo(io: Io, { quiet }: Options): RunBuild {
  return async (_title, build) => {
    if (quiet) return await build(undefined);
    const { fd } = io.stderr as { fd?: number };
    if (isLive(io) && fd !== undefined) return await build({ terminal: fd });
    return await build({ onLine: (line) => void say(io, line) });
  };
}

type Weighing = Pick<
  WeighOptions,
  | 'tag'
  | 'verify'
  | 'maxUncompressedBytes'
  | 'engineRead'
  | 'insecure'
  | 'known'
  | 'cache'
  | 'environment'
  | 'signal'
  | 'onProgress'
  | 'onStep'
>;

/** Undefined where none is wanted, or there is no place for one. */
function openCache({ noCache, cacheSize }: Options, io: Io, onStep: NonNullable<WeighOptions['onStep']>): ScanCache | undefined {
  const folder = noCache ? undefined : findCacheFolder(io.env, io.cwd);
  if (folder === undefined) return undefined;
  // Whoever names a folder wants to know that it is of no use.
  const level = io.env[cacheVariable] === undefined ? 'debug' : 'note';
  return new ScanCache(folder, { maxBytes: cacheSize, onFault: (sentence) => onStep(sentence, level) });
}

export function weighingOf(options: Options, io: Io, progress: ProgressDisplay): Weighing {
  const { tag, verify, maxUncompressed, engineRead, insecure, quiet, verbose } = options;
  const onStep: NonNullable<WeighOptions['onStep']> = (line, level) => {
    if (level === 'note' ? !quiet : verbose) void say(io, `plimsoll: ${line}`);
  };
  const cache = openCache(options, io, onStep);
  return {
    verify,
    engineRead,
    insecure,
    environment: io.env,
    signal: io.signal,
    onStep,
    onProgress: (state) => progress.update(state),
    ...(cache === undefined ? {} : { cache }),
    ...(tag === undefined ? {} : { tag }),
    ...(maxUncompressed === undefined ? {} : { maxUncompressedBytes: maxUncompressed }),
  };
}

/** The platforms that were asked for, in the order given, each once; nothing where none were. */
export function platformsOf({ platform }: Pick<Options, 'platform'>): { platforms?: readonly string[] | 'all' } {
  const asked = [...new Set(platform.flat())];
  if (asked.length === 0) return {};
  return { platforms: asked.includes('all') ? 'all' : asked };
}
