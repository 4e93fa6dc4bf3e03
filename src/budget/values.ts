/** The single values of a budget file: how each is read, refused, described, and shown to editors. */
import * as z from 'zod';
import { percentSyntax, ppmPerUnit, type Reading, readPercent, readSize } from '../bytes.ts';
import { findNearest } from '../nearest.ts';

/** A figure that a limit names. `ppm` counts parts per million: of the baseline, of `total`, or of the ratio that efficiency is. */
export type Amount = { unit: 'bytes' | 'count' | 'ppm'; value: number };

/** An amount, or what is wrong and, where it can be guessed, the text that is right. */
export type AmountReading = Amount | { problem: string; suggestion?: string };

type Refusal = { problem: string; suggestion?: string; later?: boolean };
type Spec = {
  /** The name of the kind of value in the reference tables. */
  title: string;
  /** What is accepted, for messages. */
  accepted: string;
  /** @returns what is wrong with a value that YAML made of the text, if anything */
  check(value: unknown): Refusal | undefined;
  /** The same in JSON Schema, as near as it can say it. */
  json: Record<string, unknown>;
  examples: readonly (string | number)[];
};

/** What the issues of a value carry for the message. */
export type ValueIssue = { accepted: string; problem?: string; suggestion?: string; later?: boolean };

/** Declares a value that is read by `check` alone; JSON Schema is told what it looks like. */
function value<T extends string | number>({ title, accepted, check, json, examples }: Spec): z.ZodType<T> {
  const schema = z.unknown().superRefine((found, context) => {
    const refusal = check(found);
    if (refusal === undefined) return;
    const params: ValueIssue = typeof found === 'string' || typeof found === 'number' ? { accepted, ...refusal } : { accepted };
    context.addIssue({ code: 'custom', params, continue: false, message: refusal.problem, input: found });
  });
  return schema.meta({ title, examples: [...examples], ...json }) as unknown as z.ZodType<T>;
}

const acceptedSize = 'bytes as a whole number, or a number with B, kB, MB, GB, TB, KiB, MiB, GiB or TiB';
const sizePattern = '^[0-9]+(\\.[0-9]+)? *(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)$';
const percentPattern = '^[0-9]+(\\.[0-9]{1,4}0*)? *%$';
const wholeNumber = { type: 'integer', minimum: 0 };
const isText = (found: unknown): found is string => typeof found === 'string';
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

function amount(read: (found: string | number) => AmountReading, spec: Omit<Spec, 'check'>): z.ZodType<string | number> {
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

/** A text that says something. */
export function text(accepted: string, examples: readonly string[]): z.ZodType<string> {
  return value({
    title: 'text',
    accepted,
    check: (found) => (!isText(found) ? { problem: 'is not text' } : found.trim() === '' ? { problem: 'is empty' } : undefined),
    json: { type: 'string', minLength: 1 },
    examples,
  });
}

/** Where analyses are kept between runs. The design knows more stores than this. */
export const store = value<string>({
  title: 'store',
  accepted: 'file: and a directory, such as file:.plimsoll',
  check: (found) => {
    if (isText(found) && /^file:./.test(found)) return undefined;
    if (isText(found) && /^(artifact|branch|registry)\b/.test(found)) return { problem: 'is not supported yet', later: true };
    return { problem: 'is not a store', ...(isText(found) && /^[^:]+$/.test(found) ? { suggestion: `file:${found}` } : {}) };
  },
  json: { type: 'string', pattern: '^file:.' },
  examples: ['file:.plimsoll'],
});

/** What an image or a group may be called: it becomes a part of file names. */
export const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export const name = value<string>({
  title: 'name',
  accepted: 'a name of at most 64 letters, digits, ".", "_" and "-" that begins with a letter or a digit',
  check: (found) => {
    if (isText(found) && namePattern.test(found)) return undefined;
    const plain = String(found)
      .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
      .replaceAll(/^[^A-Za-z0-9]+|-+$/g, '')
      .slice(0, 64);
    return { problem: 'is not a name', ...(namePattern.test(plain) ? { suggestion: plain } : {}) };
  },
  json: { type: 'string', pattern: namePattern.source },
  examples: ['api'],
});

/** Go's names, which images use. */
const systems = ['linux', 'windows', 'darwin', 'freebsd', 'netbsd', 'openbsd', 'android', 'wasi'];
const architectures = [
  ...['amd64', 'arm64', 'arm', '386', 'riscv64', 'ppc64le', 's390x', 'loong64', 'mips64le', 'mips64', 'mips', 'mipsle', 'ppc64'],
  ...['riscv', 'sparc64', 'wasm'],
];
const otherNames: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  x64: 'amd64',
  aarch64: 'arm64',
  armv8: 'arm64',
  'arm64/v8': 'arm64',
  armhf: 'arm/v7',
  armv7: 'arm/v7',
  armv6: 'arm/v6',
  armv5: 'arm/v5',
  arm: 'arm/v7',
  x86: '386',
  i386: '386',
  i686: '386',
};
/** What engines write for the variant that goes without saying. */
const longForms = new Set(['arm64/v8', 'arm']);

