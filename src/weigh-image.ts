/** From an image that a budget or a command names to what it weighs: built first, where it is a build. */
import type { Weighed } from './analysis/analysis.ts';
import type { BuildEvidence } from './base/find-base-here.ts';
import type { BuildSource } from './budget/build-source.ts';
import type { Built } from './build/build-image.ts';
import type { BuildOutput } from './build/run-tool.ts';
import type { NamedImage } from './name-images.ts';
import { type WeighOptions, weigh } from './weigh.ts';

/** Runs a build under a title, and says where its own output goes; undefined is nowhere. */
export type RunBuild = <T>(title: string, build: (output: BuildOutput | undefined) => Promise<T>) => Promise<T>;

export type WeighImageOptions = Omit<WeighOptions, 'directory' | 'platforms' | 'sizesOnly' | 'shownAs' | 'base'> & {
  /** Around each build; by default its output goes nowhere. */
  runBuild?: RunBuild;
};

const quietly: RunBuild = (_title, build) => build(undefined);

/**
 * Weighs each platform of the image, in the order asked. What a build wrote for it is gone when this returns.
 * @throws ExpectedError
 */
export async function weighImage(image: NamedImage, options: WeighImageOptions): Promise<Weighed[]> {
  const weighed = await weighOrBuild(image, options);
  if (image.base === undefined || image.sizesOnly === true) return weighed;
  const { confirmBase } = await import('./confirm-base.ts');
  // Which image of an archive --tag names says nothing of the base.
  const { tag: _tag, runBuild: _runBuild, ...opening } = options;
  return await confirmBase(weighed, image.base, opening);
}

async function weighOrBuild(
  { name, reference, directory, platforms, sizesOnly = false, build, asPushed = false, base: named }: NamedImage,
  { runBuild = quietly, ...options }: WeighImageOptions,
): Promise<Weighed[]> {
  const wanted = platforms === undefined ? {} : { platforms };
  const base = named === undefined ? {} : { base: 'named' as const };
  if (build === undefined) return await weigh(reference, { ...options, ...wanted, ...base, directory, sizesOnly });
  // Most runs build nothing.
  const { buildImage } = await import('./build/build-image.ts');
  const { environment, temporaryDirectory, signal, onStep } = options;
  await using built = await runBuild(`building ${name} (${reference})`, (output) =>
    buildImage(build, {
      name,
      directory,
      output,
      asPushed,
      ...wanted,
      ...(environment === undefined ? {} : { environment }),
      ...(temporaryDirectory === undefined ? {} : { temporaryDirectory }),
      ...(signal === undefined ? {} : { signal }),
      ...(onStep === undefined ? {} : { onStep }),
    }),
  );
  const evidence = named === undefined ? { base: await gatherEvidence(build, directory, built) } : base;
  const weighed: Weighed[] = [];
  for (const image of built.images) {
    const from = weighed.length;
    const { environment: place } = built;
    // A name that --tag gives is for archives, of which a build makes none.
    const { tag: _tag, ...rest } = options;
    weighed.push(
      ...(await weigh(image.reference, {
        ...rest,
        ...wanted,
        ...platformsOf(image),
        ...evidence,
        sizesOnly,
        environment: place,
        shownAs: reference,
      })),
    );
    explainUncompressed(weighed.slice(from), image.uncompressed);
  }
  return weighed;
}

/** The builder says better than its store why it is not known what a registry would store. */
function explainUncompressed(weighed: readonly Weighed[], reason: string | undefined): void {
  for (const { analysis } of weighed)
    for (const each of analysis.unknown ?? []) if (each.metric === 'compressed' && reason !== undefined) each.reason = reason;
}

/** What the build says of the base of what it made. */
async function gatherEvidence(build: BuildSource, directory: string, { images, metadata, program }: Built): Promise<BuildEvidence> {
  const [{ readBuildFile }, { isRemote }] = await Promise.all([import('./base/read-build-file.ts'), import('./build/check-paths.ts')]);
  const isHere = build.kind === 'build' && !isRemote(build.context);
  const buildFile = isHere ? await readBuildFile(build, directory, program) : undefined;
  return {
    // Where images were built one after the other, it is told of the last one alone.
    ...(metadata === undefined || images.length !== 1 ? {} : { metadata }),
    ...(buildFile === undefined ? {} : { buildFile }),
  };
}

function platformsOf({ platforms }: { platforms?: readonly string[] }): { platforms?: readonly string[] } {
  return platforms === undefined ? {} : { platforms };
}
