/** How much work applying layers takes: as much as there are entries, counted in steps and not in seconds. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FileTree } from '../../src/analysis/file-tree.ts';
import { sumDirectories, takeInventory } from '../../src/analysis/live-files.ts';
import type { LayerScan } from '../../src/scan/layer-scan.ts';
import { scanOf } from '../support/scan-of.ts';

const image = { imageID: 'sha256:0', platform: 'linux/amd64' };
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const files = (count: number, directory: string) => numbers(count).map((index) => ({ name: `${directory}/${index}`, size: 1 }));

/** Applies layers and counts how often a node was looked up, set, cleared or taken from its directory. */
function countSteps(layers: readonly LayerScan[]): { tree: FileTree; steps: number } {
  const tree = new FileTree();
  let steps = 0;
  const { nodes } = tree;
  const [child, set, clear, takeChildren] = [nodes.child, nodes.set, nodes.clear, nodes.takeChildren].map((method) =>
    method.bind(nodes),
  ) as [typeof nodes.child, typeof nodes.set, typeof nodes.clear, typeof nodes.takeChildren];
  nodes.child = (...rest) => {
    steps++;
    return child(...rest);
  };
  nodes.set = (...rest) => {
    steps++;
    set(...rest);
  };
  nodes.clear = (node) => {
    steps++;
    clear(node);
  };
  nodes.takeChildren = (node, into) => {
    const before = into.length;
    takeChildren(node, into);
    steps += 1 + into.length - before;
  };
  for (const layer of layers) tree.apply(layer);
  return { tree, steps };
}

describe('FileTree: work', () => {
  it('takes a handful of steps for each entry of 20,000 files and 1,000 whiteouts of directories', () => {
    const layers = [
      scanOf(numbers(1000).flatMap((index) => files(20, `d${index}`))),
      scanOf(numbers(1000).map((index) => ({ name: `.wh.d${index}` }))),
    ];
    const { tree, steps } = countSteps(layers);
    assert.ok(steps < 21_000 * 6, `${steps} steps`);
    assert.equal(takeInventory(tree, image).count, 0);
  });

  it('takes no more for whiteouts of single files in one directory, or of what is not there', () => {
    const layers = [
      scanOf(files(20_000, 'd')),
      scanOf(numbers(1000).map((index) => ({ name: `d/.wh.${index * 2}` }))),
      scanOf(numbers(1000).map((index) => ({ name: `d/.wh.none${index}` }))),
    ];
    const { tree, steps } = countSteps(layers);
    assert.ok(steps < 22_000 * 6, `${steps} steps`);
    assert.equal(takeInventory(tree, image).count, 19_000);
  });

  it('holds 200,000 files in one directory, overwrites them and empties it', () => {
    const wide = scanOf(files(200_000, 'wide'));
    const { tree, steps } = countSteps([wide, wide, scanOf([{ name: 'wide/.wh..wh..opq' }, { name: 'wide/0', size: 5 }])]);
    assert.ok(steps < 400_000 * 6, `${steps} steps`);
    assert.deepEqual(sumDirectories(tree)[0], { path: '', bytes: 5, files: 1 });
  });

  it('pays for a directory that is emptied 1,000 times by what was put into it', () => {
    const turn = scanOf([{ name: 'd/.wh..wh..opq' }, { name: 'd/one', size: 1 }]);
    const { tree, steps } = countSteps([scanOf(files(20_000, 'd')), ...numbers(1000).map(() => turn)]);
    assert.ok(steps < 22_000 * 6, `${steps} steps`);
    assert.deepEqual([...takeInventory(tree, image).files], [{ path: 'd/one', bytes: 1, layer: 1000 }]);
  });

  it('takes as much for each name, however many names a file has', () => {
    const steps = [2000, 4000].map((count) => {
      const names = [
        { name: 'd/first', size: 1 },
        ...numbers(count).map((index) => ({ name: `d/${index}`, type: 'link' as const, link: 'd/first' })),
      ];
      return countSteps([scanOf(names), scanOf([{ name: '.wh.d' }])]).steps;
    });
    assert.ok(steps[1]! / steps[0]! < 2.1, steps.join(' and '));
  });

  it('walks a path of 20,000 parts without a stack', () => {
    const deep = `${'p/'.repeat(20_000)}file`;
    const { tree } = countSteps([scanOf([{ name: deep, size: 3 }])]);
    assert.deepEqual([...takeInventory(tree, image).files], [{ path: deep, bytes: 3, layer: 0 }]);
    tree.apply(scanOf([{ name: '.wh.p' }]));
    assert.equal(takeInventory(tree, image).count, 0);
  });

  it('gives up symlinks that multiply', () => {
    // Each of them doubles the path: followed without a limit they would make 2^40 parts.
    const links = numbers(40).map((index) => ({ name: `l${index}`, type: 'symlink' as const, link: `l${index + 1}/l${index + 1}` }));
    const { steps } = countSteps([scanOf([...links, { name: 'l0/file', size: 1 }])]);
    assert.ok(steps < 5000, `${steps} steps`);
  });
});
