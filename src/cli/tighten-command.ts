/** `plimsoll tighten`: limits that come down to what the images weigh now. */
import { resolve } from 'node:path';
import { findBudget, loadBudget } from '../budget/load-budget.ts';

import { type TightenedLimit, tightenBudget } from '../budget/tighten.ts';
import { placeText } from '../budget/verdict.ts';
import { measuredOf } from '../check.ts';
import { ExpectedError } from '../errors.ts';
import { escapeText } from '../report/escape-text.ts';
import { writeFileAtomically } from '../write-file.ts';
import type { Command } from './command.ts';
import { printReport } from './terminal.ts';
import { checkImages } from './weighing.ts';

export const tightenCommand: Command = async (_operands, options, io) => {
  const { config, dryRun, headroom } = options;
  const path = config === undefined ? findBudget(io.cwd) : resolve(io.cwd, config);
  if (path === undefined) {
    throw new ExpectedError('budget', 'there is no budget file here whose limits could be lowered', {
      hint: 'plimsoll init REF writes one.',
    });
  }
  const { images } = await checkImages([], options, io);
  const { budget, text } = await loadBudget(path, io.cwd);
  const tightened = tightenBudget(text, images.map(measuredOf), { headroomPpm: headroom, file: budget.file });
  if (!dryRun && tightened.changes.length > 0) await writeFileAtomically(path, tightened.text);
  await printReport(io, renderChanges(tightened.changes, budget.file, dryRun));
  return 0;
};

function renderChanges(changes: readonly TightenedLimit[], file: string, dryRun: boolean): string {
  if (changes.length === 0) return `No limit of ${escapeText(file)} is far enough above the present sizes to be lowered\n`;
  const count = changes.length === 1 ? '1 limit' : `${changes.length} limits`;
  const lines = changes.map(({ place, image, metric, path, kind, from, to }) =>
    escapeText(`  ${placeText(place)}: ${image} ${path ?? metric} ${kind}: ${from} → ${to}`),
  );
  return `${count} of ${escapeText(file)} ${dryRun ? 'can be' : changes.length === 1 ? 'is' : 'are'} lowered\n${lines.join('\n')}\n`;
}
