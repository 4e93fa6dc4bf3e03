/** Images built in memory, and written down in the form of any tool and time: one line in a test, no tool needed. */
import { createHash } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { bodyOf, entry, tar } from './tar-bytes.ts';

/** A member's bytes, or what it links to as its tool writes the link. */
export type Member = Buffer | { symlink: string } | { link: string };
/** Members in the order in which they are to stand. Names may repeat. */
export type Members = [name: string, member: Member][];

export type LayerSpec = {
  /** Files of the layer: text, or a number of bytes. */
  files?: Record<string, string | number>;
  /** The tar itself, in place of files. */
  tar?: Buffer;
  compression?: 'none' | 'gzip' | 'zstd';
  createdBy?: string;
  /** In place of the one that its compression has. */
  mediaType?: string;
};

export type BuiltLayer = { tar: Buffer; blob: Buffer; diffID: string; digest: string; mediaType: string; compression: string };
export type BuiltImage = { layers: BuiltLayer[]; config: Buffer; imageID: string; manifest: Buffer; digest: string };
export type Pointer = { mediaType: string; digest: string; size: number; [key: string]: unknown };

const oci = 'application/vnd.oci.image';
export const types = { index: `${oci}.index.v1+json`, manifest: `${oci}.manifest.v1+json`, config: `${oci}.config.v1+json` };

export function digestOf(bytes: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

export function hexOf(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1);
}

export function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

export function pointer(mediaType: string, bytes: Uint8Array, more: Record<string, unknown> = {}): Pointer {
  return { mediaType, digest: digestOf(bytes), size: bytes.length, ...more };
}

export function platformOf(text: string): { os: string; architecture: string; variant?: string } {
  const [os = '', architecture = '', variant] = text.split('/');
  return { os, architecture, ...(variant === undefined ? {} : { variant }) };
}

export function buildLayer({ files = {}, compression = 'none', ...spec }: LayerSpec): BuiltLayer {
  const entries = Object.entries(files).map(([name, body]) => entry({ name }, typeof body === 'number' ? bodyOf(body) : body));
  const bytes = spec.tar ?? tar(...entries);
  const blob = compression === 'none' ? bytes : compression === 'gzip' ? gzipSync(bytes) : zstdCompressSync(bytes);
  const mediaType = spec.mediaType ?? `${oci}.layer.v1.tar${compression === 'none' ? '' : `+${compression}`}`;
  return { tar: bytes, blob, diffID: digestOf(bytes), digest: digestOf(blob), mediaType, compression };
}

/** An image of these layers. `config` and `manifest` overwrite what would stand there. */
export function buildImage(
  specs: LayerSpec[],
  options: { platform?: string; config?: Record<string, unknown>; manifest?: Record<string, unknown> } = {},
): BuiltImage {
  const layers = specs.map(buildLayer);
  const config = json({
    ...platformOf(options.platform ?? 'linux/amd64'),
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffID }) => diffID) },
    history: [
      ...specs.map(({ createdBy = 'COPY . /' }, index) => ({ created: `2026-01-0${(index % 9) + 1}T00:00:00Z`, created_by: createdBy })),
      { created_by: 'CMD ["sh"]', empty_layer: true },
    ],
    ...options.config,
  });
  const manifest = json({
    schemaVersion: 2,
    mediaType: types.manifest,
    config: pointer(types.config, config),
    layers: layers.map(({ mediaType, blob }) => pointer(mediaType, blob)),
    ...options.manifest,
  });
  return { layers, config, imageID: digestOf(config), manifest, digest: digestOf(manifest) };
}

/** A layer, a layer with an instruction, and the first once more. */
export function sampleImage(compression: LayerSpec['compression'] = 'none', platform = 'linux/amd64'): BuiltImage {
  return buildImage(
    [
      { files: { 'etc/os-release': 'ID=sample', 'bin/sh': 700 }, createdBy: 'ADD rootfs.tar / # buildkit', compression },
      { files: { 'app/main.js': 300, platform }, createdBy: 'COPY app /app # buildkit', compression },
      { files: { 'etc/os-release': 'ID=sample', 'bin/sh': 700 }, createdBy: 'COPY again / # buildkit', compression },
    ],
    { platform },
  );
}

/** The members as a tar. */
export function archiveOf(members: Members): Buffer {
  return tar(
    ...members.map(([name, member]) => {
      if (Buffer.isBuffer(member)) return entry({ name }, member);
      return 'link' in member ? entry({ name, type: '1', link: member.link }) : entry({ name, type: '2', link: member.symlink });
    }),
  );
}

/** `blobs/…` for each of the bytes. */
export function blobs(...all: Buffer[]): Members {
  return all.map((bytes) => [`blobs/sha256/${hexOf(digestOf(bytes))}`, bytes]);
}

export function imageBlobs({ config, manifest, layers }: BuiltImage): Members {
  return blobs(config, manifest, ...layers.map(({ blob }) => blob));
}

/** An OCI layout with these descriptors in its index.json. */
export function layoutOf(manifests: readonly Pointer[], content: Members): Members {
  return [
    ...content,
    ['index.json', json({ schemaVersion: 2, mediaType: types.index, manifests })],
    ['oci-layout', json({ imageLayoutVersion: '1.0.0' })],
  ];
}

/** An OCI layout of one image, named by this tag. */
export function ociLayout(image: BuiltImage, tag?: string): Members {
  const annotations = tag === undefined ? {} : { annotations: { 'org.opencontainers.image.ref.name': tag } };
  return layoutOf([pointer(types.manifest, image.manifest, annotations)], imageBlobs(image));
}

/** An index of these images as BuildKit makes it: each by its platform, and an attestation to each. */
export function indexOf(images: Record<string, BuiltImage>): { index: Buffer; content: Members } {
  const attestations = Object.values(images).map((image) => {
    const statement = Buffer.from('{"_type":"https://in-toto.io/Statement/v0.1"}');
    const config = json({ architecture: 'unknown', os: 'unknown', rootfs: { type: 'layers', diff_ids: [digestOf(statement)] } });
    const layers = [pointer('application/vnd.in-toto+json', statement)];
    const manifest = json({ schemaVersion: 2, mediaType: types.manifest, config: pointer(types.config, config), layers });
    const annotations = { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': image.digest };
    const descriptor = pointer(types.manifest, manifest, { annotations, platform: platformOf('unknown/unknown') });
    return { descriptor, content: blobs(manifest, config, statement) };
  });
  const manifests = [
    ...Object.entries(images).map(([platform, { manifest }]) => pointer(types.manifest, manifest, { platform: platformOf(platform) })),
    ...attestations.map(({ descriptor }) => descriptor),
  ];
  const index = json({ schemaVersion: 2, mediaType: types.index, manifests });
  const content = [...Object.values(images).flatMap(imageBlobs), ...attestations.flatMap((each) => each.content), ...blobs(index)];
  return { index, content };
}
