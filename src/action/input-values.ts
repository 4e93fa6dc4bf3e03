/** Readers for what a workflow may write that a command line may not: strict booleans, stores, keys, values of one line. */
import type { StoreChoice } from '../budget/budget.ts';
import { readStore, storeSyntax } from '../budget/store-choice.ts';
import { platforms, type Read, text } from '../options/values.ts';

/** As YAML's core schema has it, and GitHub's own actions. */
export const boolean: Read<boolean> = (value) => {
  if (/^(?:true|True|TRUE)$/.test(value)) return { value: true };
  if (/^(?:false|False|FALSE)$/.test(value)) return { value: false };
  const meant = /^(?:true|t|yes|y|on|1)$/i.test(value) ? 'true' : /^(?:false|f|no|n|off|0)$/i.test(value) ? 'false' : undefined;
  return { problem: 'is not true or false', ...(meant === undefined ? {} : { suggestion: meant }) };
};

/** `least` to `most`, both included. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER): Read<number> {
  const range = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
  return (value) => {
    const number = Number(value);
    return /^\d+$/.test(value) && number >= least && number <= most ? { value: number } : { problem: `is not a whole number ${range}` };
  };
}

/** A path, a tag: what no line break belongs into. */
export const oneLine: Read<string> = (value) => (/[\r\n]/.test(value) ? { problem: 'is more than one line' } : text(value));

/** A commit by id or name, or what stands in for one. */
export const revision: Read<string> = (value) =>
  value.startsWith('-') ? { problem: 'begins with a dash, which git would take for an option' } : oneLine(value);

/** It is never quoted by a message, and what no HTTP header can carry is refused before one is built of it. */
export const token: Read<string> = (value) => (/^[\x21-\x7e]+$/.test(value) ? { value } : { problem: 'holds what no token does' });

const keySyntax = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** It becomes part of the names of artifacts and files, and of the comment's marker. */
export const commentKey: Read<string> = (value) => {
  if (keySyntax.test(value)) return { value };
  const suggestion = value
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 64);
  return {
    problem: 'is not a key: a letter or digit, then letters, digits, dots, underscores and dashes, at most 64 in all',
    ...(suggestion === '' ? {} : { suggestion }),
  };
};

/** Platforms on lines or in comma lists, in the order given, each once; `all` among them stands for every one that the image has. */
export const platformList: Read<readonly string[] | 'all'> = (value) => {
  const reading = platforms(value.trim().replaceAll(/\s*\r?\n\s*/g, ','));
  if (!('value' in reading)) return reading;
  return { value: reading.value.includes('all') ? 'all' : [...new Set(reading.value)] };
};

/** As the budget's `baseline.store` is written. */
export const storeChoice: Read<StoreChoice> = (value) => {
  if (/[\r\n]/.test(value)) return { problem: 'is more than one line' };
  const reading = readStore(value);
  if ('value' in reading) return reading;
  const { problem, suggestion } = reading;
  return suggestion === undefined ? { problem: `${problem}; a store is ${storeSyntax}` } : { problem, suggestion };
};
