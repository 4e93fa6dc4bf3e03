/**
 * What a history entry says before its command: the build arguments, with their values. `|2 TOKEN=t NAME=a b /bin/sh -c make` has two,
 * and BuildKit writes `RUN ` before it. Values may hold anything, blanks and line ends among it. Pure, and linear in the length.
 */
import { looksSecret } from '../looks-secret.ts';
import { withoutUsers } from '../url-users.ts';

export type SplitEntry = {
  /** `NAME=value …`, without a blank at its end. */
  args: string;
  /** The command, with its shell where there is one; undefined where it cannot be told from the last value. */
  command?: string;
  /** Whether the command begins with a shell, or else with what follows values without blanks. */
  inShell: boolean;
};

/** The entry without its build arguments' prefix; undefined where it has none. */
export function splitArguments(createdBy: string): SplitEntry | undefined {
  const opening = openingOf(createdBy);
  if (opening === undefined) return undefined;
  const body = createdBy.slice(opening.length);
  const shell = findShell(body);
  if (shell !== undefined) return { args: body.slice(0, shell).trimEnd(), command: body.slice(shell), inShell: true };
  // An exec form names no shell: what follows as many values without blanks as there are is taken for it.
  const plain = /[A-Za-z_]\w*=\S* /y;
  for (let left = opening.count; left > 0; left--) if (!plain.test(body)) return { args: body, inShell: false };
  return { args: body.slice(0, plain.lastIndex).trimEnd(), command: body.slice(plain.lastIndex), inShell: false };
}

/**
 * A history entry as it may be kept and shown: without the values of build arguments that are secrets by their names, and without what stands
 * for a user in a URL. Everything else is as it was. Where a secret's end cannot be told, what follows it goes too.
 */
export function withoutSecrets(createdBy: string): string {
  // `docker history` shows these to whoever can pull the image; a record of its weight may be read by others.
  const text = withoutUsers(createdBy, '***');
  const opening = openingOf(text);
  const split = splitArguments(text);
  if (opening === undefined || split === undefined) return text;
  const found = assignments(split.args);
  const firstSecret = found.find(([, name]) => looksSecret(name!));
  if (firstSecret === undefined) return text;
  const isPlain = found.length === opening.count && split.command !== undefined && (split.inShell || isApart(split.command, found));
  if (!isPlain) {
    const kept = split.args.slice(0, firstSecret.index + firstSecret[0].length);
    return `${text.slice(0, opening.length)}${kept}***${split.inShell ? ` ${split.command}` : ''}`;
  }
  const args = found.map(({ 0: start, 1: name, index }, at) => {
    const end = (found[at + 1]?.index ?? split.args.length + 1) - 1;
    return start + (looksSecret(name!) ? '***' : split.args.slice(index + start.length, end));
  });
  return `${text.slice(0, opening.length)}${args.join(' ')} ${split.command}`;
}

function assignments(text: string): RegExpExecArray[] {
  return [...text.matchAll(/(?<=^| )([A-Za-z_]\w*)=/g)];
}

/**
 * Whether no secret can reach into the command of an exec form. The last value may have blanks; and so may the others, where the command has
 * a word that might be an argument too.
 */
function isApart(command: string, found: readonly RegExpExecArray[]): boolean {
  return command.startsWith('/') || (!looksSecret(found.at(-1)![1]!) && assignments(command).length === 0);
}

function openingOf(createdBy: string): { length: number; count: number } | undefined {
  const [whole, count] = /^\s*(?:RUN )?\|(\d{1,6}) /.exec(createdBy) ?? [];
  return whole === undefined ? undefined : { length: whole.length, count: Number(count) };
}

/** Where the first shell begins that is handed a command: `/bin/bash -o pipefail -c `. */
function findShell(text: string): number | undefined {
  let start: number | undefined;
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    if (/^(?:\/\S*\/)?(?:ba|da|a|z|k)?sh$/.test(word)) start = index;
    else if (start !== undefined && /^-[a-z]*c$/.test(word)) return start;
    else if (!/^(?:-[a-zA-Z]+|pipefail)$/.test(word)) start = undefined;
  }
  return undefined;
}
