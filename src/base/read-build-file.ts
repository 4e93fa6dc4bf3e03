/** The Dockerfile of a build that was run, where it lies on this machine and the build says no more than a budget can. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Builder, DockerfileBuild } from '../budget/build-source.ts';
import { FileFault, readBounded } from '../read-file.ts';
import type { BuildFile } from './build-file.ts';

const maxBytes = 512 * 1024;

/** Options of any of the builders that change neither which file and stage is built, nor what that leaves in the history. */
const flags = new Set('--force-rm --layers --no-cache --pull --quiet --rm -q'.split(' '));
/** The same, with a value: behind `=`, or as the next argument. */
const valued = new Set(
  `--add-host --allow --annotation --attest --authfile --build-arg --build-context --cache-from --cache-to --cap-add --cpu-shares --format
  --isolation --jobs --label --memory --network --progress --provenance --runtime --sbom --secret --security-opt --shm-size --ssh --tag
  --ulimit -t`.split(/\s+/),
);

/**
 * @param directory where relative paths begin
 * @param program the one that built it: each looks for files of its own
 * @returns undefined where the file is not here, or which file it is cannot be told
 */
export async function readBuildFile(build: DockerfileBuild, directory: string, program: Builder): Promise<BuildFile | undefined> {
  const given = readExtraArgs(build.extraArgs);
  if (given === undefined) return undefined;
  const context = resolve(directory, build.context);
  const names = program === 'buildah' || program === 'podman' ? ['Containerfile', 'Dockerfile'] : ['Dockerfile'];
  const paths = build.file === undefined ? names.map((name) => join(context, name)) : [resolve(directory, build.file)];
  const text = await readFirst(paths);
  if (text === undefined) return undefined;
  return {
    text,
    args: { ...build.args, ...given.args },
    contexts: given.contexts,
    ...(build.target === undefined ? {} : { target: build.target }),
  };
}

/** Undefined where one of them is not known to be harmless, or takes its value from elsewhere. */
function readExtraArgs(extraArgs: readonly string[]): Pick<BuildFile, 'args' | 'contexts'> | undefined {
  const args: [string, string][] = [];
  const contexts: [string, string][] = [];
  for (let index = 0; index < extraArgs.length; index++) {
    const [, option = '', attached] = /^(-t|-q|--[a-z-]+)(?:=(.*))?$/s.exec(extraArgs[index]!) ?? [];
    if (flags.has(option)) continue;
    if (!valued.has(option)) return undefined;
    const value = attached ?? extraArgs[++index];
    if (value === undefined) return undefined;
    if (option !== '--build-arg' && option !== '--build-context') continue;
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
    // Without a value it is the environment's.
    if (name === undefined || text === undefined) return undefined;
    (option === '--build-arg' ? args : contexts).push([name, text]);
  }
  return { args: Object.fromEntries(args), contexts: Object.fromEntries(contexts) };
}

/** The first that is there, as the builder takes it. A pipe was for the builder to read: it is not waited for. */
async function readFirst(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const stats = await stat(path).catch(() => undefined);
    if (stats === undefined) continue;
    if (!stats.isFile()) return undefined;
    try {
      return (await readBounded(path, maxBytes)).toString('utf8');
    } catch (error) {
      if (error instanceof FileFault) return undefined;
      throw error;
    }
  }
  return undefined;
}
