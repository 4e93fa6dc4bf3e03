import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  collector
} from "./chunk-IGIL577L.js";
import {
  TarReader
} from "./chunk-4HT4ARZI.js";

// src/scan/body-line.ts
var lineStart = Buffer.from('{"type":1,"name');
var beforePosition = Buffer.from(',"position":');
var noPayload = Buffer.from('","payload":null');
var beforePayload = Buffer.from(',"payload":"');
var beforeSize = Buffer.from('","size":');
var payloadChars = 12;
var maxDigits = 15;
var zero = 48;
var nine = 57;
var quote = 34;
var equals = 61;
var brace = 125;
var sextets = new Uint8Array(256).fill(64);
for (const [value, char] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries())
  sextets[char.charCodeAt(0)] = value;
function stands(word, bytes, at) {
  for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word[index]) return false;
  return true;
}
function readBodyLine(bytes, start, end, into) {
  if (!stands(lineStart, bytes, start) || bytes[end - 1] !== brace) return false;
  const first = start + lineStart.length;
  let at = end - 1;
  while (at > first && isDigit(bytes[at - 1])) at--;
  at -= beforePosition.length;
  if (at <= first || !stands(beforePosition, bytes, at)) return false;
  if (stands(noPayload, bytes, at - noPayload.length)) {
    into.size = 0;
    into.checksum = void 0;
    return true;
  }
  const payload = at - 1 - payloadChars;
  at = payload - beforePayload.length;
  if (at <= first || bytes[payload + payloadChars] !== quote || !stands(beforePayload, bytes, at)) return false;
  const digitsEnd = at;
  while (at > first && isDigit(bytes[at - 1])) at--;
  if (at === digitsEnd || digitsEnd - at > maxDigits || !stands(beforeSize, bytes, at - beforeSize.length)) return false;
  const checksum = readChecksum(bytes, payload);
  if (checksum === void 0) return false;
  into.size = 0;
  for (let index = at; index < digitsEnd; index++) into.size = into.size * 10 + bytes[index] - zero;
  into.checksum = checksum;
  return true;
}
function isDigit(byte) {
  return byte >= zero && byte <= nine;
}
function readChecksum(bytes, at) {
  if (bytes[at + payloadChars - 1] !== equals) return void 0;
  let all = 0;
  for (let index = 0; index < payloadChars - 1; index++) all |= sextets[bytes[at + index]];
  if (all > 63) return void 0;
  const sextet = (index) => sextets[bytes[at + index]];
  const high = sextet(0) << 26 | sextet(1) << 20 | sextet(2) << 14 | sextet(3) << 8 | sextet(4) << 2 | sextet(5) >> 4;
  const low = sextet(5) << 28 | sextet(6) << 22 | sextet(7) << 16 | sextet(8) << 10 | sextet(9) << 4 | sextet(10) >> 2;
  return foldChecksum(high, low);
}
function foldChecksum(high, low) {
  return (Math.imul(high ^ high >>> 15, 2246822507) ^ low) >>> 0;
}

