/** What a report is made of, once a check is done. */

import type { Units } from './bytes.ts';
import type { Checked } from './check.ts';
import type { ReportInput } from './report/report.ts';
import { version } from './version.ts';

/** @param options `units` in place of what the budget says, and what else the report is to say */
export function reportChecked(
  checked: Checked,
  { top, units, headLabel, remarks }: { top: number; units?: Units | undefined } & Pick<ReportInput, 'headLabel' | 'remarks'>,
): ReportInput {
  const { verdict, budget, baselineNote, baselineLabel } = checked;
  const images = checked.images.map(({ name, platform, analysis, baseline, comparison }) => ({
    name,
    platform,
    analysis,
    ...(baseline === undefined ? {} : { baseline: baseline.analysis }),
    ...(comparison === undefined ? {} : { comparison }),
  }));
  return {
    images,
    units: units ?? checked.units,
    top,
    version,
    ...(verdict === undefined ? {} : { verdict }),
    ...(budget === undefined ? {} : { budgetFile: budget.file, noise: budget.noise }),
    ...(baselineNote === undefined ? {} : { baselineNote }),
    ...(baselineLabel === undefined ? {} : { baselineLabel }),
    ...(headLabel === undefined ? {} : { headLabel }),
    ...(remarks === undefined ? {} : { remarks }),
  };
}
