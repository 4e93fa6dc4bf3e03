/**
 * `npm run bench`: Plimsoll and whatever rivals are there, on the same images, in turn; prints medians and ratios.
 *
 *   npm run bench -- [--image FILE] [--row NAME]… [--runs N] [--files N] [--bytes N] [--write]
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatSize } from '../../src/bytes.ts';
import { readRows, writeRows } from './documents.ts';
import { engineRows } from './engine-rows.ts';
import { type MeasuredRow, mergeRows, renderTables } from './figures.ts';
import { fileRows, startRows } from './file-rows.ts';
import { makeImage } from './make-image.ts';
import { measure } from './measure.ts';
import { planImage } from './plan-image.ts';
import { saveEngineImage } from './real-image.ts';
import { registryRows } from './registry-rows.ts';
import { type Bench, type Row, top } from './row.ts';
import { keep, openStores } from './stores.ts';

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

const rows: readonly Row[] = [...fileRows, ...engineRows, ...registryRows, ...startRows];
const names = rows.map(({ name }) => name);
const unknown = values.row?.filter((name) => !names.includes(name)) ?? [];
if (unknown.length > 0) {
  process.stderr.write(`no row is named ${unknown.join(', ')}; there are ${names.join(', ')}\n`);
  process.exit(2);
}

const stop = new AbortController();
// Not once: npm passes on what the terminal has sent already, and the second must not end what the first has begun to tidy up.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort(new Error(`ended by ${signal}`)));

const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${formatSize(totalmem(), 'si')} of memory, ${process.platform} ${process.arch}, node ${process.versions.node}`;

/** Measures a row; undefined where something is missing for it, or it fails, which is said. */
async function measureRow({ name, title, aims, contest }: Row, bench: Bench): Promise<MeasuredRow | undefined> {
  process.stderr.write(`${name}…\n`);
  const runs = Number(values.runs);
  try {
    // What cannot be started or made is left out like what is not there. The first line says what it was.
    const made = await contest(bench).catch((error: Error) => error.message.split('\n')[0]!);
    stop.signal.throwIfAborted();
    if (typeof made === 'string') {
      process.stderr.write(`${name}: left out: ${made}\n`);
      return undefined;
    }
    const { contenders, about } = made;
    const versions = [...new Set(contenders.flatMap(({ version }) => version ?? []))];
    const known = { ...(about === undefined ? {} : { about }), ...(aims === undefined ? {} : { aims }) };
    return { row: name, title, ...known, machine, runs, versions, figures: await measure(contenders, runs, stop.signal) };
  } catch (error) {
    stop.signal.throwIfAborted();
    process.stderr.write(`${name}: ${(error as Error).message}\n`);
    process.exitCode = 1;
    return undefined;
  }
}

async function run(): Promise<void> {
  const kept = join(top, '.bench');
  mkdirSync(kept, { recursive: true });
  await using stack = new AsyncDisposableStack();
  const scratch = mkdtempSync(join(kept, 'run-'));
  stack.defer(() => rmSync(scratch, { recursive: true, force: true }));
  const [files, bytes] = [Number(values.files), Number(values.bytes)];
  const generated = keep(() => makeImage(kept, `generated-${files}-${bytes}`, planImage(files, bytes), true, stop.signal));
  const realImage = keep(async () => values.image ?? saveEngineImage(scratch));
  const bench: Bench = {
    ...{ kept, scratch, files, bytes, stores: openStores(stack), signal: stop.signal },
    generated: () => generated(undefined),
    realImage: () => realImage(undefined),
  };
  const measured: MeasuredRow[] = [];
  for (const row of rows) {
    if (values.row?.includes(row.name) === false) continue;
    const one = await measureRow(row, bench);
    if (one === undefined) continue;
    measured.push(one);
    // At once: what comes after it may take an hour, or fail.
    if (values.write) writeRows(mergeRows(readRows(), [one], names));
  }
  if (measured.length > 0) process.stdout.write(`${renderTables(measured)}\n`);
}

try {
  await run();
} catch (error) {
  if (!stop.signal.aborted) throw error;
  process.stderr.write(`${(stop.signal.reason as Error).message}; what was made for this run is removed\n`);
  process.exitCode = 130;
}
