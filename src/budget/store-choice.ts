/** Where a budget or a workflow says that records of earlier commits are kept. */
import { findNearest } from '../nearest.ts';
import { branchNamePattern, refuseBranchName } from './branch-name.ts';
import type { StoreChoice } from './budget.ts';
import { isText, type Refusal, value } from './declare-value.ts';

/** The branch that records are kept on where no other is named. */
export const dataBranchName = 'plimsoll-data';

/** What a store may look like, for messages. */
export const storeSyntax = 'artifact, branch, branch: and a name, or file: and a directory, such as file:.plimsoll';

/** Reads a store without throwing: `artifact`, `branch`, `branch:NAME`, `file:DIR`. */
export function readStore(found: string): { value: StoreChoice } | Refusal {
  const text = found.trim();
  const [, kind = '', rest] = /^([^:]*?)(?: *: *(.*))?$/s.exec(text) ?? [];
  if (kind === 'artifact') {
    if (rest === undefined) return { value: { kind } };
    return { problem: 'names an artifact, but its name follows from the key of the comment', suggestion: 'artifact' };
  }
  if (kind === 'branch') return readBranch(rest);
  if (kind === 'file' && rest !== undefined && rest !== '') return { value: { kind, directory: rest } };
  if (kind === 'file') return { problem: 'names no directory', suggestion: 'file:.plimsoll' };
  if (kind === 'registry') return { problem: 'is not supported yet', later: true };
  return { problem: 'is not a store', ...suggestStore(text) };
}

function readBranch(name: string | undefined): { value: StoreChoice } | Refusal {
  if (name === undefined) return { value: { kind: 'branch', branch: dataBranchName } };
  const refusal = refuseBranchName(name);
  if (refusal === undefined) return { value: { kind: 'branch', branch: name } };
  if (name === '') return { ...refusal, suggestion: 'branch' };
  const { problem, suggestion } = refusal;
  return {
    problem: `is not a branch, since its name ${problem}`,
    ...(suggestion === undefined ? {} : { suggestion: `branch:${suggestion}` }),
  };
}

/** A word alone is a directory, unless it is nearly one of ours. */
function suggestStore(text: string): { suggestion?: string } {
  if (text === '' || text.includes(':')) return {};
  const [, kind, name] = /^(branch|file)[ =/]+(.+)$/s.exec(text) ?? [];
  const suggestion = kind === undefined ? (findNearest(text, ['artifact', 'branch']) ?? `file:${text}`) : `${kind}:${name}`;
  return 'value' in readStore(suggestion) ? { suggestion } : {};
}

/** The `store` of a budget's baseline. */
export const store = value<string>({
  title: 'store',
  accepted: storeSyntax,
  check: (found) => {
    if (!isText(found)) return { problem: 'is not a store' };
    const reading = readStore(found);
    return 'value' in reading ? undefined : reading;
  },
  json: { type: 'string', pattern: `^(artifact|branch|branch: *${branchNamePattern}|file: *[^ ].*)$` },
  examples: ['artifact', 'branch', 'branch:sizes', 'file:.plimsoll'],
});
