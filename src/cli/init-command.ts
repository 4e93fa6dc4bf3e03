/** `plimsoll init`: a first budget, from images as they are. */
import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { initBudget } from '../budget/init.ts';
import { budgetFiles } from '../budget/load-budget.ts';
import { budgetFolder } from '../budget/parse-budget.ts';
import { namePattern, plainName } from '../budget/values.ts';
import { ExpectedError } from '../errors.ts';
import { locateImage } from '../image/reference.ts';
import { nameReferences } from '../name-images.ts';
import { shellQuote } from '../shell-quote.ts';
import { writeFileAtomically } from '../write-file.ts';
import type { Command } from './command.ts';
import { printReport, say } from './terminal.ts';
import { platformsOf, weighNamed } from './weighing.ts';

export const initCommand: Command = async (operands, options, io) => {
  const { config, image: images, force, dryRun, headroom, units = 'si', quiet } = options;
  const file = config ?? budgetFiles.find((name) => existsSync(join(io.cwd, name))) ?? budgetFiles[0];
  const path = resolve(io.cwd, file);
  // Asked before the images are weighed, which may take a while.
  if (!force && !dryRun && existsSync(path)) {
    throw new ExpectedError('option', `there is a budget already, ${file}`, {
      hint: '--force replaces it, --config FILE writes another; plimsoll tighten lowers its limits.',
    });
  }
  if (!dryRun) refuseMissingFolder(dirname(path), file);
  const named = nameReferences({ directory: io.cwd, references: operands, images, ...platformsOf(options) });
  for (const { name } of named) {
    if (namePattern.test(name)) continue;
    throw new ExpectedError(
      'option',
      `${JSON.stringify(name)} is not a name that a budget may give to an image: letters, digits, '.', '_' and '-', at most 64`,
      { hint: `--image ${plainName(name) ?? 'NAME'}=REF gives it another` },
    );
  }
  const records = await weighNamed(named, options, io);
  const text = initBudget(
    records.map(({ image: { name, reference }, weighed }) => ({
      name,
      source: moveReference(reference, io.cwd, budgetFolder(path)),
      analyses: weighed.map(({ analysis }) => analysis),
    })),
    { headroomPpm: headroom, units },
  );
  if (dryRun) {
    await printReport(io, text);
    return 0;
  }
  await writeFileAtomically(path, text);
  const next = config === undefined ? 'plimsoll check' : `plimsoll check --config ${shellQuote(config)}`;
  if (!quiet) await say(io, `plimsoll: wrote ${file}; \`${next}\` judges by it`);
  return 0;
};

/** @throws ExpectedError `write` where the folder that the budget is to stand in is not there */
function refuseMissingFolder(folder: string, file: string): void {
  const found = describeFolder(folder);
  if (found === undefined) return;
  throw new ExpectedError('write', `writing ${file}: ${found}`, {
    hint: `make ${folder} first, or name another place with --config`,
  });
}

/** What is wrong with a folder, as far as it can be told without writing. */
function describeFolder(folder: string): string | undefined {
  try {
    return statSync(folder).isDirectory() ? undefined : 'what should be its folder is a file';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'its folder does not exist' : undefined;
  }
}

/** A relative path in a reference, seen from another folder. */
function moveReference(reference: string, from: string, to: string): string {
  // An image in an engine lies where it lies.
  if (!('path' in locateImage(reference, from))) return reference;
  const [, transport = '', path = ''] = /^((?:docker-archive|oci-archive|oci):)?(.*)$/s.exec(reference) ?? [];
  const way = relative(to, from);
  return isAbsolute(path) || way === '' ? reference : `${transport}${join(way, path)}`;
}
