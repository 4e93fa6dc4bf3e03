/** The JSON documents of an image, read as strangers' data: index, manifest, config. Only what is needed is demanded. */
import { z } from 'zod';
import { ExpectedError } from '../errors.ts';

const digest = z.string().regex(/^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/, 'expected ALGORITHM:HEX');
const platform = z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() });

const descriptor = z.object({
  mediaType: z.string().default(''),
  digest: digest.optional(),
  size: z.int().min(0).optional(),
  platform: platform.optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  artifactType: z.string().optional(),
  urls: z.array(z.string()).optional(),
  /** Ours: where an archive that has no digests keeps the content. */
  at: z.string().optional(),
});

/** https://github.com/opencontainers/image-spec/blob/main/image-index.md */
const index = z.object({ mediaType: z.string().optional(), manifests: z.array(descriptor) });

/** https://github.com/opencontainers/image-spec/blob/main/manifest.md */
const manifest = z.object({
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  config: descriptor,
  layers: z.array(descriptor),
});

/** https://github.com/opencontainers/image-spec/blob/main/config.md */
const config = z.object({
  os: z.string().default('linux'),
  architecture: z.string().default('amd64'),
  variant: z.string().optional(),
  rootfs: z.object({ diff_ids: z.array(digest).nullish() }),
  history: z
    .array(z.object({ created_by: z.string().optional(), created: z.string().optional(), empty_layer: z.boolean().optional() }))
    .nullish(),
});

/** One entry of a docker archive's manifest.json. */
const dockerManifest = z.array(
  z.object({ Config: z.string(), RepoTags: z.array(z.string()).nullish(), Layers: z.array(z.string()).nullish() }),
);

export type Index = z.infer<typeof index>;
export type Manifest = z.infer<typeof manifest>;
export type Config = z.infer<typeof config>;
export type DockerManifest = z.infer<typeof dockerManifest>;

/** @throws ExpectedError `content` */
function parse<T>(schema: z.ZodType<T>, bytes: Buffer, what: string): T {
  const json = parseJson(bytes, what);
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('') ?? '';
  throw new ExpectedError(
    'content',
    `reading ${what}: ${place === '' ? 'the document' : place} is not what it should be: ${issue?.message ?? 'unknown'}`,
    {
      hint: 'the image is damaged, or was written by a tool that does not follow the specification',
    },
  );
}

/** @throws ExpectedError `content` */
export function parseJson(bytes: Buffer, what: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new ExpectedError('content', `reading ${what}: it is not JSON`, {
      hint: 'the image is damaged or was cut off: save, copy or build it again',
      cause: error,
    });
  }
}

/** An index or a manifest, told by its content: descriptors' media types are hints. */
export function parseRoot(bytes: Buffer, what: string): { index: Index } | { manifest: Manifest } {
  const json = parseJson(bytes, what) as { manifests?: unknown; layers?: unknown; schemaVersion?: unknown } | null;
  if (json?.schemaVersion === 1) {
    throw new ExpectedError('unsupported', `reading ${what}: it is a schema 1 manifest, which says nothing of sizes`, {
      hint: 'push the image again with a builder of this decade',
    });
  }
  return json !== null && typeof json === 'object' && 'manifests' in json
    ? { index: parse(index, bytes, what) }
    : { manifest: parse(manifest, bytes, what) };
}

export const parseIndex = (bytes: Buffer, what: string): Index => parse(index, bytes, what);
export const parseConfig = (bytes: Buffer, what: string): Config => parse(config, bytes, what);
export const parseDockerManifest = (bytes: Buffer, what: string): DockerManifest => parse(dockerManifest, bytes, what);
