/** One image as the docker archives of each maker and time hold it. */
import {
  type BuiltImage,
  blobs,
  digestOf,
  hexOf,
  imageBlobs,
  json,
  layoutOf,
  type Member,
  type Members,
  pointer,
  types,
} from './image-builder.ts';

const entryOf = (config: string, tags: string[] | null, layers: string[]) => ({ Config: config, RepoTags: tags, Layers: layers });
const hexes = ({ layers }: BuiltImage) => layers.map(({ diffID }) => hexOf(diffID));
/** Old engines gave each layer an identity of its own. */
const v1IDs = ({ layers }: BuiltImage) => layers.map(({ diffID }, index) => hexOf(digestOf(`${diffID} ${index}`)));

/** `docker save` up to engine 24: members by name, and a repeated layer is a link that may stand before what it links to. */
export function docker24(image: BuiltImage, tags: string[] | null = ['sample:ci']): Members {
  const ids = v1IDs(image);
  const content = image.layers.flatMap(({ tar, diffID }, index): Members => {
    const id = ids[index]!;
    // The last of several equal layers has the bytes, so that links stand before them.
    const holder = image.layers.findLastIndex((layer) => layer.diffID === diffID);
    const layer: Member = holder === index ? tar : { symlink: `../${ids[holder]}/layer.tar` };
    return [
      [`${id}/VERSION`, Buffer.from('1.0')],
      [`${id}/json`, json({ id })],
      [`${id}/layer.tar`, layer],
    ];
  });
  const config = `${hexOf(image.imageID)}.json`;
  return [
    ...content,
    [config, image.config],
    [
      'manifest.json',
      json([
        entryOf(
          config,
          tags,
          ids.map((id) => `${id}/layer.tar`),
        ),
      ]),
    ],
    ['repositories', json({ sample: { ci: ids.at(-1) } })],
  ];
}

/** `docker save` from engine 25 on, classic store: uncompressed blobs under their diffIDs, both manifests, the OCI one with layers in any order. */
export function docker25(image: BuiltImage, tags: string[] | null = ['sample:ci']): Members {
  const tars = image.layers.map(({ tar }) => tar);
  const layers = tars.map((tar) => pointer('application/vnd.oci.image.layer.v1.tar', tar));
  const manifest = json({
    schemaVersion: 2,
    mediaType: types.manifest,
    config: pointer(types.config, image.config),
    layers: layers.toReversed(),
  });
  const name = { 'io.containerd.image.name': `docker.io/library/${tags?.[0]}`, 'org.opencontainers.image.ref.name': 'ci' };
  const paths = hexes(image).map((hex) => `blobs/sha256/${hex}`);
  return [
    ...layoutOf([pointer(types.manifest, manifest, { annotations: name })], blobs(...tars, image.config, manifest)),
    ['manifest.json', json([{ ...entryOf(`blobs/sha256/${hexOf(image.imageID)}`, tags, paths), LayerSources: {} }])],
  ];
}

/** BuildKit's `type=docker` and `docker save` of a containerd store: blobs as they were pushed, whatever their compression. */
export function storedBlobs(image: BuiltImage, tags: string[] | null = ['sample:ci']): Members {
  const name = { 'io.containerd.image.name': `docker.io/library/${tags?.[0]}`, 'org.opencontainers.image.ref.name': 'ci' };
  const paths = image.layers.map(({ digest }) => `blobs/sha256/${hexOf(digest)}`);
  return [
    ...layoutOf([pointer(types.manifest, image.manifest, { annotations: name })], imageBlobs(image)),
    ['manifest.json', json([entryOf(`blobs/sha256/${hexOf(image.imageID)}`, tags, paths)])],
  ];
}

/** podman, buildah and skopeo: tars by diffID at the top, old names as links to them. */
export function podman(image: BuiltImage, tags: string[] | null = ['docker.io/library/sample:ci']): Members {
  const ids = v1IDs(image);
  const config = `${hexOf(image.imageID)}.json`;
  return [
    ...image.layers.map(({ tar, diffID }): Members[number] => [`${hexOf(diffID)}.tar`, tar]),
    [config, image.config],
    ...ids.map((id, index): Members[number] => [`${id}/layer.tar`, { symlink: `../${hexes(image)[index]}.tar` }]),
    [
      'manifest.json',
      json([
        entryOf(
          config,
          tags,
          hexes(image).map((hex) => `${hex}.tar`),
        ),
      ]),
    ],
    ['repositories', json({})],
  ];
}

/** crane, kaniko and all that is built on go-containerregistry: a config with a colon in its name, `.tar.gz` for whatever it is. */
export function crane(image: BuiltImage, tags: string[] | null = ['index.docker.io/library/sample:ci']): Members {
  const paths = image.layers.map(({ digest }) => `${hexOf(digest)}.tar.gz`);
  return [
    [image.imageID, image.config],
    ...image.layers.map(({ blob }, index): Members[number] => [paths[index]!, blob]),
    ['manifest.json', json([entryOf(image.imageID, tags, paths)])],
  ];
}

/** Bazel's rules_oci: manifest.json comes first, and all layers are `.tar.gz` whatever they are. */
export function bazel(image: BuiltImage, tags: string[] | null = ['sample:ci']): Members {
  const paths = image.layers.map(({ digest }) => `blobs/sha256/${hexOf(digest)}.tar.gz`);
  const config = `blobs/sha256/${hexOf(image.imageID)}`;
  return [
    ['manifest.json', json([entryOf(config, tags, paths)])],
    [config, image.config],
    ...image.layers.map(({ blob }, index): Members[number] => [paths[index]!, blob]),
  ];
}

/** Several archives in one, as `docker save a b` writes them. */
export function together(...archives: Members[]): Members {
  const manifests = archives.flatMap((members) =>
    members.flatMap(([name, member]) =>
      name === 'manifest.json' && Buffer.isBuffer(member) ? (JSON.parse(member.toString()) as unknown[]) : [],
    ),
  );
  return [...archives.flat().filter(([name]) => name !== 'manifest.json'), ['manifest.json', json(manifests)]];
}
