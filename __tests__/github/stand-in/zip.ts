/** Writes a zip as the artifact service stores one: deflated members, their sizes in a descriptor behind them. */
import { crc32, deflateRawSync } from 'node:zlib';

export function zipOf(files: Record<string, string | Uint8Array>): Buffer {
  const members: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const name = Buffer.from(path);
    const body = deflateRawSync(bytes);
    const sum = crc32(bytes);
    const descriptor = words(0x08074b50, sum, body.length, bytes.length);
    // Version 2.0; sizes follow the body, the name is UTF-8; deflated; 2026-01-01 00:00.
    const about = halves(20, 0x0808, 8, 0, (46 << 9) | (1 << 5) | 1);
    const local = Buffer.concat([words(0x04034b50), about, words(0, 0, 0), halves(name.length, 0), name]);
    members.push(local, body, descriptor);
    directory.push(
      Buffer.concat([
        words(0x02014b50),
        halves(20),
        about,
        words(sum, body.length, bytes.length),
        halves(name.length, 0, 0, 0, 0),
        words(0, offset),
        name,
      ]),
    );
    offset += local.length + body.length + descriptor.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.concat([
    words(0x06054b50),
    halves(0, 0, directory.length, directory.length),
    words(entries.length, offset),
    halves(0),
  ]);
  return Buffer.concat([...members, entries, end]);
}

function halves(...values: number[]): Buffer {
  return littleEndian(2, values);
}

function words(...values: number[]): Buffer {
  return littleEndian(4, values);
}

function littleEndian(width: number, values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * width);
  for (const [index, value] of values.entries()) bytes.writeUIntLE(value, index * width, width);
  return bytes;
}
