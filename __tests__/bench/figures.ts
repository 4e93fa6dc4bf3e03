/** What was measured, row by row, as figures.json keeps it; and the tables that the documents show of it. Nothing in them is written by hand. */
import { formatSize } from '../../src/bytes.ts';
import type { Figures } from './measure.ts';
import type { Aim } from './row.ts';

/** One row as it was measured. Plimsoll's figures come first. */
export type MeasuredRow = {
  row: string;
  title: string;
  /** What was weighed, where the title does not say it. */
  about?: string;
  aims?: readonly Aim[];
  machine: string;
  runs: number;
  /** Names and versions of the rivals. */
  versions: string[];
  figures: Figures[];
};

/** Puts new rows in the place of old ones, in the order of `names`. What has no name there any more is left out. */
export function mergeRows(old: readonly MeasuredRow[], measured: readonly MeasuredRow[], names: readonly string[]): MeasuredRow[] {
  const rows = new Map([...old, ...measured].map((row) => [row.row, row]));
  return names.flatMap((name) => rows.get(name) ?? []);
}

const seconds = (value: number) => `${value.toFixed(3)} s`;
const bytes = (value: number | undefined) => (value === undefined ? 'not measured' : formatSize(value, 'si'));
const cell = (text: string) => text.replaceAll('|', '\\|');

function renderTable(rows: readonly MeasuredRow[]): string[] {
  // Two columns more where bytes and requests were counted.
  const hasTraffic = rows[0]?.figures.some(({ traffic }) => traffic !== undefined) ?? false;
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const titles = ['what', 'who', 'median', 'fastest–slowest', 'peak memory', ...(hasTraffic ? ['received', 'requests'] : [])];
  return [
    line([...titles, 'plimsoll / this']),
    line([':---', ':---', ...titles.slice(2).map(() => '---:'), '---:']),
    ...rows.flatMap(({ title, about, figures }) =>
      figures.map((figure, index) =>
        line([
          index === 0 ? cell(about === undefined ? title : `${title} (${about})`) : '',
          cell(figure.name),
          seconds(figure.seconds),
          `${figure.fastest.toFixed(3)}–${seconds(figure.slowest)}`,
          bytes(figure.peakBytes),
          ...(hasTraffic ? [bytes(figure.traffic?.bytes), String(figure.traffic?.requests ?? 'not counted')] : []),
          index === 0 ? '' : (figures[0]!.seconds / figure.seconds).toFixed(2),
        ]),
      ),
    ),
  ];
}

/** The tables of docs/benchmarks.md: one for each machine, and another for what came over the wire. */
export function renderTables(rows: readonly MeasuredRow[]): string {
  const circumstances = (row: MeasuredRow) =>
    `${row.machine}. Page cache warm, whole processes, ${row.runs} counted ${row.runs === 1 ? 'run' : 'runs'} each, in turn.`;
  const isCounted = ({ figures }: MeasuredRow) => figures.some(({ traffic }) => traffic !== undefined);
  return [...new Set(rows.map(circumstances))]
    .flatMap((line) => {
      const group = rows.filter((row) => circumstances(row) === line);
      const versions = [...new Set(group.flatMap((row) => row.versions))].sort();
      const tables = [group.filter((row) => !isCounted(row)), group.filter(isCounted)].filter(({ length }) => length > 0);
      return [
        versions.length > 0 ? `${line}\nRivals: ${versions.join(', ')}.` : line,
        ...tables.map((table) => renderTable(table).join('\n')),
      ];
    })
    .concat(renderAims(rows))
    .join('\n\n');
}

/** What was aimed at, and what came of it. */
function renderAims(rows: readonly MeasuredRow[]): string[] {
  const lines = rows.flatMap(({ title, aims = [], figures }) =>
    aims.flatMap((aim) => {
      const told = tellAim(aim, figures);
      return told === undefined ? [] : [`* ${title}: at most ${told.wanted}. It takes ${told.found}: ${told.met ? 'met' : '**missed**'}.`];
    }),
  );
  return lines.length === 0 ? [] : [`What was aimed at:\n\n${lines.join('\n')}`];
}

