/** Which names a branch may have: git's own rules, and what no branch on GitHub is called. */
import type { Refusal } from './declare-value.ts';

/** The first rule that a name breaks; undefined where git takes `refs/heads/NAME`, and a command line and GitHub take it for a branch. */
export function refuseBranchName(name: string): Refusal | undefined {
  const broken = rules.find(({ pattern }) => pattern.test(name));
  if (broken === undefined) return undefined;
  const suggestion = broken.mend?.(name);
  return { problem: broken.problem, ...(suggestion === undefined || refuseBranchName(suggestion) !== undefined ? {} : { suggestion }) };
}

type Rule = { pattern: RegExp; problem: string; mend?: (name: string) => string };

/** Those of `git check-ref-format`, then those that keep a name from being taken for an option, a revision or a commit. */
const rules: readonly Rule[] = [
  { pattern: /^$/, problem: 'names no branch' },
  { pattern: /^refs\//, problem: 'begins with refs/', mend: (name) => name.replace(/^refs\/(heads\/)?/, '') },
  { pattern: /^\/|\/$|\/\//, problem: 'has an empty part between slashes', mend: (name) => name.split('/').filter(Boolean).join('/') },
  { pattern: / /, problem: 'has a space in it', mend: (name) => name.trim().replaceAll(/ +/g, '-') },
  // Git allows U+0080 to U+009F; no name needs them.
  { pattern: /\p{Cc}/u, problem: 'has a control character in it' },
  { pattern: /[~^:?*[\\]/, problem: 'has one of ~ ^ : ? * [ \\ in it' },
  { pattern: /\.\./, problem: 'has .. in it' },
  { pattern: /@\{/, problem: 'has @{ in it' },
  { pattern: /(^|\/)\./, problem: 'has a part that begins with a dot' },
  { pattern: /\.$/, problem: 'ends with a dot' },
  { pattern: /\.lock(\/|$)/, problem: 'has a part that ends with .lock' },
  { pattern: /^-/, problem: 'begins with a dash' },
  { pattern: /^(@|HEAD)$/, problem: 'means the commit that is checked out' },
  { pattern: /^[0-9a-f]{40}$/i, problem: 'looks like the id of a commit' },
];

/** The same rules for JSON Schema, to stand after what comes before the name. */
export const branchNamePattern =
  '(?!refs/|/|-|@$|HEAD$|[0-9A-Fa-f]{40}$)(?!.*(//|\\.\\.|@\\{|/$|\\.$|\\.lock(/|$)))(?!(.*/)?\\.)[^\\u0000- \\u007f-\\u009f~^:?*\\[\\\\]+';
