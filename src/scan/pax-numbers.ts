/** Numbers as text, as extended headers and sparse maps write them. */
import { TarFault } from './tar-header.ts';

/** A whole number as Go's strconv reads it. Beyond 2^53 it is inexact. */
export function parseInteger(text: string, key: string): number {
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text) || Math.abs(value) >= 2 ** 63) throw new TarFault(`a PAX record ${key} that is not an integer`);
  return value;
}

/** Whole seconds, rounded down. */
export function parseSeconds(text: string, key: string): number {
  const parts = /^([+-]?\d+)(?:\.(\d*))?$/.exec(text);
  if (parts === null) throw new TarFault(`a PAX record ${key} that is not a time`);
  const seconds = parseInteger(parts[1]!, key);
  // Go reads nine digits behind the point.
  const isBelow = text.startsWith('-') && /[1-9]/.test((parts[2] ?? '').slice(0, 9));
  return isBelow ? seconds - 1 : seconds;
}
