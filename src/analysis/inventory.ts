/**
 * The inventory as bytes: every live path of one image, written in one pass and read again without building an object for each.
 *
 * Format, version 1: gzip over UTF-8 lines, each ended by a line feed.
 *
 *     {"plimsoll":"inventory","version":1,"imageID":"sha256:…","platform":"linux/amd64","count":3}
 *     kind crc32
 *     0 5120 0 8f3a01c2 bin/busybox
 *     4 0 0 - sh
 *     0 812 2 00ff13aa etc/motd
 *
 * The first line is the header. `kind NAME` says of which kind the content identities are that follow. A file is
 * `SHARED BYTES LAYER HEX SUFFIX`: its path is the first SHARED UTF-16 code units of the path before it and then SUFFIX; BYTES and LAYER are
 * decimal, LAYER is an index; HEX is the content identity without its kind, or `-` where there is none. Paths ascend strictly by UTF-16
 * code units. In SUFFIX a backslash, a control character and a lone surrogate (a byte that is not UTF-8) stand as `\uXXXX`.
 */
import { pipeline, Readable } from 'node:stream';
import { createGzip, gunzipSync } from 'node:zlib';
import { ExpectedError } from '../errors.ts';
import { analysisVersion, type Inventory, type InventoryFile } from './analysis.ts';
import { parseInventoryHeader } from './inventory-header.ts';

/** The most that an inventory may unpack to: some ten million files, far more than any image, and a guard against a gzip bomb. */
export const maxInventoryBytes = 512 * 1024 * 1024;

const needsEscape = /[\\\u0000-\u001f\u007f-\u009f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const everyEscape = new RegExp(needsEscape, 'g');
const contentForm = /^([a-z][a-z0-9-]*):([0-9a-f]+)$/;

/** The inventory as gzipped bytes, made as they are taken. Reads `files` once; fails where they are not sorted, or not `count`. */
export function encodeInventory(inventory: Inventory): AsyncIterable<Uint8Array> {
  // A failure reaches whoever iterates, since pipeline destroys the last stream with it.
  return pipeline(Readable.from(blocks(inventory)), createGzip(), () => {});
}

const blockLength = 64 * 1024;

function* blocks(inventory: Inventory): Generator<Buffer> {
  let block = '';
  for (const line of lines(inventory)) {
    block += line;
    if (block.length < blockLength) continue;
    yield Buffer.from(block);
    block = '';
  }
  yield Buffer.from(block);
}

function* lines({ imageID, platform, count, files }: Inventory): Generator<string> {
  yield `${JSON.stringify({ plimsoll: 'inventory', version: analysisVersion, imageID, platform, count })}\n`;
  let kind = '';
  let before: string | undefined;
  let written = 0;
  for (const { path, bytes, layer, content } of files) {
    if (before !== undefined && path <= before) throw new Error(`the files of an inventory are not sorted: ${path} follows ${before}`);
    let hex = '-';
    if (content !== undefined) {
      const parts = contentForm.exec(content);
      if (!parts) throw new Error(`a content identity is not KIND:HEX: ${content}`);
      hex = parts[2]!;
      if (parts[1] !== kind) {
        kind = parts[1]!;
        yield `kind ${kind}\n`;
      }
    }
    const shared = before === undefined ? 0 : sharedLength(before, path);
    yield `${shared} ${bytes} ${layer} ${hex} ${escapeText(path.slice(shared))}\n`;
    before = path;
    written++;
  }
  if (written !== count) throw new Error(`an inventory of ${written} files says that it has ${count}`);
}

function sharedLength(before: string, path: string): number {
  const most = Math.min(before.length, path.length);
  let shared = 0;
  while (shared < most && before.charCodeAt(shared) === path.charCodeAt(shared)) shared++;
  return shared;
}

function escapeText(text: string): string {
  if (!needsEscape.test(text)) return text;
  return text.replace(everyEscape, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Reads an inventory. All of it is checked here, so that iterating the result cannot fail; each iteration reads the lines anew.
 * @param what names the inventory in messages, e.g. its file name
 * @param layerCount how many layers the image has, where that is known: a file in another layer is refused
 * @throws ExpectedError `analysis` where the bytes are not a whole inventory of the version that is understood
 */
export function decodeInventory(bytes: Uint8Array, what: string, layerCount = Number.POSITIVE_INFINITY): Inventory {
  const text = inflate(bytes, what);
  const headerEnd = text.indexOf(lineFeed);
  const header = parseInventoryHeader(headerEnd < 0 ? undefined : text.toString('utf8', 0, headerEnd), what);
  const files: Iterable<InventoryFile> = { [Symbol.iterator]: () => readFiles(text, headerEnd + 1, what) };
  let count = 0;
  for (const { path, layer } of files) {
    count++;
    if (layer >= layerCount) throw damaged(what, `${JSON.stringify(path)} lies in layer ${layer} of an image of ${layerCount} layers`);
  }
  if (count !== header.count) throw damaged(what, `its header promises ${header.count} files, and it holds ${count}`);
  return { imageID: header.imageID, platform: header.platform, count, files };
}

function inflate(bytes: Uint8Array, what: string): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxInventoryBytes });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw damaged(what, `it unpacks to more than ${maxInventoryBytes} bytes`, error);
    if (code === 'Z_BUF_ERROR') throw damaged(what, 'it ends in the middle: it is cut off', error);
    throw damaged(what, `it is not whole gzip data (${(error as Error).message})`, error);
  }
}

