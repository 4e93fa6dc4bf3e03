/** Hands over what came of a run: to stdout and to every file that was asked for, all of them tried before anything is said to have failed. */
import { resolve } from 'node:path';
import type { Options } from '../options/table.ts';
import { type Deliverable, renderReport } from '../render-report.ts';
import { writeFileAtomically } from '../write-file.ts';
import { type Io, printReport, wantsColor } from './terminal.ts';

/** A file or a pipe has no width. */
const standardWidth = 80;

/** The deliveries of a report: stdout first, then each --output. */
export function deliverReport(
  deliverable: Deliverable,
  options: Pick<Options, 'format' | 'output' | 'color'>,
  io: Io,
): (() => Promise<void>)[] {
  const { format, output, color } = options;
  const page = { width: io.stdout.columns ?? standardWidth, color: wantsColor(io, color) };
  return [
    () => printReport(io, renderReport(deliverable, format, page)),
    ...output.map(({ format, file }) => async () => {
      await writeFileAtomically(resolve(io.cwd, file), renderReport(deliverable, format, { width: standardWidth, color: false }));
    }),
  ];
}

/**
 * Makes every delivery, in order.
 * @throws what one delivery threw, or an AggregateError of several
 */
export async function deliver(deliveries: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const each of deliveries) {
    try {
      await each();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors);
}
