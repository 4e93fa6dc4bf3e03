/** The images of the lab, made once and kept until what makes them changes. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { makeForms } from './forms.ts';
import { labFolder } from './tools.ts';

/** The folder with every form of the images; made now if it is not there. Test files run at once, so one makes it and the others wait. */
export async function labImages(): Promise<string> {
  const images = join(labFolder, 'images');
  const name = recipe();
  const folder = join(images, name);
  mkdirSync(images, { recursive: true });
  const lock = join(images, 'lock');
  // A slow machine takes minutes to make them, and others may have waited before: what counts is how long the same one holds the lock.
  let holder = 0;
  let since = Date.now();
  while (!takeLock(lock)) {
    const now = holderOf(lock);
    if (now !== holder) since = Date.now();
    holder = now;
    if (Date.now() - since > 15 * 60_000) throw new Error(`process ${holder} holds ${lock} for 15 minutes: is it a test run?`);
    await setTimeout(200);
  }
  try {
    if (existsSync(folder)) return folder;
    for (const old of readdirSync(images)) if (old !== 'lock') rmSync(join(images, old), { recursive: true });
    const unfinished = join(images, 'unfinished');
    await makeForms(unfinished);
    renameSync(unfinished, folder);
    return folder;
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Names the images by what makes them. */
function recipe(): string {
  const hash = createHash('sha256');
  for (const file of globSync('**/*', { cwd: import.meta.dirname, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .sort())
    hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const holder = holderOf(lock);
    if (holder > 0 && !isRunning(holder)) rmSync(lock, { force: true });
    return false;
  }
}

/** The process that wrote the lock; 0 where there is none, or none yet. */
function holderOf(lock: string): number {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return 0;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
