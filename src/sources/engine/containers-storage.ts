/** Opens an image that podman or buildah keeps: from their store where it can be read, else as they export it. */
import { homedir } from 'node:os';
import { parseConfig, parseRoot } from '../../image/documents.ts';
import type { ImageReference } from '../../image/reference.ts';
import type { ImageSource } from '../../image/source.ts';
import { makeAllowance } from '../../scan/scan-options.ts';
import { DockerArchive } from '../docker-archive.ts';
import { ownFiles, StoreFault, sudoFiles } from '../store-files.ts';
import { asStoreFault, layersOf, readDocuments, readStore, type Store, type StoredImage, type StoredLayer } from './containers-store.ts';
import { ExportedImage } from './engine-source.ts';
import { exportByProgram } from './export-by-program.ts';
import { findStoredImage } from './find-stored-image.ts';
import { cannotVerify, type EngineOptions, notDirect } from './open-engine.ts';
import { readIndexes, type StoreReading } from './read-indexes.ts';
import { PulledImage, UnpackedImage } from './scanned-image.ts';
import { findStores } from './storage-conf.ts';

type Reference = ImageReference & { kind: 'containers-storage' };

/** @throws ExpectedError */
export async function openContainersStorage({ name, store }: Reference, options: EngineOptions): Promise<ImageSource> {
  const { engineRead = 'auto', environment = process.env, signal, verify, maxUncompressedBytes, onStep } = options;
  if (engineRead === 'direct' && verify === true) throw cannotVerify();
  const common = {
    ...(signal === undefined ? {} : { signal }),
    ...(maxUncompressedBytes === undefined ? {} : { allowance: makeAllowance(maxUncompressedBytes) }),
  };
  if (engineRead !== 'export' && verify !== true) {
    const places =
      store === undefined
        ? findStores({ environment, home: environment.HOME || homedir() })
        : { roots: [store.root], driver: store.driver };
    const where = `the image ${name} in the store ${places.roots.join(', ')}`;
    const isSudo = engineRead === 'sudo';
    if (isSudo) onStep?.(`reading the store in ${places.roots[0]} with sudo`, 'note');
    try {
      const source = await openStored(name, places, { ...common, files: isSudo ? sudoFiles : ownFiles, what: where });
      onStep?.(`${where} is read directly`, 'debug');
      return source;
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      if (engineRead === 'direct') throw notDirect(where, error);
      onStep?.(`${where} is exported, as its store cannot be read: ${error.message}`, isSudo ? 'note' : 'debug');
    }
  }
  const passing = { ...common, ...(verify === undefined ? {} : { verify }) };
  const members = await exportByProgram(name, { ...passing, environment, ...(store === undefined ? {} : { store }) });
  return new ExportedImage(new DockerArchive(members, undefined), members, {
    name: `the image ${name} in containers-storage`,
    options: passing,
  });
}

/** @throws StoreFault, ExpectedError `not-found`, `which-image`, `too-large`, `interrupted` */
async function openStored(
  name: string,
  { roots, driver }: { roots: string[]; driver?: string },
  reading: StoreReading,
): Promise<ImageSource> {
  const [first = '', ...others] = roots;
  const stores: Store[] = [await readStore(first, driver, reading.files)];
  // Further stores are only read, and need not be there.
  for (const root of others) {
    const store = await readStore(root, driver, reading.files).catch((error: unknown) => error);
    if (!(store instanceof Error)) stores.push(store as Store);
  }
  const layers = new Map(stores.flatMap((store) => [...store.layers]));
  const image = findStoredImage(
    stores.flatMap((store) => store.images),
    name,
    `the store ${roots.join(', ')}`,
  );
  return readImage(image, layersOf(image, layers), reading);
}

async function readImage(image: StoredImage, layers: readonly StoredLayer[], reading: StoreReading): Promise<ImageSource> {
  const { manifest, config } = await readDocuments(image, reading.files);
  const documents = parseDocuments(manifest, config, reading.what);
  const diffIDs = documents.config.rootfs.diff_ids;
  if (diffIDs.join() !== layers.map(({ diffID }) => diffID).join()) throw new StoreFault('its layers are not those that its config names');
  const scanned = await readIndexes(
    layers.map(({ index }, number) => ({ diffID: diffIDs[number]!, index })),
    reading,
  );
  // Of what was pulled, the manifest and the sizes of its blobs are those of the registry. Otherwise the manifest was made here, and may say anything.
  const blobs = documents.manifest.layers;
  const isPulled =
    layers.some(({ blob }) => blob !== undefined) &&
    blobs.length === layers.length &&
    layers.every(({ blob, diffID }, number) => {
      const { digest, size } = blobs[number]!;
      return blob === undefined ? digest === diffID : blob.digest === digest && blob.size === size;
    });
  return isPulled ? new PulledImage(reading.what, config, scanned, manifest) : new UnpackedImage(reading.what, config, scanned);
}

function parseDocuments(manifest: Buffer, config: Buffer, what: string) {
  try {
    const root = parseRoot(manifest, `the manifest of ${what}`, { mediaType: '', presented: false });
    if ('manifest' in root) return { manifest: root.manifest, config: parseConfig(config, `the config of ${what}`) };
  } catch (error) {
    throw asStoreFault(error);
  }
  throw new StoreFault('its manifest is an index');
}