// src/scan/split-layer.ts
var TarSplitFault = class extends Error {
  place;
  constructor(message, place = {}) {
    super(message);
    this.place = place;
  }
};
var maxLineBytes = 8 << 20;
var newline = 10;
var segmentStart = Buffer.from('{"type":2,"payload":"');
var quote2 = 34;
var segmentType = 2;
var bodyType = 1;
var SplitLayer = class {
  reader;
  #scan;
  #segment = Buffer.allocUnsafe(1 << 16);
  /** The file whose body must come next. */
  #awaited;
  /** The beginning of a line whose end is in a later piece. */
  #begun = Buffer.allocUnsafe(1 << 12);
  #begunBytes = 0;
  #body = { size: 0, checksum: void 0 };
  constructor(scan) {
    scan.hasChecksums = true;
    scan.checksumsAreInternal = true;
    this.#scan = scan;
    const sink = collector(scan, false);
    this.reader = new TarReader({
      entry: (entry) => {
        sink.entry(entry);
        if (entry.size > 0) this.#awaited = entry;
        return false;
      }
    });
  }
  write(bytes) {
    let end = bytes.indexOf(newline);
    let start = 0;
    if (this.#begunBytes > 0 && end >= 0) {
      this.#keep(bytes, 0, end);
      start = end + 1;
      this.#endLine();
      end = bytes.indexOf(newline, start);
    }
    for (; end >= 0; end = bytes.indexOf(newline, start)) {
      this.#readLine(bytes, start, end);
      start = end + 1;
    }
    if (start < bytes.length) this.#keep(bytes, start, bytes.length);
  }
  /** The last line may lack its end. */
  end() {
    if (this.#begunBytes > 0) this.#endLine();
  }
  #keep(bytes, start, end) {
    const length = this.#begunBytes + end - start;
    if (length > maxLineBytes) throw new TarSplitFault("a line of the index is too long");
    if (length > this.#begun.length) {
      const longer = Buffer.allocUnsafe(2 * length);
      this.#begun.copy(longer, 0, 0, this.#begunBytes);
      this.#begun = longer;
    }
    bytes.copy(this.#begun, this.#begunBytes, start, end);
    this.#begunBytes = length;
  }
  #endLine() {
    const length = this.#begunBytes;
    this.#begunBytes = 0;
    this.#readLine(this.#begun, 0, length);
  }
  /** Half of all lines are segments, and most bytes: their payload is taken without looking at the rest of the line. */
  #readLine(bytes, start, end) {
    const payloadStart = start + segmentStart.length;
    if (payloadStart < end && bytes.compare(segmentStart, 0, segmentStart.length, start, payloadStart) === 0) {
      const payloadEnd = bytes.indexOf(quote2, payloadStart);
      if (payloadEnd > 0 && payloadEnd < end) {
        this.#readSegment(bytes.toString("latin1", payloadStart, payloadEnd));
        return;
      }
    }
    if (readBodyLine(bytes, start, end, this.#body)) this.#passBody(this.#body.size, this.#body.checksum);
    else this.#readOddLine(bytes.toString("latin1", start, end));
  }
  #readOddLine(text) {
    if (text === "") return;
    const { type, size = 0, payload } = JSON.parse(text);
    if (type === segmentType && typeof payload === "string") this.#readSegment(payload);
    else if (type === segmentType && payload === null) return;
    else if (type === bodyType) this.#passBody(size, payload ? readChecksum2(payload) : void 0);
    else throw new TarSplitFault(`a line of an unknown type (${type})`);
  }
  #readSegment(payload) {
    if (payload.length === 0) return;
    if (this.#awaited !== void 0) throw new TarSplitFault("a body is missing");
    if (payload.length > this.#segment.length) this.#segment = Buffer.allocUnsafe(payload.length);
    this.reader.write(this.#segment, 0, this.#segment.write(payload, "base64"));
  }
  #passBody(size, checksum) {
    const entry = this.#awaited;
    if (entry === void 0) {
      if (size !== 0) throw new TarSplitFault(`a body of ${size} bytes stands where none was expected`);
      return;
    }
    if (size !== entry.size && size !== entry.logicalSize)
      throw new TarSplitFault(`a body of ${size} bytes stands where ${entry.size} were expected`);
    if (checksum === void 0) throw new TarSplitFault("a body has no checksum");
    this.#awaited = void 0;
    this.#scan.setChecksum(this.#scan.count - 1, checksum);
    this.reader.skip(entry.size);
  }
};
function readChecksum2(base64) {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length !== 8) throw new TarSplitFault("a checksum is not one");
  return foldChecksum(bytes.readUInt32BE(0), bytes.readUInt32BE(4));
}

export {
  TarSplitFault,
  SplitLayer
};