export const platform = value<string>({
  title: 'platform',
  accepted: 'os/architecture[/variant], such as linux/amd64 or linux/arm/v7',
  check: (found) => {
    if (!isText(found)) return { problem: 'is not text' };
    const [system = '', ...rest] = found.trim().split('/');
    const machine = rest.join('/');
    const [architecture = '', variant, ...more] = rest;
    const known = systems.includes(system) && architectures.includes(architecture) && !longForms.has(machine);
    if (known && more.length === 0 && (variant === undefined || /^[a-z0-9._]+$/.test(variant)))
      return found === found.trim() ? undefined : trim(found);
    return { problem: 'is not a platform', ...suggestPlatform(found.trim().toLowerCase()) };
  },
  json: { type: 'string', pattern: '^[a-z0-9]+/[a-z0-9]+(/[a-z0-9._]+)?$' },
  examples: ['linux/amd64', 'linux/arm64'],
});

function trim(found: string): Refusal {
  return { problem: 'has spaces around it', suggestion: found.trim() };
}

function suggestPlatform(found: string): { suggestion?: string } {
  const slash = found.indexOf('/');
  const [system, machine] = slash < 0 ? ['linux', found] : [found.slice(0, slash), found.slice(slash + 1)];
  const nearSystem = findNearest(system, systems);
  const nearMachine = otherNames[machine] ?? findNearest(machine.split('/')[0] ?? '', architectures);
  return nearSystem === undefined || nearMachine === undefined ? {} : { suggestion: `${nearSystem}/${nearMachine}` };
}

/** A path budget's glob, matched against `/path`. */
export const glob = value<string>({
  title: 'glob',
  accepted: 'a glob that begins with / or **',
  check: (found) => {
    if (!isText(found) || found.trim() === '') return { problem: 'is not a glob' };
    if (/^(\.\/|[\w.@-])/.test(found))
      return { problem: 'matches no file, since every path begins with /', suggestion: `/${found.replace(/^(\.?\/)+/, '')}` };
    if (found.endsWith('/')) return { problem: 'matches no file, since no file ends with /', suggestion: `${found}**` };
    return undefined;
  },
  json: { type: 'string', minLength: 1 },
  examples: ['/app/node_modules/**', '**/.git/**'],
});

/** A day, as exceptions end on. */
export const day = value<string>({
  title: 'date',
  accepted: 'a day written YYYY-MM-DD, such as 2027-01-31',
  check: (found) => {
    const match = isText(found) ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(found) : null;
    if (match === null) return { problem: 'is not a date', ...suggestDay(String(found)) };
    const date = new Date(`${match[0]}T00:00:00Z`);
    return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(match[0])
      ? undefined
      : { problem: 'is not a day of the calendar' };
  },
  json: { type: 'string', format: 'date', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
  examples: ['2027-01-31'],
});

/** Only the year first can be told: in 01/02/2027 nobody knows which is the month. */
function suggestDay(found: string): { suggestion?: string } {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b/.exec(found.trim());
  return match === null ? {} : { suggestion: `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}` };
}
