/** Opens an image of a container engine: directly from the engine's store where that can be read, else as the engine exports it. */
import { join } from 'node:path';
import { ExpectedError } from '../../errors.ts';
import { loadImages } from '../../image/load-images.ts';
import type { ImageSource } from '../../image/source.ts';
import { makeAllowance } from '../../scan/scan-options.ts';
import { DirectoryStore } from '../directory-store.ts';
import { OciLayout } from '../oci-layout.ts';
import type { KnownBlobs } from '../passed-layer.ts';
import { ownFiles, StoreFault, sudoFiles } from '../store-files.ts';
import { readClassicStore } from './classic-store.ts';
import { connectEngine } from './connect-engine.ts';
import type { Environment } from './endpoint.ts';
import type { EngineClient } from './engine-client.ts';
import { EngineSource } from './engine-source.ts';
import { type EngineImage, findEngineImage } from './find-image.ts';
import type { StoreReading } from './read-indexes.ts';

/** How an engine's image is read: `auto` and `sudo` fall back to the export, `direct` does not. */
export type EngineRead = 'auto' | 'direct' | 'export' | 'sudo';

/** What is known of an image before it is read. `totalBytes`: how long its export will be, about; undefined where nothing tells. */
export type Opening = { platform: string; totalBytes: number | undefined; totalLayers: number };

export type EngineOptions = {
  engineRead?: EngineRead;
  /** `process.env` of whoever asks. */
  environment?: Environment;
  verify?: boolean;
  maxUncompressedBytes?: number;
  signal?: AbortSignal;
  /** Layers that were read before: those of an export are passed over. */
  cache?: KnownBlobs;
  /** Called as bytes of an export come. */
  onOpening?: (opening: Opening, bytes: number) => void;
  /** What was done, for people who want to know; a `note` is for all. */
  onStep?: (line: string, level: 'note' | 'debug') => void;
};

/**
 * @param name as the engine resolves it: a name, a digest, an image ID or the beginning of one
 * @throws ExpectedError
 */
export async function openEngineImage(name: string, options: EngineOptions & { mayBeFile?: boolean }): Promise<ImageSource> {
  const { engineRead = 'auto', onStep } = options;
  if (engineRead === 'direct' && options.verify === true) throw cannotVerify();
  const { client, image } = await find(name, options);
  const info = await askInfo(client);
  const where = `the image ${name} in the engine at ${client.endpoint.url}`;
  onStep?.(`${where} is ${image.id}; its API is ${client.version}`, 'debug');
  if (engineRead !== 'export' && options.verify !== true) {
    try {
      return await openStore(client, image, info, { where, ...options });
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      if (engineRead === 'direct') throw notDirect(where, error);
      onStep?.(`${where} is exported, as its store cannot be read: ${error.message}`, engineRead === 'sudo' ? 'note' : 'debug');
    }
  }
  // The export alone needs a reader of outer archives.
  const { exportImage } = await import('./export-image.ts');
  return exportImage(client, image, { where, totalBytes: exportedBytes(image, info), ...options });
}

/** How long an export will be, about. */
function exportedBytes({ contentBytes, bytes }: EngineImage, info: EngineInfo | ExpectedError): number | undefined {
  if (contentBytes !== undefined) return contentBytes;
  return info instanceof ExpectedError || hasContentStore(info) ? undefined : bytes;
}

type EngineInfo = { DockerRootDir?: unknown; Driver?: unknown; DriverStatus?: unknown };

/** Only what is read directly needs it: a proxy in front of the engine may refuse to tell. @returns why it is not known, where it is not */
async function askInfo(client: EngineClient): Promise<EngineInfo | ExpectedError> {
  try {
    return ((await client.getDocument('/info')) ?? {}) as EngineInfo;
  } catch (error) {
    if (error instanceof ExpectedError && error.code === 'engine') return error;
    throw error;
  }
}

