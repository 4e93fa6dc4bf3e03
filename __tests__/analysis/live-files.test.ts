import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FileTree } from '../../src/analysis/file-tree.ts';
import { sumDirectories, takeInventory } from '../../src/analysis/live-files.ts';
import { type EntrySketch, scanOf } from '../support/scan-of.ts';

const image = { imageID: 'sha256:0', platform: 'linux/amd64' };

function treeOf(...layers: EntrySketch[][]): FileTree {
  const tree = new FileTree();
  for (const layer of layers) tree.apply(scanOf(layer));
  return tree;
}

function paths(...layers: EntrySketch[][]): string[] {
  return [...takeInventory(treeOf(...layers), image).files].map(({ path }) => path);
}

describe('takeInventory', () => {
  it('sorts whole paths by UTF-16 code units: a directory stands where its files do', () => {
    const names = ['a/z', 'a-b', 'a.c', 'a0', 'ab/c', 'a/b/c', 'a/b.c', 'é', '𐀀', '\uffee', 'Z', 'a!/x'];
    assert.deepEqual(paths(names.map((name) => ({ name }))), names.toSorted());
    assert.deepEqual(names.toSorted().slice(0, 3), ['Z', 'a!/x', 'a-b']);
  });

  it('keeps names that are not UTF-8 apart, each byte as a lone surrogate', () => {
    const names = [Buffer.from([0x64, 0x2f, 0xff]), Buffer.from([0x64, 0x2f, 0xfe]), Buffer.from([0x64, 0xc3, 0x28])];
    const found = paths(names.map((name) => ({ name })));
    assert.deepEqual(found, ['d/\udcfe', 'd/\udcff', 'd\udcc3(']);
  });

  it("lets the first of a file's names in order carry its bytes, wherever it stands in the tar", () => {
    const tree = treeOf([
      { name: 'm', size: 5 },
      { name: 'z', type: 'link', link: 'm' },
      { name: 'b/c', type: 'link', link: 'z' },
    ]);
    assert.deepEqual(
      [...takeInventory(tree, image).files],
      [
        { path: 'b/c', bytes: 5, layer: 0 },
        { path: 'm', bytes: 0, layer: 0 },
        { path: 'z', bytes: 0, layer: 0 },
      ],
    );
  });

  it('moves the bytes to another name when the first one goes', () => {
    const tree = treeOf(
      [
        { name: 'a', size: 5 },
        { name: 'b', type: 'link', link: 'a' },
      ],
      [{ name: '.wh.a' }],
    );
    assert.deepEqual([...takeInventory(tree, image).files], [{ path: 'b', bytes: 5, layer: 0 }]);
  });

  it('holds regular files only', () => {
    const kinds = ['directory', 'symlink', 'fifo', 'character-device', 'block-device'] as const;
    assert.deepEqual(paths([...kinds.map((type) => ({ name: type, type, link: 'x' })), { name: 'file' }]), ['file']);
  });

  it("names the content by its checksum where the layer's is known, and not at all elsewhere", () => {
    const tree = treeOf([{ name: 'a', size: 1, checksum: 0xbeef }], [{ name: 'b', size: 1 }]);
    assert.deepEqual(
      [...takeInventory(tree, image).files],
      [
        { path: 'a', bytes: 1, layer: 0, content: 'crc32:0000beef' },
        { path: 'b', bytes: 1, layer: 1 },
      ],
    );
  });

  it('can be read twice, and knows its count', () => {
    const inventory = takeInventory(treeOf([{ name: 'a' }, { name: 'b' }]), image);
    assert.equal(inventory.count, 2);
    assert.deepEqual([...inventory.files], [...inventory.files]);
  });
});

describe('sumDirectories', () => {
  it('adds up what lies below each directory, the heaviest first', () => {
    const tree = treeOf([
      { name: 'usr/lib/a', size: 100 },
      { name: 'usr/bin/b', size: 30 },
      { name: 'usr/bin/c' },
      { name: 'top', size: 1 },
      { name: 'empty', type: 'directory' },
    ]);
    assert.deepEqual(sumDirectories(tree), [
      { path: '', bytes: 131, files: 4 },
      { path: 'usr', bytes: 130, files: 3 },
      { path: 'usr/lib', bytes: 100, files: 1 },
      { path: 'usr/bin', bytes: 30, files: 2 },
    ]);
  });

  it('counts a file of several names where its first name stands', () => {
    const tree = treeOf([
      { name: 'z/file', size: 9 },
      { name: 'a/link', type: 'link', link: 'z/file' },
    ]);
    assert.deepEqual(sumDirectories(tree), [
      { path: '', bytes: 9, files: 2 },
      { path: 'a', bytes: 9, files: 1 },
    ]);
  });

  it('names the 250 heaviest and always the root', () => {
    const tree = treeOf(Array.from({ length: 300 }, (_, index) => ({ name: `d${index}/file`, size: 1 + index })));
    const directories = sumDirectories(tree);
    assert.equal(directories.length, 250);
    assert.deepEqual(directories[0], { path: '', bytes: (300 * 301) / 2, files: 300 });
    assert.deepEqual(directories[249], { path: 'd51', bytes: 52, files: 1 });
  });
});
