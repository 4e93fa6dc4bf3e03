/** Real histories for the stand-in's bare repository, made with git where they are small and by fast-import where they are not. */
import { execFileSync } from 'node:child_process';
import type { StandIn } from './stand-in/stand-in.ts';

/** What a commit of a history is made of; times go up by a minute from one to the next. */
export type NewCommit = { on: string; parents?: string[]; files?: Record<string, string | Buffer> };

/**
 * Writes commits into the bare repository, in one go.
 * @returns the full ids, in the order that they were given in; a parent is given as `:1` for the first of them
 */
export function writeHistory({ gitDirectory }: StandIn, commits: readonly NewCommit[]): string[] {
  const parts: (string | Buffer)[] = [];
  for (const [index, { on, parents = [], files = {} }] of commits.entries()) {
    const message = `commit ${index + 1}`;
    const who = `A <a@example.test> ${1_750_000_000 + index * 60} +0000`;
    parts.push(`commit refs/heads/${on}\nmark :${index + 1}\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n${message}\n`);
    if (parents.length > 0) parts.push(`from ${parents[0]}\n`, ...parents.slice(1).map((parent) => `merge ${parent}\n`));
    for (const [path, content] of Object.entries(files)) {
      const bytes = Buffer.from(content);
      parts.push(`M 100644 inline ${path}\ndata ${bytes.length}\n`, bytes, '\n');
    }
  }
  parts.push(...commits.map((_, index) => `get-mark :${index + 1}\n`), 'done\n');
  const input = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const args = ['-C', gitDirectory, 'fast-import', '--quiet', '--force', '--done'];
  return execFileSync('git', args, { input, encoding: 'utf8' }).trim().split('\n');
}
