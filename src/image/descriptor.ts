/** A pointer to content: media type, digest and size. https://github.com/opencontainers/image-spec/blob/main/descriptor.md */

export type Descriptor = {
  mediaType: string;
  /** `algorithm:encoded`. Absent where a medium names content without its digest: a layer in an old docker archive. */
  digest?: string;
  /** Bytes as stored. Absent where the medium does not say. */
  size?: number;
  platform?: Platform;
  annotations?: Record<string, string>;
  artifactType?: string;
  urls?: string[];
  /** Where the source itself keeps the content, if not under its digest (a member's name in an archive). */
  at?: string;
};

/** https://github.com/opencontainers/image-spec/blob/main/image-index.md */
export type Platform = { os: string; architecture: string; variant?: string };
