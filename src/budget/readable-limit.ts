/** Limits as people would write them: rounded up, so that what is measured is never above them. */
import { ppmPerUnit, type Units } from '../bytes.ts';

const names = { si: ['B', 'kB', 'MB', 'GB', 'TB'], iec: ['B', 'KiB', 'MiB', 'GiB', 'TiB'] } as const;

/** Adds a share, rounded up. */
export function withHeadroom(value: number, headroomPpm: number): number {
  const added = BigInt(value) * BigInt(headroomPpm);
  const million = BigInt(ppmPerUnit);
  return value + Number((added + million - 1n) / million);
}

/** Writes a size of three digits that is `bytes` or a little more: 254,123,456 is `255 MB`, 1,234,567 is `1.24 MB`. */
export function writeSizeAbove(bytes: number, units: Units): string {
  const step = units === 'si' ? 1000n : 1024n;
  const size = BigInt(bytes);
  for (let power = 0; ; power++) {
    const unit = step ** BigInt(power);
    const decimals = power === 0 || size >= 100n * unit ? 0 : size >= 10n * unit ? 1 : 2;
    const scale = 10n ** BigInt(decimals);
    const scaled = (size * scale + unit - 1n) / unit;
    if (power < names[units].length - 1 && scaled >= step * scale) continue;
    const text = String(scaled).padStart(decimals + 1, '0');
    const number = decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`.replace(/\.?0+$/, '');
    return `${number} ${names[units][power]}`;
  }
}

/** Writes a share of `ppm` or a little more, in tenths of a percent: 41,200 is `4.2%`. */
export function writePercentAbove(ppm: number): string {
  const tenths = Math.ceil(ppm / 1000);
  return `${tenths % 10 === 0 ? tenths / 10 : `${Math.trunc(tenths / 10)}.${tenths % 10}`}%`;
}
