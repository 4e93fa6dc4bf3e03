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
  const deadline = Date.now() + 300_000;
  while (!takeLock(lock)) {
    if (Date.now() > deadline) throw new Error(`another test run holds ${lock} for 5 minutes: is it still there?`);
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
    rmSync(lock);
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
    const holder = Number(readFileSync(lock, { encoding: 'utf8', flag: 'a+' }));
    if (holder > 0 && !isRunning(holder)) rmSync(lock, { force: true });
    return false;
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
