/** What a user may call an image, told apart: an archive, a layout, a path, an image in an engine, in a store or in a registry. */
import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { ExpectedError } from '../errors.ts';
import { type ImageName, isImageID, parseImageName } from './image-name.ts';

/** Where an image lies. `name` says which of several is meant: a tag, an image name or a config digest. */
export type PathReference =
  | { kind: 'docker-archive' | 'oci-archive' | 'oci'; path: string; name?: string }
  /** A path without a transport: opened by what it holds. */
  | { kind: 'path'; path: string };

export type ImageReference =
  | PathReference
  /** An image of the local engine; `bare` where no transport says so, so that a file may have been meant. */
  | { kind: 'docker-daemon'; name: string; bare: boolean }
  /** An image that podman or buildah keeps; the store is the one in use, unless driver and root are said. */
  | { kind: 'containers-storage'; name: string; store?: StorePlace }
  /** An image in a registry. */
  | { kind: 'docker'; name: ImageName };

export type StorePlace = { driver: string; root: string; runRoot?: string };

/** Whether the text names an image in a registry: what is not needed of such a one is not transferred. */
export function isInRegistry(text: string): boolean {
  return text.startsWith('docker://');
}

/** Whether the text names a file or folder, as against an image in an engine, a store or a registry. */
export function isPathReference(text: string, exists: (path: string) => boolean): boolean {
  return pathTransports.some((transport) => text.startsWith(`${transport}:`)) || exists(text);
}

/** The three transports whose rest is a path and, behind a colon, an image's name. https://github.com/containers/image/blob/main/docs/containers-transports.5.md */
const pathTransports = ['docker-archive', 'oci-archive', 'oci'] as const;
/** What people know from skopeo, and what is not weighed where it lies. */
const otherTransports = ['dir', 'ostree', 'sif', 'tarball', 'registry'];

/**
 * Reads a reference as it stands on the command line or in a budget: `docker-archive:app.tar[:NAME]`, `oci-archive:app.tar[:NAME]`,
 * `oci:DIR[:NAME]`, `docker-daemon:NAME`, `containers-storage:[[DRIVER@ROOT]]NAME`, `docker://NAME` for a registry, or a path; what is none of
 * these is a name in the local engine. Only existence is looked up, to tell where a path with colons ends.
 * @throws ExpectedError `not-found`, `not-supported-yet` or `option`
 */
export function parseImageReference(text: string, exists: (path: string) => boolean = existsSync): ImageReference {
  if (text === '')
    throw new ExpectedError('option', 'an image reference is empty, where a path or a reference was expected', { hint: knownForms });
  const colon = text.indexOf(':');
  const transport = colon < 0 ? '' : text.slice(0, colon);
  const rest = text.slice(colon + 1);
  const kind = pathTransports.find((known) => known === transport);
  if (kind !== undefined) return { kind, ...splitPath(text, rest, exists) };
  if (exists(text)) return { kind: 'path', path: text };
  if (transport === 'docker-daemon') return { kind: 'docker-daemon', name: checkName(text, rest), bare: false };
  if (transport === 'containers-storage') return { kind: 'containers-storage', ...splitStore(text, rest) };
  if (transport === 'docker') return { kind: 'docker', name: registryName(text) };
  if (otherTransports.includes(transport)) throw unsupported(text, transport);
  if (looksLikePath(text)) refuseTransport(text, transport);
  if (looksLikePath(text))
    throw new ExpectedError('not-found', `looking for the image ${text}: there is no such file or directory`, {
      hint: 'check the path, or name an archive, an OCI layout or its directory, or an image in the local engine',
    });
  return { kind: 'docker-daemon', name: text, bare: true };
}

/**
 * Reads a reference whose relative paths begin in `directory`, and makes them paths from the current folder.
 * @throws ExpectedError as parseImageReference does
 */
export function locateImage(text: string, directory: string): ImageReference {
  const reference = parseImageReference(text, (path) => existsSync(resolve(directory, path)));
  return 'path' in reference && !isAbsolute(reference.path) ? { ...reference, path: join(directory, reference.path) } : reference;
}

