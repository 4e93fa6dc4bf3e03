/** Where podman and buildah keep images: storage.conf, as far as it says so. https://github.com/containers/storage/blob/main/docs/containers-storage.conf.5.md */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Environment } from './endpoint.ts';

/** The store, and further ones that are only read. Without a driver, the one is meant that is there. */
export type StorePlaces = {
  roots: string[];
  driver?: string;
  /** Where the store keeps its images, if not with all else. */
  imageStore?: string;
};

/** Where images are looked for, in this order. */
export function placesOfImages({ imageStore, roots }: StorePlaces): string[] {
  return imageStore === undefined ? roots : [imageStore, ...roots];
}

type Surroundings = { environment: Environment; home: string; userID?: number };

export function findStores({ environment, home, userID = process.getuid?.() }: Surroundings): StorePlaces {
  const isRootless = userID !== undefined && userID !== 0;
  const ownConf = join(environment.XDG_CONFIG_HOME || join(home, '.config'), 'containers/storage.conf');
  const files = ['/etc/containers/storage.conf', '/usr/share/containers/storage.conf'];
  if (environment.CONTAINERS_STORAGE_CONF) files.unshift(environment.CONTAINERS_STORAGE_CONF);
  else if (isRootless) files.unshift(ownConf);
  const found = files.map(readConf).find((conf) => conf !== undefined);
  const { conf = '', isOwn = false } = found === undefined ? {} : { conf: found.text, isOwn: found.file === files[0] && files.length > 2 };
  // One store may be spelt in several ways.
  const expand = (path: string) =>
    resolve(
      path.replaceAll(/\$\{?(HOME|UID|USER)\}?/g, (_, name: string) =>
        name === 'HOME' ? home : name === 'UID' ? String(userID) : (environment.USER ?? ''),
      ),
    );
  const dataHome = environment.XDG_DATA_HOME || join(home, '.local/share');
  // What /etc says of these is said of root's.
  const [graphRoot, imageStore] = isRootless && !isOwn ? [] : [stringOf(conf, 'graphroot'), stringOf(conf, 'imagestore')];
  const rootless = isRootless ? stringOf(conf, 'rootless_storage_path') : undefined;
  const standard = isRootless ? join(dataHome, 'containers/storage') : '/var/lib/containers/storage';
  const driver = environment.STORAGE_DRIVER || stringOf(conf, 'driver');
  return {
    roots: [...new Set([rootless ?? graphRoot ?? standard, ...listOf(conf, 'additionalimagestores')].map(expand))],
    ...(driver ? { driver } : {}),
    ...(imageStore === undefined ? {} : { imageStore: expand(imageStore) }),
  };
}

function readConf(file: string): { file: string; text: string } | undefined {
  try {
    return { file, text: readFileSync(file, 'utf8') };
  } catch {
    return undefined;
  }
}

/** Of this TOML only strings on one line are needed, and lists of them. */
function stringOf(conf: string, key: string): string | undefined {
  const [, basic, literal] = new RegExp(`^\\s*${key}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'm').exec(conf) ?? [];
  return basic || literal || undefined;
}

function listOf(conf: string, key: string): string[] {
  const list = new RegExp(`^\\s*${key}\\s*=\\s*\\[([^\\]]*)\\]`, 'm').exec(conf)?.[1] ?? '';
  // A comment is passed over as a whole, with what it quotes.
  return [...list.matchAll(/#.*|"([^"]*)"|'([^']*)'/g)].map(([, basic, literal]) => basic || literal || '').filter((path) => path !== '');
}
