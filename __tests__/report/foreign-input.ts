/** A report in which everything that can be foreign is one text. */
import type { ReportInput } from '../../src/report/report.ts';
import { buildAnalysis, buildComparison } from '../support/analysis-builder.ts';
import { verdict } from './examples.ts';

export function foreignInput(text: string): ReportInput {
  const base = buildAnalysis({ layers: [{ createdBy: `${text}0`, total: 5 }] });
  const head = buildAnalysis({
    platform: text,
    layers: [
      { createdBy: `${text}0`, total: 5 },
      { createdBy: text, total: 9_000 },
    ],
    waste: [{ cause: 'removed', storedIn: 0, wastedIn: 1, bytes: 3, path: text }],
    directories: [[text, 9, 1]],
    unknown: [{ metric: text, reason: text }],
    notes: [text],
  });
  const comparison = buildComparison(base, head, {
    files: [{ path: text, head: 9, change: 9, layer: 1 }],
    directories: [{ path: text, head: 9, change: 9 }],
    notes: [text],
  });
  const limit = {
    image: text,
    platform: text,
    metric: 'path',
    path: text,
    kind: 'max',
    actual: 9,
    limit: 5,
    limitText: text,
    overBy: 4,
    outcome: 'fail',
    note: text,
  } as const;
  const { limit: _, ...unlimited } = { ...limit, kind: 'max-increase', outcome: 'pass', path: `${text}2` } as const;
  return {
    images: [
      { name: text, platform: text, analysis: head, baseline: base, comparison },
      { name: text, platform: text, analysis: head },
    ],
    verdict: verdict([limit, unlimited], [text]),
    units: 'si',
    top: 5,
    version: text,
    baselineNote: text,
    baselineLabel: text,
    headLabel: text,
    remarks: [text],
    budgetFile: text,
    notes: [text],
  };
}
