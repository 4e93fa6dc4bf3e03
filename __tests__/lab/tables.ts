/** Images whose layers carry a table of contents, made of the torture image by the tools that write such layers. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { digestOf, hexOf, json, pointer, types } from '../support/image-builder.ts';
import { runTool } from './tools.ts';

const layerType = 'application/vnd.oci.image.layer.v1.tar';

/** By convert-layer; `buildah` writes zstd:chunked of the form that was usual until 2023, without the index of the tar. */
export type TableForm = 'estargz' | 'zstd:chunked';

/**
 * Makes an OCI layout of the image in `from`, an OCI archive of plain layers, whose layers are of that form.
 * @param keepPlain layers, by index, that are left as they are
 * @returns the layout's folder
 */
export async function makeTableLayout(from: string, form: TableForm, keepPlain: readonly number[] = []): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-tables-'));
  const plain = join(folder, 'plain');
  mkdirSync(plain);
  await runTool('tar', ['-xf', from, '-C', plain]);
  const blob = (digest: string) => join(plain, 'blobs', 'sha256', hexOf(digest));
  const index = JSON.parse(readFileSync(join(plain, 'index.json'), 'utf8')) as { manifests: { digest: string }[] };
  const manifest = JSON.parse(readFileSync(blob(index.manifests[0]!.digest), 'utf8')) as Manifest;
  const config = JSON.parse(readFileSync(blob(manifest.config.digest), 'utf8')) as { rootfs: { diff_ids: string[] } };
  const layout = join(folder, 'layout');
  const blobs = join(layout, 'blobs', 'sha256');
  mkdirSync(blobs, { recursive: true });
  const keep = (bytes: Buffer) => writeFileSync(join(blobs, hexOf(digestOf(bytes))), bytes);
  for (const [number, { digest }] of manifest.layers.entries()) {
    if (keepPlain.includes(number)) {
      cpSync(blob(digest), join(blobs, hexOf(digest)));
      continue;
    }
    const made = join(folder, 'blob');
    const annotations = JSON.parse(await runTool('convert-layer', [form, blob(digest), made])) as Record<string, string>;
    const bytes = readFileSync(made);
    keep(bytes);
    const compression = form === 'estargz' ? 'gzip' : 'zstd';
    manifest.layers[number] = pointer(`${layerType}+${compression}`, bytes, { annotations });
    const tar = form === 'estargz' ? gunzipSync(bytes) : readFileSync(blob(digest));
    config.rootfs.diff_ids[number] = digestOf(tar);
  }
  const configBytes = json(config);
  const manifestBytes = json({ ...manifest, config: pointer(types.config, configBytes) });
  keep(configBytes);
  keep(manifestBytes);
  const named = { annotations: { 'org.opencontainers.image.ref.name': 'latest' } };
  writeFileSync(join(layout, 'index.json'), json({ schemaVersion: 2, manifests: [pointer(types.manifest, manifestBytes, named)] }));
  writeFileSync(join(layout, 'oci-layout'), json({ imageLayoutVersion: '1.0.0' }));
  rmSync(plain, { recursive: true });
  return layout;
}

type Manifest = {
  config: { digest: string };
  layers: { mediaType: string; digest: string; size: number; annotations?: Record<string, string> }[];
};
