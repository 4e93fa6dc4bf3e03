/**
 * Where an eStargz layer has its table of contents, and whether the table is itself a file of the layer.
 * https://github.com/containerd/stargz-snapshotter/blob/main/docs/estargz.md
 */
import type { TarEntry } from './tar-entry.ts';
import { TarFault } from './tar-header.ts';
import { TarReader } from './tar-reader.ts';
import { type LastChunk, pathKey, type Toc, TocFault } from './toc.ts';

/** An empty gzip member, whose extra field holds the place of the table. */
export const footerBytes = 51;
/** gzip with an extra field, of 26 bytes behind 10: the subfield SG of 22 bytes. */
const footerStart = Buffer.from('1f8b0804', 'hex');
const subfield = Buffer.from('1a0053471600', 'hex');
const tableName = 'stargz.index.json';

/** @returns bytes from the start of the blob to the member that holds the table. @throws TocFault */
export function readFooter(footer: Buffer): number {
  const offset = /^([0-9a-f]{16})STARGZ$/.exec(footer.toString('latin1', 16, 38))?.[1];
  const isFooter = footer.subarray(0, 4).equals(footerStart) && footer.subarray(10, 16).equals(subfield);
  if (footer.length !== footerBytes || !isFooter || offset === undefined) throw new TocFault('the blob has no footer of eStargz');
  return Number.parseInt(offset, 16);
}

/** The JSON in the member, which is a tar with one file. @throws TocFault */
export function readTableMember(member: Buffer): Buffer {
  let table: { start: number; end: number } | undefined;
  read([member], (entry) => {
    if (table !== undefined || pathKey(entry.name) !== tableName) throw new TocFault('something else stands in its place');
    table = { start: entry.bodyOffset, end: entry.bodyOffset + entry.size };
  });
  if (table === undefined || table.end > member.length) throw new TocFault('it is cut off');
  return member.subarray(table.start, table.end);
}

/** From where the blob has to be unpacked to see how the tar ends. */
export function tailOffset(last: LastChunk | undefined): number {
  return last?.offset ?? 0;
}

/**
 * The entry of the table itself, where a reader of the tar meets one: BuildKit puts it behind the tar's end mark, other writers before it.
 * @param tail what the blob unpacks to from `tailOffset` to the table
 * @param member what the table's member unpacks to
 * @throws TocFault where the tar ends with what the table does not name
 */
export function findTableEntry({ entries, last }: Toc, tail: Buffer, member: Buffer): TarEntry | undefined {
  const bodyEnd = last === undefined ? 0 : last.innerOffset + last.bytes + last.padding;
  if (bodyEnd > tail.length) throw new TocFault('the tar does not end where the table says');
  const known = new Set(entries.map(({ entry }) => pathKey(entry.name)));
  const rest = tail.subarray(bodyEnd);
  let found: TarEntry | undefined;
  read([rest, member], (entry, start) => {
    if (known.has(pathKey(entry.name))) return;
    if (found !== undefined || pathKey(entry.name) !== tableName || start < rest.length)
      throw new TocFault('the tar ends with what the table does not name');
    found = { ...entry, name: Buffer.from(entry.name) };
  });
  return found;
}

/** Reads a tar in pieces; `visit` gets each entry and where its body begins. */
function read(pieces: readonly Buffer[], visit: (entry: TarEntry, bodyOffset: number) => void): void {
  const reader = new TarReader({
    entry: (entry) => {
      visit(entry, entry.bodyOffset);
      return false;
    },
  });
  try {
    for (const piece of pieces) reader.write(piece);
    reader.end();
  } catch (error) {
    if (error instanceof TarFault) throw new TocFault(`its tar holds ${error.message}`);
    throw error;
  }
}
