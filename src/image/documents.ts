/** The JSON documents of an image, read as strangers' data: index, manifest, config. Only what is needed is demanded. */
import { ExpectedError } from '../errors.ts';
import type { Descriptor, Platform } from './descriptor.ts';
import { isDigest } from './digest.ts';
import { member, optional, readList, readObject, readSize, readString, ShapeFault, type Value } from './shape.ts';

/** https://github.com/opencontainers/image-spec/blob/main/image-index.md */
export type Index = { mediaType?: string | undefined; manifests: Descriptor[] };

/** https://github.com/opencontainers/image-spec/blob/main/manifest.md */
export type Manifest = {
  mediaType?: string | undefined;
  artifactType?: string | undefined;
  config: Descriptor;
  layers: Descriptor[];
  annotations?: Record<string, string> | undefined;
};

/** https://github.com/opencontainers/image-spec/blob/main/config.md */
export type Config = {
  os: string;
  architecture: string;
  variant?: string | undefined;
  rootfs: { diff_ids: string[] };
  history: HistoryItem[];
  labels: Record<string, string>;
};

/** One instruction, as its builder wrote it down. `empty_layer`: it made no layer. */
export type HistoryItem = {
  created_by?: string | undefined;
  created?: string | undefined;
  comment?: string | undefined;
  empty_layer?: boolean | undefined;
};

/** manifest.json of a docker archive: one entry for each image. https://github.com/moby/docker-image-spec/blob/main/v1.2.md#combined-image-json--filesystem-changeset-format */
export type DockerManifest = { Config: string; RepoTags: string[]; Layers: string[] }[];

function readDigest(value: Value): string {
  const digest = readString(value);
  if (!isDigest(digest)) throw new ShapeFault(value.place, 'expected a digest, ALGORITHM:HEX');
  return digest;
}

/** What a layer weighs does not hang on it: a tool that writes it wrongly shall not keep its image from being weighed. */
function tolerated<T>(value: Value, read: (value: Value) => T): T | undefined {
  try {
    return optional(value, read);
  } catch (error) {
    if (error instanceof ShapeFault) return undefined;
    throw error;
  }
}

function readPlatform(value: Value): Platform {
  const text = (key: string) => readString(member(value, key));
  const variant = optional(member(value, 'variant'), readString);
  return { os: text('os'), architecture: text('architecture'), ...(variant === undefined ? {} : { variant }) };
}

function readTexts(value: Value): Record<string, string> {
  const entries = Object.keys(readObject(value)).flatMap((key) => {
    const text = optional(member(value, key), readString);
    return text === undefined ? [] : [[key, text] as const];
  });
  return Object.fromEntries(entries);
}

/** https://github.com/opencontainers/image-spec/blob/main/descriptor.md */
function readDescriptor(value: Value): Descriptor {
  const platform = tolerated(member(value, 'platform'), readPlatform);
  const annotations = tolerated(member(value, 'annotations'), readTexts);
  const artifactType = optional(member(value, 'artifactType'), readString);
  return {
    mediaType: optional(member(value, 'mediaType'), readString) ?? '',
    digest: readDigest(member(value, 'digest')),
    size: readSize(member(value, 'size')),
    ...(platform === undefined ? {} : { platform }),
    ...(annotations === undefined ? {} : { annotations }),
    ...(artifactType === undefined ? {} : { artifactType }),
  };
}

/** In a manifest that a source made itself. `at`, which says where content lies, is never taken from an image. */
function readPresentedDescriptor(value: Value): Descriptor {
  const digest = optional(member(value, 'digest'), readDigest);
  return {
    mediaType: readString(member(value, 'mediaType')),
    size: readSize(member(value, 'size')),
    at: readString(member(value, 'at')),
    ...(digest === undefined ? {} : { digest }),
  };
}

function readIndex(value: Value): Index {
  return { mediaType: optional(member(value, 'mediaType'), readString), manifests: readList(member(value, 'manifests'), readDescriptor) };
}

function readManifest(value: Value, pointer: (value: Value) => Descriptor): Manifest {
  return {
    mediaType: optional(member(value, 'mediaType'), readString),
    artifactType: optional(member(value, 'artifactType'), readString),
    config: pointer(member(value, 'config')),
    layers: readList(member(value, 'layers'), pointer),
    annotations: tolerated(member(value, 'annotations'), readTexts),
  };
}

function readHistory(value: Value): HistoryItem {
  const isEmpty = member(value, 'empty_layer');
  if (isEmpty.json !== undefined && typeof isEmpty.json !== 'boolean') throw ShapeFault.of(isEmpty, 'boolean');
  return {
    created_by: optional(member(value, 'created_by'), readString),
    created: optional(member(value, 'created'), readString),
    comment: tolerated(member(value, 'comment'), readString),
    empty_layer: isEmpty.json === true,
  };
}