function looksLikePath(text: string): boolean {
  return /^[./~]|\.(?:tar|tgz|gz|zst|oci|json)$/i.test(text) || (parseImageName(text) === undefined && !isImageID(text));
}

const knownForms =
  'Name an archive, an OCI layout or its directory, an image of the local engine (api:ci, docker-daemon:api:ci) or of podman (containers-storage:api:ci), or one in a registry (docker://ghcr.io/o/api:ci).';

/** What stands before a colon may be meant as a transport, unless it is a Windows drive or a host with its port. */
function refuseTransport(text: string, transport: string): void {
  if (!/^[a-z][a-z0-9+-]+$/.test(transport) || /^[^:]*:\d+\//.test(text) || /\.(?:tar|tgz|gz|zst|oci|json)$/i.test(text)) return;
  const address = /^https?:\/\/(.+)$/is.exec(text)?.[1];
  const inRegistry = address === undefined || parseImageName(address) === undefined ? undefined : address;
  throw new ExpectedError(
    'option',
    `the image reference ${text} begins with ${transport}:, which is no transport, and no file is called so`,
    {
      hint: inRegistry === undefined ? knownForms : `An image in a registry is docker://${inRegistry}.`,
    },
  );
}

/** What an engine resolves: a name, a digest, an image ID or the beginning of one. */
function checkName(text: string, name: string): string {
  if (parseImageName(name) !== undefined || isImageID(name)) return name;
  throw new ExpectedError('option', `the image reference ${text} names no image behind its transport (${name === '' ? 'nothing' : name})`, {
    hint: 'write the name as docker images shows it: docker-daemon:api:ci',
  });
}

/** @throws ExpectedError `option` */
function registryName(text: string): ImageName {
  const name = isInRegistry(text) ? parseImageName(text.slice('docker://'.length)) : undefined;
  if (name !== undefined) return name;
  throw new ExpectedError('option', `the image reference ${text} names no image in a registry`, {
    hint: 'write it as docker://HOST/PATH:TAG, such as docker://ghcr.io/o/api:ci; without a host, Docker Hub is meant',
  });
}

/** `[overlay@/var/lib/containers/storage+/run/…:options]` may stand before the name. */
function splitStore(text: string, rest: string): { name: string; store?: StorePlace } {
  const [, driver, root, runRoot, name] = /^\[([a-z0-9-]+)@([^\]+:]+)(?:\+([^\]:]+))?[^\]]*\](.*)$/.exec(rest) ?? [];
  if (driver === undefined || root === undefined || name === undefined) return { name: checkName(text, rest) };
  return { name: checkName(text, name), store: { driver, root, ...(runRoot === undefined ? {} : { runRoot }) } };
}

/** The longest path that exists wins, so that a colon may stand in a path as well as before a name. */
function splitPath(text: string, rest: string, exists: (path: string) => boolean): { path: string; name?: string } {
  for (let end = rest.length; end > 0; end = rest.lastIndexOf(':', end - 1)) {
    const path = rest.slice(0, end);
    if (!exists(path)) continue;
    const name = rest.slice(end + 1);
    return name === '' ? { path } : { path, name };
  }
  // The colon of a Windows drive ends no path.
  const path = /^(?:[A-Za-z]:(?=[\\/]))?[^:]*/.exec(rest)?.[0] ?? '';
  if (path === '')
    throw new ExpectedError('option', `the image reference ${text} names no path behind its transport`, {
      hint: `write the path behind the colon, and behind another one a name, if there are several images: ${text.split(':', 1)[0]}:PATH[:NAME]`,
    });
  throw new ExpectedError('not-found', `looking for the image ${text}: there is no file or directory ${path}`, {
    hint: 'check the path; it is taken from the current directory, or, in a budget, from the directory of the budget file',
  });
}

function unsupported(text: string, transport: string): ExpectedError {
  return new ExpectedError('not-supported-yet', `the image ${text} cannot be weighed where it lies: ${transport}: is not supported yet`, {
    hint: `copy it first, then weigh the copy: skopeo copy ${text} oci-archive:image.tar`,
  });
}
