/** Fills the folders that images are built from: the same files, with the same bytes, each time. */
import { createHash } from 'node:crypto';
import { cpSync, linkSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runTool } from './tools.ts';

/** Bytes that do not compress and differ by seed. */
export function bytesFrom(seed: string, length: number): Buffer {
  const parts: Buffer[] = [];
  for (let have = 0; have < length; have += 32) parts.push(createHash('sha256').update(`${seed} ${have}`).digest());
  return Buffer.concat(parts).subarray(0, length);
}

const tree: Record<string, number> = {
  'chmod/a': 40_000,
  'chmod/sub/b': 5_001,
  'chmod/sub/empty': 0,
  touched: 12_345,
  'gone/a': 30_000,
  'gone/sub/b': 511,
  'gone/sub/c': 512,
  'kept/one': 513,
  'kept/two': 70_000,
  'opaque/old': 25_000,
  'opaque/sub/older': 2_000,
  'hard/one': 9_999,
  'turn/file': 4_000,
  'turn/dir/a': 3_000,
  'turn/dir/b': 1,
};

function write(file: string | Buffer, content: Buffer | string): void {
  mkdirSync(dirname(file.toString('latin1')), { recursive: true });
  writeFileSync(file, content);
}

/** The build context of torture/Dockerfile, into `folder`. */
export async function makeTortureContext(folder: string): Promise<void> {
  cpSync(join(import.meta.dirname, 'torture', 'Dockerfile'), join(folder, 'Dockerfile'));
  cpSync('/bin/busybox', join(folder, 'busybox'));
  for (const [name, length] of Object.entries(tree)) write(join(folder, 'tree', name), bytesFrom(name, length));
  await makeSpecialTar(folder);
}

/** special.tar: what a Dockerfile has no words for. */
async function makeSpecialTar(folder: string): Promise<void> {
  const special = join(folder, 'special');
  for (const length of [99, 100, 101, 155, 200, 255]) write(join(special, 'long', 'n'.repeat(length)), bytesFrom(`long ${length}`, length));
  const deep = join(special, 'deep', 'd'.repeat(120), 'e'.repeat(130));
  write(join(deep, 'f'.repeat(140)), bytesFrom('deep', 1_000));
  write(join(special, 'deep', 'stays'), 'stays');
  writeFileSync(Buffer.concat([Buffer.from(`${special}/not-utf8-`), Buffer.from([0xff, 0xe9]), Buffer.from('.txt')]), 'latin');
  write(join(special, 'ünïcode ☃'), 'snow');
  write(join(special, 'new\nline'), 'line');
  write(join(special, 'capable'), bytesFrom('capable', 2_000));
  await runTool('setcap', ['cap_net_raw+ep', join(special, 'capable')]);
  write(join(special, 'attributed'), bytesFrom('attributed', 800));
  await runTool('setfattr', ['-n', 'user.plimsoll', '-v', 'load line', join(special, 'attributed')]);
  write(join(special, 'linked'), bytesFrom('linked', 6_000));
  linkSync(join(special, 'linked'), join(special, `linked-${'l'.repeat(150)}`));
  write(join(special, 'sparse'), 'start');
  truncateSync(join(special, 'sparse'), 300_000);
  await runTool('tar', [
    ...reproducible,
    '--format=pax',
    '--pax-option=delete=atime,delete=ctime',
    '--xattrs',
    '--xattrs-include=*',
    '-cf',
    join(folder, 'special.tar'),
    '-C',
    special,
    '.',
  ]);
  rmSync(special, { recursive: true });
}

/** Options by which GNU tar writes the same bytes whenever it runs. */
export const reproducible = ['--sort=name', '--mtime=@1700000000', '--owner=0', '--group=0', '--numeric-owner'];
