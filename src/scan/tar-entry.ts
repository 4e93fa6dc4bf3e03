/** One entry of a tar as the reader reports it, and what its header and extended headers add up to. */
import { type Extensions, paxSparseForm } from './pax.ts';
import { blockSize, type HeaderFields, headerLinkName, headerName, parseNumeric, TarFault } from './tar-header.ts';

export type EntryType = 'file' | 'link' | 'symlink' | 'character-device' | 'block-device' | 'directory' | 'fifo';

/** An entry. The reader reuses nothing: what it hands out may be kept. */
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

/** @throws TarFault */
export function makeEntry(block: Uint8Array, start: number, fields: HeaderFields, extensions: Extensions): TarEntry {
  const { typeflag } = fields;
  const sparseForm = extensions.sparse === undefined ? undefined : paxSparseForm(extensions.sparse);
  const name = (sparseForm && extensions.sparse?.name) || (extensions.name ?? headerName(block, start, fields.format));
  const size = extensions.size ?? fields.size;
  const endsInSlash = name.at(-1) === slash;
  let type = types[typeflag] ?? 'file';
  // Old archives have no directory type. A file with a body is a file, whatever its name.
  if (endsInSlash && (typeflag === 0 || (typeflag === 0x30 && size === 0))) type = 'directory';
  const isFile = type === 'file';
  if (isFile && size < 0) throw new TarFault('a negative size');
  const isDevice = type === 'character-device' || type === 'block-device';
  const isLink = type === 'link' || type === 'symlink';
  return {
    type,
    unknownType: isFile && !fileFlags.has(typeflag),
    name,
    linkName: isLink ? (extensions.linkName ?? headerLinkName(block, start)) : none,
    // Links, directories and devices have no body, whatever their size field says.
    size: isFile ? size : 0,
    logicalSize: isFile ? ((sparseForm && extensions.sparse?.size) ?? size) : 0,
    mode: fields.mode & 0o7777,
    uid: extensions.uid ?? fields.uid,
    gid: extensions.gid ?? fields.gid,
    mtime: extensions.mtime ?? fields.mtime,
    device: isDevice && fields.format !== 'v7' ? deviceNumber(block, start) : 0,
    xattrs: extensions.xattrs ?? noRecords,
    bodyOffset: 0,
  };
}

function deviceNumber(block: Uint8Array, start: number): number {
  return parseNumeric(block, start + 329, 8, 'device') * 2 ** 20 + parseNumeric(block, start + 337, 8, 'device');
}

/** Bytes of padding behind a body. */
export function padding(size: number): number {
  return (blockSize - (size % blockSize)) % blockSize;
}

/** GNU's old sparse form: the logical size in the header, and whether blocks with more of the map follow it. */
export function oldSparse(block: Uint8Array, start: number): { extended: boolean; logicalSize: number } {
  return { extended: block[start + 482] !== 0, logicalSize: parseNumeric(block, start + 483, 12, 'real size') };
}
