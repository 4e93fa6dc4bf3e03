/** What a manifest says of the table of contents in a layer. The manifest's digest was checked, so that what it says is what was pushed. */
import type { Descriptor } from '../../image/descriptor.ts';
import { layerKind } from '../../image/media-types.ts';
import { TocFault } from '../../scan/toc.ts';

/** Where a compressed part of the blob is, and to how much it unpacks. */
export type Place = { offset: number; length: number; unpacked: number };

export type TablePlace =
  /** `digest` is of the JSON. The blob's end says where it lies. */
  | { form: 'eStargz'; digest: string; tarBytes: number | undefined }
  /** `digest` is of the compressed JSON. */
  | { form: 'zstd:chunked'; digest: string; table: Place; tarSplit: Place | undefined };

const eStargzDigest = 'containerd.io/snapshot/stargz/toc.digest';
const eStargzTarBytes = 'io.containers.estargz.uncompressed-size';
/** The second is what it was called until 2023. */
const chunkedPrefixes = ['io.github.containers.zstd-chunked.', 'io.containers.zstd-chunked.'];

/**
 * @returns undefined where nothing is said of a table
 * @throws TocFault where what is said makes no sense
 */
export function findTable({ mediaType, annotations = {}, size = 0 }: Descriptor): TablePlace | undefined {
  const kind = layerKind(mediaType);
  const compression = 'compression' in kind ? kind.compression : 'none';
  if (compression === 'gzip' && annotations[eStargzDigest] !== undefined) {
    const tarBytes = annotations[eStargzTarBytes];
    return {
      form: 'eStargz',
      digest: checkDigest(annotations[eStargzDigest]),
      tarBytes: tarBytes === undefined ? undefined : number(tarBytes),
    };
  }
  const prefix = chunkedPrefixes.find((each) => annotations[`${each}manifest-checksum`] !== undefined);
  if (compression !== 'zstd' || prefix === undefined) return undefined;
  const tarSplit = annotations[`${prefix}tarsplit-position`];
  return {
    form: 'zstd:chunked',
    digest: checkDigest(annotations[`${prefix}manifest-checksum`]!),
    // The last number says of which kind the table is, and there is one kind.
    table: readPlace(/^(.*):1$/.exec(annotations[`${prefix}manifest-position`] ?? '')?.[1], size),
    tarSplit: tarSplit === undefined ? undefined : readPlace(tarSplit, size),
  };
}

function checkDigest(digest: string): string {
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new TocFault('the checksum that the manifest states for it is no SHA-256');
  return digest;
}

/** `OFFSET:LENGTH:UNPACKED` */
function readPlace(text: string | undefined, size: number): Place {
  const parts = /^(\d+):(\d+):(\d+)$/.exec(text ?? '');
  if (parts === null) throw new TocFault('the manifest does not say where it lies');
  const [offset = 0, length = 0, unpacked = 0] = parts.slice(1).map(number);
  if (length === 0 || offset + length > size) throw new TocFault('the place that the manifest states for it is not within the blob');
  return { offset, length, unpacked };
}

function number(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new TocFault('the manifest states odd numbers for it');
  return value;
}
