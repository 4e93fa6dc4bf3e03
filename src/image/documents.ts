/** The JSON documents of an image, read as strangers' data: index, manifest, config. Only what is needed is demanded. */
import { z } from 'zod';
import { ExpectedError } from '../errors.ts';
import { isDigest } from './digest.ts';

const digest = z.string().refine(isDigest, 'expected a digest, ALGORITHM:HEX');
// What a layer weighs does not hang on these: a tool that writes them wrongly shall not keep its image from being weighed.
const platform = z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() }).optional().catch(undefined);
const annotations = z.record(z.string(), z.string()).optional().catch(undefined);

/** https://github.com/opencontainers/image-spec/blob/main/descriptor.md */
const descriptor = z.object({
  mediaType: z.string().default(''),
  digest,
  size: z.int().min(0),
  platform,
  annotations,
  artifactType: z.string().optional(),
});

/** In a manifest that a source made itself. `at`, which says where content lies, is never taken from an image. */
const presentedDescriptor = descriptor.extend({ digest: digest.optional(), at: z.string() });

/** https://github.com/opencontainers/image-spec/blob/main/image-index.md */
const index = z.object({ mediaType: z.string().optional(), manifests: z.array(descriptor).default([]) });

const manifestOf = <T extends typeof descriptor | typeof presentedDescriptor>(pointer: T) =>
  z.object({
    mediaType: z.string().optional(),
    artifactType: z.string().optional(),
    config: pointer,
    // Go writes an empty list as null, which stands for nothing here.
    layers: z.array(pointer).default([]),
  });

/** https://github.com/opencontainers/image-spec/blob/main/manifest.md */
const manifest = manifestOf(descriptor);
const presentedManifest = manifestOf(presentedDescriptor);

const history = z.array(
  z.object({ created_by: z.string().optional(), created: z.string().optional(), empty_layer: z.boolean().optional() }),
);

/** https://github.com/opencontainers/image-spec/blob/main/config.md */
const config = z.object({
  os: z.string().default('unknown'),
  architecture: z.string().default('unknown'),
  variant: z.string().optional(),
  rootfs: z.object({ diff_ids: z.array(digest).default([]) }),
  history: history.default([]).catch([]),
});

/** manifest.json of a docker archive: one entry for each image. https://github.com/moby/docker-image-spec/blob/main/v1.2.md#combined-image-json--filesystem-changeset-format */
const dockerManifest = z.array(
  z.object({ Config: z.string(), RepoTags: z.array(z.string()).default([]), Layers: z.array(z.string()).default([]) }),
);

const layoutFile = z.object({ imageLayoutVersion: z.string() });

export type Index = z.infer<typeof index>;
export type Manifest = z.infer<typeof manifest> | z.infer<typeof presentedManifest>;
export type Config = z.infer<typeof config>;
export type DockerManifest = z.infer<typeof dockerManifest>;

const damaged = 'the image is damaged or was cut off: save, copy or build it again';

/** @throws ExpectedError `content` */
function validate<T>(schema: z.ZodType<T>, json: unknown, what: string): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = (issue?.path ?? []).map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  const problem = (issue?.message ?? 'unknown')
    .replace(/^Invalid input: /, '')
    .replace(/received undefined$/, 'found nothing')
    .replace('received', 'found');
  throw new ExpectedError(
    'content',
    `reading ${what}: ${place === '' ? 'the document' : place.slice(place.startsWith('.') ? 1 : 0)} is not what it should be: ${problem}`,
    {
      hint: 'the image is damaged, or was written by a tool that does not follow the specification',
    },
  );
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
  if (isIndex) return { index: validate(index, json, what) };
  return { manifest: options.presented === true ? validate(presentedManifest, json, what) : validate(manifest, json, what) };
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
  return validate(index, json, what);
}

/** @throws ExpectedError `content` */
export function parseConfig(bytes: Buffer, what: string): Config {
  return validate(config, parseJson(bytes, what), what);
}

/** @throws ExpectedError `content` */
export function parseDockerManifest(bytes: Buffer, what: string): DockerManifest {
  return validate(dockerManifest, parseJson(bytes, what), what);
}

/** @returns the version of the layout that an `oci-layout` file states. @throws ExpectedError `content` */
export function parseLayoutVersion(bytes: Buffer, what: string): string {
  return validate(layoutFile, parseJson(bytes, what), what).imageLayoutVersion;
}
