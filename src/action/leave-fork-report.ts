/** What a run that may not comment leaves for the one that may. */
import { ExpectedError } from '../errors.ts';
import type { Runner } from './runner.ts';

/** The artifact and its one file, as the poster looks for them. */
export function forkReportArtifact(key: string): { name: string; file: string } {
  return { name: `plimsoll-report-${key}`, file: 'report.json' };
}

/**
 * Leaves the report.
 * @param encode makes it; see report/fork-report.ts
 * @returns `left`, or why it was not
 */
export async function leaveForkReport(runner: Runner, key: string, encode: () => Promise<string>): Promise<'left' | ExpectedError> {
  const { name, file } = forkReportArtifact(key);
  try {
    const text = await encode();
    const { uploadArtifact } = await import('./upload.ts');
    await uploadArtifact(name, file, Buffer.from(text));
    runner.log(`left the report for the poster in the artifact ${name}`);
    return 'left';
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    runner.annotate('notice', `The report was not left for the poster: ${error.message}`);
    return error;
  }
}