/** @throws ExpectedError, which for a bare word says that no file is called so either */
async function find(name: string, { environment = process.env, signal, mayBeFile }: EngineOptions & { mayBeFile?: boolean }) {
  try {
    const client = await connectEngine(`the image ${name}`, { environment, ...(signal === undefined ? {} : { signal }) });
    return { client, image: await findEngineImage(client, name) };
  } catch (error) {
    if (mayBeFile !== true || !(error instanceof ExpectedError) || (error.code !== 'not-found' && error.code !== 'engine')) throw error;
    const elsewhere = `no file or directory is called ${name}, and an image in a registry is written docker://${name}`;
    throw new ExpectedError(error.code, `${error.message}; ${elsewhere}`, {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}

/** Whether the engine keeps images as containerd does: blobs as they are pulled and pushed. */
function hasContentStore({ DriverStatus: status }: EngineInfo): boolean {
  return Array.isArray(status) && status.some((pair) => Array.isArray(pair) && pair[1] === 'io.containerd.snapshotter.v1');
}

/** @throws StoreFault, ExpectedError */
async function openStore(
  client: EngineClient,
  image: EngineImage,
  info: EngineInfo | ExpectedError,
  { where, engineRead, signal, maxUncompressedBytes, onStep }: EngineOptions & { where: string },
): Promise<ImageSource> {
  if (client.endpoint.connection.kind !== 'socket' || process.platform !== 'linux')
    throw new StoreFault('the engine is not on this machine');
  if (info instanceof ExpectedError) throw new StoreFault(`the engine does not say where it is (${info.message})`);
  const { DockerRootDir: root, Driver: driver } = info;
  if (typeof root !== 'string' || typeof driver !== 'string') throw new StoreFault('the engine does not say where it is');
  // It becomes a part of paths.
  if (!/^[a-z0-9-]+$/.test(driver)) throw new StoreFault(`the engine's storage driver has an odd name (${driver})`);
  if (hasContentStore(info)) {
    if (engineRead === 'sudo') throw new StoreFault("sudo is not used for containerd's store");
    return openContentStore(image, root, where);
  }
  const isSudo = engineRead === 'sudo';
  if (isSudo) onStep?.(`reading ${client.isPodman ? "podman's" : "Docker's"} store in ${root} with sudo`, 'note');
  const reading: StoreReading = {
    files: isSudo ? sudoFiles : ownFiles,
    what: where,
    ...(signal === undefined ? {} : { signal }),
    ...(maxUncompressedBytes === undefined ? {} : { allowance: makeAllowance(maxUncompressedBytes) }),
  };
  const source = client.isPodman
    ? await (await import('./stored-image.ts')).openPodmanImage(image, { root, driver }, reading)
    : await readClassicStore({ root, driver }, image, reading);
  onStep?.(`${where} is read directly from ${root}`, 'debug');
  return source;
}

/** containerd's blobs are an OCI layout without an index. The engine's own containerd keeps them in the engine's folder. */
async function openContentStore(image: EngineImage, root: string, where: string): Promise<ImageSource> {
  const folders = [join(root, 'containerd', 'daemon'), '/var/lib/containerd'].map((folder) =>
    join(folder, 'io.containerd.content.v1.content'),
  );
  for (const folder of folders) {
    const store = new DirectoryStore(folder, folder);
    try {
      const layout = new OciLayout(store, undefined, { mediaType: '', digest: image.id });
      if (!(await layout.has({ mediaType: '', digest: image.id }))) continue;
      // Whether all is there: containerd may have let go of what it has unpacked.
      await loadImages(layout);
      return new EngineSource(layout, { name: where });
    } catch (error) {
      store.close();
      if (error instanceof ExpectedError && error.code !== 'interrupted') throw new StoreFault(error.message);
      throw error;
    }
  }
  throw new StoreFault(`${image.id} is not in ${folders.join(' or ')}`);
}

export function notDirect(where: string, fault: StoreFault): ExpectedError {
  return new ExpectedError('engine', `reading ${where} directly from its store: ${fault.message}`, {
    hint: 'run as a user who may read the store (root, as a rule), or let the engine export the image: --engine-read auto',
    cause: fault,
  });
}

export function cannotVerify(): ExpectedError {
  return new ExpectedError('option', '--verify reads every byte, and --engine-read direct none but the headers: both cannot be had', {
    hint: 'leave out one of them; the export of an engine can be verified',
  });
}
