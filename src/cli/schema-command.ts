/** `plimsoll schema`: the JSON Schema of a document that Plimsoll reads or writes. */
import { ExpectedError } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import type { Command } from './command.ts';
import { printReport } from './terminal.ts';

const schemas: Record<string, () => Promise<string>> = {
  budget: async () => (await import('../budget/json-schema.ts')).renderBudgetSchema(),
  analysis: async () => (await import('../analysis/json-schema.ts')).renderAnalysisSchema(),
};

export const schemaCommand: Command = async ([name = 'budget'], _options, io) => {
  const render = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  if (render === undefined) {
    const names = Object.keys(schemas);
    throw new ExpectedError(
      'option',
      `there is no schema ${JSON.stringify(name)}${didYouMean(name, names)}; the schemas are ${names.join(', ')}`,
      { hint: '`plimsoll schema budget` prints that of plimsoll.yml, `plimsoll schema analysis` that of --format json.' },
    );
  }
  await printReport(io, await render());
  return 0;
};
