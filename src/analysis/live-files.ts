/** What of the tree is alive: its files in order, and how much lies in which directory. */
import { kindCode } from '../scan/layer-scan.ts';
import { decodePath } from '../scan/path.ts';
import type { DirectorySize, Inventory, InventoryFile } from './analysis.ts';
import type { FileTree } from './file-tree.ts';
import { root } from './node-table.ts';

/** How many directories an Analysis names: enough to compare two images by, few enough to read. */
const maxDirectories = 250;

/**
 * For every file with several names, the one that counts: the first in the inventory's order.
 * @returns from inode to node
 */
function firstNames(tree: FileTree): Map<number, number> {
  const { nodes, inodes } = tree;
  const best = new Map<number, { node: number; path: string }>();
  for (let node = 1; node < nodes.count; node++) {
    if (nodes.kind(node) !== kindCode.file || inodes.links(nodes.value(node)) < 2) continue;
    const inode = nodes.value(node);
    const path = decodePath(nodes.path(node));
    const known = best.get(inode);
    if (known === undefined || path < known.path) best.set(inode, { node, path });
  }
  return new Map([...best].map(([inode, { node }]) => [inode, node]));
}

/** Calls `visit` with every live file's node once for each name; `counts` is false for the further names of a file. */
function eachFile(tree: FileTree, visit: (node: number, inode: number, counts: boolean) => void): void {
  const { nodes, inodes } = tree;
  const first = firstNames(tree);
  for (let node = 1; node < nodes.count; node++) {
    if (nodes.kind(node) !== kindCode.file) continue;
    const inode = nodes.value(node);
    visit(node, inode, inodes.links(inode) < 2 || first.get(inode) === node);
  }
}

/** The heaviest directories, the largest first, each with all that lies below it. */
export function sumDirectories(tree: FileTree): DirectorySize[] {
  const { nodes } = tree;
  const bytes = new Float64Array(nodes.count);
  const files = new Uint32Array(nodes.count);
  eachFile(tree, (node, inode, counts) => {
    files[node] = 1;
    if (counts) bytes[node] = tree.sizeOf(inode);
  });
  // A node is made after its parent, so that going back through them meets each before its parent.
  for (let node = nodes.count - 1; node > root; node--) {
    const parent = nodes.parent(node);
    bytes[parent]! += bytes[node]!;
    files[parent]! += files[node]!;
  }
  const directories: number[] = [];
  for (let node = 0; node < nodes.count; node++) if (nodes.kind(node) === kindCode.directory && bytes[node]! > 0) directories.push(node);
  const heaviest = directories.sort((one, other) => bytes[other]! - bytes[one]! || one - other).slice(0, maxDirectories);
  return heaviest
    .map((node) => ({ path: decodePath(nodes.path(node)), bytes: bytes[node]!, files: files[node]! }))
    .sort((one, other) => other.bytes - one.bytes || (one.path < other.path ? -1 : 1));
}

/** The inventory of the tree; its files are made as they are asked for. */
export function takeInventory(tree: FileTree, of: { imageID: string; platform: string }): Inventory {
  let count = 0;
  for (let node = 1; node < tree.nodes.count; node++) if (tree.nodes.kind(node) === kindCode.file) count++;
  return { ...of, count, files: { [Symbol.iterator]: () => walkFiles(tree) } };
}

function* walkFiles(tree: FileTree): Generator<InventoryFile> {
  const { nodes, inodes, scans } = tree;
  const first = firstNames(tree);
  const stack: { node: number; path: string }[] = [{ node: root, path: '' }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, path } = next;
    if (nodes.kind(node) === kindCode.directory) {
      // A directory sorts as its name with a slash: that is where the paths below it stand among all paths.
      const children = nodes.children(node).map((child) => ({
        node: child,
        path: `${path}${decodePath(nodes.name(child))}${nodes.kind(child) === kindCode.directory ? '/' : ''}`,
      }));
      children.sort((one, other) => (one.path < other.path ? 1 : -1));
      for (const child of children) stack.push(child);
    } else if (nodes.kind(node) === kindCode.file) {
      const inode = nodes.value(node);
      const layer = inodes.layer(inode);
      const scan = scans[layer]!;
      const counts = inodes.links(inode) < 2 || first.get(inode) === node;
      yield {
        path,
        bytes: counts ? tree.sizeOf(inode) : 0,
        layer,
        ...(scan.namesContents
          ? { content: `${scan.checksumKind}:${scan.checksum(inodes.entry(inode)).toString(16).padStart(8, '0')}` }
          : {}),
      };
    }
  }
}
