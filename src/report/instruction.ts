/** The `created_by` of a history entry as the line of a Dockerfile that its author would know again. */

import { splitArguments } from '../analysis/created-by.ts';

const shell = /^(?:RUN )?(?:\/\S*\/)?(?:ba|da|a|z|k)?sh(?: -[a-zA-Z]+| pipefail)* -[a-z]*c /;

const comment = '# buildkit';
/** A whole script may stand in a history; no rendering shows more than its first lines. */
const longest = 2_000;

/**
 * Shortens a history entry: shells, build arguments, builders' comments and digests of copied files go, blanks and line ends become one blank.
 * `|1 A=b /bin/sh -c make # buildkit` is `RUN make`; `/bin/sh -c #(nop) COPY file:0a1b… in /app ` is `COPY … /app`.
 */
export function shortenInstruction(createdBy: string): string {
  let text = createdBy.trim();
  if (text.endsWith(comment)) text = text.slice(0, -comment.length).trimEnd();
  // Build arguments are no part of the line, and may hold secrets.
  const split = splitArguments(text);
  text = (split === undefined ? text : `RUN ${split.command ?? '…'}`).slice(0, longest);
  const bare = text.replace(shell, '');
  if (bare !== text) text = bare.startsWith('#(nop)') ? bare.slice('#(nop)'.length) : `RUN ${bare}`;
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(ADD|COPY) (?:--\S+ )*(?:(?:multi|file|dir):[0-9a-f]+ )+in (?=\S)/, '$1 … ');
}
