/** One entry of a tar as the reader reports it, and what its header and extended headers add up to. */
import type { Extensions } from './pax.ts';
import { parseInteger, parseSeconds } from './pax-numbers.ts';
import { checkSparseRecords, logicalSizeOf, sparseForm } from './pax-sparse.ts';
import { blockSize, type HeaderFields, headerLinkName, headerName, TarFault } from './tar-header.ts';

export type EntryType = 'file' | 'link' | 'symlink' | 'character-device' | 'block-device' | 'directory' | 'fifo';

/** An entry. `name` and `linkName` may be views of the bytes being read: who keeps them past the call copies them. */
export type TarEntry = {
  type: EntryType;
  /** Whether the typeflag is one that no format defines; such an entry is read as a file. */
  unknownType: boolean;
  /** As stored: not normalised, not decoded. */
  name: Uint8Array;
  /** Target of a link or symlink, empty otherwise. */
  linkName: Uint8Array;
  /** Stored bytes of the body, without a sparse map; 0 for everything but files. */
  size: number;
  /** Size of the file as a reader of it sees it: more than `size` for a sparse file. */
  logicalSize: number;
  /** Permission bits, setuid, setgid and sticky; file-type bits that some writers add are masked. */
  mode: number;
  uid: number;
  gid: number;
  /** Seconds since the epoch, rounded down. */
  mtime: number;
  /** Major × 2^20 + minor, for devices. */
  device: number;
  /** `SCHILY.xattr.KEY=VALUE` records, in file order. */
  xattrs: readonly Uint8Array[];
  /** Bytes from the start of the tar to the body. */
  bodyOffset: number;
};

const none = new Uint8Array(0);
const noRecords: readonly Uint8Array[] = [];

/** By typeflag. Every other letter has a body and is a file, as for Go's reader. */
const types: Record<number, EntryType> = {
  49: 'link',
  50: 'symlink',
  51: 'character-device',
  52: 'block-device',
  53: 'directory',
  54: 'fifo',
};

const fileFlags = new Set(['\0', '0', '7', 'S'].map((flag) => flag.charCodeAt(0)));
const slash = 0x2f;
/** The typeflag of GNU's old sparse form. */
export const oldSparseFlag = 'S'.charCodeAt(0);

/** @throws TarFault where Go's reader would refuse the entry, or its size is beyond 2^53 */
export function makeEntry(block: Uint8Array, start: number, fields: HeaderFields, extensions: Extensions): TarEntry {
  const { typeflag } = fields;
  let type = types[typeflag] ?? 'file';
  if (type === 'file' && fields.size < 0) throw new TarFault('a negative size');
  const size = numberOf(extensions.size, 'size') ?? fields.size;
  let name = nonEmpty(extensions.name) ?? headerName(block, start, fields.format);
  // Old archives have no directory type. A file with a body is a file, whatever its name.
  if (name.at(-1) === slash && (typeflag === 0 || (typeflag === 0x30 && size === 0))) type = 'directory';
  const isFile = type === 'file';
  if (isFile && (size < 0 || !Number.isSafeInteger(size))) throw new TarFault(size < 0 ? 'a negative size' : 'a size of more than 2^53');
  let logicalSize = isFile ? size : 0;
  // The old form has its own typeflag and leaves such records aside.
  const form = typeflag === oldSparseFlag ? undefined : sparseForm(extensions.sparse);
  if (form !== undefined) {
    const records = extensions.sparse!;
    if (!isFile) throw new TarFault('a sparse map of something that is no file');
    name = nonEmpty(records.name) ?? name;
    logicalSize = logicalSizeOf(records) ?? size;
    if (form === 'records') checkSparseRecords(records, logicalSize);
  }
  const isDevice = type === 'character-device' || type === 'block-device';
  const isLink = type === 'link' || type === 'symlink';
  for (const key of ['atime', 'ctime'] as const) if (extensions[key]) parseSeconds(extensions[key], key);
  return {
    type,
    unknownType: isFile && !fileFlags.has(typeflag),
    name,
    linkName: isLink ? (nonEmpty(extensions.linkName) ?? headerLinkName(block, start)) : none,
    // Links, directories and devices have no body, whatever their size field says.
    size: isFile ? size : 0,
    logicalSize,
    mode: fields.mode & 0o7777,
    uid: numberOf(extensions.uid, 'uid') ?? fields.uid,
    gid: numberOf(extensions.gid, 'gid') ?? fields.gid,
    mtime: extensions.mtime ? parseSeconds(extensions.mtime, 'mtime') : fields.mtime,
    device: isDevice ? fields.device : 0,
    xattrs: extensions.xattrs ?? noRecords,
    bodyOffset: 0,
  };
}

/** An empty record says nothing. */
function nonEmpty(name: Uint8Array | undefined): Uint8Array | undefined {
  return name?.length === 0 ? undefined : name;
}

function numberOf(text: string | undefined, key: string): number | undefined {
  return text ? parseInteger(text, key) : undefined;
}

/** Bytes of padding behind a body. */
export function padding(size: number): number {
  return (blockSize - (size % blockSize)) % blockSize;
}
