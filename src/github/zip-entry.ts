/** One file out of a zip in memory. The zip may be a stranger's: nothing is written, nothing is believed of its sizes. */
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { UnexpectedAnswer } from './answers.ts';

/** More than an artifact of ours can have; a zip can name a great many. */
const mostEntries = 1000;

/**
 * @param name exactly as the zip has it
 * @throws UnexpectedAnswer where it is no whole zip, has no such file or several, or the file is larger, encrypted or damaged
 */
export async function readZipEntry(zip: Buffer, name: string, maxBytes: number): Promise<Buffer> {
  try {
    const file = await fromBufferPromise(zip, { strictFileNames: true });
    return await readEntry(file, await findEntry(file, name), maxBytes);
  } catch (error) {
    if (error instanceof UnexpectedAnswer) throw error;
    throw unfit(`its zip is damaged: ${(error as Error).message}`, error);
  }
}

async function findEntry(file: ZipFile, name: string): Promise<Entry> {
  if (file.entryCount > mostEntries) throw unfit(`its zip holds ${file.entryCount} files, expected ${name}`);
  let found: Entry | undefined;
  for await (const entry of file.eachEntry()) {
    if (entry.fileName !== name) continue;
    if (found !== undefined) throw unfit(`its zip holds two files ${name}`);
    found = entry;
  }
  if (found === undefined) throw unfit(`its zip holds no file ${name}`);
  return found;
}

async function readEntry(file: ZipFile, entry: Entry, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => unfit(`${entry.fileName} in its zip has more than the ${maxBytes} bytes that are read`);
  if (entry.isEncrypted()) throw unfit(`${entry.fileName} in its zip is encrypted`);
  if (entry.uncompressedSize > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of (await file.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks, length);
  if (crc32(bytes) !== entry.crc32) throw unfit(`${entry.fileName} in its zip is damaged: its checksum does not fit`);
  return bytes;
}

function unfit(message: string, cause?: unknown): UnexpectedAnswer {
  return new UnexpectedAnswer(message, { hint: 'The artifact is not used. Delete it, or let a new run make another.', cause });
}
