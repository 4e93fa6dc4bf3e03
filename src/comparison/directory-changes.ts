/** The directories that explain a change best: deep enough to say where it is, and not so deep that one cause falls into many. */
import type { DirectorySize } from '../analysis/analysis.ts';
import type { PathChange } from './comparison.ts';
import { byChange } from './largest.ts';

/** A directory is explained by those in it where so few of them hold so much of its change. */
const mostChildren = 4;
const nearlyAll = 0.9;

const mostNamed = 1000;

type Directory = {
  /** The path with a slash behind it, which all below it begins with; empty for the root. */
  prefix: string;
  /** Bytes with all that lies below it; absent where it does not exist on that side. */
  base?: number;
  head?: number;
  /** Change of what lies directly in it. */
  ownChange: number;
  /** |change| summed over the directories in it, and of the largest few of them. */
  childChanges: number;
  largestChildren: number[];
  /** What is named below it. */
  named: PathChange[];
};

/**
 * Takes files in the order of their paths and names the directories that changed. Memory grows with the depth and with what is named.
 *
 * A directory is left out where up to four directories in it hold 90 % of its change, since those are named instead. Where it is named, those below it are
 * left out unless they change by more than it does: growth that a loss beside it hides. The root is named only for files of its own.
 */
export class DirectoryChanges {
  readonly #open: Directory[] = [emptyDirectory('')];

  /** `base` or `head` is undefined where that side does not have the file. */
  add(path: string, base: number | undefined, head: number | undefined): void {
    closeUnless(this.#open, path, addUp);
    for (let slash = this.#nextSlash(path); slash >= 0; slash = this.#nextSlash(path)) {
      this.#open.push(emptyDirectory(path.slice(0, slash + 1)));
    }
    const directory = this.#open.at(-1)!;
    addSizes(directory, base, head);
    directory.ownChange += (head ?? 0) - (base ?? 0);
  }

  #nextSlash(path: string): number {
    return path.indexOf('/', this.#open.at(-1)!.prefix.length);
  }

  /** The largest change of either sign first, at most a thousand. */
  take(): PathChange[] {
    return finish(this.#open, addUp);
  }
}

/** The same from two lists of the heaviest directories. One that is missing from a list is unknown there, not empty, and is passed over. */
export function compareDirectories(base: readonly DirectorySize[], head: readonly DirectorySize[]): PathChange[] {
  const baseBytes = new Map(base.map(({ path, bytes }) => [path, bytes]));
  const onBoth = head
    .filter(({ path }) => baseBytes.has(path))
    .map(({ path, bytes }) => ({ prefix: path === '' ? '' : `${path}/`, base: baseBytes.get(path)!, head: bytes }))
    .sort((one, other) => (one.prefix < other.prefix ? -1 : 1));
  const open = [emptyDirectory('')];
  for (const { prefix, base, head } of onBoth) {
    closeUnless(open, prefix, takeOff);
    if (prefix !== '') open.push(emptyDirectory(prefix));
    Object.assign(open.at(-1)!, { base, head, ownChange: head - base });
  }
  return finish(open, takeOff);
}

/** What a directory that closes does to the one that it lies in. */
type Close = (parent: Directory, closed: Directory) => void;

function addUp(parent: Directory, closed: Directory): void {
  addSizes(parent, closed.base, closed.head);
}

/** The sizes of a listed directory include those below it; what those change is not its own change. */
function takeOff(parent: Directory, closed: Directory): void {
  parent.ownChange -= changeOf(closed);
}

function emptyDirectory(prefix: string): Directory {
  return { prefix, ownChange: 0, childChanges: 0, largestChildren: [], named: [] };
}

function addSizes(directory: Directory, base: number | undefined, head: number | undefined): void {
  if (base !== undefined) directory.base = (directory.base ?? 0) + base;
  if (head !== undefined) directory.head = (directory.head ?? 0) + head;
}

function changeOf({ base = 0, head = 0 }: Directory): number {
  return head - base;
}

function closeUnless(open: Directory[], path: string, close: Close): void {
  while (!path.startsWith(open.at(-1)!.prefix)) closeLast(open, close);
}

function closeLast(open: Directory[], close: Close): void {
  const closed = open.pop()!;
  const parent = open.at(-1)!;
  close(parent, closed);
  const change = Math.abs(changeOf(closed));
  parent.childChanges += change;
  parent.largestChildren = [...parent.largestChildren, change].sort((one, other) => other - one).slice(0, mostChildren);
  parent.named = joined(parent.named, nameIn(closed));
}

function finish(open: Directory[], close: Close): PathChange[] {
  while (open.length > 1) closeLast(open, close);
  return nameIn(open[0]!).sort(byChange).slice(0, mostNamed);
}

function nameIn(directory: Directory): PathChange[] {
  if (isExplained(directory)) return directory.named;
  const change = changeOf(directory);
  const hidden = directory.named.filter((below) => Math.abs(below.change) > Math.abs(change));
  if (change === 0) return hidden;
  const { prefix, base, head } = directory;
  hidden.push({ path: prefix.slice(0, -1), ...(base === undefined ? {} : { base }), ...(head === undefined ? {} : { head }), change });
  return hidden;
}

function isExplained({ prefix, ownChange, childChanges, largestChildren }: Directory): boolean {
  const all = Math.abs(ownChange) + childChanges;
  const byFew = largestChildren.reduce((sum, change) => sum + change, 0);
  return (prefix === '' ? childChanges : byFew) >= nearlyAll * all;
}

/** Adds the shorter list to the longer, so that what lies deep is not copied at every level. */
function joined(one: PathChange[], other: PathChange[]): PathChange[] {
  const [longer, shorter] = one.length < other.length ? [other, one] : [one, other];
  for (const change of shorter) longer.push(change);
  return longer;
}
