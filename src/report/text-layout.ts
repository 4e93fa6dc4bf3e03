/** Lines of text that stand aligned, whatever width its characters have: columns, cuts and wrapped sentences. */
import stringWidth from 'string-width';

/** Puts colour around text, or leaves it. Text with colour is as wide as without. */
export type Style = (text: string) => string;

export type Cell = string | { text: string; style: Style };

export type Column = {
  align: 'left' | 'right';
  /** Blanks before the column; 2 by default. */
  gap?: number;
  /** How the column gives way when a line is too long: by cutting its texts at the end or in the middle. */
  cut?: 'end' | 'middle';
  /** The columns with the lowest number are left out first where cutting was not enough. */
  leaveOut?: number;
};

/** A row of cells, or a line that stands across all columns. */
export type Row = readonly Cell[] | { line: string };

const narrowestCut = 12;

/** Lays rows out in columns within `width`; a column that is empty in all rows takes no room. */
export function layoutColumns(rows: readonly Row[], columns: readonly Column[], width: number): string[] {
  const cells = rows.filter((row): row is readonly Cell[] => !('line' in row));
  const widths = columns.map((_, index) => Math.max(0, ...cells.map((row) => stringWidth(textOf(row[index])))));
  const cutting = columns.findIndex(({ cut }) => cut !== undefined);
  const natural = cutting < 0 ? 0 : (widths[cutting] ?? 0);
  const least = Math.min(natural, narrowestCut);
  const leaveOut = columns.map(({ leaveOut }, index) => ({ index, leaveOut: leaveOut ?? 0 })).filter(({ leaveOut }) => leaveOut > 0);
  leaveOut.sort((a, b) => a.leaveOut - b.leaveOut);
  for (const { index } of leaveOut) if (total(widths, columns) - natural + least > width) widths[index] = 0;
  if (cutting >= 0) widths[cutting] = Math.max(least, Math.min(natural, width - (total(widths, columns) - natural)));
  return rows.map((row) => ('line' in row ? row.line : layoutRow(row, columns, widths)));
}

function layoutRow(row: readonly Cell[], columns: readonly Column[], widths: readonly number[]): string {
  let line = '';
  let begun = false;
  columns.forEach(({ align, gap = 2, cut }, index) => {
    const width = widths[index] ?? 0;
    if (width === 0) return;
    const cell = row[index] ?? '';
    const text = cut === undefined ? textOf(cell) : cutText(textOf(cell), width, cut);
    const blanks = ' '.repeat(Math.max(0, width - stringWidth(text)));
    const styled = typeof cell === 'string' || text === '' ? text : cell.style(text);
    line += (begun ? ' '.repeat(gap) : '') + (align === 'left' ? styled + blanks : blanks + styled);
    begun = true;
  });
  return line.trimEnd();
}

function total(widths: readonly number[], columns: readonly Column[]): number {
  let sum = 0;
  widths.forEach((width, index) => {
    if (width > 0) sum += width + (sum > 0 ? (columns[index]?.gap ?? 2) : 0);
  });
  return sum;
}

function textOf(cell: Cell | undefined): string {
  return cell === undefined ? '' : typeof cell === 'string' ? cell : cell.text;
}

const graphemes = new Intl.Segmenter();

/** Cuts text to `width` columns, with `…` where something is missing. */
export function cutText(text: string, width: number, where: 'end' | 'middle'): string {
  if (stringWidth(text) <= width) return text;
  const segments = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const room = Math.max(0, width - 1);
  const head = take(segments, where === 'end' ? room : Math.floor(room / 2));
  if (where === 'end') return `${head.trimEnd()}…`;
  const tail = take(segments.toReversed(), room - stringWidth(head), true);
  return `${head}…${tail}`;
}

function take(segments: readonly string[], width: number, backwards = false): string {
  let taken = '';
  let used = 0;
  for (const segment of segments) {
    used += stringWidth(segment);
    if (used > width) break;
    taken = backwards ? segment + taken : taken + segment;
  }
  return taken;
}

/** Wraps words to `width`, each line after `indent` blanks; a word that is wider than a line is cut in the middle. */
export function wrapWords(words: readonly { text: string; style?: Style }[], width: number, indent = 0): string[] {
  const lines: string[] = [];
  let used = 0;
  for (const { text, style } of words) {
    const word = cutText(text, width - indent, 'middle');
    const wide = stringWidth(word);
    const styled = style === undefined ? word : style(word);
    if (lines.length === 0 || used + 1 + wide > width) {
      lines.push(' '.repeat(indent) + styled);
      used = indent + wide;
    } else {
      lines.push(`${lines.pop()} ${styled}`);
      used += 1 + wide;
    }
  }
  return lines;
}
