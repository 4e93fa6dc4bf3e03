/** Names in a tar, made comparable: bytes in, bytes out, so that names that are not UTF-8 survive. */

const slash = 0x2f;
const dot = 0x2e;

/** Whether the bytes already are a path without leading, trailing or doubled slashes and without `.` or `..` parts. */
function isNormal(name: Uint8Array): boolean {
  let partStart = 0;
  for (let index = 0; index <= name.length; index++) {
    if (index < name.length && name[index] !== slash) continue;
    const length = index - partStart;
    if (length === 0) return name.length === 0;
    if (name[partStart] === dot && (length === 1 || (length === 2 && name[partStart + 1] === dot))) return false;
    partStart = index + 1;
  }
  return true;
}

/**
 * The path a name means: `./a`, `/a`, `a/` and `a` are one. `..` takes a part back and never escapes the root.
 * The root itself is empty.
 */
export function normalizePath(name: Uint8Array): Uint8Array {
  if (isNormal(name)) return name;
  const parts: Uint8Array[] = [];
  let partStart = 0;
  for (let index = 0; index <= name.length; index++) {
    if (index < name.length && name[index] !== slash) continue;
    const part = name.subarray(partStart, index);
    partStart = index + 1;
    if (part.length === 0 || (part.length === 1 && part[0] === dot)) continue;
    if (part.length === 2 && part[0] === dot && part[1] === dot) parts.pop();
    else parts.push(part);
  }
  const length = parts.reduce((sum, part) => sum + part.length + 1, -1);
  const path = new Uint8Array(Math.max(0, length));
  let at = 0;
  for (const part of parts) {
    path.set(part, at);
    at += part.length;
    if (at < path.length) path[at++] = slash;
  }
  return path;
}

/** The target of a symlink at `path`, as a path from the root. */
export function resolveLink(directory: Uint8Array, target: Uint8Array): Uint8Array {
  if (target[0] === slash || directory.length === 0) return normalizePath(target);
  const joined = new Uint8Array(directory.length + 1 + target.length);
  joined.set(directory);
  joined[directory.length] = slash;
  joined.set(target, directory.length + 1);
  return normalizePath(joined);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The path as text. Bytes that are not UTF-8 become U+DC80 to U+DCFF one by one, as Python's `surrogateescape` has it,
 * so that different names stay different and the bytes can be had back.
 */
export function decodePath(path: Uint8Array): string {
  const buffer = Buffer.from(path.buffer, path.byteOffset, path.byteLength);
  const text = buffer.toString('latin1');
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  try {
    return utf8.decode(buffer);
  } catch {
    return escapeInvalid(buffer);
  }
}

function escapeInvalid(bytes: Buffer): string {
  let text = '';
  for (let index = 0; index < bytes.length; ) {
    const length = sequenceLength(bytes[index]!);
    let piece: string | undefined;
    if (length > 0 && index + length <= bytes.length) {
      try {
        piece = utf8.decode(bytes.subarray(index, index + length));
      } catch {
        piece = undefined;
      }
    }
    text += piece ?? String.fromCharCode(0xdc00 + bytes[index]!);
    index += piece === undefined ? 1 : length;
  }
  return text;
}

function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
}
