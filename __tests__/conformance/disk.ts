/** What a disk holds of an image that another tool has unpacked: each regular file's inode, read with lstat. */
import { lstatSync, readdirSync } from 'node:fs';

/** An inode of a regular file: its size, and every name it has. */
export type DiskInode = { bytes: number; paths: string[] };

/** Every regular file under `root`, by inode. Paths are written as an Analysis writes them. */
export function readDisk(root: string): DiskInode[] {
  const inodes = new Map<string, DiskInode>();
  const walk = (folder: Buffer, prefix: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true, encoding: 'buffer' })) {
      const path = Buffer.concat([folder, Buffer.from('/'), entry.name]);
      const name = `${prefix}${decodeName(entry.name)}`;
      if (entry.isDirectory()) walk(path, `${name}/`);
      if (!entry.isFile()) continue;
      const { dev, ino, size } = lstatSync(path);
      const inode = inodes.get(`${dev}:${ino}`) ?? { bytes: size, paths: [] };
      inode.paths.push(name);
      inodes.set(`${dev}:${ino}`, inode);
    }
  };
  walk(Buffer.from(root), '');
  return [...inodes.values()];
}

/** UTF-8, and each byte that is not as U+DC80 to U+DCFF. */
function decodeName(name: Buffer): string {
  const utf8 = name.toString();
  if (Buffer.from(utf8).equals(name)) return utf8;
  let text = '';
  for (let at = 0; at < name.length; ) {
    const length = [1, 2, 3, 4].find((count) => {
      const part = name.subarray(at, at + count);
      return part.length === count && Buffer.from(part.toString()).equals(part) && [...part.toString()].length === 1;
    });
    text += length === undefined ? String.fromCharCode(0xdc00 + name[at]!) : name.subarray(at, at + length).toString();
    at += length ?? 1;
  }
  return text;
}
