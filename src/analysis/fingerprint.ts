/** A fingerprint of a layer's files without their times and their order: equal ones mean that the layer was only rebuilt. */
import type { LayerScan } from '../scan/layer-scan.ts';

/** Two FNV-1a hashes of 32 bits side by side; they tell accidents apart, not intent. */
class PairHash {
  low = 0;
  high = 0;

  start(): void {
    this.low = 0x811c9dc5;
    this.high = 0x9dc5811c;
  }

  byte(value: number): void {
    this.low = Math.imul(this.low ^ value, 0x01000193);
    this.high = Math.imul(this.high ^ value, 0x85ebca6b);
  }

  bytes(values: Uint8Array): void {
    for (let index = 0; index < values.length; index++) this.byte(values[index]!);
    this.byte(0);
  }

  number(value: number): void {
    const high = Math.floor(value / 2 ** 32);
    for (let shift = 0; shift < 32; shift += 8) this.byte((value >>> shift) & 0xff);
    for (let shift = 0; shift < 32; shift += 8) this.byte((high >>> shift) & 0xff);
  }

  finish(): void {
    this.low = stir(this.low);
    this.high = stir(this.high);
  }
}

function stir(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  value = Math.imul(value ^ (value >>> 15), 0x846ca68b);
  return value ^ (value >>> 16);
}

/**
 * `crc32:HEX` where the scan took checksums of the contents, else `size:HEX` over names, attributes and sizes alone.
 * The sum over all entries does not depend on their order.
 */
export function fingerprint(scan: LayerScan): string {
  const hash = new PairHash();
  let low = 0;
  let high = 0;
  for (let entry = 0; entry < scan.count; entry++) {
    hash.start();
    hash.bytes(scan.path(entry));
    hash.byte(scan.kind(entry));
    hash.number(scan.attributes(entry));
    hash.number(scan.size(entry));
    hash.bytes(scan.link(entry));
    if (scan.namesContents) hash.number(scan.checksum(entry));
    hash.finish();
    low = (low + hash.low) | 0;
    high = (high + hash.high) | 0;
  }
  const hex = (value: number) => (value >>> 0).toString(16).padStart(8, '0');
  return `${scan.namesContents ? 'crc32' : 'size'}:${hex(high)}${hex(low)}${hex(scan.count)}`;
}
