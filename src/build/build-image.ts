/** Builds an image of the budget, and says where what was built is to be weighed. */
import { writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Builder, BuildSource, DockerfileBuild } from '../budget/build-source.ts';
import { ExpectedError } from '../errors.ts';
import { showUnseen } from '../show-unseen.ts';
import { withoutCredentials } from '../without-credentials.ts';
import { bakeArguments, buildxArguments, type ResultPlaces, shownCommand, storeBuildArguments } from './build-arguments.ts';
import { buildFailed, secretValues, withoutValues } from './build-failure.ts';
import { checkPaths, isRemote } from './check-paths.ts';
import { type ChosenBuilder, chooseBuilder, type PassedOver } from './choose-builder.ts';
import { findTarget } from './find-target.ts';
import { explainFullDisk } from './full-disk.ts';
import { refuseCaches } from './refuse-caches.ts';
import { type BuildOutput, type Ended, type Environment, runTool, type ToolOptions } from './run-tool.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

export type BuildOptions = {
  /** What the image is called, for messages. */
  name: string;
  /** Where relative paths begin: the budget's folder. */
  directory: string;
  /** What to build for; by default what the builder builds for. */
  platforms?: readonly string[];
  /** Whether layers are wanted as a push would send them: buildah and podman are asked to compress them for it. */
  asPushed?: boolean;
  /** Folder for temporary files; the platform's by default. */
  temporaryDirectory?: string;
  environment?: Environment;
  signal?: AbortSignal;
  /** Where the build's own output goes; nowhere by default. */
  output?: BuildOutput | undefined;
  onStep?: (line: string, level: 'note' | 'debug') => void;
};

/** `uncompressed` is why its store may not know what a push would send, as a clause. */
export type BuiltImage = { reference: string; platforms?: readonly string[]; uncompressed?: string };

/** What was built, until it is disposed of. An image in an engine or a store stays there, as after any build. */
export type Built = AsyncDisposable & {
  /** What to weigh: one image, or one for each platform. */
  images: BuiltImage[];
  program: Builder;
  /** Where engines are looked for: that of the build. */
  environment: Environment;
  /** What buildx tells of the build (`containerimage.digest`, `buildx.build.provenance`, …); absent for other programs. */
  metadata?: Readonly<Record<string, unknown>>;
};

type Work = {
  build: BuildSource;
  doing: string;
  places: ResultPlaces;
  tool: ToolOptions;
  secrets: readonly string[];
  options: BuildOptions;
};

/**
 * Builds the image with the program that the budget names, or the first that is ready.
 * @throws ExpectedError `build`, `not-found`, `write` or `interrupted`
 */
export async function buildImage(build: BuildSource, options: BuildOptions): Promise<Built> {
  const { name, directory, environment = process.env, signal, temporaryDirectory } = options;
  const doing = `building ${name}`;
  await checkPaths(build, doing, directory);
  const tool: ToolOptions = { cwd: directory, env: toolEnvironment(environment), ...(signal === undefined ? {} : { signal }) };
  const { chosen, passed } = await chooseBuilder(doing, build, tool);
  tellPassedOver(passed, `${doing} with ${chosen.program}`, options);

  const folder = await makeTemporaryFolder(temporaryDirectory);
  try {
    const at = (file: string) => join(folder.path, file);
    const places = { layout: at('layout'), imageID: at('image-id'), metadata: at('metadata.json') };
    const work: Work = { build, doing, places, tool, secrets: secretValues(build, environment, directory), options };
    const result = chosen.program === 'buildx' ? await buildWithBuildx(work, chosen) : await buildIntoStore(work, chosen.program);
    const context = chosen.program === 'buildx' ? chosen.context : undefined;
    return {
      ...result,
      program: chosen.program,
      environment: context === undefined ? environment : { ...environment, DOCKER_HOST: undefined, DOCKER_CONTEXT: context },
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    };
  } catch (error) {
    const fault = await explainFullDisk(error, doing, folder.path).catch(() => error);
    await folder[Symbol.asyncDispose]();
    throw fault;
  }
}

/** A program that somebody installed was meant to build, and another one may make other layers. That there is none is no news. */
function tellPassedOver(passed: readonly PassedOver[], doing: string, { onStep }: BuildOptions): void {
  const installed = passed.filter(({ isInstalled }) => isInstalled);
  const told = installed.length > 0 ? installed : passed;
  if (told.length === 0) return;
  onStep?.(`${doing} (${told.map(({ text }) => text).join('; ')})`, installed.length > 0 ? 'note' : 'debug');
}

/** The action's own inputs, its token among them, are nothing to a build. */
function toolEnvironment(environment: Environment): Environment {
  const own = Object.entries(environment).filter(([name]) => !name.startsWith('INPUT_'));
  return {
    // The steps of the build tell the base image. What is asked for here is written beside the image, and changes nothing of it.
    BUILDX_METADATA_PROVENANCE: 'max',
    ...Object.fromEntries(own),
    // Plain lines, wherever BuildKit does not find a terminal.
    BUILDKIT_PROGRESS: undefined,
  };
}

/** Absolute, so that it is never taken for an option. */
function contextOf({ context }: DockerfileBuild, directory: string): string {
  return isRemote(context) ? context : resolve(directory, context);
}

type Result = Pick<Built, 'images' | 'metadata'>;

