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
  const common = signal === undefined ? {} : { signal };
  const isSudo = engineRead === 'sudo';
  const around = { environment, home: environment.HOME || homedir(), ...(userID === undefined ? {} : { userID }) };
  const own: StorePlaces = store === undefined ? findStores(around) : { roots: [store.root], driver: store.driver };
  // Who may read all with sudo may mean root's images, where the own ones lack that name.
  const ofRoot = isSudo && store === undefined && userID !== 0 ? [findStores({ environment: {}, home: '/root', userID: 0 })] : [];
  let lacking: Error | undefined;
  for (const places of engineRead === 'export' || verify === true ? [] : [own, ...ofRoot]) {
    const [root] = placesOfImages(places);
    const where = `the image ${name} in the store ${placesOfImages(places).join(', ')}`;
    if (lacking !== undefined) onStep?.(`reading root's store in ${root} with sudo, as ${name} is not in ${own.roots[0]}`, 'note');
    else if (isSudo) onStep?.(`reading the store in ${root} with sudo`, 'note');
    try {
      const allowance = maxUncompressedBytes === undefined ? {} : { allowance: makeAllowance(maxUncompressedBytes) };
      const source = await openStored(name, places, { ...common, ...allowance, files: isSudo ? sudoFiles : ownFiles, what: where });
      onStep?.(`${where} is read directly`, 'debug');
      return source;
    } catch (error) {
      if (places === own && ofRoot.length > 0 && (error instanceof NoStore || isNotFound(error))) {
        lacking = error;
        continue;
      }
      if (error instanceof NoStore && isNotFound(lacking)) throw lacking;
      const { hint = '' } = error as { hint?: string };
      if (isNotFound(error) && isNotFound(lacking)) throw new ExpectedError(error.code, `${lacking.message}; ${error.message}`, { hint });
      if (!(error instanceof StoreFault)) throw error;
      if (engineRead === 'direct') throw notDirect(where, error);
      // The export would be of the own store, which lacks it.
      if (lacking !== undefined) throw notOfRoot(where, error, lacking);
      onStep?.(`${where} is exported, as its store cannot be read: ${error.message}`, isSudo ? 'note' : 'debug');
      break;
    }
  }
  const passing = { ...common, ...(verify === undefined ? {} : { verify }), ...(cache === undefined ? {} : { blobs: cache }) };
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
