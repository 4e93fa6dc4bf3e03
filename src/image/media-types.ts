/** The media types of images, and what each is to the walk. https://github.com/opencontainers/image-spec/blob/main/media-types.md */
import type { Descriptor } from './descriptor.ts';

export const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
  gzipLayer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  zstdLayer: 'application/vnd.oci.image.layer.v1.tar+zstd',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerConfig: 'application/vnd.docker.container.image.v1+json',
} as const;

export function isIndexType(mediaType: string): boolean {
  return mediaType === mediaTypes.index || mediaType === mediaTypes.dockerList;
}

export function isManifestType(mediaType: string): boolean {
  return mediaType === mediaTypes.manifest || mediaType === mediaTypes.dockerManifest;
}

export function isConfigType(mediaType: string): boolean {
  return mediaType === mediaTypes.config || mediaType === mediaTypes.dockerConfig;
}

export type LayerKind = { kind: 'layer' | 'foreign'; compression: 'none' | 'gzip' | 'zstd' } | { kind: 'encrypted' | 'unknown' };

const compressions: Record<string, 'none' | 'gzip' | 'zstd'> = { '': 'none', gzip: 'gzip', zstd: 'zstd' };

/** What a layer's media type says it is. Its compression is a hint only: the bytes decide. */
export function layerKind(mediaType: string): LayerKind {
  if (/^application\/vnd\.(?:oci|docker)\.image\..*\+encrypted$/.test(mediaType)) return { kind: 'encrypted' };
  const match =
    /^application\/vnd\.oci\.image\.layer\.(?<foreign>nondistributable\.)?v1\.tar(?:\+(?<compression>gzip|zstd))?$/.exec(mediaType) ??
    /^application\/vnd\.docker\.image\.rootfs\.(?<foreign>foreign\.)?diff\.tar(?:\.(?<compression>gzip|zstd))?$/.exec(mediaType);
  if (match === null) return { kind: 'unknown' };
  const { foreign, compression = '' } = match.groups ?? {};
  return { kind: foreign === undefined ? 'layer' : 'foreign', compression: compressions[compression] ?? 'none' };
}

/**
 * What a descriptor in an index is, as far as it tells. `other` is passed over: an index may hold what its reader does not know.
 * BuildKit marks attestations by platform and annotation: https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md
 */
export function descriptorRole(descriptor: Descriptor): 'index' | 'manifest' | 'attestation' | 'artifact' | 'other' {
  const { mediaType, platform, annotations, artifactType } = descriptor;
  if (annotations?.['vnd.docker.reference.type'] !== undefined) return 'attestation';
  if (artifactType !== undefined && artifactType !== '' && !isConfigType(artifactType)) return 'artifact';
  if (isIndexType(mediaType)) return 'index';
  if (!isManifestType(mediaType)) return 'other';
  return platform?.os === 'unknown' && platform.architecture === 'unknown' ? 'attestation' : 'manifest';
}
