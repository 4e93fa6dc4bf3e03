/** `plimsoll cache`: what is kept of layers that were read, and how to be rid of it. */
import { formatSize } from '../bytes.ts';
import { cacheVariable, findCacheFolder } from '../cache/cache-folder.ts';
import { type CacheEntry, clearEntries, listEntries, scanFolder } from '../cache/entries.ts';
import { ExpectedError } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { escapeText } from '../report/escape-text.ts';
import type { Command } from './command.ts';
import { printReport } from './terminal.ts';

const actions: Record<string, (folder: string) => string> = {
  ls: (folder) => {
    const entries = listEntries(folder);
    return [`${sum(entries)} in ${escapeText(folder)}`, ...entries.map(renderEntry)].join('\n');
  },
  clear: (folder) => `removed ${sum(clearEntries(folder))} from ${escapeText(folder)}`,
};

export const cacheCommand: Command = async ([name = ''], _options, io) => {
  const act = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (act === undefined) {
    const names = Object.keys(actions);
    throw new ExpectedError(
      'option',
      `the cache cannot be told to ${JSON.stringify(name)}${didYouMean(name, names)}; it knows ${names.join(' and ')}`,
      { hint: '`plimsoll cache ls` lists what is kept, `plimsoll cache clear` removes it.' },
    );
  }
  const root = findCacheFolder(io.env, io.cwd);
  if (root === undefined)
    throw new ExpectedError('not-found', 'looking for the cache: the environment names neither a home nor a folder for caches', {
      hint: `name a folder with ${cacheVariable}`,
    });
  await printReport(io, `${attempt(scanFolder(root), act)}\n`);
  return 0;
};

/** @throws ExpectedError `not-readable` */
function attempt(folder: string, act: (folder: string) => string): string {
  try {
    return act(folder);
  } catch (error) {
    throw new ExpectedError('not-readable', `reading the cache in ${folder}: ${(error as Error).message}`, {
      hint: `see that the folder is yours, or name another with ${cacheVariable}`,
      cause: error,
    });
  }
}

function sum(entries: readonly CacheEntry[]): string {
  const bytes = entries.reduce((total, { size }) => total + size, 0);
  return `${entries.length} ${entries.length === 1 ? 'layer' : 'layers'}, ${formatSize(bytes)},`;
}

function renderEntry({ digest, size, lastUsed }: CacheEntry): string {
  return `${lastUsed.toISOString().slice(0, 19)}Z  ${formatSize(size).padStart(9)}  ${digest}`;
}
