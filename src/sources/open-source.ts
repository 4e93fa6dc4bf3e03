/** From a reference to the source that holds its image. What a path is, its content says. */
import { closeSync, fstatSync, open, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { ExpectedError } from '../errors.ts';
import type { ImageReference, PathReference } from '../image/reference.ts';
import type { ImageSource } from '../image/source.ts';
import { sniffCompression } from '../scan/decompress.ts';
import { ArchiveStore } from './archive-store.ts';
import { chooseManifest } from './both-manifests.ts';
import { DirectoryStore } from './directory-store.ts';
import { DockerArchive } from './docker-archive.ts';
import type { EngineOptions } from './engine/open-engine.ts';
import type { MemberStore } from './member-store.ts';
import { notAnImage } from './not-an-image.ts';
import { OciLayout } from './oci-layout.ts';
import { readFault } from './read-fault.ts';
import type { RegistryOptions } from './registry/open-registry.ts';
import { type SpoolOptions, spool } from './spool.ts';

const openFile = promisify(open);

export type OpenOptions = SpoolOptions &
  EngineOptions &
  RegistryOptions & {
    /** Which of several images, where the reference does not say. */
    tag?: string;
  };

/**
 * Opens what the reference names; the source must be disposed of.
 * @throws ExpectedError
 */
export async function openSource(reference: ImageReference, options: OpenOptions = {}): Promise<ImageSource> {
  if (options.tag !== undefined && !('path' in reference)) throw noChoice(reference.kind, options.tag);
  // Each is loaded only where it is needed: most runs weigh a file.
  if (reference.kind === 'docker-daemon') {
    const { openEngineImage } = await import('./engine/open-engine.ts');
    return openEngineImage(reference.name, { ...options, mayBeFile: reference.bare });
  }
  if (reference.kind === 'containers-storage') {
    const { openContainersStorage } = await import('./engine/containers-storage.ts');
    return openContainersStorage(reference, options);
  }
  if (reference.kind === 'docker') {
    const { openRegistryImage } = await import('./registry/open-registry.ts');
    return openRegistryImage(reference.name, options);
  }
  return openPath(reference, options);
}

function noChoice(transport: string, tag: string): ExpectedError {
  return new ExpectedError(
    'option',
    `choosing ${tag} by --tag: it chooses among the images of an archive or a layout, and ${transport}:NAME is one image by itself`,
    { hint: 'leave --tag out and name the image in full; of several images, name the one in an archive as docker-archive:FILE:NAME' },
  );
}

async function openPath(reference: PathReference, options: OpenOptions): Promise<ImageSource> {
  const store = await openStore(reference, options);
  try {
    return await chooseSource(reference, store, reference.kind === 'path' ? options.tag : (reference.name ?? options.tag));
  } catch (error) {
    store.close();
    throw error;
  }
}

async function openStore(reference: PathReference, options: OpenOptions): Promise<MemberStore> {
  const shown = reference.path;
  let fd: number;
  try {
    // Not the synchronous one: opening a pipe waits for its writer, and a signal shall be heard meanwhile.
    fd = await openFile(reference.path, 'r');
  } catch (error) {
    throw readFault(shown, error);
  }
  const stats = fstatSync(fd);
  if (stats.isDirectory()) {
    closeSync(fd);
    return new DirectoryStore(reference.path, shown);
  }
  let file = { fd, length: stats.size };
  try {
    if (!stats.isFile() || isCompressed(fd)) {
      file = await spool({ fd, path: shown, ...(stats.isFile() ? { length: stats.size } : {}) }, options);
      closeSync(fd);
    }
    return await ArchiveStore.open(file.fd, file.length, shown, options.signal);
  } catch (error) {
    closeSync(file.fd);
    throw error;
  }
}

function isCompressed(fd: number): boolean {
  const head = Buffer.alloc(8);
  const count = readSync(fd, head, 0, head.length, 0);
  return sniffCompression(head.subarray(0, count)) !== 'none';
}

async function chooseSource(reference: PathReference, store: MemberStore, wanted: string | undefined): Promise<ImageSource> {
  const hasIndex = store.find('index.json') !== undefined;
  const isOci = hasIndex || store.find('oci-layout') !== undefined;
  const isDocker = store.find('manifest.json') !== undefined || (!isOci && store.find('repositories') !== undefined);
  switch (reference.kind) {
    case 'oci':
    case 'oci-archive':
      if (!isOci) throw nothingIn(store, `an OCI layout, which has an index.json${isDocker ? ' (this is a docker archive)' : ''}`);
      return new OciLayout(store, wanted);
    case 'docker-archive':
      if (!isDocker) throw nothingIn(store, `a docker archive, which has a manifest.json${isOci ? ' (this is an OCI layout)' : ''}`);
      break;
    default:
      if (!isDocker && !isOci) throw nothingIn(store, 'a docker archive (manifest.json) or an OCI layout (index.json)');
      if (!isDocker) return new OciLayout(store, wanted);
  }
  const docker = new DockerArchive(store, wanted);
  return hasIndex ? chooseManifest(docker, store, wanted) : docker;
}

function nothingIn(store: MemberStore, expected: string): ExpectedError {
  const names = store.topNames();
  const isFileSystem = ['etc', 'usr', 'bin'].some((name) => names.includes(name));
  const inner = names.length === 1 && ['manifest.json', 'index.json'].some((name) => store.find(`${names[0]}/${name}`) !== undefined);
  const remedy = inner
    ? `the image lies in ${names[0]}: make the archive of what is in it (tar -C ${names[0]} -cf FILE .), or name that directory`
    : isFileSystem
      ? 'this is a file system, as docker export writes it, and has no layers: use docker save'
      : undefined;
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? `, and ${names.length - 5} more` : '');
  return notAnImage(store.path, shown || 'nothing in it', expected, remedy);
}
