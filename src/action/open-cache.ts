/**
 * The cache of layers that were read before, where the workflow names a folder for it. By itself a runner keeps nothing from job to job,
 * and on one that does, the folder of a user would be open to every workflow that runs there.
 */
import { cacheVariable, findCacheFolder } from '../cache/cache-folder.ts';
import { ScanCache } from '../cache/scan-cache.ts';
import type { Runner } from './runner.ts';

/** As `weigh` takes it. */
export function openCache(runner: Pick<Runner, 'env' | 'workspace' | 'log'>): { cache?: ScanCache } {
  const chosen = runner.env[cacheVariable];
  const folder = chosen === undefined || chosen === '' ? undefined : findCacheFolder({ [cacheVariable]: chosen }, runner.workspace);
  return folder === undefined ? {} : { cache: new ScanCache(folder, { onFault: (sentence) => runner.log(sentence) }) };
}
