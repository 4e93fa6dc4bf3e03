/** Finds the budget file and reads it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { ExpectedError } from '../errors.ts';
import type { Budget } from './budget.ts';
import { budgetFolder, parseBudget } from './parse-budget.ts';

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
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const why = { ENOENT: 'there is no such file', EISDIR: 'it is a directory', EACCES: 'this user may not read it' }[code ?? ''];
    const hint = code === 'ENOENT' ? '`plimsoll init` writes a budget from the images as they are.' : undefined;
    throw new ExpectedError('budget', `Reading the budget ${name}: ${why ?? code ?? 'it cannot be read'}`, {
      cause,
      ...(hint === undefined ? {} : { hint }),
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new ExpectedError('budget', `Reading the budget ${name}: it is not UTF-8 text`, { cause });
  }
}
