/** Where the cache lies: where the platform keeps what can be made again. */
import { isAbsolute, join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Names the folder in place of the platform's. */
export const cacheVariable = 'PLIMSOLL_CACHE';

/**
 * @param directory what a relative path in PLIMSOLL_CACHE is taken from
 * @returns undefined where the environment tells of no place: then nothing is kept
 */
export function findCacheFolder(environment: Environment, directory: string, platform: string = process.platform): string | undefined {
  const chosen = environment[cacheVariable];
  if (chosen !== undefined && chosen !== '') return resolve(directory, chosen);
  const { XDG_CACHE_HOME: standard = '', HOME: home = '', LOCALAPPDATA: local = '' } = environment;
  if (platform === 'win32') return local === '' ? undefined : join(local, 'plimsoll', 'cache');
  // A relative one is to be passed over: https://specifications.freedesktop.org/basedir-spec/latest/
  if (isAbsolute(standard)) return join(standard, 'plimsoll');
  if (!isAbsolute(home)) return undefined;
  return platform === 'darwin' ? join(home, 'Library', 'Caches', 'plimsoll') : join(home, '.cache', 'plimsoll');
}
