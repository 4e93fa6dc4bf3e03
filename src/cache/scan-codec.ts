/** A layer's scan as bytes, exactly as it is, behind a header that tells whether they are whole. */
import { endianness } from 'node:os';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { LayerScan, type LayerScanData } from '../scan/layer-scan.ts';

/**
 * The version of what a scan means. Whatever changes what is read of the same layer, or how a scan is written down, raises it:
 * a scan of another version is never taken. `__tests__/cache/scan-codec.test.ts` fails where that was forgotten.
 */
export const scannerVersion = 2;

/** Columns are kept as the machine has them in memory, so that none of another kind of machine is taken. */
const magic = Buffer.from(`PLIMSCA${endianness()[0]}`);
/** The magic, the number of bytes unpacked, and the CRC-32 of all behind it. */
const lengthAt = magic.length;
const checksumAt = lengthAt + 8;
const headerBytes = checksumAt + 4;

/** Within the body: the number of bytes of the JSON that comes first. */
const headLengthBytes = 4;

type Column = LayerScanData['columns'][number];
type Head = Omit<LayerScanData, 'columns'> & { lengths: number[] };

/** The scan, without the file that it was read from: that belongs to one run. */
export function serializeScan(scan: LayerScan): Buffer {
  const { columns, ...plain } = scan.toData();
  const head = Buffer.from(JSON.stringify({ ...plain, lengths: columns.map(({ length }) => length) } satisfies Head));
  const headLength = Buffer.alloc(headLengthBytes);
  headLength.writeUInt32LE(head.length);
  const body = Buffer.concat([
    headLength,
    head,
    ...columns.map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength)),
  ]);
  // Paths are most of it, and repeat themselves: the fastest level makes a fifth of them, a slower one hardly less.
  const packed = deflateRawSync(body, { level: 1 });
  const header = Buffer.alloc(headerBytes);
  magic.copy(header);
  header.writeDoubleLE(body.length, lengthAt);
  header.writeUInt32LE(crc32(packed), checksumAt);
  return Buffer.concat([header, packed]);
}

/** @returns undefined where the bytes are not what serializeScan wrote: cut off, damaged, or of another kind of machine */
export function readScan(bytes: Buffer): LayerScan | undefined {
  if (bytes.length < headerBytes || !bytes.subarray(0, magic.length).equals(magic)) return undefined;
  const packed = bytes.subarray(headerBytes);
  if (crc32(packed) !== bytes.readUInt32LE(checksumAt)) return undefined;
  try {
    const length = bytes.readDoubleLE(lengthAt);
    const body = inflateRawSync(packed, { maxOutputLength: Math.max(1, length) });
    return body.length === length ? readBody(body) : undefined;
  } catch {
    // Not even zlib or JSON: whoever wrote it was not this program.
    return undefined;
  }
}

function readBody(body: Buffer): LayerScan | undefined {
  const headEnd = headLengthBytes + body.readUInt32LE(0);
  const { lengths, ...plain } = JSON.parse(body.toString('utf8', headLengthBytes, headEnd)) as Head;
  const columns: Column[] = [];
  let start = headEnd;
  for (const [index, empty] of emptyColumns().entries()) {
    const end = start + (lengths[index] ?? 0) * empty.BYTES_PER_ELEMENT;
    // A copy, since a column has to begin where its numbers may stand.
    const bytes = new Uint8Array(body.subarray(start, end));
    columns.push(new (empty.constructor as new (buffer: ArrayBuffer) => Column)(bytes.buffer));
    start = end;
  }
  return start === body.length && lengths.length === columns.length ? LayerScan.fromData({ ...plain, columns }) : undefined;
}

/** Of which kind each column is. */
function emptyColumns(): Column[] {
  const scan = new LayerScan();
  scan.trim();
  return scan.toData().columns;
}
