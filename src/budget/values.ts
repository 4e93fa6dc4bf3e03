/** The names and texts of a budget file: how each is read, refused, described, and shown to editors. */
import type * as z from 'zod';
import { findNearest } from '../nearest.ts';
import { isText, type Refusal, value } from './declare-value.ts';
import { globShape, refuseGlob } from './globs.ts';

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

/** A label as GitHub has it. */
export const label = value<string>({
  title: 'label',
  accepted: 'the name of a label, such as allow-image-growth',
  check: (found) => {
    if (!isText(found)) return { problem: 'is not text' };
    if (found.trim() === '') return { problem: 'is empty' };
    if (/\p{Cc}/u.test(found)) return { problem: 'is more than one line' };
    return found === found.trim() ? undefined : trim(found);
  },
  json: {
    type: 'string',
    pattern: '^[^\\s\\u0000-\\u001f\\u007f-\\u009f]([^\\u0000-\\u001f\\u007f-\\u009f]*[^\\s\\u0000-\\u001f\\u007f-\\u009f])?$',
  },
  examples: ['allow-image-growth'],
});

/** Yes or no. What YAML 1.2 takes for text is guessed. */
export const flag = value<boolean>({
  title: 'true or false',
  accepted: 'true or false',
  check: (found) => {
    if (typeof found === 'boolean') return undefined;
    const meant = /^(true|yes|y|on|1)$/i.test(String(found)) ? 'true' : /^(false|no|n|off|0)$/i.test(String(found)) ? 'false' : undefined;
    return { problem: 'is neither true nor false', ...(meant === undefined ? {} : { suggestion: meant }) };
  },
  json: { type: 'boolean' },
  examples: [true, false],
});

/** What an image or a group may be called: it becomes a part of file names. */
export const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** A name that is like a text; undefined where nothing of it can stand in one. */
export function plainName(found: string): string | undefined {
  const plain = found
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/^[^A-Za-z0-9]+|-+$/g, '')
    .slice(0, 64);
  return namePattern.test(plain) ? plain : undefined;
}

export const name = value<string>({
  title: 'name',
  accepted: 'a name of at most 64 letters, digits, ".", "_" and "-" that begins with a letter or a digit',
  check: (found) => {
    if (isText(found) && namePattern.test(found)) return undefined;
    const plain = plainName(String(found));
    return { problem: 'is not a name', ...(plain === undefined ? {} : { suggestion: plain }) };
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

/** No name and no path that a pattern is for is longer, and matchers have limits of their own. */
const longestPattern = 1000;
const tooLong: Refusal = { problem: `is longer than ${longestPattern} characters` };

/** The images of a group. */
export const imagePattern = value<string>({
  title: 'text',
  accepted: 'the name of an image, or a glob',
  check: (found) => {
    if (!isText(found)) return { problem: 'is not text' };
    if (found.trim() === '') return { problem: 'is empty' };
    return found.length > longestPattern ? tooLong : undefined;
  },
  json: { type: 'string', minLength: 1, maxLength: longestPattern },
  examples: ['*', 'api'],
});

/** A path budget's glob, matched against `/path`. */
export const glob = value<string>({
  title: 'glob',
  accepted: 'a glob that begins with / or **/',
  check: (found) => {
    if (!isText(found)) return { problem: 'is not a glob' };
    return found.length > longestPattern ? tooLong : refuseGlob(found);
  },
  json: { type: 'string', maxLength: longestPattern, ...globShape },
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
