/** Opens an image as its engine exports it: a tar that passes once. */
import { ExpectedError } from '../../errors.ts';
import type { ImageSource } from '../../image/source.ts';
import { makeAllowance } from '../../scan/scan-options.ts';
import { chooseManifest } from '../both-manifests.ts';
import { DockerArchive } from '../docker-archive.ts';
import { OciLayout } from '../oci-layout.ts';
import type { PassingOptions } from '../passed-layer.ts';
import { PassedMembers, type Passing } from '../passed-members.ts';
import type { EngineClient } from './engine-client.ts';
import { ExportedImage } from './engine-source.ts';
import type { EngineImage } from './find-image.ts';
import type { EngineOptions } from './open-engine.ts';

/**
 * @param options `totalBytes`: how long the export will be, about, where that is known
 * @throws ExpectedError
 */
export async function exportImage(
  client: EngineClient,
  image: EngineImage,
  {
    where,
    totalBytes,
    verify,
    signal,
    maxUncompressedBytes,
    cache,
    onOpening,
  }: EngineOptions & { where: string; totalBytes: number | undefined },
): Promise<ImageSource> {
  // By its ID: a name may mean another image by now, and one without a tag means all of its tags.
  const tar: Passing = (take) => client.download(`/images/${image.id}/get`, take);
  const opening = { platform: image.platform, totalBytes, totalLayers: image.diffIDs.length };
  const options: PassingOptions = {
    ...(verify === undefined ? {} : { verify }),
    ...(signal === undefined ? {} : { signal }),
    ...(maxUncompressedBytes === undefined ? {} : { allowance: makeAllowance(maxUncompressedBytes) }),
    ...(cache === undefined ? {} : { blobs: cache }),
    onBytes: (bytes) => onOpening?.(opening, bytes),
  };
  const members = await PassedMembers.read(tar, `that the engine at ${client.endpoint.url} exports of ${image.name}`, options);
  if (isContentStore(members, image)) {
    const layout = new OciLayout(members, undefined, { mediaType: '', digest: image.id });
    return new ExportedImage(layout, members, { name: where, mayBeUnpacked: false, options });
  }
  if (members.find('manifest.json') === undefined)
    throw new ExpectedError('engine', `reading the archive ${members.path}: it ended before its manifest.json`, {
      hint: "try again; the engine's log says more",
    });
  // The one that was asked for, or none.
  const docker = new DockerArchive(members, image.id);
  const inner = members.find('index.json') === undefined ? docker : await chooseManifest(docker, members, undefined);
  return new ExportedImage(inner, members, { name: where, options });
}

/**
 * Whether the image's ID is that of an index or a manifest: then the engine keeps images as containerd does, blobs as they are pushed.
 * Everywhere else it is that of the config, whatever the config is called in the archive. The export itself tells, as an engine may not say what its store is.
 */
function isContentStore(members: PassedMembers, { id }: EngineImage): boolean {
  const blob = members.find(`blobs/${id.replace(':', '/')}`);
  // Of a layer there is no more than the head: its bytes have passed.
  if (blob === undefined || blob.head.length < blob.length) return false;
  try {
    const document = JSON.parse(Buffer.from(blob.head).toString()) as Record<string, unknown> | null;
    return document?.rootfs === undefined && (document?.manifests !== undefined || document?.layers !== undefined);
  } catch {
    // Whoever reads it as a config says what is wrong with it.
    return false;
  }
}
