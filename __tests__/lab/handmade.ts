/** An image whose layers no builder would write, but any may pull: made by GNU tar, put together by umoci. */
import { linkSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bytesFrom, reproducible } from './contexts.ts';
import { runTool } from './tools.ts';

/** Writes the files and makes a tar of them, in this order; a name may repeat, and one that ends in a slash is a directory. */
async function makeLayer(
  tar: string,
  files: readonly (readonly [name: string, content: Buffer | string])[],
  options: readonly string[] = [],
): Promise<void> {
  const folder = `${tar}.files`;
  for (const [index, [name, content]] of files.entries()) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, name.endsWith('/') ? name : dirname(name)), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(join(folder, name), content);
    await runTool('tar', [...reproducible, ...options, index === 0 ? '-cf' : '-rf', tar, '-C', folder, name]);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** A layer that links to files below it: the links' targets are taken out of the tar again. */
async function makeLinkLayer(tar: string, links: readonly (readonly [target: string, name: string])[]): Promise<void> {
  const folder = `${tar}.files`;
  for (const [target, name] of links) {
    mkdirSync(join(folder, dirname(target)), { recursive: true });
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, target), '', { flag: 'a' });
    linkSync(join(folder, target), join(folder, name));
  }
  const targets = [...new Set(links.map(([target]) => target))];
  await runTool('tar', [...reproducible, '-cf', tar, '-C', folder, ...targets, ...links.map(([, name]) => name)]);
  await runTool('tar', ['--delete', '-f', tar, ...targets]);
  rmSync(folder, { recursive: true });
}

/** A layer with a file of 1 MB that is all hole but for its ends, as this kind of sparse entry. */
async function makeSparseLayer(tar: string, name: string, options: readonly string[]): Promise<void> {
  const folder = `${tar}.files`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), bytesFrom(name, 4_096));
  truncateSync(join(folder, name), 1_000_000);
  await runTool('tar', [...reproducible, '--sparse', ...options, '-cf', tar, '-C', folder, name]);
  rmSync(folder, { recursive: true });
}

/** Makes `handmade:latest` in an OCI layout in `folder`. */
export async function makeHandmadeImage(folder: string): Promise<string> {
  const layout = join(folder, 'handmade');
  const image = `${layout}:latest`;
  await runTool('umoci', ['init', '--layout', layout]);
  await runTool('umoci', ['new', '--image', image]);
  const layers: ((tar: string) => Promise<void>)[] = [
    (tar) =>
      makeLayer(tar, [
        ['a', bytesFrom('a', 10_000)],
        ['linked', bytesFrom('linked', 7_000)],
        ['dir/one', bytesFrom('one', 3_000)],
        ['dir/sub/two', bytesFrom('two', 2_000)],
        ['opaque/old', bytesFrom('old', 5_000)],
        ['file-then-dir', bytesFrom('turns', 1_500)],
        ['dir-then-file/x', bytesFrom('x', 1_400)],
        ['kept/whole', bytesFrom('whole', 900)],
      ]),
    // The same path twice in one tar, in two spellings.
    (tar) =>
      makeLayer(tar, [
        ['again', bytesFrom('1', 4_000)],
        ['./again', bytesFrom('2', 3_500)],
      ]),
    // Links to a file that another layer stores, and then one of its names gets other content.
    (tar) =>
      makeLinkLayer(tar, [
        ['linked', 'dir/link'],
        ['linked', 'link-of-link'],
      ]),
    (tar) => makeLayer(tar, [['linked', bytesFrom('linked anew', 6_500)]]),
    // Whiteouts behind what they must not touch, and one that carries bytes.
    (tar) =>
      makeLayer(tar, [
        ['opaque/new', bytesFrom('new', 1_200)],
        ['opaque/.wh..wh..opq', ''],
        ['dir/sub/three', bytesFrom('three', 1_100)],
        ['dir/.wh.one', 'bytes in a whiteout'],
        ['.wh.a', ''],
        ['file-then-dir/', ''],
        ['file-then-dir/inside', bytesFrom('inside', 800)],
        ['dir-then-file', bytesFrom('flat', 700)],
      ]),
    // All names of one inode but one are gone.
    (tar) => makeLayer(tar, [['dir/.wh.link', '']]),
    // umoci knows none of GNU tar's older sparse entries.
    (tar) => makeSparseLayer(tar, 'sparse-0.0', ['--format=posix', '--sparse-version=0.0']),
    (tar) => makeSparseLayer(tar, 'sparse-0.1', ['--format=posix', '--sparse-version=0.1']),
    (tar) => makeSparseLayer(tar, 'sparse-1.0', ['--format=posix', '--sparse-version=1.0']),
    (tar) => makeLayer(tar, [[`long/${'g'.repeat(200)}`, bytesFrom('gnu', 600)]], ['--format=gnu']),
  ];
  for (const [index, make] of layers.entries()) {
    const tar = join(folder, `handmade-${index}.tar`);
    await make(tar);
    await runTool('umoci', ['raw', 'add-layer', '--image', image, '--history.created_by', `layer ${index}`, tar]);
    rmSync(tar);
  }
  return image;
}
