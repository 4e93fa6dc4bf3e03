/** The real image that is weighed beside the generated one: an archive of one's own, or the largest image of the local engine. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { AnalysisFile } from '../../src/analysis/analysis.ts';
import { formatSize } from '../../src/bytes.ts';
import { top } from './row.ts';

/** Saves the largest image of the local engine into the folder; undefined where no engine answers or it has none. */
export function saveEngineImage(folder: string): string | undefined {
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
  return spawnSync('docker', ['save', '--output', archive, largest!]).status === 0 ? archive : undefined;
}

/** What it is, as Plimsoll itself tells: nobody knows the image of another. */
export function aboutArchive(archive: string): string {
  const command = [join(top, 'dist', 'cli.js'), 'analyze', archive, '--format', 'json', '--quiet', '--no-cache'];
  const { stdout } = spawnSync(process.execPath, command, { encoding: 'utf8', maxBuffer: 1 << 30 });
  const { analyses } = JSON.parse(stdout) as AnalysisFile;
  const { sizes, layers } = analyses[0]!;
  const entries = layers.reduce((sum, layer) => sum + (layer.entries ?? 0), 0);
  return `${formatSize(sizes.total ?? 0, 'si')}, ${entries.toLocaleString('en')} entries`;
}
