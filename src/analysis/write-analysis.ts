/** The Analysis document as text: the same analyses always give the same bytes, and a reader of diffs finds one row on one line. */
import { type Analysis, analysisVersion } from './analysis.ts';

/** Fields that may hold very many small rows: one line each. */
const rowFields = new Set(['layers', 'waste', 'directories', 'unknown']);

/** The text of an Analysis document, ended by a line feed. */
export function renderAnalysisFile(analyses: readonly Analysis[]): string {
  const written = analyses.map((analysis) => `    ${renderAnalysis(analysis)}`);
  const list = written.length === 0 ? '[]' : `[\n${written.join(',\n')}\n  ]`;
  return `{\n  "version": ${analysisVersion},\n  "analyses": ${list}\n}\n`;
}

function renderAnalysis(analysis: Analysis): string {
  const fields = Object.entries(analysis).filter(([, value]) => value !== undefined);
  const lines = fields.map(([key, value]) => {
    const rows = rowFields.has(key) && Array.isArray(value) && value.length > 0 ? value : undefined;
    const text = rows ? `[\n${rows.map((row) => `        ${JSON.stringify(row)}`).join(',\n')}\n      ]` : JSON.stringify(value);
    return `      ${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${lines.join(',\n')}\n    }`;
}
