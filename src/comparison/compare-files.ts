/** What changed between two inventories, exact to the file, in one pass over both. */
import type { Inventory, InventoryFile } from '../analysis/analysis.ts';
import type { FileSum, FileSums, PathChange } from './comparison.ts';
import { DirectoryChanges } from './directory-changes.ts';
import { LargestChanges } from './largest.ts';

/** How many files are listed one by one. */
const mostFiles = 1000;

export type FileComparison = {
  files: PathChange[];
  sums: FileSums;
  filesWithOtherContent: number;
  directories: PathChange[];
  /** The kinds of content identity, base and head, of files that could not be compared by content for it. */
  otherKinds?: [base: string, head: string];
};

/** Takes both in the order of their paths; memory does not grow with their length. */
export function compareFiles(base: Inventory, head: Inventory): FileComparison {
  const files = new LargestChanges<PathChange>(mostFiles);
  const directories = new DirectoryChanges();
  const sums: FileSums = { came: emptySum(), gone: emptySum(), grew: emptySum(), shrank: emptySum() };
  let filesWithOtherContent = 0;
  let otherKinds: [string, string] | undefined;

  joinFiles(base.files, head.files, (before, after) => {
    const path = (after ?? before)!.path;
    directories.add(path, before?.bytes, after?.bytes);
    const change = (after?.bytes ?? 0) - (before?.bytes ?? 0);
    if (before && after && change === 0) {
      const content = compareContent(before, after);
      if (content === 'other') filesWithOtherContent++;
      else if (content !== 'same') otherKinds ??= content;
      return;
    }
    const sum = !before ? sums.came : !after ? sums.gone : change > 0 ? sums.grew : sums.shrank;
    sum.files++;
    sum.change += change;
    files.add({
      path,
      ...(before ? { base: before.bytes } : {}),
      ...(after ? { head: after.bytes, layer: after.layer } : {}),
      change,
    });
  });

  return { files: files.take(), sums, filesWithOtherContent, directories: directories.take(), ...(otherKinds ? { otherKinds } : {}) };
}

function emptySum(): FileSum {
  return { files: 0, change: 0 };
}

/** For two files of equal size: where content is not known, or both are empty, nothing speaks against `same`. */
function compareContent(base: InventoryFile, head: InventoryFile): 'same' | 'other' | [string, string] {
  // A hard link's further names have 0 bytes: its content counts once, with its first name.
  if (base.content === undefined || head.content === undefined || head.bytes === 0 || base.content === head.content) return 'same';
  const kinds: [string, string] = [kindOf(base.content), kindOf(head.content)];
  return kinds[0] === kinds[1] ? 'other' : kinds;
}

function kindOf(content: string): string {
  return content.slice(0, content.indexOf(':'));
}

/** Calls `visit` for each path of either side, in order; a side that does not have it is undefined. */
function joinFiles(
  base: Iterable<InventoryFile>,
  head: Iterable<InventoryFile>,
  visit: (base: InventoryFile | undefined, head: InventoryFile | undefined) => void,
): void {
  const nextBase = inOrder(base);
  const nextHead = inOrder(head);
  let before = nextBase();
  let after = nextHead();
  while (before !== undefined || after !== undefined) {
    if (after === undefined || (before !== undefined && before.path < after.path)) {
      visit(before, undefined);
      before = nextBase();
    } else if (before === undefined || after.path < before.path) {
      visit(undefined, after);
      after = nextHead();
    } else {
      visit(before, after);
      before = nextBase();
      after = nextHead();
    }
  }
}

/** The next file at each call. An order that is not kept would give a wrong answer in silence, so that it is checked. */
function inOrder(files: Iterable<InventoryFile>): () => InventoryFile | undefined {
  const iterator = files[Symbol.iterator]();
  let last: string | undefined;
  return () => {
    const next = iterator.next();
    if (next.done) return undefined;
    const file: InventoryFile = next.value;
    if (last !== undefined && file.path <= last) throw new Error(`the files of an inventory are not sorted: ${file.path} follows ${last}`);
    last = file.path;
    return file;
  };
}
