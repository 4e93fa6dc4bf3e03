/**
 * Fingerprints of a layer, added up while its entries come: what is the same in a layer that was built again, and what is not.
 * They tell accidents apart, not intent. They take no memory for an entry, and all but that of the order are sums, which do not depend on it.
 */
import { hashProperties } from './entry-attributes.ts';
import type { TarEntry } from './tar-entry.ts';

const lowPrime = 0x01000193;
const highPrime = 0x85ebca6b;

/** One round of FNV-1a over a whole number instead of a byte. */
function mix(hash: number, value: number, prime: number): number {
  return Math.imul(hash ^ value, prime) ^ (hash >>> 15);
}

function stir(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  value = Math.imul(value ^ (value >>> 15), 0x846ca68b);
  return value ^ (value >>> 16);
}

/** What as many bytes of 0 do to an FNV-1a hash is one multiplication. */
const lowZeros = [1, 2, 3, 4].reduce((product) => Math.imul(product, lowPrime), 1);
const highZeros = [1, 2, 3, 4].reduce((product) => Math.imul(product, highPrime), 1);

/** The upper 32 of 64 bits. */
function upper(value: number): number {
  return Math.floor(value / 2 ** 32) | 0;
}

/** Where each sum stands. `content` is over all that an entry is but its time, `files` leaves out owner and mode as well; both have two sums of 32 bits. */
const contentLow = 0;
const contentHigh = 1;
const filesLow = 2;
const filesHigh = 3;
/** Over each path and what it has of these; `order` over the paths, one behind the other. */
const owners = 4;
const modes = 5;
const times = 6;
const order = 7;
const count = 8;

export class Fingerprints {
  #sums = new Int32Array(count);
  /** Hashes of the entry that was begun, for `content` two FNV-1a of 32 bits side by side, and those for `files`. */
  #low = 0;
  #high = 0;
  #otherLow = 0;
  #otherHigh = 0;

  /**
   * Takes in an entry, all but its contents; `end` must follow.
   * @param path normalised, and of a whiteout what it removes
   * @param attributes a hash of mode, owner, device and extended attributes, of 32 bits
   */
  begin(path: Uint8Array, kind: number, entry: TarEntry, attributes: number): void {
    let low = 0x811c9dc5;
    let high = 0x9dc5811c;
    for (let index = 0; index < path.length; index++) {
      const byte = path[index]!;
      low = Math.imul(low ^ byte, lowPrime);
      high = Math.imul(high ^ byte, highPrime);
    }
    const sums = this.#sums;
    const { size, linkName, mtime } = entry;
    sums[owners]! += stir(mix(mix(low, entry.uid | 0, lowPrime), entry.gid | 0, lowPrime));
    sums[modes]! += stir(mix(high, entry.mode, highPrime));
    sums[times]! += stir(mix(mix(low, mtime | 0, lowPrime), upper(mtime), lowPrime));
    sums[order] = mix(sums[order]!, stir(low), highPrime);

    const properties = hashProperties(entry);
    let otherLow = mix(mix(mix(mix(low, kind, lowPrime), size | 0, lowPrime), upper(size), lowPrime), properties, lowPrime);
    let otherHigh = mix(mix(mix(mix(high, kind, highPrime), size | 0, highPrime), upper(size), highPrime), properties, highPrime);
    low = Math.imul(Math.imul(low, lowPrime) ^ kind, lowPrime);
    high = Math.imul(Math.imul(high, highPrime) ^ kind, highPrime);
    for (let shift = 0; shift < 32; shift += 8) {
      const byte = (attributes >>> shift) & 0xff;
      low = Math.imul(low ^ byte, lowPrime);
      high = Math.imul(high ^ byte, highPrime);
    }
    low = Math.imul(low, lowZeros);
    high = Math.imul(high, highZeros);
    for (let shift = 0; shift < 64; shift += 8) {
      const byte = ((shift < 32 ? size : upper(size)) >>> shift) & 0xff;
      low = Math.imul(low ^ byte, lowPrime);
      high = Math.imul(high ^ byte, highPrime);
    }
    for (let index = 0; index < linkName.length; index++) {
      const byte = linkName[index]!;
      low = Math.imul(low ^ byte, lowPrime);
      high = Math.imul(high ^ byte, highPrime);
      otherLow = mix(otherLow, byte, lowPrime);
      otherHigh = mix(otherHigh, byte, highPrime);
    }
    this.#low = Math.imul(low, lowPrime);
    this.#high = Math.imul(high, highPrime);
    this.#otherLow = otherLow;
    this.#otherHigh = otherHigh;
  }

  /** @param checksum of the contents, of 32 bits, where it names them */
  end(checksum: number | undefined): void {
    let [low, high, otherLow, otherHigh] = [this.#low, this.#high, this.#otherLow, this.#otherHigh];
    if (checksum !== undefined) {
      for (let shift = 0; shift < 32; shift += 8) {
        const byte = (checksum >>> shift) & 0xff;
        low = Math.imul(low ^ byte, lowPrime);
        high = Math.imul(high ^ byte, highPrime);
      }
      low = Math.imul(low, lowZeros);
      high = Math.imul(high, highZeros);
      otherLow = mix(otherLow, checksum, lowPrime);
      otherHigh = mix(otherHigh, checksum, highPrime);
    }
    const sums = this.#sums;
    sums[contentLow]! += stir(low);
    sums[contentHigh]! += stir(high);
    sums[filesLow]! += stir(otherLow);
    sums[filesHigh]! += stir(otherHigh);
  }

  /** All sums, as they pass between threads and are kept. */
  get sums(): Int32Array<ArrayBuffer> {
    return this.#sums;
  }

  /** Takes over sums that were made elsewhere. */
  adopt(sums: Int32Array<ArrayBuffer>): void {
    this.#sums = sums;
  }

  /** Everything but times and order, in 16 hexadecimal digits. */
  get content(): string {
    return this.#hex(contentHigh) + this.#hex(contentLow);
  }
  /** The same without owners and modes. */
  get files(): string {
    return this.#hex(filesHigh) + this.#hex(filesLow);
  }
  /** In 8 digits, as those that follow. */
  get owners(): string {
    return this.#hex(owners);
  }
  get modes(): string {
    return this.#hex(modes);
  }
  get times(): string {
    return this.#hex(times);
  }
  get order(): string {
    return this.#hex(order);
  }

  #hex(place: number): string {
    return (this.#sums[place]! >>> 0).toString(16).padStart(8, '0');
  }
}
