/** The `file` store: a directory that keeps, for each image, its Analysis document and the inventories of its platforms. */
import { mkdirSync } from 'node:fs';
import { readdir, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Analysis, Inventory, Weighed } from '../analysis/analysis.ts';
import { decodeInventory, encodeInventory, maxInventoryBytes } from '../analysis/inventory.ts';
import { holdsAnalysis, readAnalysisFile } from '../analysis/read-analysis.ts';
import { checkAnalyses } from '../analysis/schema.ts';
import { renderAnalysisFile } from '../analysis/write-analysis.ts';
import { ExpectedError } from '../errors.ts';
import { explainReadFault, FileFault, readBounded } from '../read-file.ts';
import { explainWriteFault, type StagedFile, stageFile } from '../write-file.ts';
import { analysisFileName, inventoryBeside, inventoryFileName, isInventoryOf, stemOf } from './record-name.ts';

/**
 * Keeps what one image weighs, all platforms of it, in place of what was kept before. The directory is made where it is missing.
 * Every file is written in full before the first one takes its place, so that a full disk leaves the old record.
 * @param name what the image is called in the budget
 * @throws ExpectedError `write`, also where a file of that name holds something else: an image may be called as a project's package.json is
 */
export async function saveAnalyses(directory: string, name: string, weighed: readonly Weighed[]): Promise<void> {
  await makeDirectory(directory);
  const file = analysisFileName(name);
  await refuseForeign(join(directory, file), name);
  const kept = new Set<string>();
  const staged: StagedFile[] = [];
  try {
    for (const { analysis, inventory } of weighed) {
      const beside = inventoryFileName(name, analysis.platform);
      // Where two analyses are of one platform, the inventory belongs to the first.
      if (!inventory || kept.has(beside)) continue;
      staged.push(await stageFile(join(directory, beside), encodeInventory(inventory)));
      kept.add(beside);
    }
    // The document last: until it stands, the old one does.
    staged.push(await stageFile(join(directory, file), renderAnalysisFile(checkAnalyses(weighed.map(({ analysis }) => analysis)))));
    while (staged.length > 0) await staged.shift()!.commit();
  } finally {
    for (const rest of staged) await rest.discard();
  }
  await removeStaleInventories(directory, stemOf(file), kept);
}

/** Only an earlier record is replaced, or an empty file. */
async function refuseForeign(file: string, name: string): Promise<void> {
  const stats = await stat(file).catch(() => undefined);
  if (!stats?.isFile() || stats.size === 0) return;
  let found = 'what stands there is no analysis that Plimsoll wrote';
  try {
    if (await holdsAnalysis(file)) return;
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    found = `it cannot be told whether an analysis stands there: ${fault.message}`;
  }
  throw new ExpectedError('write', `keeping the analysis of ${name} as ${file}: ${found}`, {
    hint: 'Name a directory that is for analyses alone. What stands there is unchanged.',
  });
}

/** Like `mkdir -p`. @throws ExpectedError `write` */
export async function makeDirectory(directory: string): Promise<void> {
  try {
    makeDirectories(directory);
  } catch (error) {
    throw new ExpectedError('write', `making the directory ${directory}: ${explainWriteFault(error)}`, {
      hint: 'Name a directory that can be written to.',
      cause: error,
    });
  }
}

/** An inventory of an earlier record would pass for one of this. */
async function removeStaleInventories(directory: string, stem: string, kept: ReadonlySet<string>): Promise<void> {
  try {
    for (const file of await readdir(directory)) {
      if (isInventoryOf(stem, file) && !kept.has(file)) await unlink(join(directory, file));
    }
  } catch (error) {
    throw new ExpectedError('write', `removing old inventories from ${directory}: ${explainWriteFault(error)}`, {
      hint: 'Name a directory that can be written to.',
      cause: error,
    });
  }
}

/**
 * What was kept of an image.
 * @param path a directory that saveAnalyses wrote, or a file that holds an Analysis document, whose inventories may lie beside it
 * @param name what the image is called in the budget; a file is taken whatever it is called
 * @returns undefined where a directory has no record of the image, or does not exist yet. A record that cannot be read is an error, and so
 * is a missing file whose name ends in `.json`.
 * @throws ExpectedError `not-found`, `not-readable` or `analysis`
 */
export async function loadBaseline(path: string, name: string): Promise<Weighed[] | undefined> {
  const kind = await kindOf(path);
  if (kind === 'missing' && !path.endsWith('.json')) return undefined;
  if (kind !== 'directory') return await loadRecord(path);
  const file = join(path, analysisFileName(name));
  return (await kindOf(file)) === 'missing' ? undefined : await loadRecord(file);
}

async function kindOf(path: string): Promise<'missing' | 'directory' | 'file'> {
  try {
    return (await stat(path)).isDirectory() ? 'directory' : 'file';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
    throw unreadable(path, error);
  }
}

/** The analyses of a document, each with the inventory that lies beside it, if one does. */
export async function loadRecord(file: string): Promise<Weighed[]> {
  const { analyses } = await readAnalysisFile(file);
  const seen = new Set<string>();
  const weighed: Weighed[] = [];
  for (const analysis of analyses) {
    const beside = join(dirname(file), inventoryBeside(stemOf(basename(file)), analysis.platform));
    const inventory = seen.has(beside) ? undefined : await loadInventory(beside, analysis);
    seen.add(beside);
    weighed.push(inventory ? { analysis, inventory } : { analysis });
  }
  return weighed;
}

async function loadInventory(file: string, analysis: Analysis): Promise<Inventory | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readBounded(file, maxInventoryBytes);
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    if (fault.reason === 'missing') return undefined;
    throw new ExpectedError('not-readable', `reading the inventory ${file}: ${fault.message}`, {
      hint: 'Save the analysis again, or delete the inventory: without it no files are compared.',
      cause: fault,
    });
  }
  const inventory = decodeInventory(bytes, file, analysis.layers.length);
  for (const field of ['imageID', 'platform'] as const) {
    if (inventory[field] === analysis[field]) continue;
    throw new ExpectedError(
      'analysis',
      `reading the inventory ${file}: its ${field} is ${inventory[field]}, and that of the analysis beside it ${analysis[field]}`,
      { hint: 'They are of two different images. Save the analysis again, or delete the inventory.' },
    );
  }
  return inventory;
}

function unreadable(path: string, error: unknown): ExpectedError {
  const { message } = explainReadFault(error);
  return new ExpectedError('not-readable', `reading the baseline ${path}: ${message}`, {
    hint: 'Name a directory that --save wrote, the .json of an image in it, or an image.',
    cause: error,
  });
}

/** Like `mkdir -p`. Node's own way of it never returns under a file system that refuses new directories, as /proc does. */
function makeDirectories(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    makeDirectories(dirname(path));
    mkdirSync(path);
  }
}
