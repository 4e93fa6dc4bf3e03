/**
 * Image names (`api:ci`, `ghcr.io/o/api@sha256:…`) made comparable.
 * https://github.com/distribution/reference/blob/main/normalize.go
 */

export type ImageName = {
  /** Host of the registry, `docker.io` where the name has none. */
  domain: string;
  /** Path below the host, with `library/` where docker.io implies it. */
  path: string;
  /** Absent where the name has neither tag nor digest: `latest` is implied. */
  tag?: string;
  digest?: string;
};

const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const host =
  /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const maxPathLength = 255;

/** Reads an image name; undefined where the text is none. */
export function parseImageName(text: string): ImageName | undefined {
  let rest = text;
  let digest: string | undefined;
  const at = rest.indexOf('@');
  if (at >= 0) {
    digest = rest.slice(at + 1);
    if (!digestPattern.test(digest)) return undefined;
    rest = rest.slice(0, at);
  }
  let tag: string | undefined;
  const colon = rest.lastIndexOf(':');
  // A colon before the last slash belongs to the host's port.
  if (colon > rest.lastIndexOf('/')) {
    tag = rest.slice(colon + 1);
    if (!tagPattern.test(tag)) return undefined;
    rest = rest.slice(0, colon);
  }
  const name = splitDomain(rest);
  if (name === undefined) return undefined;
  return { ...name, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

/** Whether the text is the hexadecimal of an image ID, which no repository may be called. */
export function isImageID(text: string): boolean {
  return /^[a-f0-9]{64}$/.test(text);
}

function splitDomain(name: string): { domain: string; path: string } | undefined {
  if (isImageID(name)) return undefined;
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  let domain = 'docker.io';
  let path = name;
  // Only these mark a host: `o/api` is a path on docker.io.
  if (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase()) {
    domain = first;
    path = name.slice(slash + 1);
  }
  if (domain === 'index.docker.io') domain = 'docker.io';
  if (!host.test(domain)) return undefined;
  if (path.length > maxPathLength || !path.split('/').every((part) => component.test(part))) return undefined;
  if (domain === 'docker.io' && !path.includes('/')) path = `library/${path}`;
  return { domain, path };
}

/** The full form, so that two spellings of one name are equal: `docker.io/library/api:ci`. A digest makes the tag mere decoration. */
export function formatImageName({ domain, path, tag, digest }: ImageName): string {
  return `${domain}/${path}${digest === undefined ? `:${tag ?? 'latest'}` : `@${digest}`}`;
}

/** The short form, as people write it, without what Docker Hub implies and without a digest: `debian:12`, `o/api`, `ghcr.io/o/api:ci`. */
export function familiarImageName({ domain, path, tag }: ImageName): string {
  const plain = domain === 'docker.io' ? path.replace(/^library\/(?=[^/]+$)/, '') : `${domain}/${path}`;
  return `${plain}${tag === undefined ? '' : `:${tag}`}`;
}

/** A digest, short enough to be shown beside a name: the algorithm and twelve characters. */
export function shortDigest(digest: string): string {
  return digest.replace(/^([^:]+:.{12}).*$/, '$1');
}

/** Whether both texts are image names and mean the same image. */
export function isSameImageName(one: string, other: string): boolean {
  const [left, right] = [parseImageName(one), parseImageName(other)];
  return left !== undefined && right !== undefined && formatImageName(left) === formatImageName(right);
}
