/** Sizes and percentages, read and written: the only place that knows units. */
import { type ErrorCode, ExpectedError } from './errors.ts';

/** How sizes are shown: powers of 1000 (`MB`) or of 1024 (`MiB`). */
export type Units = 'si' | 'iec';

const siUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
const iecUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;
const unitBytes = new Map<string, bigint>([
  ...siUnits.map((unit, power) => [unit, 1000n ** BigInt(power)] as const),
  ...iecUnits.map((unit, power) => [unit, 1024n ** BigInt(power)] as const),
]);

/** What a size may look like, for messages and documentation. */
export const sizeSyntax =
  'a whole number of bytes, or a number with B, kB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024)';

/** What a percentage may look like, for messages and documentation. */
export const percentSyntax = 'a number with a percent sign, such as 3% or 0.5%';

/** One part per million: the step of all percentages, 0.0001%. */
export const ppmPerUnit = 1_000_000;

/** A value, or what is wrong with the text and, where it can be guessed, the text that is right. */
export type Reading = { value: number } | { problem: string; suggestion?: string };

/**
 * Reads a size without throwing: `250 MB`, `4KiB`, `4096`. A fraction of a byte is dropped: integers are compared, so nothing is lost.
 * @returns bytes, or the problem (a clause that follows the quoted text) and the nearest right spelling
 */
export function readSize(value: string | number): Reading {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return { problem: 'is not a number' };
    if (value < 0) return { problem: 'is below 0', suggestion: String(Math.trunc(-value)) };
    if (!Number.isInteger(value)) return { problem: 'is not a whole number of bytes', suggestion: String(Math.trunc(value)) };
    return Number.isSafeInteger(value) ? { value } : { problem: 'is more than any image can weigh' };
  }
  const match = /^(\d+)(?:\.(\d+))?\s*([A-Za-z]*)$/.exec(value.trim());
  if (match === null) return refuseSize(value.trim());
  const [, whole = '', fraction = '', unit = ''] = match;
  const factor = unit === '' ? 1n : unitBytes.get(unit);
  if (factor === undefined) return refuseUnit(`${whole}${fraction === '' ? '' : `.${fraction}`}`, unit);
  if (fraction !== '' && factor === 1n)
    return { problem: 'is not a whole number of bytes', suggestion: unit === '' ? whole : `${whole} B` };
  const bytes = (BigInt(whole + fraction) * factor) / 10n ** BigInt(fraction.length);
  return bytes > BigInt(Number.MAX_SAFE_INTEGER) ? { problem: 'is more than any image can weigh' } : { value: Number(bytes) };
}

/**
 * Reads a size: bytes as an integer, or a number with a unit.
 * @throws ExpectedError (`code`, by default `option`) that says what is wrong and names the nearest right spelling
 */
export function parseSize(value: string | number, code: ErrorCode = 'option'): number {
  return accept(readSize(value), value, 'size', sizeSyntax, code);
}

/**
 * Reads a percentage without throwing: `3%`, `0.05 %`.
 * @returns parts per million, so that limits are compared as integers
 */
export function readPercent(value: string | number): Reading {
  const text = String(value).trim();
  const match = /^(\d+)(?:\.(\d+))?\s*(%|)$/.exec(text);
  if (match === null) {
    const number = /^[-+]?(\d+(?:[.,]\d+)?)\s*(?:%|percent|pct|per cent)?$/i.exec(text)?.[1]?.replace(',', '.');
    return {
      problem: text.startsWith('-') ? 'is below 0' : 'is not a percentage',
      ...(number === undefined ? {} : { suggestion: `${number}%` }),
    };
  }
  const [, whole = '', fraction = '', sign = ''] = match;
  if (sign === '') return { problem: 'has no percent sign', suggestion: `${text}%` };
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > 4) return { problem: 'is finer than 0.0001%', suggestion: `${whole}.${digits.slice(0, 4).replace('0000', '0001')}%` };
  const ppm = Number(whole + digits.padEnd(4, '0'));
  return Number.isSafeInteger(ppm) ? { value: ppm } : { problem: 'is more than can be meant' };
}

/**
 * Writes a size with at most `decimals` decimals, zeros at the end dropped: `241.9 MB`, `250 MB`, `512 B`.
 * Rounds half up. Where a size is shown beside its limit, use formatApart.
 */
export function formatSize(bytes: number, units: Units = 'si', decimals = 1): string {
  const sign = bytes < 0 ? '−' : '';
  const size = BigInt(Math.abs(Math.round(bytes)));
  const names = units === 'si' ? siUnits : iecUnits;
  const step = units === 'si' ? 1000n : 1024n;
  let power = 0;
  while (power < names.length - 1 && size >= step ** BigInt(power + 1)) power++;
  if (power === 0) return `${sign}${size} B`;
  let rounded = roundedQuotient(size, step ** BigInt(power), decimals);
  if (power < names.length - 1 && rounded >= step * 10n ** BigInt(decimals))
    rounded = roundedQuotient(size, step ** BigInt(++power), decimals);
  return `${sign}${decimalText(rounded, decimals)} ${names[power]}`;
}

/** Writes a size as its exact number of bytes: `250,000,001 B`. */
export function formatBytes(bytes: number): string {
  return `${String(bytes)
    .replace(/\B(?=(\d{3})+$)/g, ',')
    .replace('-', '−')} B`;
}

