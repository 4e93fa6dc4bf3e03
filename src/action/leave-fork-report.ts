/** What a run that may not comment leaves for the one that may. */
import { ExpectedError } from '../errors.ts';
import { encodeForkReport } from '../report/fork-report.ts';
import type { ReportInput } from '../report/report.ts';
import type { Results } from './deliver-results.ts';
import type { PullRequestEvent } from './pull-request-event.ts';
import type { Runner } from './runner.ts';

/** The artifact and its one file, as the poster looks for them. */
export function forkReportArtifact(key: string): { name: string; file: string } {
  return { name: `plimsoll-report-${key}`, file: 'report.json' };
}

/** @returns whether it was left */
export async function leaveForkReport(
  runner: Runner,
  { inputs, decision, checked }: Results,
  { head }: PullRequestEvent,
  input: ReportInput,
): Promise<boolean> {
  const { name, file } = forkReportArtifact(inputs.commentKey);
  try {
    const { uploadArtifact } = await import('./upload.ts');
    const when = inputs.commentWhen ?? checked.budget?.commentWhen ?? 'changed';
    const { commit: baseline, behind } = decision;
    const text = encodeForkReport(input, {
      head: head.sha,
      when,
      ...(baseline === undefined ? {} : { baseline }),
      ...(behind === undefined ? {} : { behind }),
    });
    await uploadArtifact(name, file, Buffer.from(text));
    runner.log(`left the report for the poster in the artifact ${name}`);
    return true;
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    runner.annotate('notice', `The report was not left for the poster: ${error.message}`);
    return false;
  }
}
