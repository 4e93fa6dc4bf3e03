/** `plimsoll check`: the whole story told to a terminal, and kept if that was asked for. */
import { resolve } from 'node:path';
import { saveAnalyses } from '../baseline/directory.ts';
import { plainName } from '../budget/values.ts';
import type { Checked } from '../check.ts';
import type { ImageChoice } from '../name-images.ts';
import { reportChecked } from '../report-checked.ts';
import { shellQuote } from '../shell-quote.ts';
import type { Command } from './command.ts';
import { deliver, deliverReport } from './deliver.ts';
import { say } from './terminal.ts';
import { checkImages } from './weighing.ts';

const overBudgetExitCode = 1;

export const checkCommand: Command = async (operands, options, io) => {
  const checked = await checkImages(operands, options, io);
  const { image: images, save, quiet } = options;
  if (checked.verdict === undefined && !quiet) {
    const named = operands[0] === undefined ? `--image ${imageArgument(images[0])}` : shellQuote(operands[0]);
    await say(io, `plimsoll: there is no budget, so nothing is judged; \`plimsoll init ${named}\` makes one`);
  }
  await deliver([
    ...deliverReport({ input: reportChecked(checked, options) }, options, io),
    ...(save === undefined ? [] : [() => saveChecked(resolve(io.cwd, save), checked)]),
  ]);
  return checked.outcome === 'fail' ? overBudgetExitCode : 0;
};

/** An image under a name that a budget may give to it. */
function imageArgument({ name, reference }: ImageChoice = { name: '' }): string {
  return shellQuote(`${plainName(name) ?? 'image'}=${reference ?? 'REF'}`);
}

async function saveChecked(directory: string, { images }: Checked): Promise<void> {
  for (const name of new Set(images.map((image) => image.name))) {
    const weighed = images.filter((image) => image.name === name).map((image) => image.weighed);
    await saveAnalyses(directory, name, weighed);
  }
}
