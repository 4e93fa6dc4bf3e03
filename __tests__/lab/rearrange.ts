/**
 * Two forms that no tool here writes, made of real bytes in another arrangement:
 * what `docker save` writes from version 25 on, with the classic store and with containerd's.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reproducible } from './contexts.ts';
import { runTool } from './tools.ts';

type SavedImage = { Config: string; RepoTags: string[]; Layers: string[] };
type Config = { rootfs: { diff_ids: string[] } };

const hex = (digest: string) => digest.slice(digest.indexOf(':') + 1);

/** From `docker save` of version 20.10 to that of 25: tars by diffID under blobs/, an index.json beside manifest.json. */
export async function rearrangeAsClassic25(oldArchive: string, archive: string, folder: string): Promise<void> {
  const from = join(folder, 'old');
  const to = join(folder, 'new');
  mkdirSync(from, { recursive: true });
  mkdirSync(join(to, 'blobs', 'sha256'), { recursive: true });
  await runTool('tar', ['-xf', oldArchive, '-C', from]);
  const blob = (name: string) => join('blobs', 'sha256', name);
  const write = (content: string) => {
    const name = createHash('sha256').update(content).digest('hex');
    writeFileSync(join(to, blob(name)), content);
    return { digest: `sha256:${name}`, size: Buffer.byteLength(content) };
  };

  const [saved] = JSON.parse(readFileSync(join(from, 'manifest.json'), 'utf8')) as [SavedImage];
  const config = readFileSync(join(from, saved.Config), 'utf8');
  const { diff_ids } = (JSON.parse(config) as Config).rootfs;
  const layers = saved.Layers.map((layer, index) => {
    copyFileSync(join(from, layer), join(to, blob(hex(diff_ids[index]!))));
    // The engine's own configs of the time before 1.10 lie about, unreferenced.
    write(readFileSync(join(from, dirname(layer), 'json'), 'utf8'));
    const size = statSync(join(to, blob(hex(diff_ids[index]!)))).size;
    return { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: diff_ids[index]!, size };
  });
  const manifest = write(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...write(config) },
      layers,
    }),
  );
  const tag = saved.RepoTags[0]!;
  const annotations = { 'io.containerd.image.name': `docker.io/library/${tag}`, 'org.opencontainers.image.ref.name': tag.split(':')[1]! };
  const descriptor = { mediaType: 'application/vnd.oci.image.manifest.v1+json', ...manifest, annotations };
  const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [descriptor] };
  writeFileSync(join(to, 'index.json'), JSON.stringify(index));
  writeFileSync(join(to, 'oci-layout'), '{"imageLayoutVersion": "1.0.0"}');
  const sources = Object.fromEntries(layers.map((layer) => [layer.digest, layer]));
  const entry = {
    Config: blob(basename(saved.Config, '.json')),
    RepoTags: saved.RepoTags,
    Layers: layers.map((layer) => blob(hex(layer.digest))),
  };
  writeFileSync(join(to, 'manifest.json'), JSON.stringify([{ ...entry, LayerSources: sources }]));
  renameSync(join(from, 'repositories'), join(to, 'repositories'));
  await runTool('tar', [
    ...reproducible,
    '--format=ustar',
    '-cf',
    archive,
    '-C',
    to,
    'blobs',
    'index.json',
    'manifest.json',
    'oci-layout',
    'repositories',
  ]);
}

type Descriptor = { mediaType: string; digest: string; platform?: { architecture: string } };
type Index = { manifests: Descriptor[] };
type Manifest = { config: Descriptor; layers: Descriptor[] };

/** From BuildKit's OCI archive to what an engine with containerd's store saves: the same blobs, compressed, and a manifest.json. */
export async function rearrangeAsContainerdStore(ociArchive: string, archive: string, folder: string, tag: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await runTool('tar', ['-xf', ociArchive, '-C', folder]);
  const blob = (digest: string) => `blobs/sha256/${hex(digest)}`;
  const read = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
  const inner = read<Index>(blob(read<Index>('index.json').manifests[0]!.digest));
  const image = inner.manifests.find(({ platform }) => platform?.architecture !== 'unknown')!;
  const { config, layers } = read<Manifest>(blob(image.digest));
  const entry = { Config: blob(config.digest), RepoTags: [tag], Layers: layers.map((layer) => blob(layer.digest)) };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify([entry]));
  await runTool('tar', [...reproducible, '-cf', archive, '-C', folder, 'blobs', 'index.json', 'manifest.json', 'oci-layout']);
}
