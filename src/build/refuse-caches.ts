/** Caches that the chosen program would take no notice of. */
import type { DockerfileBuild } from '../budget/build-source.ts';
import { ExpectedError } from '../errors.ts';
import type { Environment } from './run-tool.ts';

/**
 * @param doing what is being done, for messages: `building api`
 * @throws ExpectedError `build` where the program would leave a cache of the budget alone without a word
 */
export function refuseCaches(
  program: 'docker' | 'buildah' | 'podman',
  { cacheFrom, cacheTo, extraArgs }: DockerfileBuild,
  { doing, env }: { doing: string; env: Environment },
): void {
  if (program === 'docker' && cacheTo.length > 0)
    throw new ExpectedError('build', `${doing} with docker: cache-to is what buildx alone can do`, {
      hint: 'Install buildx, or leave cache-to out.',
    });
  const found = [...(cacheFrom.length > 0 ? ['cache-from'] : []), ...(cacheTo.length > 0 ? ['cache-to'] : [])].join(' and ');
  if (program === 'docker' || found === '' || keepsSteps(program, extraArgs, env)) return;
  throw new ExpectedError('build', `${doing} with ${program}: it makes one layer of all steps, and would ignore ${found}`, {
    hint: `Write extra-args: [--layers], or leave ${found} out.`,
  });
}

/** Whether it makes a layer of each step, as podman does by itself. Only then it has steps to take from a cache, or to keep in one. */
function keepsSteps(program: 'buildah' | 'podman', extraArgs: readonly string[], { BUILDAH_LAYERS: layers = '' }: Environment): boolean {
  const said = extraArgs.findLast((arg) => /^--layers(?:=|$)/.test(arg));
  if (said !== undefined) return !/=(?:0|f|false)$/i.test(said);
  return program === 'buildah' ? /^(?:true|1)$/i.test(layers) : !/^(?:false|0)$/i.test(layers);
}
