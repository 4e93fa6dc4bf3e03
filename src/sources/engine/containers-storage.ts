/** Opens an image that podman or buildah keeps: from their store where it can be read, else as they export it. */
import { homedir } from 'node:os';
import { ExpectedError } from '../../errors.ts';
import type { ImageReference } from '../../image/reference.ts';
import type { ImageSource } from '../../image/source.ts';
import { makeAllowance } from '../../scan/scan-options.ts';
import { DockerArchive } from '../docker-archive.ts';
import { ownFiles, StoreFault, sudoFiles } from '../store-files.ts';
import { NoStore } from './containers-store.ts';
import { ExportedImage } from './engine-source.ts';
import { exportByProgram } from './export-by-program.ts';
import { cannotVerify, type EngineOptions, notDirect } from './open-engine.ts';
import { findStores, placesOfImages, type StorePlaces } from './storage-conf.ts';
import { ofPulledAlone, openStored } from './stored-image.ts';

type Reference = ImageReference & { kind: 'containers-storage' };

/** @throws ExpectedError */
export async function openContainersStorage(
  { name, store }: Reference,
  options: EngineOptions,
  userID = process.getuid?.(),
): Promise<ImageSource> {
  const { engineRead = 'auto', environment = process.env, signal, verify, maxUncompressedBytes, cache, onStep, onOpening } = options;
  if (engineRead === 'direct' && verify === true) throw cannotVerify();
  if (engineRead !== 'export' && verify !== true) {
    const isSudo = engineRead === 'sudo';
    const around = { environment, home: environment.HOME || homedir(), ...(userID === undefined ? {} : { userID }) };
    const own: StorePlaces = store === undefined ? findStores(around) : { roots: [store.root], driver: store.driver };
    try {
      return await openDirectly(name, own, options, `reading the store in ${placesOfImages(own)[0]} with sudo`);
    } catch (error) {
      // Who may read all with sudo may mean root's images, where the own ones lack that name.
      if (isSudo && store === undefined && userID !== 0 && (error instanceof NoStore || isNotFound(error)))
        return await openRoots(name, own, options, error);
      if (!(error instanceof StoreFault)) throw error;
      const where = whereIn(name, own);
      if (engineRead === 'direct') throw notDirect(where, error);
      onStep?.(`${where} is exported, as its store cannot be read: ${error.message}`, isSudo ? 'note' : 'debug');
    }
  }
  const passing = {
    ...(signal === undefined ? {} : { signal }),
    ...(verify === undefined ? {} : { verify }),
    ...(cache === undefined ? {} : { blobs: cache }),
  };
  const members = await exportByProgram(name, {
    ...passing,
    environment,
    onStep,
    onOpening,
    ...(maxUncompressedBytes === undefined ? {} : { maxUncompressedBytes }),
    ...(store === undefined ? {} : { store }),
  });
  return new ExportedImage(new DockerArchive(members, undefined), members, {
    name: `the image ${name} in containers-storage`,
    uncompressed: ofPulledAlone,
    options: passing,
  });
}

function whereIn(name: string, places: StorePlaces): string {
  return `the image ${name} in the store ${placesOfImages(places).join(', ')}`;
}

/**
 * @param note said where it is read with sudo
 * @throws NoStore, StoreFault, ExpectedError
 */
async function openDirectly(
  name: string,
  places: StorePlaces,
  { engineRead, signal, maxUncompressedBytes, onStep }: EngineOptions,
  note: string,
): Promise<ImageSource> {
  const isSudo = engineRead === 'sudo';
  if (isSudo) onStep?.(note, 'note');
  const what = whereIn(name, places);
  const source = await openStored(name, places, {
    files: isSudo ? sudoFiles : ownFiles,
    what,
    ...(signal === undefined ? {} : { signal }),
    ...(maxUncompressedBytes === undefined ? {} : { allowance: makeAllowance(maxUncompressedBytes) }),
  });
  onStep?.(`${what} is read directly`, 'debug');
  return source;
}

/** @param lacking what the own store was found to be. An export would be of that one. @throws ExpectedError */
async function openRoots(name: string, own: StorePlaces, options: EngineOptions, lacking: Error): Promise<ImageSource> {
  const places = findStores({ environment: {}, home: '/root', userID: 0 });
  const note = `reading root's store in ${placesOfImages(places)[0]} with sudo, as ${name} is not in ${own.roots[0]}`;
  try {
    return await openDirectly(name, places, options, note);
  } catch (error) {
    if (isNotFound(lacking) && error instanceof NoStore) throw lacking;
    if (isNotFound(lacking) && isNotFound(error)) {
      const { hint = '' } = error;
      throw new ExpectedError('not-found', `${lacking.message}; ${error.message}`, { hint });
    }
    throw error instanceof StoreFault ? notOfRoot(whereIn(name, places), error, lacking) : error;
  }
}

function notOfRoot(where: string, fault: StoreFault, { message }: Error): ExpectedError {
  return new ExpectedError('engine', `reading ${where} with sudo: ${fault.message}; in the own store: ${message}`, {
    hint:
      fault instanceof NoStore
        ? 'build or pull the image first, or let buildah or podman look for it: --engine-read export'
        : 'run as root, or allow this user `sudo -n cat` of what lies in that store',
    cause: fault,
  });
}

function isNotFound(error: unknown): error is ExpectedError {
  return error instanceof ExpectedError && error.code === 'not-found';
}
