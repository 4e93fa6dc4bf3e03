/** An archive that holds manifest.json and index.json: which of them is believed, and where they disagree. */
import { ExpectedError } from '../errors.ts';
import type { Descriptor } from '../image/descriptor.ts';
import { fetchManifest, findManifests, isImageRole } from '../image/find-manifests.ts';
import type { ImageSource } from '../image/source.ts';
import type { DockerArchive } from './docker-archive.ts';
import type { MemberStore } from './member-store.ts';
import { OciLayout } from './oci-layout.ts';

/**
 * manifest.json is right about layers, their order and names (engines have written index.json wrongly and left images out of it),
 * but holds one platform alone. So index.json counts where it leads to more.
 * @throws ExpectedError `not-found`, `which-image`, `content`
 */
export async function chooseManifest(docker: DockerArchive, store: MemberStore, wanted: string | undefined): Promise<ImageSource> {
  const root = await docker.resolve();
  const { config, layers } = JSON.parse(await readText(docker, root)) as { config: Descriptor; layers: Descriptor[] };
  const layout = new OciLayout(store, wanted);
  try {
    for (const descriptor of (await layout.readIndex()).manifests.filter(isImageRole)) {
      if (!(await layout.has(descriptor))) continue;
      const { manifests } = await findManifests(layout, descriptor);
      for (const found of manifests) {
        const manifest = await fetchManifest(layout, found);
        if (manifest.config.digest !== config.digest) continue;
        if (manifests.length > 1) return new OciLayout(store, wanted, descriptor);
        if (!isSameSet(manifest.layers, layers))
          docker.notes.push('its manifest.json and its index.json name different layers, and manifest.json is believed');
        return docker;
      }
    }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    docker.notes.push(`its index.json cannot be followed, and manifest.json is believed (${error.message})`);
  }
  return docker;
}

/** Whether both name the same blobs, in whatever order; where an archive does not say a blob's digest, nothing contradicts. */
function isSameSet(one: readonly Descriptor[], other: readonly Descriptor[]): boolean {
  const digests = (layers: readonly Descriptor[]) => [...new Set(layers.map(({ digest }) => digest))].sort().join(' ');
  return other.some(({ digest }) => digest === undefined) || digests(one) === digests(other);
}

async function readText(source: ImageSource, descriptor: Descriptor): Promise<string> {
  const content = await source.fetch(descriptor);
  if (content.kind === 'file') return '';
  return Buffer.concat(await content.stream.toArray()).toString();
}
