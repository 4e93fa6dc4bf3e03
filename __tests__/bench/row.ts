/** What a row of the bench is, and what rows share: where things lie, and the contenders that most of them have. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { formatSize } from '../../src/bytes.ts';
import { labEnvironment } from '../lab/tools.ts';
import type { BenchImage } from './make-image.ts';
import type { Contender } from './measure.ts';
import type { Stores } from './stores.ts';

/** What Plimsoll is to reach: so many times the rival's time or peak memory, or so many seconds or bytes of its own. */
export type Aim = { against: string; atMost: number; of?: 'memory' } | { seconds: number } | { peakBytes: number };

/** Plimsoll first, then its rivals; `about` says what is weighed, where the title does not. */
export type Contest = { contenders: Contender[]; about?: string };

export type Row = {
  name: string;
  title: string;
  aims?: readonly Aim[];
  /** Makes what is weighed. @returns the contest, or a clause that says what is missing for it */
  contest: (bench: Bench) => Promise<Contest | string>;
};

export const top = join(import.meta.dirname, '..', '..');

/** One run of the bench. */
export type Bench = {
  /** Images that are made once, and kept. */
  kept: string;
  /** What goes at the end of the run. */
  scratch: string;
  stores: Stores;
  /** Says that the run is to end. */
  signal: AbortSignal;
  files: number;
  bytes: number;
  /** The generated image; made when it is asked for first. */
  generated: () => Promise<BenchImage>;
  /** An archive of a real image; undefined where there is none. */
  realImage: () => Promise<string | undefined>;
};

/** What the generated image is, in the words of a table. */
export const aboutGenerated = ({ files, bytes }: Pick<Bench, 'files' | 'bytes'>) =>
  `${formatSize(bytes, 'si')}, ${files.toLocaleString('en')} files`;

export function plimsoll(args: readonly string[], env: Record<string, string> = {}): Contender {
  return { name: 'plimsoll', command: [process.execPath, join(top, 'dist', 'cli.js'), ...args], env };
}

/** Every layer read, whatever the round before has kept. */
export function analyze(reference: string, args: readonly string[] = [], env: Record<string, string> = {}): Contender {
  return plimsoll(['analyze', reference, '--format', 'json', '--quiet', '--no-cache', ...args], env);
}

/** dive, where it is there. */
export function dive(source: 'docker-archive' | 'docker' | 'podman', image: string, env: Record<string, string> = {}): Contender[] {
  const version = versionOf('dive');
  if (version === undefined) return [];
  // dive judges by rules of its own and says 1 where they fail; it has read everything by then.
  const command = ['dive', '--source', source, image];
  return [{ name: source === 'docker-archive' ? 'dive' : 'dive IMAGE', command, env: { CI: 'true', ...env }, exitCodes: [0, 1], version }];
}

/** Name and version of a tool, from the module that its binary was built from or from what it says itself; undefined where it is not there. */
export function versionOf(tool: string, folders = labEnvironment().PATH!.split(':')): string | undefined {
  const env = labEnvironment();
  const path = folders.map((folder) => join(folder, tool)).find(existsSync);
  if (path === undefined) return undefined;
  const built = spawnSync('go', ['version', '-m', path], { encoding: 'utf8', env }).stdout ?? '';
  const said = () => /\d+\.\d+\S*\b/.exec(spawnSync(path, ['--version'], { encoding: 'utf8', env }).stdout ?? '')?.[0];
  return `${tool} ${/^\tmod\t\S+\tv(\S+)/m.exec(built)?.[1]?.replace(/^\(devel\)$/, '') || said() || 'of unknown version'}`;
}