/** Undefined where it was not measured. */
function tellAim(aim: Aim, [own, ...rivals]: readonly Figures[]): { wanted: string; found: string; met: boolean } | undefined {
  if (own === undefined) return undefined;
  if ('seconds' in aim) return { wanted: `${aim.seconds} s`, found: seconds(own.seconds), met: own.seconds <= aim.seconds };
  if ('peakBytes' in aim) {
    const { peakBytes = Number.NaN } = own;
    return { wanted: `${bytes(aim.peakBytes)} of memory`, found: bytes(peakBytes), met: peakBytes <= aim.peakBytes };
  }
  const rival = rivals.find(({ name }) => name === aim.against);
  const isMemory = aim.of === 'memory';
  const ratio = isMemory ? (own.peakBytes ?? Number.NaN) / (rival?.peakBytes ?? Number.NaN) : own.seconds / (rival?.seconds ?? Number.NaN);
  if (Number.isNaN(ratio)) return undefined;
  const share =
    aim.atMost < 1 ? `1/${Math.round(1 / aim.atMost)} (${aim.atMost.toFixed(3)}) ` : aim.atMost > 1 ? `${aim.atMost} times ` : '';
  return {
    wanted: `${share}${isMemory ? 'the memory' : 'the time'} of \`${aim.against}\``,
    found: ratio.toFixed(3),
    met: ratio <= aim.atMost,
  };
}

/** The rows that README.md shows, in its words; with `memory` the peak is told too. */
const readmeRows: readonly { row: string; words: string; memory?: boolean }[] = [
  { row: 'archive', words: 'docker archive', memory: true },
  { row: 'real', words: 'docker archive of a real image', memory: true },
  { row: 'gzip', words: 'gzip layers' },
  { row: 'cached', words: 'gzip layers, checked again' },
  { row: 'whiteouts', words: '1,000 whiteouts over 20,000 files' },
  { row: 'million', words: 'a million files', memory: true },
  { row: 'engine-direct', words: "the first image in Docker's store" },
  { row: 'engine-export', words: 'the first image, exported by the engine' },
  { row: 'registry-cold', words: 'the first image and a layer more, in a registry on the same machine' },
  { row: 'registry-top', words: 'that image, its top layer alone new' },
  { row: 'registry-sizes', words: 'that image, sizes alone' },
];

/** The table of README.md: the rows that were measured on the machine of the first. */
export function renderSpeed(rows: readonly MeasuredRow[]): string {
  const machine = rows[0]?.machine;
  const short = (value: number) => `${value < 10 ? value.toPrecision(2) : Math.round(value)} s`;
  const lines = readmeRows.flatMap(({ row: name, words, memory = false }) => {
    const row = rows.find((each) => each.row === name && each.machine === machine);
    if (row === undefined) return [];
    const tell = ({ seconds: taken, peakBytes, traffic }: Figures) =>
      [
        short(taken),
        ...(memory && peakBytes !== undefined ? [roundSize(peakBytes)] : []),
        ...(traffic === undefined ? [] : [traffic.bytes < 1e6 ? `${traffic.requests} requests` : `${roundSize(traffic.bytes)} received`]),
      ].join(', ');
    const [own, ...rivals] = row.figures;
    const others = rivals.map((rival) => `${cell(rival.name)}: ${tell(rival)}`).join('; ');
    return [`| ${words}${memory && row.about !== undefined ? `, ${row.about}` : ''} | ${tell(own!)} | ${others} |`];
  });
  return ['| | Plimsoll | others |', '| :--- | ---: | :--- |', ...lines].join('\n');
}

/** No digits that another run would not have too. */
function roundSize(value: number): string {
  return value < 1e9 ? `${Math.round(value / 1e6)} MB` : `${(value / 1e9).toFixed(1)} GB`;
}
