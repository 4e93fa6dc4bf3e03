/** Go's archive/tar as a second opinion: what engines extract by. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { summary } from './read-tar.ts';

export const hasGo = spawnSync('go', ['version']).status === 0;

type GoEntry = Omit<ReturnType<typeof summary>, 'type'> & { type: string; major: number; minor: number };
export type GoTar = { entries: GoEntry[]; error: string };

/** Builds the program into `folder`. @returns its path */
export function buildOracle(folder: string): string {
  const program = join(folder, 'oracle');
  execFileSync('go', ['build', '-o', program, join(import.meta.dirname, '..', 'oracle', 'main.go')], {
    env: { ...process.env, CGO_ENABLED: '0', GO111MODULE: 'off' },
  });
  return program;
}

/** What Go reads of each tar, by as few runs of the program as its command line allows. */
export function readByGo(program: string, folder: string, tars: readonly Uint8Array[]): GoTar[] {
  const found: GoTar[] = [];
  const tarFolder = join(folder, 'tars');
  mkdirSync(tarFolder, { recursive: true });
  for (let from = 0; from < tars.length; from += 500) {
    const names = tars.slice(from, from + 500).map((bytes, index) => {
      const name = join(tarFolder, `${index}.tar`);
      writeFileSync(name, bytes);
      return name;
    });
    const lines = execFileSync(program, names, { encoding: 'utf8', maxBuffer: 1 << 30 })
      .trimEnd()
      .split('\n');
    found.push(...lines.map((line): GoTar => JSON.parse(line)));
  }
  return found;
}
