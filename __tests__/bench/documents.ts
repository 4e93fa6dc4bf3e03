/** figures.json, and the documents that show what stands in it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MeasuredRow, renderSpeed, renderTables } from './figures.ts';
import { top } from './row.ts';

const file = join(import.meta.dirname, 'figures.json');

export const readRows = () => JSON.parse(readFileSync(file, 'utf8')) as MeasuredRow[];

const parts = [
  { document: 'docs/benchmarks.md', part: 'bench', render: renderTables },
  { document: 'README.md', part: 'speed', render: renderSpeed },
];

/** Writes the rows and the documents. */
export function writeRows(rows: readonly MeasuredRow[]): void {
  writeFileSync(file, `${JSON.stringify(rows, undefined, 2)}\n`);
  for (const [document, text] of documentsOf(rows)) writeFileSync(document, text);
}

/** Each document as the rows would have it. */
export function documentsOf(rows: readonly MeasuredRow[]): Map<string, string> {
  return new Map(
    parts.map(({ document, part, render }) => {
      const path = join(top, document);
      return [path, replacePart(path, part, render(rows))];
    }),
  );
}

function replacePart(path: string, part: string, text: string): string {
  const now = readFileSync(path, 'utf8');
  const [begin, end] = [`<!-- ${part}:begin -->\n`, `<!-- ${part}:end -->`];
  const [from, to] = [now.indexOf(begin), now.indexOf(end)];
  if (from === -1 || to === -1) throw new Error(`${path} has no ${begin.trim()} … ${end} to write between`);
  return `${now.slice(0, from + begin.length)}${part === 'bench' ? `\n${text}\n\n` : `${text}\n`}${now.slice(to)}`;
}
