/** From a reference to the source that holds its image. What a path is, its content says. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ExpectedError } from '../errors.ts';
import { parseRoot } from '../image/documents.ts';
import { maxManifestBytes } from '../image/fetch-document.ts';
import { isImageRole } from '../image/load-images.ts';
import type { ImageReference } from '../image/reference.ts';
import type { ImageSource } from '../image/source.ts';
import { sniffCompression } from '../scan/decompress.ts';
import { ArchiveStore } from './archive-store.ts';
import { DirectoryStore } from './directory-store.ts';
import { DockerArchive, readMember } from './docker-archive.ts';
import type { MemberStore } from './member-store.ts';
import { OciLayout } from './oci-layout.ts';
import { readFault } from './read-fault.ts';
import { type SpoolOptions, spool } from './spool.ts';

export type OpenOptions = SpoolOptions & {
  /** Which of several images, where the reference does not say. */
  tag?: string;
};

/**
 * Opens the archive or directory that the reference names; the source must be disposed of.
 * @throws ExpectedError
 */
export async function openSource(reference: ImageReference, options: OpenOptions = {}): Promise<ImageSource> {
  const store = await openStore(reference, options);
  try {
    return await chooseSource(reference, store, reference.kind === 'path' ? options.tag : (reference.name ?? options.tag));
  } catch (error) {
    store.close();
    throw error;
  }
}

async function openStore(reference: ImageReference, options: OpenOptions): Promise<MemberStore> {
  const shown = reference.path;
  let fd: number;
  try {
    fd = openSync(reference.path, 'r');
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
      file = await spool({ fd, path: shown }, options);
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

async function chooseSource(reference: ImageReference, store: MemberStore, wanted: string | undefined): Promise<ImageSource> {
  const transport = reference.kind;
  const ociKind = store instanceof DirectoryStore ? 'oci-layout' : 'oci-archive';
  const hasDockerManifest = store.find('manifest.json') !== undefined;
  const hasIndex = store.find('index.json') !== undefined;
  const isOci = hasIndex || store.find('oci-layout') !== undefined;
  const isOld = store.find('repositories') !== undefined;
  const expects = (found: boolean, what: string): void => {
    if (!found) throw notAnImage(store, what);
  };
  if (transport === 'docker-archive') {
    expects(hasDockerManifest || isOld, 'a docker archive, which has a manifest.json');
    return new DockerArchive(store, wanted);
  }
  if (transport === 'oci' || transport === 'oci-archive') {
    expects(isOci, 'an OCI layout, which has an index.json');
    return new OciLayout(ociKind, store, wanted);
  }
  expects(hasDockerManifest || isOci || isOld, 'a docker archive (manifest.json) or an OCI layout (index.json)');
  if (!hasDockerManifest) return isOci ? new OciLayout(ociKind, store, wanted) : new DockerArchive(store, wanted);
  // Both stand in an archive of a newer engine. Its manifest.json is right about order and names, and holds one platform alone.
  const layout = hasIndex ? new OciLayout(ociKind, store, wanted) : undefined;
  return layout !== undefined && (await hasSeveralPlatforms(layout, store)) ? layout : new DockerArchive(store, wanted);
}

/** Whether the wanted image is an index with more than one image in it whose manifests are at hand. */
async function hasSeveralPlatforms(layout: OciLayout, store: MemberStore): Promise<boolean> {
  try {
    const root = await layout.resolve();
    const content = await layout.fetch(root);
    if (content.kind !== 'file') return false;
    const document = parseRoot(readMember(content, maxManifestBytes, layout.name), layout.name);
    if (!('index' in document)) return false;
    const present = document.index.manifests.filter(
      (each) => isImageRole(each) && store.find(`blobs/${(each.digest ?? '').replace(':', '/')}`) !== undefined,
    );
    return present.length > 1;
  } catch (error) {
    // Engines leave images out of index.json and write others wrongly; manifest.json then has the say.
    if (error instanceof ExpectedError) return false;
    throw error;
  }
}

function notAnImage(store: MemberStore, expected: string): ExpectedError {
  const names = store.topNames();
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? `, and ${names.length - 5} more` : '');
  return new ExpectedError('not-an-image', `opening ${store.path}: found ${shown || 'nothing in it'}, expected ${expected}`, {
    hint: 'name an archive made by docker save, podman save, skopeo or buildx, or a directory with an OCI layout',
  });
}
