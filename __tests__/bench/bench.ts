/**
 * `npm run bench`: Plimsoll and whatever rivals are on PATH, on the same files, in turn; prints medians and ratios.
 *
 *   npm run bench -- [--image FILE] [--row NAME]… [--runs N] [--files N] [--bytes N] [--write]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatSize } from '../../src/bytes.ts';
import { type BenchImage, makeImage, planImage, planWhiteouts } from './make-image.ts';
import { type Contender, type Figures, isOnPath, measure } from './measure.ts';
import { pullRequestRun } from './pull-request-run.ts';

const { values } = parseArgs({
  options: {
    image: { type: 'string' },
    row: { type: 'string', multiple: true },
    runs: { type: 'string', default: '5' },
    files: { type: 'string', default: '55000' },
    bytes: { type: 'string', default: '4100000000' },
    write: { type: 'boolean', default: false },
  },
});

const top = join(import.meta.dirname, '..', '..');
const folder = join(top, '.bench');
const cli = join(top, 'dist', 'cli.js');
const runs = Number(values.runs);

const plimsoll = (...args: string[]): Contender => ({ name: 'plimsoll', command: [process.execPath, cli, ...args] });
/** Every layer read, whatever the round before has kept. */
const analyze = (reference: string): Contender => plimsoll('analyze', reference, '--format', 'json', '--quiet', '--no-cache');
const dive = (archive: string): Contender[] =>
  // dive judges by rules of its own and says 1 where they fail; it has read everything by then.
  isOnPath('dive')
    ? [{ name: 'dive', command: ['dive', '--source', 'docker-archive', archive], env: { CI: 'true' }, exitCodes: [0, 1] }]
    : [];

type Row = { name: string; title: string; contenders: () => Promise<Contender[]> };

let made: Promise<BenchImage> | undefined;
const generated = () => {
  made ??= makeImage(folder, `generated-${values.files}-${values.bytes}`, planImage(Number(values.files), Number(values.bytes)), true);
  return made;
};

/** The largest image of the local engine, saved; undefined where no engine answers or it has none. */
function saveEngineImage(): string | undefined {
  const list = spawnSync('docker', ['image', 'ls', '--quiet'], { encoding: 'utf8' });
  const ids = (list.stdout ?? '').split('\n').filter((id) => id !== '');
  if (list.status !== 0 || ids.length === 0) return undefined;
  const sizes = spawnSync('docker', ['image', 'inspect', '--format', '{{.Size}} {{.Id}}', ...ids], { encoding: 'utf8' }).stdout;
  const [, largest] = sizes
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .sort(([one], [other]) => Number(other) - Number(one))[0]!;
  const archive = join(folder, 'engine.tar');
  mkdirSync(folder, { recursive: true });
  return spawnSync('docker', ['save', '--output', archive, largest!]).status === 0 ? archive : undefined;
}

