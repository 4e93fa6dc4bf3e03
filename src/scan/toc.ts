/**
 * The table of contents that eStargz and zstd:chunked layers carry: what the tar holds, told without reading it.
 * https://github.com/containerd/stargz-snapshotter/blob/main/docs/estargz.md#toc-tocentries-and-footer
 */
import { hashAttributes } from './entry-attributes.ts';
import { LayerScan } from './layer-scan.ts';
import { normalizePath } from './path.ts';
import { type EntryType, padding, type TarEntry } from './tar-entry.ts';
import { blockSize } from './tar-header.ts';

/** The table is not as expected. The layer may well be whole: it has to be read another way. */
export class TocFault extends Error {}

/** More than any image has; some 400 bytes of JSON each. */
export const maxTocEntries = 500_000;
/** An entry is one object, its extended attributes another; then there are the table and its list. An empty one takes 100 bytes of memory. */
export const maxTocOpenings = 2 * (maxTocEntries + 1);

export type TocEntry = {
  entry: TarEntry;
  /** The first 32 bits of the SHA-256 of a file that holds bytes. */
  checksum: number | undefined;
  /** Whether its names are those in the tar. JSON cannot hold one that is not UTF-8, and writers put U+FFFD for what they cannot. */
  isFaithful: boolean;
};

/** The place of the last bytes of a file that the blob holds. */
export type LastChunk = {
  /** Bytes from the start of the blob to the compressed member that holds them, and from the start of what it unpacks to. */
  offset: number;
  innerOffset: number;
  /** How many there are, and the padding of their file. */
  bytes: number;
  padding: number;
};

export type Toc = { entries: TocEntry[]; last: LastChunk | undefined; tarSplitDigest: string | undefined };

const types: Record<string, EntryType> = {
  reg: 'file',
  dir: 'directory',
  symlink: 'symlink',
  hardlink: 'link',
  char: 'character-device',
  block: 'block-device',
  fifo: 'fifo',
};

type Fields = Record<string, unknown>;

/** @throws TocFault where it is no table, or holds what no writer writes */
export function parseToc(json: Buffer): Toc {
  checkOpenings(json);
  const { version, entries: stated, tarSplitDigest } = parseJson(json);
  // An empty list of Go's is null.
  const list = stated ?? [];
  if (version !== 1 || !Array.isArray(list)) throw new TocFault('it is no table of version 1');
  if (list.length > maxTocEntries) throw new TocFault(`it has ${list.length} entries, where ${maxTocEntries} are the most`);
  const entries: TocEntry[] = [];
  let last: LastChunk | undefined;
  let file: { name: string; size: number } | undefined;
  for (const fields of list) {
    if (!isObject(fields)) throw new TocFault('an entry is no object');
    if (fields.type === 'chunk') {
      if (file === undefined || fields.name !== file.name) throw new TocFault('a chunk follows no file of its name');
    } else {
      const read = readEntry(fields);
      entries.push(read);
      file = read.entry.type === 'file' ? { name: fields.name as string, size: read.entry.size } : undefined;
    }
    if (file === undefined || file.size === 0) continue;
    const chunk = readChunk(fields, file.size);
    if (last === undefined || chunk.offset > last.offset || (chunk.offset === last.offset && chunk.innerOffset > last.innerOffset))
      last = chunk;
  }
  return { entries, last, tarSplitDigest: typeof tarSplitDigest === 'string' ? tarSplitDigest : undefined };
}

/**
 * The scan of a layer as its table tells it.
 * @param toc its table
 * @param extra an entry of the tar that the table leaves out
 * @throws TocFault where a path stands twice: which of the entries counts, and how many there are, only the tar tells
 */
export function scanToc({ entries }: Toc, extra?: TocEntry): LayerScan {
  const scan = new LayerScan();
  scan.hasChecksums = true;
  scan.checksumKind = 'sha256-32';
  scan.listedFrom = 'table';
  scan.keepsOrder = false;
  const paths = new Set<string>();
  for (const { entry, checksum, isFaithful } of extra === undefined ? entries : [...entries, extra]) {
    if (!isFaithful) throw new TocFault('a name in it is not the one in the tar');
    paths.add(pathKey(entry.name));
    const index = scan.add(entry, hashAttributes(entry));
    if (checksum !== undefined) scan.setChecksum(index, checksum);
    if (paths.size !== scan.count) throw new TocFault('a path stands in it twice');
    // The least that the tar can have: extended headers are not told.
    scan.tarBytes += blockSize + entry.size + padding(entry.size);
  }
  scan.trim();
  return scan;
}

