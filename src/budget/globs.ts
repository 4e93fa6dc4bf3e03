/** The globs of path budgets: refused where they can match no file, since such a budget would pass for ever with 0 bytes. */
import picomatch from 'picomatch';
import type { Refusal } from './declare-value.ts';

/** `*` and `**` match names that begin with a dot too. The flag lets `**` match names that hold a line break. Paths have / on Windows too. */
const options = { dot: true, windows: false, flags: 's' };

/** What a glob matches, as absolute paths. */
export function compileGlob(glob: string): (path: string) => boolean {
  return picomatch(glob, options);
}

/** Names between slashes: none is empty, `.` or `..`. */
const names = '(/(\\.{0,2}[^/.][^/]*|\\.{3}[^/]*))';

/** What every glob looks like, in JSON Schema. Whether its brackets are closed cannot be said there. */
export const globShape = {
  pattern: `^(\\*\\*|(\\*\\*)?${names}+)$`,
  allOf: [{ pattern: '\\S$' }],
};
const shape = new RegExp(globShape.pattern);

/** What is wrong with a text as a glob, if anything. */
export function refuseGlob(found: string): Refusal | undefined {
  if (found.trim() === '') return { problem: 'is not a glob' };
  if (found !== found.trim()) return { problem: 'has spaces around it', suggestion: found.trim() };
  if (found.startsWith('!')) return { problem: 'begins with "!": what is not to be weighed cannot be said' };
  if (/^(\.\/|[\w.@-])/.test(found))
    return { problem: 'matches no file, since every path begins with /', suggestion: `/${found.replace(/^(\.?\/)+/, '')}` };
  if (found.includes('//')) return { problem: 'matches no file, since no path has // in it', suggestion: found.replaceAll(/\/{2,}/g, '/') };
  if (found.endsWith('/')) return { problem: 'matches no file, since no file ends with /', suggestion: `${found}**` };
  if (found.split('/').some((name) => name === '.' || name === '..'))
    return { problem: 'matches no file, since no path has . or .. in it' };
  if (!shape.test(found))
    return {
      problem: 'begins with neither / nor **/',
      ...(found.startsWith('**') ? { suggestion: `**/*${found.replace(/^\*+/, '')}` } : {}),
    };
  return refuseBrackets(found);
}

/** Brackets that are not closed stand for themselves, or for nothing at all: neither can be meant. */
function refuseBrackets(found: string): Refusal | undefined {
  if (found.replaceAll(/\\./gs, '').split('"').length % 2 === 0)
    return { problem: 'has a quote that is not closed: write \\" for the character' };
  try {
    picomatch.makeRe(found, { ...options, strictBrackets: true, debug: true });
  } catch (error) {
    const [, side, bracket] = /^Missing (opening|closing): "(.)"/.exec((error as Error).message) ?? [];
    if (bracket === undefined) return { problem: 'can match no file' };
    return { problem: `lacks the ${side} "${bracket}": write a backslash before a bracket that stands for itself` };
  }
  return undefined;
}