const space = 0x20;
const lineFeed = 0x0a;
const letterK = 0x6b;
const minus = 0x2d;

function* readFiles(text: Buffer, start: number, what: string): Generator<InventoryFile, void, undefined> {
  let at = start;
  let line = 1;
  let kind = '';
  let before: string | undefined;

  const wrong = (found: string) => damaged(what, `line ${line}: ${found}`);
  const readNumber = (name: string): number => {
    const from = at;
    let number = 0;
    for (; at < text.length; at++) {
      const digit = text[at]! - 0x30;
      if (digit < 0 || digit > 9) break;
      number = number * 10 + digit;
    }
    if (at === from || text[at] !== space || !Number.isSafeInteger(number)) throw wrong(`${name} is not a whole number`);
    at++;
    return number;
  };

  while (at < text.length) {
    line++;
    const end = text.indexOf(lineFeed, at);
    if (end < 0) throw wrong('its last line has no end: it is cut off');
    if (text[at] === letterK) {
      const named = /^kind ([a-z][a-z0-9-]*)$/.exec(text.toString('latin1', at, end));
      if (!named) throw wrong('it is neither a file nor `kind NAME`');
      kind = named[1]!;
      at = end + 1;
      continue;
    }
    const shared = readNumber('the shared length');
    const bytes = readNumber('the size');
    const layer = readNumber('the layer');
    const hexEnd = text.indexOf(space, at);
    if (hexEnd < 0 || hexEnd > end) throw wrong('it has fewer than five fields');
    const content = hexEnd === at + 1 && text[at] === minus ? undefined : readContent(text.toString('latin1', at, hexEnd));
    const suffix = readSuffix(text, hexEnd + 1, end);
    if (suffix === undefined) throw wrong('its path is not valid UTF-8 with valid escapes');
    if (shared > (before?.length ?? 0)) throw wrong('it shares more of the path before than there is');
    const path = shared === 0 ? suffix : before!.slice(0, shared) + suffix;
    if (before !== undefined && path <= before) throw wrong('its path is not in order');
    before = path;
    at = end + 1;
    yield content === undefined ? { path, bytes, layer } : { path, bytes, layer, content };
  }

  function readContent(hex: string): string {
    if (kind === '') throw wrong('it has a content identity whose kind is not said');
    if (!/^[0-9a-f]+$/.test(hex)) throw wrong('its content identity is not hexadecimal');
    return `${kind}:${hex}`;
  }
}

function readSuffix(text: Buffer, from: number, to: number): string | undefined {
  const raw = text.toString('utf8', from, to);
  // The decoder puts U+FFFD for what is not UTF-8, and a name may hold that character itself.
  if (raw.includes('\ufffd') && !Buffer.from(raw).equals(text.subarray(from, to))) return undefined;
  if (!raw.includes('\\')) return raw;
  if (/\\(?!u[0-9a-f]{4})/.test(raw)) return undefined;
  return raw.replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function damaged(what: string, found: string, cause?: unknown): ExpectedError {
  return new ExpectedError('analysis', `reading the inventory ${what}: ${found}`, {
    hint: 'Save the analysis again, or delete the inventory: the comparison is then exact to the directory.',
    ...(cause === undefined ? {} : { cause }),
  });
}
