/** Whether a report says anything that somebody may have asked to be told of. */
import type { Report } from './report.ts';

/**
 * `changed`: some figure is not what it was, or the outcome is not `pass`. `warn`: a limit or a warning line is exceeded. `fail`: the budget is.
 * Where nothing is judged, nothing is exceeded.
 */
export function hasNews({ outcome = 'pass', figures }: Pick<Report, 'outcome' | 'figures'>): {
  changed: boolean;
  warn: boolean;
  fail: boolean;
} {
  const warn = outcome !== 'pass';
  return { changed: warn || figures.some(({ changed }) => changed), warn, fail: outcome === 'fail' };
}
