/** Names of images as people and tools write them, made comparable. https://github.com/distribution/reference/blob/main/normalize.go */

/** Whether the first part of a name is a registry's host rather than a namespace of Docker Hub. */
function isHost(part: string): boolean {
  return /[.:]/.test(part) || part === 'localhost' || part.toLowerCase() !== part;
}

/**
 * The full form of a name: `debian` is `docker.io/library/debian:latest`.
 * A digest stays as it is; a tag beside it is decoration and goes.
 */
export function normalizeName(name: string): string {
  const [beforeDigest, digest] = split(name, name.indexOf('@'));
  const slash = beforeDigest.indexOf('/');
  const first = slash < 0 ? '' : beforeDigest.slice(0, slash);
  let host = 'docker.io';
  let rest = beforeDigest;
  if (slash >= 0 && isHost(first)) {
    host = first === 'index.docker.io' ? 'docker.io' : first;
    rest = beforeDigest.slice(slash + 1);
  }
  const [repository, tag] = split(rest, rest.lastIndexOf(':'));
  const path = host === 'docker.io' && !repository.includes('/') ? `library/${repository}` : repository;
  return `${host}/${path}${digest === undefined ? `:${tag ?? 'latest'}` : `@${digest}`}`;
}

function split(text: string, at: number): [string, string | undefined] {
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
