/**
 * The store of podman, buildah and CRI-O, read without them: names and layers from its lists, headers from its tar-split indexes.
 * https://github.com/containers/storage/blob/main/docs/containers-storage.md
 */
import { join } from 'node:path';
import { ExpectedError } from '../../errors.ts';
import { sha256 } from '../../image/digest.ts';
import { maxConfigBytes, maxManifestBytes } from '../../image/fetch-document.ts';
import { StoreFault, type StoreFiles } from '../store-files.ts';

/** As in images.json. */
export type StoredImage = { id: string; names: string[]; layer?: string; digests: Record<string, string>; folder: string };

/** As in layers.json. */
export type StoredLayer = {
  id: string;
  parent?: string;
  diffID?: string;
  /** Of the blob that the layer was unpacked from; absent where it was a plain tar, or is not known. */
  blob?: { digest: string; size: number };
  index: string;
};

export type Store = { images: StoredImage[]; layers: Map<string, StoredLayer> };

/** There is no store in that place. */
export class NoStore extends StoreFault {}

const maxListBytes = 256 << 20;
const maxLockBytes = 4096;
/** Writers replace the lists as wholes, and leave a new mark in the locks. */
const maxAttempts = 3;
const drivers = ['overlay', 'vfs', 'btrfs', 'zfs'];

/**
 * Reads the lists of a store.
 * @param indexRoot the store that has the layers' indexes, if not this one
 * @throws NoStore; StoreFault where it cannot be read, or does not keep still
 */
export async function readStore(root: string, driver: string | undefined, files: StoreFiles, indexRoot = root): Promise<Store> {
  if (driver !== undefined) return readLists(root, driver, files, indexRoot);
  let fault: unknown;
  for (const each of drivers) {
    try {
      return await readLists(root, each, files, indexRoot);
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      // What is there and cannot be read says more than what is not there.
      if (fault === undefined || (fault instanceof NoStore && !(error instanceof NoStore))) fault = error;
    }
  }
  throw fault;
}

async function readLists(root: string, driver: string, files: StoreFiles, indexRoot: string): Promise<Store> {
  const images = join(root, `${driver}-images`);
  const layers = join(root, `${driver}-layers`);
  const readMarks = async () => {
    const marks = [join(layers, 'layers.lock'), join(images, 'images.lock')].map((lock) => files.read(lock, maxLockBytes));
    try {
      return (await Promise.all(marks)).map((mark) => mark.toString('hex')).join();
    } catch (error) {
      throw error instanceof StoreFault && error.isMissing ? new NoStore(error.message, { isMissing: true }) : error;
    }
  };
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const before = await readMarks();
    const store = {
      images: readImages(await readList(files, join(images, 'images.json')), images),
      layers: readLayers(await readList(files, join(layers, 'layers.json')), join(indexRoot, `${driver}-layers`)),
    };
    if ((await readMarks()) === before) return store;
  }
  throw new StoreFault(`${root} is being written to`);
}

type Fields = Readonly<Record<string, unknown>>;

async function readList(files: StoreFiles, path: string): Promise<Fields[]> {
  try {
    const list: unknown = JSON.parse((await files.read(path, maxListBytes)).toString());
    if (Array.isArray(list) && list.every((each) => typeof each === 'object' && each !== null)) return list as Fields[];
  } catch (error) {
    // A store in which nothing was ever kept has no lists yet.
    if (error instanceof StoreFault && error.isMissing) return [];
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new StoreFault(`${path} is not the list that it should be`);
}

function readImages(list: readonly Fields[], folder: string): StoredImage[] {
  return list.flatMap(({ id, names, layer, 'big-data-digests': digests }) => {
    if (!isID(id)) return [];
    return [
      {
        id,
        names: Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [],
        digests: Object.fromEntries(Object.entries(digests ?? {}).filter((pair): pair is [string, string] => typeof pair[1] === 'string')),
        folder: join(folder, id),
        ...(isID(layer) ? { layer } : {}),
      },
    ];
  });
}

/** 1 bzip2, 2 gzip, 3 xz, 4 zstd. https://github.com/containers/storage/blob/main/pkg/archive/archive.go */
const plainCompression = 0;

function readLayers(list: readonly Fields[], folder: string): Map<string, StoredLayer> {
  const layers = new Map<string, StoredLayer>();
  for (const fields of list) {
    const { id, parent, 'diff-digest': diffID, 'compressed-diff-digest': digest, 'compressed-size': size, compression, flags } = fields;
    // A layer that is still being unpacked, or was left so.
    if (!isID(id) || (flags as Fields | undefined)?.incomplete === true) continue;
    const isCompressed = typeof compression === 'number' && compression !== plainCompression;
    layers.set(id, {
      id,
      index: join(folder, `${id}.tar-split.gz`),
      ...(isID(parent) ? { parent } : {}),
      ...(typeof diffID === 'string' ? { diffID } : {}),
      ...(isCompressed && typeof digest === 'string' && typeof size === 'number' ? { blob: { digest, size } } : {}),
    });
  }
  return layers;
}

/** IDs become names of files. */
function isID(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** The image's layers, bottom first. @throws StoreFault where one is missing */
export function layersOf({ layer }: StoredImage, layers: ReadonlyMap<string, StoredLayer>): StoredLayer[] {
  const found: StoredLayer[] = [];
  for (let id = layer; id !== undefined; ) {
    const next = layers.get(id);
    if (next === undefined || found.length > layers.size) throw new StoreFault(`layer ${id} is not in the store`);
    found.unshift(next);
    id = next.parent;
  }
  return found;
}

/** The image's manifest and config, checked against their digests. @throws StoreFault */
export async function readDocuments(image: StoredImage, files: StoreFiles): Promise<{ manifest: Buffer; config: Buffer }> {
  const manifest = await files.read(join(image.folder, 'manifest'), maxManifestBytes);
  const expected = image.digests.manifest;
  if (expected !== undefined && sha256(manifest) !== expected)
    throw new StoreFault(`the manifest of ${image.id} is not the one that was stored`);
  const digest = readConfigDigest(manifest);
  const config = await files.read(join(image.folder, fileNameOf(digest)), maxConfigBytes);
  if (sha256(config) !== digest) throw new StoreFault(`the config of ${image.id} is not the one that its manifest names`);
  return { manifest, config };
}

function readConfigDigest(manifest: Buffer): string {
  try {
    const { config } = JSON.parse(manifest.toString()) as { config?: { digest?: unknown } };
    if (typeof config?.digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(config.digest)) return config.digest;
  } catch {
    // Then it is no manifest.
  }
  throw new StoreFault('the manifest in the store names no config');
}

/** A name with other bytes than small letters, digits and dots stands in base64. */
function fileNameOf(name: string): string {
  return /^[a-z0-9.]+$/.test(name) ? name : `=${Buffer.from(name).toString('base64')}`;
}

/** Turns what is wrong with a document into a reason to read the image another way. */
export function asStoreFault(error: unknown): unknown {
  return error instanceof ExpectedError && (error.code === 'content' || error.code === 'unsupported')
    ? new StoreFault(error.message)
    : error;
}