export function pathKey(name: Uint8Array): string {
  return Buffer.from(normalizePath(name)).toString('latin1');
}

/** @returns undefined where the text is no SHA-256 */
export function shortenDigest(digest: unknown): number | undefined {
  return typeof digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(digest) ? Number.parseInt(digest.slice(7, 15), 16) : undefined;
}

/** Before any of it is parsed: braces in names count as well, and no image has as many. */
function checkOpenings(json: Buffer): void {
  let count = 0;
  for (const opening of ['{', '['])
    for (let at = json.indexOf(opening); at >= 0; at = json.indexOf(opening, at + 1))
      if (++count > maxTocOpenings) throw new TocFault(`it has more than ${maxTocOpenings} objects and lists`);
}

function parseJson(json: Buffer): Fields {
  try {
    const parsed: unknown = JSON.parse(json.toString());
    if (isObject(parsed)) return parsed;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new TocFault('it is no JSON object');
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readEntry(fields: Fields): TocEntry {
  const type = typeof fields.type === 'string' && Object.hasOwn(types, fields.type) ? types[fields.type] : undefined;
  if (type === undefined) throw new TocFault(`an entry is of an unknown type (${String(fields.type).slice(0, 20)})`);
  const isFile = type === 'file';
  const isLink = type === 'link' || type === 'symlink';
  const size = isFile ? number(fields, 'size') : 0;
  const linkName = isLink ? text(fields, 'linkName') : '';
  if (isLink && linkName === '') throw new TocFault('a link has no target');
  const checksum = size > 0 ? shortenDigest(fields.digest) : undefined;
  if (size > 0 && checksum === undefined) throw new TocFault('a file has no SHA-256');
  const name = text(fields, 'name');
  const isDevice = type === 'character-device' || type === 'block-device';
  const entry: TarEntry = {
    type,
    unknownType: false,
    name: Buffer.from(name),
    linkName: Buffer.from(linkName),
    size,
    logicalSize: size,
    // Some writers keep the bits of the file's type, others do not.
    mode: number(fields, 'mode') & 0o7777,
    uid: number(fields, 'uid'),
    gid: number(fields, 'gid'),
    mtime: readTime(fields.modtime),
    device: isDevice ? number(fields, 'devMajor') * 2 ** 20 + number(fields, 'devMinor') : 0,
    xattrs: readXattrs(fields.xattrs),
    bodyOffset: 0,
  };
  const keys = isObject(fields.xattrs) ? Object.keys(fields.xattrs) : [];
  return { entry, checksum, isFaithful: ![name, linkName, ...keys].some((each) => each.includes('\ufffd')) };
}

function readChunk(fields: Fields, size: number): LastChunk {
  const start = number(fields, 'chunkOffset');
  // Without a size it goes on to the end of its file.
  const bytes = number(fields, 'chunkSize') || size - start;
  if (bytes < 0 || start + bytes > size) throw new TocFault('a chunk reaches beyond its file');
  return { offset: number(fields, 'offset'), innerOffset: number(fields, 'innerOffset'), bytes, padding: padding(size) };
}

/** Seconds since the epoch, rounded down; what is no time tells none. */
function readTime(time: unknown): number {
  const milliseconds = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  return Number.isNaN(milliseconds) ? 0 : Math.floor(milliseconds / 1000);
}

/** As the PAX records that they were, without the length. */
function readXattrs(xattrs: unknown): Buffer[] {
  if (xattrs === undefined) return [];
  if (!isObject(xattrs)) throw new TocFault('extended attributes are no object');
  return Object.keys(xattrs).map((key) => Buffer.concat([Buffer.from(`SCHILY.xattr.${key}=`), Buffer.from(text(xattrs, key), 'base64')]));
}

/** Absent numbers are 0: they are left out. */
function number(fields: Fields, key: string): number {
  const value = fields[key];
  if (value === undefined) return 0;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new TocFault(`${key} is no whole number below 2^53`);
  return value;
}

function text(fields: Fields, key: string): string {
  const value = fields[key];
  if (typeof value !== 'string' || value.includes('\0')) throw new TocFault(`${key} is no text`);
  return value;
}