async function buildWithBuildx(work: Work, chosen: ChosenBuilder & { program: 'buildx' }): Promise<Result> {
  const { build, places, options, tool } = work;
  const target = build.kind === 'bake' ? await findTarget(build, work.doing, work.tool, work.secrets) : undefined;
  const { platforms } = options;
  // An engine's classic store takes one platform at a time.
  const each = chosen.delivery === 'load' && platforms !== undefined ? platforms.map((platform) => [platform]) : [platforms];
  const images: Built['images'] = [];
  let metadata: Record<string, unknown> = {};
  for (const wanted of each) {
    const asked = { platforms: wanted, places, delivery: chosen.delivery };
    const args =
      build.kind === 'bake'
        ? bakeArguments(build, target!, { ...asked, mayAllow: chosen.mayAllow })
        : buildxArguments(build, contextOf(build, tool.cwd), asked);
    await run(work, 'docker', ['buildx', ...args], 'docker buildx');
    metadata = await readMetadata(places.metadata, target);
    const reference = chosen.delivery === 'layout' ? `oci:${places.layout}` : `docker-daemon:${await loadedID(work, metadata)}`;
    if (chosen.delivery === 'layout') images.push({ reference });
    else images.push({ reference, ...(wanted === undefined ? {} : { platforms: wanted }), uncompressed: inClassicStore });
  }
  return { images, metadata };
}

/** Bake writes no image id. */
async function loadedID({ build, places, doing }: Work, metadata: Record<string, unknown>): Promise<string> {
  if (build.kind === 'build') return await readImageID(places.imageID, doing);
  const digest = metadata['containerimage.config.digest'] ?? metadata['containerimage.digest'];
  return imageIDOf(String(digest), doing);
}

async function readMetadata(file: string, target: string | undefined): Promise<Record<string, unknown>> {
  const all = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as Record<string, unknown>;
  return ((target === undefined ? all : all[target]) ?? {}) as Record<string, unknown>;
}

async function buildIntoStore(work: Work, program: 'docker' | 'buildah' | 'podman'): Promise<Result> {
  const { places, options, doing, tool } = work;
  const build = work.build as DockerfileBuild;
  const ignored = refuseCaches(program, build, { doing, env: tool.env });
  if (ignored !== undefined) options.onStep?.(ignored, 'note');
  const transport = program === 'docker' ? 'docker-daemon' : 'containers-storage';
  const images: Built['images'] = [];
  for (const platform of options.platforms ?? [undefined]) {
    const args = storeBuildArguments(build, contextOf(build, tool.cwd), { program, platform, imageID: places.imageID });
    await run(work, program, args, program);
    const id = await readImageID(places.imageID, doing);
    const built = { reference: `${transport}:${id}`, ...(platform === undefined ? {} : { platforms: [platform] }) };
    if (program === 'docker') images.push({ ...built, uncompressed: inClassicStore });
    else if (options.asPushed !== true) images.push({ ...built, uncompressed: notAskedFor(program) });
    else images.push({ ...built, reference: await compressAsPushed(work, program, id, `${places.layout}-${images.length}`) });
  }
  return { images };
}

const inClassicStore =
  "docker's classic store keeps layers uncompressed, and what a push would send is not known before it: build with a builder of buildx that has the driver docker-container (docker buildx create --use, or docker/setup-buildx-action), or turn containerd's image store on";

const notAskedFor = (program: string) =>
  `${program} keeps layers uncompressed; a limit on compressed, update or churn has it compress them as for a push`;

/** The blobs of a layout are those that a push to a registry sends: the same program makes them, with the same settings. */
async function compressAsPushed(work: Work, program: 'buildah' | 'podman', id: string, layout: string): Promise<string> {
  const tool = { ...work.tool, env: withoutCredentials(work.tool.env) };
  const options = { ...work.options, output: asLines(work.options.output) };
  await run({ ...work, tool, options }, program, ['push', id, `oci:${layout}`], `${program} push`);
  return `oci:${layout}`;
}

/** A push that finds no room removes what it began, and its words alone tell of it: they are kept, and a terminal has them line by line. */
function asLines(output: BuildOutput | undefined): BuildOutput | undefined {
  if (output === undefined || 'onLine' in output) return output;
  return {
    onLine: (line) => {
      try {
        writeSync(output.terminal, `${showUnseen(line)}\n`);
      } catch {
        // Where a terminal takes nothing more, there is nobody left to tell.
      }
    },
  };
}

async function readImageID(file: string, doing: string): Promise<string> {
  return imageIDOf(await readFile(file, 'utf8').catch(() => ''), doing);
}

function imageIDOf(said: string, doing: string): string {
  const id = /^(?:sha256:)?([0-9a-f]{64})\s*$/.exec(said)?.[1];
  if (id !== undefined) return id;
  throw new ExpectedError('build', `${doing}: the build ended well, but does not say which image it made`);
}

/** @throws ExpectedError `build` with the failing step's last lines */
async function run({ doing, tool, secrets, options }: Work, command: string, args: readonly string[], program: string): Promise<void> {
  const { output, onStep } = options;
  onStep?.(shownCommand(command, args), 'debug');
  const shown: BuildOutput | undefined =
    output === undefined || 'terminal' in output ? output : { onLine: (line) => output.onLine(withoutValues(line, secrets)) };
  const isTerminal = output !== undefined && 'terminal' in output;
  const env = isTerminal ? tool.env : { ...tool.env, BUILDKIT_PROGRESS: 'plain' };
  const ended: Ended = await runTool(command, args, { ...tool, env, output: shown });
  if (ended.how === 0) return;
  const how = typeof ended.how === 'number' ? `ended with ${ended.how}` : `was ended by ${ended.how}`;
  throw buildFailed(`${doing}: ${program} ${how}`, ended.lines, { secrets, isTold: isTerminal });
}
