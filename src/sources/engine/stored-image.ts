/** An image of podman's store, from its documents and the indexes of its layers. */
import { sha256 } from '../../image/digest.ts';
import { parseConfig, parseRoot } from '../../image/documents.ts';
import type { ImageSource } from '../../image/source.ts';
import { StoreFault } from '../store-files.ts';
import type { StorePlace } from './classic-store.ts';
import {
  asStoreFault,
  layersOf,
  NoStore,
  readDocuments,
  readStore,
  type Store,
  type StoredImage,
  type StoredLayer,
} from './containers-store.ts';
import type { EngineImage } from './find-image.ts';
import { findStoredImage } from './find-stored-image.ts';
import { readIndexes, type StoreReading } from './read-indexes.ts';
import { PulledImage, UnpackedImage } from './scanned-image.ts';
import { placesOfImages, type StorePlaces } from './storage-conf.ts';

/** Why `compressed` is unknown: in the same words for an image that was built here and for an export, which does not tell the one from the other. */
export const ofPulledAlone =
  'podman and buildah know it of pulled images alone, and tell it only where their store is read directly (--engine-read direct, without --verify)';

/**
 * The image that a name means in one of several stores.
 * @throws NoStore, StoreFault, ExpectedError `not-found`, `which-image`, `too-large`, `interrupted`
 */
export async function openStored(name: string, places: StorePlaces, reading: StoreReading): Promise<ImageSource> {
  const { roots, driver } = places;
  const [first = '', ...others] = roots;
  const stores: Store[] = [...(await readImageStore(places, reading)), await readStore(first, driver, reading.files)];
  // Further stores are only read, and need not be there.
  for (const root of others) {
    const store = await readStore(root, driver, reading.files).catch((error: unknown) => error);
    if (!(store instanceof Error)) stores.push(store as Store);
  }
  const image = findStoredImage(
    stores.map((store) => store.images),
    name,
    `the store ${placesOfImages(places).join(', ')}`,
  );
  // An image may lie on layers of another store. Of what lies in several the first is taken, here too.
  const layers = layersOf(image, new Map(stores.toReversed().flatMap((store) => [...store.layers])));
  const { manifest, config, diffIDs, blobs } = await readChecked(image, layers, reading);
  const scanned = await readIndexes(placesOf(layers, diffIDs), reading);
  // Of what was pulled, the manifest and the sizes of its blobs are those of the registry. Otherwise the manifest was made here, and may say anything.
  const isPulled =
    layers.some(({ blob }) => blob !== undefined) &&
    blobs.length === layers.length &&
    layers.every(({ blob, diffID }, number) => {
      const { digest, size } = blobs[number]!;
      return blob === undefined ? digest === diffID : blob.digest === digest && blob.size === size;
    });
  return isPulled
    ? new PulledImage(reading.what, config, scanned, manifest)
    : new UnpackedImage(reading.what, config, scanned, ofPulledAlone);
}

/** The images and the list of their layers lie apart, and the layers' indexes with all else. Programs that do not know the setting make no such store. */
async function readImageStore({ imageStore, roots, driver }: StorePlaces, { files }: StoreReading): Promise<Store[]> {
  if (imageStore === undefined) return [];
  try {
    return [await readStore(imageStore, driver, files, roots[0])];
  } catch (error) {
    if (error instanceof NoStore) return [];
    throw error;
  }
}

/**
 * The image that podman's service gives by a name of Docker's API. It weighs what the service's export of it weighs: nothing is known of a registry.
 * @throws StoreFault, ExpectedError `too-large`, `interrupted`
 */
export async function openPodmanImage(image: EngineImage, { root, driver }: StorePlace, reading: StoreReading): Promise<ImageSource> {
  const store = await readStore(root, driver, reading.files);
  const stored = store.images.find(({ id }) => `sha256:${id}` === image.id);
  if (stored === undefined) throw new StoreFault(`${image.id} is not in ${root}`);
  const layers = layersOf(stored, store.layers);
  const { config, diffIDs } = await readChecked(stored, layers, reading);
  // These tell a store of this machine from one in a virtual machine, in another container or behind a forwarded socket.
  if (sha256(config) !== image.id) throw new StoreFault('the config in the store is not the one that the engine names');
  if (diffIDs.join() !== image.diffIDs.join()) throw new StoreFault('the config in the store names other layers than the engine');
  return new UnpackedImage(reading.what, config, await readIndexes(placesOf(layers, diffIDs), reading));
}

function placesOf(layers: readonly StoredLayer[], diffIDs: readonly string[]) {
  return layers.map(({ index }, number) => ({ diffID: diffIDs[number]!, index }));
}

/** The documents, which have to tell of the layers that the store has. */
async function readChecked(image: StoredImage, layers: readonly StoredLayer[], { files, what }: StoreReading) {
  const { manifest, config } = await readDocuments(image, files);
  const documents = parseDocuments(manifest, config, what);
  const diffIDs = documents.config.rootfs.diff_ids;
  if (diffIDs.join() !== layers.map(({ diffID }) => diffID).join()) throw new StoreFault('its layers are not those that its config names');
  return { manifest, config, diffIDs, blobs: documents.manifest.layers };
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