function readConfig(value: Value): Config {
  return {
    os: optional(member(value, 'os'), readString) ?? 'unknown',
    architecture: optional(member(value, 'architecture'), readString) ?? 'unknown',
    variant: optional(member(value, 'variant'), readString),
    rootfs: { diff_ids: readList(member(member(value, 'rootfs'), 'diff_ids'), readDigest) },
    history: tolerated(member(value, 'history'), (list) => readList(list, readHistory)) ?? [],
    labels: tolerated(member(value, 'config'), (config) => optional(member(config, 'Labels'), readTexts)) ?? {},
  };
}

function readDockerManifest(value: Value): DockerManifest {
  if (value.json === undefined) throw ShapeFault.of(value, 'array');
  return readList(value, (entry) => ({
    Config: readString(member(entry, 'Config')),
    RepoTags: readList(member(entry, 'RepoTags'), readString),
    Layers: readList(member(entry, 'Layers'), readString),
  }));
}

const damaged = 'the image is damaged or was cut off: save, copy or build it again';

/** @throws ExpectedError `content` */
function validate<T>(read: (value: Value) => T, json: unknown, what: string): T {
  try {
    return read({ json, place: '' });
  } catch (error) {
    if (!(error instanceof ShapeFault)) throw error;
    throw new ExpectedError('content', `reading ${what}: ${error.place || 'the document'} is not what it should be: ${error.message}`, {
      hint: 'the image is damaged, or was written by a tool that does not follow the specification',
    });
  }
}

/** @throws ExpectedError `content` */
function parseJson(bytes: Buffer, what: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'), (_key, value: unknown) => (value === null ? undefined : value));
  } catch (error) {
    throw new ExpectedError('content', `reading ${what}: it is not JSON (${bytes.length} bytes)`, { hint: damaged, cause: error });
  }
}

/**
 * An index or a manifest, told by its content.
 * @param options.mediaType what its descriptor declares it to be; must not contradict the content
 * @param options.presented whether the source wrote it itself
 * @throws ExpectedError `content`, `unsupported`
 */
export function parseRoot(
  bytes: Buffer,
  what: string,
  options: { mediaType?: string; presented?: boolean } = {},
): { index: Index } | { manifest: Manifest } {
  const json = parseJson(bytes, what);
  const { mediaType, schemaVersion, manifests, layers, config: itsConfig } = (json ?? {}) as Record<string, unknown>;
  if (schemaVersion === 1)
    throw new ExpectedError('unsupported', `reading ${what}: it is a schema 1 manifest, which says nothing of sizes`, {
      hint: 'push or save the image again with a builder of this decade',
    });
  if (manifests !== undefined && (layers !== undefined || itsConfig !== undefined))
    throw new ExpectedError('content', `reading ${what}: it is an index and a manifest at once, where one of them was expected`, {
      hint: 'tools would disagree about what it is: build the image again',
    });
  const declared = options.mediaType ?? '';
  if (declared !== '' && typeof mediaType === 'string' && mediaType !== declared)
    throw new ExpectedError('content', `reading ${what}: it says that it is ${mediaType}, where ${declared} was declared`, {
      hint: damaged,
    });
  const isIndex = manifests !== undefined || (layers === undefined && itsConfig === undefined && isIndexName(mediaType ?? declared));
  if (isIndex) return { index: validate(readIndex, json, what) };
  const pointer = options.presented === true ? readPresentedDescriptor : readDescriptor;
  return { manifest: validate((value) => readManifest(value, pointer), json, what) };
}

function isIndexName(mediaType: unknown): boolean {
  return typeof mediaType === 'string' && /index|manifest\.list/.test(mediaType);
}

/** @throws ExpectedError `content` */
export function parseIndex(bytes: Buffer, what: string): Index {
  const json = parseJson(bytes, what);
  // An empty list may be missing, an index may not be something else.
  if (
    (json as { manifests?: unknown } | null | undefined)?.manifests === undefined &&
    !isIndexName((json as { mediaType?: unknown } | undefined)?.mediaType)
  )
    throw new ExpectedError('content', `reading ${what}: it has no list of manifests, where an index was expected`, {
      hint: 'name an OCI layout; its index.json lists its images',
    });
  return validate(readIndex, json, what);
}

/** @throws ExpectedError `content` */
export function parseConfig(bytes: Buffer, what: string): Config {
  return validate(readConfig, parseJson(bytes, what), what);
}

/** @throws ExpectedError `content` */
export function parseDockerManifest(bytes: Buffer, what: string): DockerManifest {
  return validate(readDockerManifest, parseJson(bytes, what), what);
}

/** @returns the version of the layout that an `oci-layout` file states. @throws ExpectedError `content` */
export function parseLayoutVersion(bytes: Buffer, what: string): string {
  return validate((value) => readString(member(value, 'imageLayoutVersion')), parseJson(bytes, what), what);
}
