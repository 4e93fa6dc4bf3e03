/** What of a history instruction stays the same when a layer is built again. */

/** Digests by which classic builders and kaniko name what is copied: they change with the content. */
const copiedDigest = /\b(file|dir|multi):[0-9a-f]{32,}/g;

/**
 * The instruction without what a builder adds to it or what changes with each build, so that equal keys mean the same line of a Dockerfile:
 * `RUN |1 REVISION=4be21c7 /bin/sh -c make # buildkit` and `/bin/sh -c make` are one. Undefined where the history says nothing.
 */
export function instructionKey(createdBy: string | undefined): string | undefined {
  if (createdBy === undefined) return undefined;
  const key = createdBy
    .trim()
    .replace(/\s*# buildkit$/, '')
    .replace(/^RUN\s+/, '')
    // Build arguments stand before the shell with their values, which may hold blanks.
    .replace(/^\|\d+ .*?(?=\/bin\/\S*sh -)/s, '')
    .replace(/^\/bin\/sh -c\s+/, '')
    .replace(/^#\(nop\)\s+/, '')
    .replace(copiedDigest, '$1:')
    .replace(/\s+/g, ' ')
    .trim();
  return key === '' ? undefined : key;
}
