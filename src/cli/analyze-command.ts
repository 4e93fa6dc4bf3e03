/** `plimsoll analyze`: what images weigh, with no budget. */
import { resolve } from 'node:path';
import { renderAnalysisFile } from '../analysis/write-analysis.ts';
import { nameReferences } from '../name-images.ts';
import { version } from '../version.ts';
import type { Command } from './command.ts';
import { deliver, deliverReport } from './deliver.ts';
import { platformsOf, weighNamed } from './weighing.ts';

export const analyzeCommand: Command = async (operands, options, io) => {
  const { save, units = 'si', top } = options;
  const named = nameReferences({ directory: io.cwd, references: operands, images: [], ...platformsOf(options) });
  const records = await weighNamed(named, options, io);
  const images = records.flatMap(({ image: { name }, weighed }) =>
    weighed.map(({ analysis }) => ({ name, platform: analysis.platform, analysis })),
  );
  const json = () => renderAnalysisFile(images.map(({ analysis }) => analysis));
  await deliver([
    ...deliverReport({ input: { images, units, top, version }, json }, options, io),
    ...(save === undefined
      ? []
      : records.map(({ image, weighed }) => async () => {
          const { saveAnalyses } = await import('../baseline/directory.ts');
          await saveAnalyses(resolve(io.cwd, save), image.name, weighed);
        })),
  ]);
  return 0;
};