/** Writes a change of size with its sign: `+12.4 MB`, `−4.9 MB`, `±0 B`. */
export function formatSizeChange(bytes: number, units: Units = 'si', decimals = 1): string {
  return signed(bytes, (size) => formatSize(size, units, decimals), '0 B');
}

/**
 * Writes two sizes so that different sizes read differently: a size and its limit never both show as "250 MB" where one is over.
 * Takes more decimals up to three, or to `least` where that is more, then exact bytes.
 */
export function formatApart(one: number, other: number, units: Units = 'si', least = 1): [string, string] {
  for (let decimals = least; decimals <= Math.max(least, 3); decimals++) {
    const texts: [string, string] = [formatSize(one, units, decimals), formatSize(other, units, decimals)];
    if (one === other || texts[0] !== texts[1]) return texts;
  }
  return [formatBytes(one), formatBytes(other)];
}

/** How many decimals formatSize must write to lose nothing of a size, at least one; undefined where `most` do not do. */
export function exactDecimals(bytes: number, units: Units, most = 3): number | undefined {
  for (let decimals = 1; decimals <= most; decimals++) {
    const reading = readSize(formatSize(bytes, units, decimals));
    if ('value' in reading && reading.value === bytes) return decimals;
  }
  return undefined;
}

/** Writes a ratio as a percentage, rounded half up, zeros at the end dropped: 0.051 is `5.1%`. */
export function formatPercent(ratio: number, decimals = 1): string {
  if (!Number.isFinite(ratio)) return '∞%';
  const text = Math.abs(ratio * 100).toFixed(decimals);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return `${ratio < 0 && short !== '0' ? '−' : ''}${short}%`;
}

/** Writes a change as a percentage with its sign: `+5.1%`, `−2%`, `±0%`. */
export function formatPercentChange(ratio: number, decimals = 1): string {
  return signed(ratio, (positive) => formatPercent(positive, decimals), '0%');
}

/** Writes two ratios so that different ones read differently (94.996% against 95%), with at most eight decimals and at least `least`. */
export function formatPercentApart(one: number, other: number, least = 1): [string, string] {
  let texts: [string, string] = [formatPercent(one, least), formatPercent(other, least)];
  for (let decimals = least + 1; one !== other && texts[0] === texts[1] && decimals <= 8; decimals++) {
    texts = [formatPercent(one, decimals), formatPercent(other, decimals)];
  }
  return texts;
}

function signed(value: number, format: (positive: number) => string, zero: string): string {
  const text = format(Math.abs(value));
  return `${text === zero ? '±' : value < 0 ? '−' : '+'}${text}`;
}

function roundedQuotient(size: bigint, unit: bigint, decimals: number): bigint {
  return (2n * size * 10n ** BigInt(decimals) + unit) / (2n * unit);
}

function decimalText(scaled: bigint, decimals: number): string {
  if (decimals === 0) return String(scaled);
  const digits = String(scaled).padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, -decimals) : `${digits.slice(0, -decimals)}.${fraction}`;
}

function accept(reading: Reading, value: string | number, what: string, syntax: string, code: ErrorCode): number {
  if ('value' in reading) return reading.value;
  const quoted = typeof value === 'number' ? String(value) : JSON.stringify(value);
  const hint = reading.suggestion === undefined ? `A ${what} is ${syntax}.` : `Write ${reading.suggestion}.`;
  throw new ExpectedError(code, `${quoted} ${reading.problem}; a ${what} is ${syntax}`, { hint });
}

function refuseSize(text: string): Reading {
  const match = /^([-+]?)(\d[\d_ ,']*(?:\.\d+)?)\s*([A-Za-z]*)$/.exec(text);
  if (match === null) return { problem: text === '' ? 'is empty' : 'is not a size' };
  const [, sign = '', written = '', unit = ''] = match;
  const number = (/^\d+,\d{1,2}$/.test(written.trim()) ? written.replace(',', '.') : written.replaceAll(/[_ ,']/g, '')).trim();
  const plain = `${number}${unit === '' ? '' : ` ${unit}`}`;
  const reading = readSize(plain);
  const suggestion = 'value' in reading ? plain : reading.suggestion;
  return { problem: sign === '-' ? 'is below 0' : 'is not a plain number', ...(suggestion === undefined ? {} : { suggestion }) };
}

const prefixes = { k: ['kB', 'KiB'], m: ['MB', 'MiB'], g: ['GB', 'GiB'], t: ['TB', 'TiB'] } as const;

/** The nearest right unit: its first letter says which power is meant, an `i` or `bi` which base. */
function refuseUnit(number: string, unit: string): Reading {
  const problem = `has the unit ${JSON.stringify(unit)}`;
  const lower = unit.toLowerCase();
  if (/^(b|o|bytes?|octets?)$/.test(lower)) return { problem, suggestion: `${number} B` };
  const forms = prefixes[lower[0] as keyof typeof prefixes] as readonly [string, string] | undefined;
  if (forms === undefined) return { problem };
  const [si, iec] = forms;
  if (/^[kmgt]$/.test(lower)) return { problem, suggestion: `${number} ${si} (or ${number} ${iec})` };
  return { problem, suggestion: `${number} ${/^(.i|.ib|.ibs|kibi.*|mebi.*|gibi.*|tebi.*)$/.test(lower) ? iec : si}` };
}
