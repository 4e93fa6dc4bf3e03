/** How the value of an option is read: each reader says what it accepts, and guesses what was meant. */
import { percentSyntax, readPercent, readSize, sizeSyntax } from '../bytes.ts';
import { findNearest } from '../nearest.ts';
import { registryHostLimits, registryHostSyntax } from '../registry-host.ts';

/** A value, or a clause that follows the quoted text and the text that may be meant. */
export type ValueReading<T> = { value: T } | { problem: string; suggestion?: string };
export type Read<T> = (text: string) => ValueReading<T>;

/** `NAME=REF`, or NAME alone. */
export type ImageChoice = { name: string; reference?: string };

/** `FORMAT=FILE`. */
export type OutputFile = { format: Format; file: string };

export const text: Read<string> = (value) => (value.trim() === '' ? { problem: 'is empty' } : { value });

export const count: Read<number> = (value) => {
  const number = Number(value);
  return /^\d+$/.test(value) && Number.isSafeInteger(number) ? { value: number } : { problem: 'is not a whole number of 0 or more' };
};

export const size: Read<number> = (value) => withSyntax(readSize(value), `a size is ${sizeSyntax}`);
/** In parts per million, as bytes.ts reads it. */
export const percent: Read<number> = (value) => withSyntax(readPercent(value), `a percentage is ${percentSyntax}`);

/** `meant` maps other words that people write to the right one: they are not accepted, but guessed. */
export function oneOf<const Word extends string>(words: readonly Word[], meant: Readonly<Record<string, Word>> = {}): Read<Word> {
  return (value) => {
    const found = words.find((word) => word === value);
    if (found !== undefined) return { value: found };
    const suggestion = meant[value.toLowerCase()] ?? findNearest(value, words);
    return { problem: `is not one of ${words.join(', ')}`, ...(suggestion === undefined ? {} : { suggestion }) };
  };
}

/** What a report may be written as. */
export const formats = ['text', 'markdown', 'json'] as const;
export type Format = (typeof formats)[number];
export const format: Read<Format> = oneOf(formats, { md: 'markdown', txt: 'text', plain: 'text' });

export const imageChoice: Read<ImageChoice> = (value) => {
  const [name, reference] = splitPair(value);
  if (name === '') return { problem: 'has no name, NAME=REF' };
  if (reference === '') return { problem: 'has no reference after the =' };
  return { value: reference === undefined ? { name } : { name, reference } };
};

export const outputFile: Read<OutputFile> = (value) => {
  const [name, file] = splitPair(value);
  if (file === undefined) return { problem: 'does not say what to write where, FORMAT=FILE', ...guessFormat(value) };
  const reading = format(name);
  if (!('value' in reading)) {
    const suggestion = reading.suggestion === undefined ? {} : { suggestion: `${reading.suggestion}=${file}` };
    return { problem: `begins with a format that ${reading.problem}`, ...suggestion };
  }
  if (file === '' || file === '-') return { problem: `names no file; what is printed is said with --format ${reading.value}` };
  return { value: { format: reading.value, file } };
};

/** A registry as it stands in the names of its images. */
export const registryHost: Read<string> = (value) => {
  const host = /^(?:https?:\/\/)?([^/]+)\/?$/.exec(value)?.[1] ?? '';
  const isHost = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[a-fA-F0-9:]+\])(?::\d+)?$/.test(host);
  const problem = `is not a registry, ${registryHostSyntax}`;
  if (!isHost) return { problem };
  // A port or an address that cannot be would name no host, and be of no effect.
  if (!URL.canParse(`https://${host}`)) return { problem: `${problem}, ${registryHostLimits}` };
  return host === value ? { value: value.toLowerCase() } : { problem, suggestion: host };
};

const platformPart = /^[A-Za-z0-9_.-]+$/;

/** A comma list. Whether the image has the platform is not known here. */
export const platforms: Read<string[]> = (value) => {
  const list = value.split(',').map((platform) => platform.trim());
  const wrong = list.find((platform) => platform !== 'all' && !isPlatform(platform));
  if (wrong === undefined) return { value: list };
  const guess = /^(amd64|arm64|arm|386|ppc64le|s390x|riscv64)(\/.*)?$/.test(wrong) ? `linux/${wrong}` : undefined;
  const problem = wrong === '' ? 'has an empty platform' : 'is not a platform, os/arch[/variant]';
  return { problem, ...(guess === undefined ? {} : { suggestion: list.map((part) => (part === wrong ? guess : part)).join(',') }) };
};

function isPlatform(platform: string): boolean {
  const parts = platform.split('/');
  return parts.length >= 2 && parts.length <= 3 && parts.every((part) => platformPart.test(part));
}

function guessFormat(value: string): { suggestion?: string } {
  const ending = /\.(md|markdown|json|txt)$/i.exec(value)?.[1]?.toLowerCase();
  if (ending === undefined) return {};
  return { suggestion: `${ending === 'json' ? 'json' : ending === 'txt' ? 'text' : 'markdown'}=${value}` };
}

function splitPair(value: string): [string, string | undefined] {
  const at = value.indexOf('=');
  return at < 0 ? [value, undefined] : [value.slice(0, at), value.slice(at + 1)];
}

function withSyntax(reading: ValueReading<number>, syntax: string): ValueReading<number> {
  if ('value' in reading || reading.suggestion !== undefined) return reading;
  return { problem: `${reading.problem}; ${syntax}` };
}
