/**
 * The store in which Docker keeps unpacked layers, read without the engine: its tar-split indexes hold every header of every layer.
 * Nothing in it is believed before it is checked against what the engine says.
 */
import { join } from 'node:path';
import { ExpectedError } from '../../errors.ts';
import { sha256 } from '../../image/digest.ts';
import { parseConfig } from '../../image/documents.ts';
import { maxConfigBytes } from '../../image/fetch-document.ts';
import type { ImageSource } from '../../image/source.ts';
import { StoreFault, type StoreFiles } from '../store-files.ts';
import type { EngineImage } from './find-image.ts';
import { type LayerPlace, readIndexes, type StoreReading } from './read-indexes.ts';
import { UnpackedImage } from './scanned-image.ts';

const maxDigestFileBytes = 1024;

/** What the engine says of its store. */
export type StorePlace = { root: string; driver: string };

/**
 * Reads the image's config, and each of its layers once.
 * @throws StoreFault where anything is not as expected; ExpectedError `too-large`, `interrupted`
 */
export async function readClassicStore({ root, driver }: StorePlace, image: EngineImage, reading: StoreReading): Promise<ImageSource> {
  const store = join(root, 'image', driver);
  const config = await reading.files.read(join(store, 'imagedb/content/sha256', hexOf(image.id)), maxConfigBytes);
  // This one check tells a store of this machine from one in a virtual machine, in another container or behind a forwarded socket.
  if (sha256(config) !== image.id) throw new StoreFault('the config in the store is not the one that the engine names');
  const diffIDs = readDiffIDs(config, reading.what);
  if (diffIDs.join() !== image.diffIDs.join()) throw new StoreFault('the config in the store names other layers than the engine');
  const places: LayerPlace[] = [];
  let parent: string | undefined;
  for (const diffID of diffIDs) {
    const chainID: string = parent === undefined ? diffID : sha256(Buffer.from(`${parent} ${diffID}`));
    const folder = join(store, 'layerdb/sha256', hexOf(chainID));
    await checkLayer(folder, { diffID, parent }, reading.files);
    places.push({ diffID, index: join(folder, 'tar-split.json.gz') });
    parent = chainID;
  }
  return new UnpackedImage(reading.what, config, await readIndexes(places, reading));
}

function hexOf(digest: string): string {
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  if (hex === undefined) throw new StoreFault(`${digest} is not a digest that the store uses`);
  return hex;
}

function readDiffIDs(config: Buffer, what: string): string[] {
  try {
    return parseConfig(config, `the config of ${what}`).rootfs.diff_ids;
  } catch (error) {
    if (error instanceof ExpectedError) throw new StoreFault(error.message);
    throw error;
  }
}

/** What stands in a layer's folder has to say the same as its name does. */
async function checkLayer(
  folder: string,
  { diffID, parent }: { diffID: string; parent: string | undefined },
  files: StoreFiles,
): Promise<void> {
  const read = async (name: string) => (await files.read(join(folder, name), maxDigestFileBytes)).toString().trim();
  if ((await read('diff')) !== diffID) throw new StoreFault(`${folder} holds another layer than expected`);
  if (parent !== undefined && (await read('parent')) !== parent) throw new StoreFault(`${folder} lies on another layer than expected`);
}
