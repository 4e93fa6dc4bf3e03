/** Layers with a table of contents, made byte by byte: what no writer writes can be said. */
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { type BuiltImage, buildImage, digestOf, json, type LayerSpec, pointer } from '../../support/image-builder.ts';
import { entry, header, padded } from '../../support/tar-bytes.ts';

export type TableEntry = { type: string; name: string; size?: number; digest?: string; offset?: number; [key: string]: unknown };
export type TableLayer = { blob: Buffer; tar: Buffer; mediaType: string; annotations: Record<string, string> };

/** Files by name and content, in order; a name may repeat. */
export type Files = readonly (readonly [name: string, content: string])[];

export type EStargzSpec = {
  files: Files;
  /** What the table says, in place of what is true. */
  tell?: (entries: TableEntry[]) => unknown;
  /** The table's JSON, made from what it would be. */
  json?: (table: Buffer) => Buffer;
  /** Where the footer says that the table lies. */
  place?: number;
  annotations?: Record<string, string>;
  /** Whether the table is a file of the tar, as stand-alone converters make it, or stands behind its end mark, as BuildKit does. */
  isEntry?: boolean;
};

export const tocDigest = 'containerd.io/snapshot/stargz/toc.digest';
const endMark = Buffer.alloc(1024);

/** A gzip member for each header and each body, then the table and the footer. */
export function eStargz({ files, tell = (entries) => entries, json: change = (table) => table, ...spec }: EStargzSpec): TableLayer {
  const members: Buffer[] = [];
  const tars: Buffer[] = [];
  const add = (bytes: Buffer) => {
    tars.push(bytes);
    const offset = members.reduce((sum, { length }) => sum + length, 0);
    members.push(gzipSync(bytes));
    return offset;
  };
  const entries = files.map(([name, content]): TableEntry => {
    const size = Buffer.byteLength(content);
    add(header({ name, size }));
    if (size === 0) return { type: 'reg', name, mode: 0o644 };
    return {
      type: 'reg',
      name,
      size,
      mode: 0o644,
      offset: add(padded(content)),
      digest: digestOf(content),
      chunkDigest: digestOf(content),
    };
  });
  if (spec.isEntry !== true) add(endMark);
  const table = change(json({ version: 1, entries: tell(entries) }));
  const place = add(Buffer.concat([entry({ name: 'stargz.index.json', mode: 0 }, table), endMark]));
  return {
    blob: Buffer.concat([...members, footer(spec.place ?? place)]),
    tar: Buffer.concat(tars),
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    annotations: spec.annotations ?? { [tocDigest]: digestOf(table) },
  };
}

function footer(place: number): Buffer {
  const payload = Buffer.from(`SG\x16\0${place.toString(16).padStart(16, '0')}STARGZ`, 'latin1');
  return Buffer.concat([Buffer.from('1f8b08040000000000ff1a00', 'hex'), payload, Buffer.from('010000ffff0000000000000000', 'hex')]);
}

/** One frame for the tar, and the table in one that is to be skipped; `annotations` are made of its place. */
export function chunked(
  files: Files,
  annotate?: (place: { offset: number; length: number; unpacked: number; digest: string }) => Record<string, string>,
): TableLayer {
  const tar = Buffer.concat([...files.map(([name, content]) => entry({ name }, content)), endMark]);
  const body = zstdCompressSync(tar);
  const entries = files.map(([name, content]) => ({
    type: 'reg',
    name,
    mode: 0o100644,
    size: Buffer.byteLength(content),
    digest: digestOf(content),
  }));
  const table = json({ version: 1, entries });
  const stored = zstdCompressSync(table);
  const frame = Buffer.from('502a4d1800000000', 'hex');
  frame.writeUInt32LE(stored.length, 4);
  const place = { offset: body.length + frame.length, length: stored.length, unpacked: table.length, digest: digestOf(stored) };
  return {
    blob: Buffer.concat([body, frame, stored]),
    tar,
    mediaType: 'application/vnd.oci.image.layer.v1.tar+zstd',
    annotations: (annotate ?? chunkedAnnotations)(place),
  };
}

export const chunkedPrefix = 'io.github.containers.zstd-chunked.';

export function chunkedAnnotations({
  offset,
  length,
  unpacked,
  digest,
}: {
  offset: number;
  length: number;
  unpacked: number;
  digest: string;
}) {
  return { [`${chunkedPrefix}manifest-checksum`]: digest, [`${chunkedPrefix}manifest-position`]: `${offset}:${length}:${unpacked}:1` };
}

/** An image of such layers and of others. */
export function imageOf(layers: readonly (TableLayer | LayerSpec)[]): BuiltImage {
  const plain = buildImage(layers.map((layer) => ('blob' in layer ? { tar: layer.tar } : layer)));
  const made = plain.layers.map((layer, index) => {
    const spec = layers[index]!;
    return 'blob' in spec ? { ...layer, blob: spec.blob, digest: digestOf(spec.blob), mediaType: spec.mediaType } : layer;
  });
  const pointers = made.map(({ mediaType, blob }, index) => {
    const spec = layers[index]!;
    return pointer(mediaType, blob, 'blob' in spec ? { annotations: spec.annotations } : {});
  });
  const manifest = json({ ...JSON.parse(plain.manifest.toString()), layers: pointers });
  return { ...plain, layers: made, manifest, digest: digestOf(manifest) };
}
