/** Whether a report says anything that somebody may have asked to be told of. */
import type { Report } from './report.ts';

export type News = { changed: boolean; warn: boolean; fail: boolean };

/**
 * `changed`: some figure is not what it was by more than the noise, or there is nothing to compare with, or it is so that there is a warning.
 * `warn`: a limit or a warning line is exceeded, or the budget was loosened. `fail`: the budget is exceeded. Where nothing is judged,
 * nothing is exceeded.
 * @param options.loosened whether the pull request changes what it is judged by
 */
export function hasNews(
  { outcome = 'pass', figures }: Pick<Report, 'outcome' | 'figures'>,
  { loosened = false }: { loosened?: boolean } = {},
): News {
  const warn = outcome !== 'pass' || loosened;
  const isFirst = figures.length > 0 && !figures.some(({ compared }) => compared);
  return { changed: warn || isFirst || figures.some(({ changed }) => changed), warn, fail: outcome === 'fail' };
}
