/** Finds the budget file and reads it. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { ExpectedError } from '../errors.ts';
import { FileFault, readBounded } from '../read-file.ts';
import type { Budget } from './budget.ts';
import { budgetFolder, parseBudget } from './parse-budget.ts';

/** The most bytes that are read of a budget: some ten thousand images. */
export const maxBudgetBytes = 1024 * 1024;

/** Where a budget may stand in a folder. */
export const budgetFiles = ['plimsoll.yml', 'plimsoll.yaml', '.github/plimsoll.yml', '.github/plimsoll.yaml'] as const;

/**
 * Finds the budget of a folder, or of the nearest folder above it, up to the root of the repository.
 * @returns its absolute path; undefined where there is none
 * @throws ExpectedError `budget` where one folder holds two
 */
export function findBudget(start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const found = budgetFiles.filter((file) => existsSync(join(folder, file)));
    if (found.length > 1) {
      const message = `Looking for the budget in ${folder}: found ${found.join(' and ')}, expected one of them`;
      throw new ExpectedError('budget', message, { hint: 'Remove one, or name the one that is meant with --config.' });
    }
    if (found[0] !== undefined) return join(folder, found[0]);
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}

/**
 * Reads a budget file. Messages name it as seen from `from`.
 * @returns the budget, its folder absolute, and its text
 * @throws ExpectedError `budget` or `not-supported-yet`
 */
export async function loadBudget(file: string, from: string): Promise<{ budget: Budget; text: string }> {
  const path = resolve(from, file);
  const near = relative(from, path);
  const name = near === '' || near.startsWith('..') ? path : near;
  const text = await readText(path, name);
  return { budget: parseBudget(text, { file: name, folder: budgetFolder(path) }), text };
}

async function readText(path: string, name: string): Promise<string> {
  const bytes = await readBounded(path, maxBudgetBytes).catch((fault: unknown) => {
    if (!(fault instanceof FileFault)) throw fault;
    throw new ExpectedError('budget', `Reading the budget ${name}: ${fault.message}`, { cause: fault, hint: hints[fault.reason] });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new ExpectedError('budget', `Reading the budget ${name}: it is not UTF-8 text`, {
      hint: 'Save it as UTF-8, in the editor that it was written with or with `iconv -t UTF-8`.',
      cause,
    });
  }
}

const hints: Readonly<Record<FileFault['reason'], string>> = {
  missing: '`plimsoll init` writes a budget from the images as they are.',
  directory: 'Name the file itself. Without --config, plimsoll.yml is looked for here and in the folders above.',
  'too-large': 'See that --config names a budget.',
  other: 'See that --config names a budget that this user may read.',
};
