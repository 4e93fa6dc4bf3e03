/**
 * Makes app-1.tar and app-2.tar: two versions of one small image, by BuildKit, the same bytes each time.
 * `node example/make.ts [FOLDER]`; it needs what __tests__/lab/install.sh installs.
 */
import { chmodSync, cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startEngines } from '../__tests__/lab/engines.ts';

type Constituent = { degreesPerHour: number; centimetres: number; degrees: number };

/** Mean level and the main constituents, roughly as almanacs give them: amplitude and phase of M2, S2, N2 and O1. */
const harbours: Record<string, { level: number; tide: [number, number][] }> = {
  brest: {
    level: 413,
    tide: [
      [206, 110],
      [75, 150],
      [42, 92],
      [7, 325],
    ],
  },
  bristol: {
    level: 695,
    tide: [
      [424, 201],
      [148, 262],
      [76, 187],
      [8, 10],
    ],
  },
  cuxhaven: {
    level: 174,
    tide: [
      [135, 334],
      [34, 46],
      [20, 312],
      [10, 269],
    ],
  },
  'hook-of-holland': {
    level: 108,
    tide: [
      [79, 62],
      [19, 123],
      [11, 38],
      [11, 186],
    ],
  },
  leith: {
    level: 324,
    tide: [
      [179, 57],
      [62, 93],
      [35, 34],
      [12, 87],
    ],
  },
  plymouth: {
    level: 322,
    tide: [
      [169, 151],
      [61, 203],
      [33, 133],
      [5, 350],
    ],
  },
};
const speeds = [28.9841042, 30, 28.4397295, 13.9430356];

function heightsOf(harbour: string, year: number): number[] {
  const { level, tide } = harbours[harbour]!;
  const constituents = tide.map(([centimetres, degrees], index): Constituent => ({ degreesPerHour: speeds[index]!, centimetres, degrees }));
  const first = Date.UTC(year, 0, 1) / 3_600_000;
  // Hourly for 100 days: enough of a table for an example.
  return Array.from({ length: 100 * 24 }, (_, hour) =>
    Math.round(
      constituents.reduce(
        (sum, each) => sum + each.centimetres * Math.cos(((each.degreesPerHour * (first + hour - 262_968) - each.degrees) * Math.PI) / 180),
        level,
      ),
    ),
  );
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A plot of a table, as a program would draw it. */
function plot(heights: readonly number[]): string {
  const points = heights.map((height, hour) => `${hour},${1400 - height}`).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${heights.length} 1400"><polyline fill="none" stroke="#123" points="${points}"/></svg>\n`;
}

function makeContext(folder: string, version: number): void {
  const here = import.meta.dirname;
  for (const name of ['app', 'Dockerfile.1', 'Dockerfile.2']) cpSync(join(here, name), join(folder, name), { recursive: true });
  const manifest = join(folder, 'app', 'package.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"1.0.0"', `"${version}.0.0"`));
  for (const harbour of Object.keys(harbours)) {
    for (const year of [2024, 2025, 2026, 2027]) {
      const heights = heightsOf(harbour, year);
      write(join(folder, 'data', String(year), `${harbour}.json`), `${JSON.stringify({ harbour, year, heights })}\n`);
    }
  }
  for (const harbour of ['brest', 'leith']) write(join(folder, 'plots', `${harbour}.svg`), plot(heightsOf(harbour, 2027)));
  cpSync('/bin/busybox', join(folder, 'busybox'));
  // Whatever the umask is here.
  for (const file of globSync('**', { cwd: folder }))
    chmodSync(join(folder, file), statSync(join(folder, file)).isDirectory() ? 0o755 : 0o644);
  chmodSync(join(folder, 'busybox'), 0o755);
}

/** Writes both archives into `target`. */
export async function makeExample(target: string): Promise<void> {
  await using engines = await startEngines();
  for (const version of [1, 2]) {
    const context = mkdtempSync(join(tmpdir(), 'plimsoll-example-'));
    try {
      makeContext(context, version);
      await engines.buildx([
        ...['build', '--quiet', '--provenance=false', '--platform', 'linux/amd64', '--tag', `harbour:${version}`],
        ...['--file', join(context, `Dockerfile.${version}`), '--build-arg', 'SOURCE_DATE_EPOCH=1767225600'],
        ...[
          '--output',
          `type=oci,dest=${join(target, `app-${version}.tar`)},rewrite-timestamp=true,compression=gzip,force-compression=true`,
        ],
        context,
      ]);
    } finally {
      rmSync(context, { recursive: true });
    }
  }
}

if (import.meta.main) await makeExample(process.argv[2] ?? import.meta.dirname);