const rows: Row[] = [
  {
    name: 'archive',
    title: 'docker archive, layers not compressed',
    contenders: async () => {
      const { archive } = await generated();
      return [analyze(archive), ...dive(archive)];
    },
  },
  {
    name: 'real',
    title: 'docker archive of a real image',
    contenders: async () => {
      const archive = values.image ?? saveEngineImage();
      return archive === undefined ? [] : [analyze(archive), ...dive(archive)];
    },
  },
  {
    name: 'gzip',
    title: 'gzip layers',
    contenders: async () => {
      const { layout, gzipArchive } = await generated();
      return [
        analyze(`oci:${layout}`),
        { name: 'node zlib alone', command: [process.execPath, join(import.meta.dirname, 'inflate.ts'), layout] },
        ...dive(gzipArchive),
      ];
    },
  },
  {
    name: 'cached',
    title: 'the same gzip layers, everything cached',
    contenders: async () => {
      const { layout, gzipArchive } = await generated();
      // The round that does not count fills it.
      const env = { PLIMSOLL_CACHE: join(folder, 'cache') };
      return [{ ...plimsoll('analyze', `oci:${layout}`, '--format', 'json', '--quiet'), env }, ...dive(gzipArchive)];
    },
  },
  {
    name: 'whiteouts',
    title: '1,000 whiteouts over 20,000 files',
    contenders: async () => {
      const { archive } = await makeImage(folder, 'whiteouts', planWhiteouts(20_000, 1_000), false);
      return [analyze(archive), ...dive(archive)];
    },
  },
  {
    name: 'million',
    title: 'a million files',
    contenders: async () => {
      const { archive } = await makeImage(folder, 'million', planImage(1_000_000, 1_000_000_000), false);
      return [analyze(archive), ...dive(archive)];
    },
  },
  {
    name: 'help',
    title: '`plimsoll --help`',
    contenders: async () => [plimsoll('--help'), { name: 'node alone', command: [process.execPath, '-e', '0'] }],
  },
  {
    name: 'action',
    title: 'the action on a pull request, to its first line of work',
    contenders: async () => {
      const until = 'weighing ';
      const env = pullRequestRun(folder, join(top, 'example', 'app-2.tar'));
      return [
        { name: 'plimsoll', command: [process.execPath, join(top, 'dist', 'action.js')], env, until },
        { name: 'node alone', command: [process.execPath, '-e', `console.log('${until}')`], until },
      ];
    },
  },
];

function renderRow(title: string, figures: Figures[]): string[] {
  const own = figures[0]!;
  return figures.map((figure, index) => {
    const ratio = index === 0 ? '' : `${(own.seconds / figure.seconds).toFixed(2)}`;
    const peak = figure.peakBytes === undefined ? 'not measured' : formatSize(figure.peakBytes, 'si');
    return `| ${index === 0 ? title : ''} | ${figure.name} | ${figure.seconds.toFixed(3)} s | ${figure.fastest.toFixed(3)}–${figure.slowest.toFixed(3)} s | ${peak} | ${ratio} |`;
  });
}

const wanted = values.row ?? rows.map(({ name }) => name);
const lines = ['| what | who | median | fastest–slowest | peak memory | plimsoll / this |', '| :--- | :--- | ---: | ---: | ---: | ---: |'];
for (const row of rows) {
  if (!wanted.includes(row.name)) continue;
  process.stderr.write(`${row.name}…\n`);
  const contenders = await row.contenders();
  if (contenders.length > 0) lines.push(...renderRow(row.title, await measure(contenders, runs)));
}

/** A dive that was built from its module knows its version only there. */
function diveVersion(): string {
  if (!isOnPath('dive')) return 'dive is not on PATH';
  const path = spawnSync('sh', ['-c', 'command -v dive'], { encoding: 'utf8' }).stdout.trim();
  const module = spawnSync('go', ['version', '-m', path], { encoding: 'utf8' }).stdout ?? '';
  return `dive ${/mod\s+\S+dive\s+(v\S+)/.exec(module)?.[1] ?? spawnSync('dive', ['--version'], { encoding: 'utf8' }).stdout.trim()}`;
}
const text = [
  `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${formatSize(totalmem(), 'si')} of memory, ${process.platform} ${process.arch}, node ${process.versions.node}, ${diveVersion()}.`,
  `Page cache warm, whole processes, ${runs} counted runs each, in turn; the generated image has ${Number(values.files).toLocaleString('en')} files in about ${formatSize(Number(values.bytes), 'si')}.`,
  '',
  ...lines,
  '',
].join('\n');
process.stdout.write(text);

if (values.write) {
  const file = join(top, 'docs', 'benchmarks.md');
  const document = readFileSync(file, 'utf8');
  const begin = '<!-- bench:begin -->\n';
  const end = '<!-- bench:end -->';
  if (!document.includes(begin) || !document.includes(end)) throw new Error(`${file} has no ${begin.trim()} … ${end} to write between`);
  writeFileSync(file, `${document.slice(0, document.indexOf(begin) + begin.length)}\n${text}\n${document.slice(document.indexOf(end))}`);
}
