/** Writes a small OCI layout, for tests that are about what is done with an image and not about images. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bodyOf, entry } from './tar-bytes.ts';

/** Files of one layer: their path, and how many bytes they hold or what they hold. */
export type TinyLayer = Record<string, number | string>;

/** Writes a layout to `directory`: for each platform its layers, the base first. */
export function writeTinyLayout(directory: string, platforms: Record<string, TinyLayer[]>): string {
  mkdirSync(join(directory, 'blobs', 'sha256'), { recursive: true });
  const put = (bytes: Uint8Array, mediaType: string) => {
    const hex = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(join(directory, 'blobs', 'sha256', hex), bytes);
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
  };
  const oci = 'application/vnd.oci.image';
  const manifests = Object.entries(platforms).map(([platform, layers]) => {
    const [os, architecture, variant] = platform.split('/');
    const named = { os, architecture, ...(variant === undefined ? {} : { variant }) };
    const tars = layers.map((layer) => Buffer.concat([...Object.entries(layer).map(tinyEntry), Buffer.alloc(1024)]));
    const config = {
      ...named,
      rootfs: { type: 'layers', diff_ids: tars.map((tar) => `sha256:${createHash('sha256').update(tar).digest('hex')}`) },
      history: layers.map((layer) => ({ created_by: `COPY ${Object.keys(layer)[0] ?? 'nothing'} / # buildkit` })),
    };
    const manifest = {
      schemaVersion: 2,
      mediaType: `${oci}.manifest.v1+json`,
      config: put(Buffer.from(JSON.stringify(config)), `${oci}.config.v1+json`),
      layers: tars.map((tar) => put(gzipSync(tar), `${oci}.layer.v1.tar+gzip`)),
    };
    return { ...put(Buffer.from(JSON.stringify(manifest)), `${oci}.manifest.v1+json`), platform: named };
  });
  writeFileSync(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  const index = { schemaVersion: 2, mediaType: `${oci}.index.v1+json`, manifests };
  const root = manifests.length === 1 ? index : { ...index, manifests: [put(Buffer.from(JSON.stringify(index)), index.mediaType)] };
  writeFileSync(join(directory, 'index.json'), JSON.stringify(root));
  return directory;
}

function tinyEntry([path, content]: [string, number | string]): Buffer {
  return entry({ name: path }, typeof content === 'number' ? bodyOf(content) : content);
}
