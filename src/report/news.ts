/** Whether a report says anything that somebody may have asked to be told of. */
import type { Report } from './report.ts';

/**
 * `changed`: some figure is not what it was by more than the noise, or there is nothing to compare with, or the outcome is not `pass`.
 * `warn`: a limit or a warning line is exceeded. `fail`: the budget is. Where nothing is judged, nothing is exceeded.
 */
export function hasNews({ outcome = 'pass', figures }: Pick<Report, 'outcome' | 'figures'>): {
  changed: boolean;
  warn: boolean;
  fail: boolean;
} {
  const warn = outcome !== 'pass';
  const isFirst = figures.length > 0 && !figures.some(({ compared }) => compared);
  return { changed: warn || isFirst || figures.some(({ changed }) => changed), warn, fail: outcome === 'fail' };
}
