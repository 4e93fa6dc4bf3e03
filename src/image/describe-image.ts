/** From a manifest and its config to an Image: layers with their diffIDs and instructions. */
import { ExpectedError } from '../errors.ts';
import type { Descriptor, Platform } from './descriptor.ts';
import type { Config, Manifest } from './documents.ts';
import { describeDescriptor } from './find-manifests.ts';
import type { Image, Layer } from './image.ts';
import { layerKind } from './media-types.ts';
import { formatPlatform } from './platform.ts';
import type { ImageSource } from './source.ts';

/** One platform's manifest and config. */
export type Candidate = { descriptor: Descriptor; manifest: Manifest; config: Config; imageID: string; platform: Platform };

/** @throws ExpectedError `content`, `unsupported` */
export async function describeImage(source: ImageSource, { manifest, config, descriptor, imageID, platform }: Candidate): Promise<Image> {
  const kinds = layerKinds(manifest, source);
  const diffIDs = config.rootfs.diff_ids;
  if (diffIDs.length !== manifest.layers.length) {
    throw new ExpectedError(
      'content',
      `reading ${source.name}: its manifest names ${manifest.layers.length} layers and its config ${diffIDs.length}`,
      { hint: 'the image is damaged: save, copy or build it again' },
    );
  }
  const history = config.history.filter(({ empty_layer }) => empty_layer !== true);
  const isAligned = history.length === diffIDs.length;
  // A store that unpacks images exports plain tars only; where any layer is compressed, all are kept as they are pushed.
  const sizeIsCompressed = !source.mayBeUnpacked || kinds.some(({ compression }) => compression !== 'none');
  const layers: Layer[] = [];
  for (const [index, layer] of manifest.layers.entries()) {
    const { created_by: createdBy, created } = (isAligned ? history[index] : undefined) ?? {};
    const present = await source.has(layer);
    if (!present && kinds[index]?.kind !== 'foreign') {
      throw new ExpectedError('content', `reading ${source.name}: layer ${index}, ${describeDescriptor(layer)}, is missing`, {
        hint: 'save or copy the image again, whole',
      });
    }
    layers.push({
      descriptor: layer,
      diffID: diffIDs[index]!,
      ...(createdBy === undefined ? {} : { createdBy }),
      ...(created === undefined ? {} : { created }),
      sizeIsCompressed,
      present,
    });
  }
  const notes = [...source.notes];
  if (!isAligned && history.length > 0)
    notes.push(`the history has ${history.length} instructions for ${diffIDs.length} layers, so that none is shown`);
  const baseLabels = Object.entries(config.labels).filter(([name]) => name.startsWith('org.opencontainers.image.base.'));
  return {
    platform: formatPlatform(platform),
    imageID,
    ...(descriptor.digest === undefined ? {} : { digest: descriptor.digest }),
    layers,
    ...(isAligned ? { history: config.history } : {}),
    ...(manifest.annotations === undefined ? {} : { annotations: manifest.annotations }),
    ...(baseLabels.length === 0 ? {} : { baseLabels: Object.fromEntries(baseLabels) }),
    ...(source.uncompressed === undefined ? {} : { uncompressed: source.uncompressed }),
    notes,
  };
}

function layerKinds({ layers }: Manifest, source: ImageSource): { kind: 'layer' | 'foreign'; compression: 'none' | 'gzip' | 'zstd' }[] {
  return layers.map(({ mediaType }, index) => {
    const kind = layerKind(mediaType);
    if ('compression' in kind) return kind;
    const isEncrypted = kind.kind === 'encrypted';
    throw new ExpectedError(
      'unsupported',
      `reading ${source.name}: layer ${index} is ${isEncrypted ? 'encrypted' : `of a type that is not known`} (${mediaType || 'no media type'})`,
      { hint: isEncrypted ? 'decrypt the image first' : 'only tar layers, plain or compressed with gzip or zstd, can be weighed' },
    );
  });
}
