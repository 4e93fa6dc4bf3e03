/** What a user may call an image, told apart: an archive, a layout, a path, and what has to be saved first. */
import { existsSync } from 'node:fs';
import { ExpectedError } from '../errors.ts';
import { parseImageName } from './image-name.ts';

/** Where an image lies. `name` says which of several is meant: a tag, an image name or a config digest. */
export type ImageReference =
  | { kind: 'docker-archive' | 'oci-archive' | 'oci'; path: string; name?: string }
  /** A path without a transport: opened by what it holds. */
  | { kind: 'path'; path: string };

/** The three transports whose rest is a path and, behind a colon, an image's name. https://github.com/containers/image/blob/main/docs/containers-transports.5.md */
const pathTransports = ['docker-archive', 'oci-archive', 'oci'] as const;
/** What people know from skopeo, and what each asks for here. */
const otherTransports = ['docker-daemon', 'containers-storage', 'docker', 'dir', 'ostree', 'sif', 'tarball', 'registry'];

/**
 * Reads a reference as it stands on the command line or in a budget: `docker-archive:app.tar[:NAME]`, `oci-archive:app.tar[:NAME]`,
 * `oci:DIR[:NAME]`, or a path. Only existence is looked up, to tell where a path with colons ends.
 * @throws ExpectedError `not-found`, `not-supported-yet` or `option`
 */
export function parseImageReference(text: string, exists: (path: string) => boolean = existsSync): ImageReference {
  if (text === '') throw new ExpectedError('option', 'an image reference is empty, where a path or a reference was expected');
  const colon = text.indexOf(':');
  const transport = colon < 0 ? '' : text.slice(0, colon);
  const kind = pathTransports.find((known) => known === transport);
  if (kind !== undefined) return { kind, ...splitPath(text, text.slice(colon + 1), exists) };
  if (exists(text)) return { kind: 'path', path: text };
  if (otherTransports.includes(transport)) throw unsupported(text, transport, text.slice(colon + 1));
  throw missing(text);
}

/** The longest path that exists wins, so that a colon may stand in a path as well as before a name. */
function splitPath(text: string, rest: string, exists: (path: string) => boolean): { path: string; name?: string } {
  for (let end = rest.length; end > 0; end = rest.lastIndexOf(':', end - 1)) {
    const path = rest.slice(0, end);
    if (!exists(path)) continue;
    const name = rest.slice(end + 1);
    return name === '' ? { path } : { path, name };
  }
  const path = rest.split(':', 1)[0] ?? '';
  if (path === '') throw new ExpectedError('option', `the image reference ${text} names no path behind its transport`);
  throw new ExpectedError('not-found', `looking for the image ${text}: there is no file or directory ${path}`, {
    hint: 'check the path; it is taken from the current directory, or, in a budget, from the directory of the budget file',
  });
}

function unsupported(text: string, transport: string, rest: string): ExpectedError {
  const name = rest.replace(/^\/\//, '') || 'IMAGE';
  const hints: Record<string, string> = {
    'docker-daemon': saveHint('docker', name),
    'containers-storage': saveHint('podman', name),
    docker: `copy it to a file first, then weigh that: skopeo copy docker://${name} oci-archive:${fileFor(name)}`,
  };
  const what: Record<string, string> = {
    'docker-daemon': "images in Docker's store are",
    'containers-storage': "images in podman's store are",
    docker: 'images in a registry are',
  };
  throw new ExpectedError(
    'not-supported-yet',
    `the image ${text} cannot be weighed where it lies: ${what[transport] ?? `${transport}: is`} not supported yet`,
    {
      hint: hints[transport] ?? `copy it first, then weigh the copy: skopeo copy ${text} oci-archive:image.tar`,
    },
  );
}

function missing(text: string): ExpectedError {
  const looksLikePath = /^[./~]|\.(?:tar|tgz|gz|zst|oci)$/i.test(text) || parseImageName(text) === undefined;
  return new ExpectedError(
    'not-found',
    looksLikePath
      ? `looking for the image ${text}: there is no such file or directory`
      : `looking for the image ${text}: there is no file or directory of that name, and images in an engine or a registry are not supported yet`,
    { hint: looksLikePath ? 'check the path, or name an archive, an OCI layout or its directory' : saveHint('docker', text) },
  );
}

function saveHint(engine: 'docker' | 'podman', name: string): string {
  const file = fileFor(name);
  return `save it first, then weigh the file: ${engine} save -o ${file} ${name} && plimsoll analyze ${file}`;
}

/** `ghcr.io/o/api:ci` is well kept in `api.tar`. */
function fileFor(name: string): string {
  const last = parseImageName(name)?.path.split('/').at(-1);
  return `${last ?? 'image'}.tar`;
}
