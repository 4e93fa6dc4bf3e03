import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  version
} from "./chunk-CH2MRMEW.js";

// src/report-checked.ts
function reportChecked(checked, { top, units, headLabel, remarks }) {
  const { verdict, budget, baselineNote, baselineLabel } = checked;
  const images = checked.images.map(({ name, platform, analysis, baseline, comparison }) => ({
    name,
    platform,
    analysis,
    ...baseline === void 0 ? {} : { baseline: baseline.analysis },
    ...comparison === void 0 ? {} : { comparison }
  }));
  return {
    images,
    units: units ?? checked.units,
    top,
    version,
    ...verdict === void 0 ? {} : { verdict },
    ...budget === void 0 ? {} : { budgetFile: budget.file, noise: budget.noise },
    ...baselineNote === void 0 ? {} : { baselineNote },
    ...baselineLabel === void 0 ? {} : { baselineLabel },
    ...headLabel === void 0 ? {} : { headLabel },
    ...remarks === void 0 ? {} : { remarks }
  };
}

export {
  reportChecked
};
