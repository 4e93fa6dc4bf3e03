/** Opens an image that podman or buildah keeps: from their store where it can be read, else as they export it. */
import { homedir } from 'node:os';
import type { ImageReference } from '../../image/reference.ts';
import type { ImageSource } from '../../image/source.ts';
import { makeAllowance } from '../../scan/scan-options.ts';
import { DockerArchive } from '../docker-archive.ts';
import { ownFiles, StoreFault, sudoFiles } from '../store-files.ts';
import { ExportedImage } from './engine-source.ts';
import { exportByProgram } from './export-by-program.ts';
import { cannotVerify, type EngineOptions, notDirect } from './open-engine.ts';
import { findStores, placesOfImages, type StorePlaces } from './storage-conf.ts';
import { openStored } from './stored-image.ts';

type Reference = ImageReference & { kind: 'containers-storage' };

/** @throws ExpectedError */
export async function openContainersStorage({ name, store }: Reference, options: EngineOptions): Promise<ImageSource> {
  const { engineRead = 'auto', environment = process.env, signal, verify, maxUncompressedBytes, cache, onStep, onOpening } = options;
  if (engineRead === 'direct' && verify === true) throw cannotVerify();
  const common = signal === undefined ? {} : { signal };
  if (engineRead !== 'export' && verify !== true) {
    const places: StorePlaces =
      store === undefined
        ? findStores({ environment, home: environment.HOME || homedir() })
        : { roots: [store.root], driver: store.driver };
    const where = `the image ${name} in the store ${placesOfImages(places).join(', ')}`;
    const isSudo = engineRead === 'sudo';
    if (isSudo) onStep?.(`reading the store in ${placesOfImages(places)[0]} with sudo`, 'note');
    try {
      const allowance = maxUncompressedBytes === undefined ? {} : { allowance: makeAllowance(maxUncompressedBytes) };
      const source = await openStored(name, places, { ...common, ...allowance, files: isSudo ? sudoFiles : ownFiles, what: where });
      onStep?.(`${where} is read directly`, 'debug');
      return source;
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      if (engineRead === 'direct') throw notDirect(where, error);
      onStep?.(`${where} is exported, as its store cannot be read: ${error.message}`, isSudo ? 'note' : 'debug');
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
    uncompressed:
      'the image was exported, and an export does not tell it; a pulled image does where its store is read directly (--engine-read direct, without --verify)',
    options: passing,
  });
}
