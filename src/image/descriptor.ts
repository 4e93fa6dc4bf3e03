/** A pointer to content: media type, digest and size. https://github.com/opencontainers/image-spec/blob/main/descriptor.md */

export type Descriptor = {
  /** Empty where a medium does not say. */
  mediaType: string;
  /** `algorithm:encoded`. Absent where a medium names content without its digest: a layer in an old docker archive. */
  digest?: string | undefined;
  /** Bytes as stored in the medium. Absent where the medium does not say. */
  size?: number | undefined;
  platform?: Platform | undefined;
  annotations?: Record<string, string> | undefined;
  artifactType?: string | undefined;
  urls?: string[] | undefined;
  /** Where the source itself keeps the content, if not under its digest (a member's name in an archive). */
  at?: string | undefined;
};

/** https://github.com/opencontainers/image-spec/blob/main/image-index.md */
export type Platform = { os: string; architecture: string; variant?: string | undefined };
