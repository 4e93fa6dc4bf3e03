/** Small images in every form of archive, kept as parts, so that a fuzzer can damage one part and put the rest around it right again. */
import { createHash } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { Random } from '../support/random.ts';
import { mutateTar, randomTar, soundTar } from '../support/random-tar.ts';
import { endMark, entry } from '../support/tar-bytes.ts';

export type Form = 'docker-old' | 'docker-new' | 'oci';
export type ImageParts = {
  form: Form;
  layers: Buffer[];
  /** What each layer is stored as. */
  compressions: ('none' | 'gzip' | 'zstd')[];
  /** Changes a JSON document before it is written. */
  editJson: (text: string) => string;
  /** Changes a stored layer. */
  editBlob: (blob: Buffer) => Buffer;
  /** Whether what is stored under a digest has that digest, after all changes. */
  hasRightDigests: boolean;
};

const oci = 'application/vnd.oci.image';
const hexOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function stored(tar: Buffer, compression: ImageParts['compressions'][number]): Buffer {
  if (compression === 'gzip') return gzipSync(tar, { level: 1 });
  return compression === 'zstd' ? zstdCompressSync(tar) : tar;
}

/** The archive as bytes. */
export function assemble(parts: ImageParts): Buffer {
  const { form, layers, compressions, editJson, editBlob, hasRightDigests } = parts;
  const members = new Map<string, Buffer>();
  const plain = layers.map((layer, index) => stored(layer, form === 'docker-old' ? 'none' : compressions[index]!));
  const blobs = plain.map(editBlob);
  const config = JSON.stringify({
    os: 'linux',
    architecture: 'amd64',
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${hexOf(layer)}`) },
    history: [...layers.map((_, index) => ({ created_by: `RUN step ${index}` })), { created_by: 'ENV a=b', empty_layer: true }],
  });
  const put = (original: string | Uint8Array, edited: string | Uint8Array, mediaType: string) => {
    const named = Buffer.from((hasRightDigests ? edited : original) as string);
    const hex = hexOf(named);
    members.set(`blobs/sha256/${hex}`, Buffer.from(edited as string));
    return { mediaType, digest: `sha256:${hex}`, size: named.length };
  };
  if (form === 'docker-old') {
    const names = blobs.map((blob, index) => {
      members.set(`${index}/layer.tar`, blob);
      return `${index}/layer.tar`;
    });
    members.set('config.json', Buffer.from(editJson(config)));
    members.set('manifest.json', Buffer.from(editJson(JSON.stringify([{ Config: 'config.json', RepoTags: ['a:b'], Layers: names }]))));
  } else {
    const types = compressions.map((compression) => `${oci}.layer.v1.tar${compression === 'none' ? '' : `+${compression}`}`);
    const descriptors = blobs.map((blob, index) => put(plain[index]!, blob, types[index]!));
    const configDescriptor = put(config, editJson(config), `${oci}.config.v1+json`);
    const manifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: `${oci}.manifest.v1+json`,
      config: configDescriptor,
      layers: descriptors,
    });
    const root = put(manifest, editJson(manifest), `${oci}.manifest.v1+json`);
    const index = { schemaVersion: 2, manifests: [{ ...root, platform: { os: 'linux', architecture: 'amd64' } }] };
    members.set('index.json', Buffer.from(editJson(JSON.stringify(index))));
    members.set('oci-layout', Buffer.from(editJson('{"imageLayoutVersion":"1.0.0"}')));
    if (form === 'docker-new') {
      const path = ({ digest }: { digest: string }) => `blobs/sha256/${digest.slice(7)}`;
      const document = [{ Config: path(configDescriptor), RepoTags: null, Layers: descriptors.map(path) }];
      members.set('manifest.json', Buffer.from(editJson(JSON.stringify(document))));
    }
  }
  return Buffer.concat([...[...members].map(([name, bytes]) => entry({ name }, bytes)), endMark]);
}

export function randomParts(random: Random): ImageParts {
  const layers = Array.from({ length: 1 + random.below(4) }, () => (random.chance(0.9) ? soundTar(random) : randomTar(random)));
  return {
    form: random.pick(['docker-old', 'docker-new', 'oci']),
    layers,
    compressions: layers.map(() => random.pick(['none', 'gzip', 'gzip', 'zstd'])),
    editJson: (text) => text,
    editBlob: (blob) => blob,
    hasRightDigests: true,
  };
}

const strangers = [
  'null',
  '-1',
  '0',
  '1e400',
  '9007199254740993',
  '""',
  '[]',
  '{}',
  '"\\u0000"',
  'true',
  `"${'x'.repeat(5000)}"`,
  '"../../etc/passwd"',
];

/** Puts something else in place of a value, a key or a stretch of JSON. */
export function mutateJson(text: string, random: Random): string {
  const values = [...text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d+|null|true|\[\]|\{\}/g)];
  const at = values.length > 0 ? random.pick(values) : undefined;
  switch (random.below(12)) {
    case 0:
      return text.slice(0, random.below(text.length + 1));
    case 1:
      return `[${text}`.repeat(random.pick([1, 3, 2000]));
    case 2: {
      const from = random.below(text.length);
      return text.slice(0, from) + text.slice(from + 1 + random.below(20));
    }
    default: {
      if (at === undefined) return text;
      const other = random.chance(0.5) ? random.pick(strangers) : random.pick(values)[0];
      return text.slice(0, at.index) + other + text.slice(at.index + at[0].length);
    }
  }
}

export function mutateBytes(bytes: Buffer, random: Random): Buffer {
  let mutated = Buffer.from(bytes);
  for (let count = 1 + random.below(3); count > 0 && mutated.length > 0; count--) {
    const at = random.below(mutated.length);
    const length = 1 + random.below(random.chance(0.5) ? 4 : 600);
    switch (random.below(5)) {
      case 0:
        mutated = mutated.subarray(0, at);
        break;
      case 1:
        mutated = Buffer.concat([mutated.subarray(0, at), mutated.subarray(at + length)]);
        break;
      case 2:
        mutated = Buffer.concat([mutated.subarray(0, at), mutated.subarray(at, at + length), mutated.subarray(at)]);
        break;
      default:
        mutated[at] = random.below(256);
    }
    mutated = Buffer.from(mutated);
  }
  return mutated;
}

/** One damaged archive: in its layers, its documents, its stored bytes or as a whole, and now and then not at all. */
export function fuzzedImage(random: Random, samples: readonly Buffer[]): Buffer {
  if (random.chance(0.12) && samples.length > 0) {
    const sample = random.pick(samples);
    return wrapped(random.chance(0.5) ? mutateTar(sample, random) : mutateBytes(sample, random), random);
  }
  const parts = randomParts(random);
  const damage = random.pick([0, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5]);
  if (damage === 1) parts.layers = parts.layers.map((layer) => (random.chance(0.5) ? mutateTar(layer, random) : layer));
  if (damage === 2) parts.editJson = (text) => (random.chance(0.4) ? mutateJson(text, random) : text);
  if (damage === 3) parts.editBlob = (blob) => (random.chance(0.5) ? mutateBytes(blob, random) : blob);
  parts.hasRightDigests = random.chance(0.8);
  const archive = assemble(parts);
  if (damage === 4) return wrapped(mutateTar(archive, random), random);
  return wrapped(damage === 5 ? mutateBytes(archive, random) : archive, random);
}

/** Whole archives may be compressed themselves. */
function wrapped(archive: Buffer, random: Random): Buffer {
  if (random.chance(0.9)) return archive;
  const compressed = random.chance(0.5) ? gzipSync(archive, { level: 1 }) : zstdCompressSync(archive);
  return random.chance(0.3) ? mutateBytes(compressed, random) : compressed;
}
