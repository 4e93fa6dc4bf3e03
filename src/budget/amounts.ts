/** The figures of a budget file: sizes, percentages, counts and ratios. How each is read, refused, described, and shown to editors. */
import type * as z from 'zod';
import { percentSyntax, ppmPerUnit, type Reading, readPercent, readSize } from '../bytes.ts';
import { isText, type ValueSpec, value } from './declare-value.ts';

/** A figure that a limit names. `ppm` counts parts per million: of the baseline, of `total`, or of the ratio that efficiency is. */
export type Amount = { unit: 'bytes' | 'count' | 'ppm'; value: number };

/** An amount, or what is wrong and, where it can be guessed, the text that is right. */
export type AmountReading = Amount | { problem: string; suggestion?: string };

const acceptedSize = 'bytes as a whole number, or a number with B, kB, MB, GB, TB, KiB, MiB, GiB or TiB';
const sizePattern = '^[0-9]+(\\.[0-9]+)? *(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)$';
const percentPattern = '^[0-9]+(\\.[0-9]{1,4}0*)? *%$';
const wholeNumber = { type: 'integer', minimum: 0 };
const isScalar = (found: unknown): found is string | number => typeof found === 'string' || typeof found === 'number';

/** Reads bytes. */
export function readBytes(found: string | number): AmountReading {
  return asAmount('bytes', readSize(found));
}

/** Reads a size, or a percentage: of the baseline for an increase, of `total` for `wasted`. */
export function readSizeOrPercent(found: string | number): AmountReading {
  return isText(found) && /%|percent/i.test(found) ? asAmount('ppm', readPercent(found)) : readBytes(found);
}

/** Reads a whole number of things. */
export function readCount(found: string | number): AmountReading {
  if (typeof found === 'number' && Number.isSafeInteger(found) && found >= 0) return { unit: 'count', value: found };
  const digits = /^\D*(\d+)\b/.exec(String(found))?.[1];
  return { problem: 'is not a whole number of 0 or more', ...(digits === undefined ? {} : { suggestion: digits }) };
}

/** Reads a whole number of things, or a percentage of the baseline. */
export function readCountOrPercent(found: string | number): AmountReading {
  return isText(found) && found.includes('%') ? asAmount('ppm', readPercent(found)) : readCount(found);
}

/** Reads an efficiency: `95%`, or a number from 0 to 1. */
export function readRatio(found: string | number): AmountReading {
  if (isText(found)) {
    const reading = asAmount('ppm', readPercent(found));
    return 'value' in reading && reading.value > ppmPerUnit ? { problem: 'is more than 100%' } : reading;
  }
  if (found < 0) return { problem: 'is below 0' };
  if (found > 1) return { problem: 'is more than 1', ...(found <= 100 ? { suggestion: `${found}%` } : {}) };
  const ppm = Math.round(found * ppmPerUnit);
  return Math.abs(ppm / ppmPerUnit - found) < 1e-12 ? { unit: 'ppm', value: ppm } : { problem: 'is finer than 0.000001' };
}

function asAmount(unit: Amount['unit'], reading: Reading): AmountReading {
  return 'value' in reading ? { unit, value: reading.value } : reading;
}

function amount(read: (found: string | number) => AmountReading, spec: Omit<ValueSpec, 'check'>): z.ZodType<string | number> {
  return value({
    ...spec,
    check: (found) => {
      if (!isScalar(found)) return { problem: 'is of the wrong type' };
      const reading = read(found);
      return 'problem' in reading ? reading : undefined;
    },
  });
}

export const size = amount(readBytes, {
  title: 'size',
  accepted: acceptedSize,
  json: { anyOf: [wholeNumber, { type: 'string', pattern: sizePattern }] },
  examples: ['250 MB', '4 KiB', 4096],
});

export const sizeOrPercent = amount(readSizeOrPercent, {
  title: 'size or percentage',
  accepted: `${acceptedSize}; or a percentage such as 3%`,
  json: { anyOf: [wholeNumber, { type: 'string', pattern: `${sizePattern}|${percentPattern}` }] },
  examples: ['5 MB', '3%'],
});

export const percent = amount((found) => asAmount('ppm', readPercent(found)), {
  title: 'percentage',
  accepted: percentSyntax,
  json: { type: 'string', pattern: percentPattern },
  examples: ['0.05%'],
});

export const count = amount(readCount, {
  title: 'whole number',
  accepted: 'a whole number of 0 or more',
  json: wholeNumber,
  examples: [20],
});

export const countOrPercent = amount(readCountOrPercent, {
  title: 'whole number or percentage',
  accepted: 'a whole number of 0 or more; or a percentage such as 10%',
  json: { anyOf: [wholeNumber, { type: 'string', pattern: percentPattern }] },
  examples: [2, '10%'],
});

export const ratio = amount(readRatio, {
  title: 'percentage or ratio',
  accepted: 'a percentage such as 95%, or a number from 0 to 1 such as 0.95',
  json: {
    anyOf: [
      { type: 'number', minimum: 0, maximum: 1 },
      { type: 'string', pattern: percentPattern },
    ],
  },
  examples: ['95%', 0.95],
});
