/** Caches that a program would take no notice of. */
import type { DockerfileBuild } from '../budget/build-source.ts';
import { ExpectedError } from '../errors.ts';
import type { Environment } from './run-tool.ts';

type Program = 'docker' | 'buildah' | 'podman';

/**
 * @param doing what is being done, for messages: `building api`
 * @returns what is to be said of caches that the program, which the budget does not name, leaves alone; absent where there are none
 * @throws ExpectedError `build` where the program cannot be given a cache of the budget, or was named and would leave it alone without a word
 */
export function refuseCaches(
  program: Program,
  build: DockerfileBuild,
  { doing, env }: { doing: string; env: Environment },
): string | undefined {
  if (program === 'docker' && build.cacheTo.length > 0)
    throw new ExpectedError('build', `${doing} with docker: docker without buildx knows no cache-to`, {
      hint: 'Install buildx, build with podman, or leave cache-to out.',
    });
  const why = program === 'docker' ? undefined : whyCachesIgnored(program, build, env);
  if (program === 'docker' || why === undefined) return undefined;
  const found = cachesOf(build);
  const squash = program === 'podman' ? squashOf(build) : undefined;
  const hint =
    squash === undefined
      ? `Write extra-args: [--layers] beside with: ${program}, or leave ${found} out.`
      : `Leave ${squash} out of extra-args, or leave ${found} out.`;
  if (build.with !== undefined) throw new ExpectedError('build', `${doing} with ${program}: ${why}`, { hint });
  return `${doing} with ${program}: ${why}. ${hint}`;
}

/** Why the program would leave the caches of the budget alone, as a clause; absent where there are none, or it does something with them. */
export function whyCachesIgnored(program: 'buildah' | 'podman', build: DockerfileBuild, env: Environment): string | undefined {
  const found = cachesOf(build);
  if (found === '' || keepsSteps(program, build, env)) return undefined;
  return `it makes one layer of all steps, and would ignore ${found}`;
}

function cachesOf({ cacheFrom, cacheTo }: DockerfileBuild): string {
  return [...(cacheFrom.length > 0 ? ['cache-from'] : []), ...(cacheTo.length > 0 ? ['cache-to'] : [])].join(' and ');
}

/** Whether it makes a layer of each step, as podman does by itself. Only then it has steps to take from a cache, or to keep in one. */
function keepsSteps(program: 'buildah' | 'podman', build: DockerfileBuild, { BUILDAH_LAYERS: layers = '' }: Environment): boolean {
  if (program === 'podman' && squashOf(build) !== undefined) return false;
  const said = lastOf('--layers', build);
  if (said !== undefined) return !isOff(said);
  return program === 'buildah' ? /^(?:true|1)$/i.test(layers) : !/^(?:false|0)$/i.test(layers);
}

/** The option for which podman turns layers off. It takes --layers beside --squash-all alone, and refuses it beside --squash. */
function squashOf(build: DockerfileBuild): string | undefined {
  const isLayered = lastOf('--layers', build) !== undefined;
  const found = [lastOf('--squash', build), ...(isLayered ? [] : [lastOf('--squash-all', build)])];
  return found.find((arg) => arg !== undefined && !isOff(arg));
}

/** Of an option that is said again the last one counts. */
function lastOf(option: string, { extraArgs }: DockerfileBuild): string | undefined {
  return extraArgs.findLast((arg) => arg === option || arg.startsWith(`${option}=`));
}

const isOff = (arg: string): boolean => /=(?:0|f|false)$/i.test(arg);
