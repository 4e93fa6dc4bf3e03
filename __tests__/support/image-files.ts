/** Puts images on disk for a test, opens them, and takes them away at the end. */
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Image } from '../../src/image/image.ts';
import { type LoadOptions, loadImages } from '../../src/image/load-images.ts';
import { parseImageReference } from '../../src/image/reference.ts';
import { type OpenOptions, openSource } from '../../src/sources/open-source.ts';
import { archiveOf, type Members } from './image-builder.ts';

let root: string | undefined;
let count = 0;

/** An empty folder of its own; gone when the process ends. */
export function newFolder(): string {
  if (root === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    root = made;
  }
  const folder = join(root, String(count++));
  mkdirSync(folder);
  return folder;
}

/** Writes the bytes, or the members as a tar. @returns the file's path */
export function writeArchive(content: Buffer | Members, name = 'image.tar'): string {
  const file = join(newFolder(), name);
  writeFileSync(file, Buffer.isBuffer(content) ? content : archiveOf(content));
  return file;
}

/** Writes the members as files. @returns the directory's path */
export function writeDirectory(members: Members): string {
  const folder = newFolder();
  for (const [name, member] of members) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    if (Buffer.isBuffer(member)) writeFileSync(file, member);
    else if ('symlink' in member) symlinkSync(member.symlink, file);
    else linkSync(join(folder, member.link), file);
  }
  return folder;
}

/** Opens what a reference names and loads its images; the source is closed again. */
export async function load(reference: string, options: OpenOptions & LoadOptions = {}): Promise<Image[]> {
  await using source = await openSource(parseImageReference(reference), options);
  return await loadImages(source, options);
}

/** The only image there. */
export async function loadOne(reference: string, options: OpenOptions & LoadOptions = {}): Promise<Image> {
  const [image, ...others] = await load(reference, options);
  if (image === undefined || others.length > 0) throw new Error(`${reference} holds ${others.length + 1} images`);
  return image;
}
