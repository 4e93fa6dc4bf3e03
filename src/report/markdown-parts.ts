/** The small parts that Markdown reports are put together from: sentences, tables, lists, folds. What is foreign is escaped here. */
import type { Outcome } from '../budget/verdict.ts';
import { markdownCode, markdownProse } from './escape-markdown.ts';
import { imagePhrase, type Sentence } from './sentence.ts';

export const marks: Record<Outcome, string> = { pass: '✅', warn: '⚠️', fail: '❌' };

/** How much of foreign text is shown, in characters: of a name or an instruction, and of a sentence. */
export type Lengths = { code: number; prose: number };

export const usualLengths: Lengths = { code: 160, prose: 1_000 };

/** Renders a sentence within a line. */
export function markdownSentence(pieces: Sentence, { code, prose }: Lengths = usualLengths): string {
  return pieces.map((piece) => (typeof piece === 'string' ? markdownProse(piece, prose) : markdownCode(piece.code, code))).join('');
}

/** **`api`** (linux/amd64), or group `all`. */
export function markdownImage(image: string, platform: string | undefined, lengths: Lengths = usualLengths): string {
  return markdownSentence(imagePhrase(image, platform), lengths);
}

type Align = 'left' | 'right' | 'center';
export type Column = { title: string; align: Align };

const rules: Record<Align, string> = { left: ':---', right: '---:', center: ':---:' };

/** A table of rendered cells; a column that is empty in all rows is left out. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const kept = columns.map((_, index) => rows.some((row) => (row[index] ?? '') !== ''));
  const line = (cells: readonly string[]) => `| ${cells.filter((_, index) => kept[index]).join(' | ')} |`;
  return [line(columns.map(({ title }) => title)), line(columns.map(({ align }) => rules[align])), ...rows.map(line)].join('\n');
}

/** Rendered items after bullets, at most `most`, and how many there are more. */
export function bullets(items: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const rest = items.length - Math.min(items.length, most);
  return [...items.slice(0, most), ...(rest > 0 ? [`and ${rest} more`] : [])].map((item) => `- ${item}`).join('\n');
}

/** What a reader unfolds. Nothing is folded around nothing. */
export function details(summary: string, text: string): string {
  return text.trim() === '' ? '' : `<details><summary>${summary}</summary>\n\n${text.trim()}\n\n</details>`;
}

/** Paragraphs that are not empty, with a blank line between them. */
export function paragraphs(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
