/** What of a history instruction stays the same when a layer is built again. */

import { splitArguments } from '../analysis/created-by.ts';

/** Digests by which classic builders and kaniko name what is copied: they change with the content. */
const copiedDigest = /\b(file|dir|multi):[0-9a-f]{32,}/g;

/**
 * The instruction without what a builder adds to it or what changes with each build, so that equal keys mean the same line of a Dockerfile:
 * `RUN |1 REVISION=4be21c7 /bin/sh -c make # buildkit` and `/bin/sh -c make` are one. Undefined where the history says nothing,
 * or nothing of the command, which was taken out with a secret.
 */
export function instructionKey(createdBy: string | undefined): string | undefined {
  if (createdBy === undefined) return undefined;
  const entry = createdBy.trim().replace(/(?<!\s)\s*# buildkit$/, '');
  const split = splitArguments(entry);
  if (split !== undefined && split.command === undefined && split.args.endsWith('=***')) return undefined;
  const key = (split?.command ?? entry)
    .replace(/^RUN\s+/, '')
    .replace(/^\/bin\/sh -c\s+/, '')
    .replace(/^#\(nop\)\s+/, '')
    .replace(copiedDigest, '$1:')
    .replace(/\s+/g, ' ')
    .trim();
  return key === '' ? undefined : key;
}
