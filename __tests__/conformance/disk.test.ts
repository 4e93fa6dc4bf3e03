/** What Plimsoll says is live is what the disk holds once other tools have unpacked the image; where dive disagrees, the disk decides. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Weighed } from '../../src/analysis/analysis.ts';
import { weigh } from '../../src/weigh.ts';
import { labImages } from '../lab/images.ts';
import { labIsMissing, runTool } from '../lab/tools.ts';
import { type DiskInode, readDisk } from './disk.ts';

describe('live', { skip: labIsMissing() }, () => {
  let folder: string;
  let unpacked: string;
  before(async () => {
    folder = await labImages();
    unpacked = mkdtempSync(join(tmpdir(), 'plimsoll-unpacked-'));
  });
  after(() => rmSync(unpacked, { recursive: true, force: true }));

  const weighOne = async (reference: string) => (await weigh(reference))[0]!;

  async function untar(archive: string, ...exclude: string[]): Promise<DiskInode[]> {
    const target = mkdtempSync(join(unpacked, 'tar-'));
    await runTool('tar', ['-xf', join(folder, archive), '-C', target, ...exclude.map((name) => `--exclude=${name}`)]);
    return readDisk(target);
  }

  async function unpack(image: string): Promise<DiskInode[]> {
    const bundle = mkdtempSync(join(unpacked, 'umoci-'));
    await runTool('umoci', ['unpack', '--image', image, join(bundle, 'bundle')]);
    return readDisk(join(bundle, 'bundle', 'rootfs'));
  }

  /** Inode by inode: the names of one inode carry its bytes once, and every name of the one is a name of the other. */
  function assertSameFiles({ analysis, inventory }: Weighed, disk: readonly DiskInode[], holes: Record<string, number> = {}): void {
    const files = new Map([...inventory!.files].map(({ path, bytes }) => [path, bytes]));
    assert.deepEqual([...files.keys()].sort(), disk.flatMap(({ paths }) => paths).sort());
    for (const inode of disk) {
      const bytes = inode.paths.reduce((sum, path) => sum + files.get(path)!, 0);
      assert.equal(bytes, inode.bytes - (holes[inode.paths[0]!] ?? 0), inode.paths.join(' = '));
    }
    const live = disk.reduce((sum, { bytes }) => sum + bytes, 0) - Object.values(holes).reduce((sum, hole) => sum + hole, 0);
    assert.equal(analysis.sizes.live, live);
    assert.equal(analysis.sizes.wasted, analysis.sizes.total! - live);
  }

  // What an engine puts into every container, all of it empty.
  const ofTheEngine = ['.dockerenv', 'dev', 'etc', 'proc', 'sys'];

  it('is what umoci unpacks', async () => {
    assertSameFiles(await weighOne(`oci:${join(folder, 'skopeo-layout')}:latest`), await unpack(`${join(folder, 'skopeo-layout')}:latest`));
  });

  it('is what the engine mounts for a container', async () => {
    assertSameFiles(await weighOne(`docker-archive:${join(folder, 'docker-save.tar')}`), await untar('docker-export.tar', ...ofTheEngine));
  });

  it('is what the engine mounts for an image of its own builder, whose layers have opaque directories', async () => {
    const image = await weighOne(`docker-archive:${join(folder, 'classic.tar')}`);
    assertSameFiles(image, await untar('classic-export.tar', ...ofTheEngine));
    const opaque = image.analysis.waste.find(({ path }) => path === 'srv/opaque/old');
    assert.deepEqual([opaque?.bytes, opaque?.cause], [25_000, 'removed']);
  });

  it('is what umoci unpacks of layers that no builder writes', async () => {
    const image = `${join(folder, 'handmade')}:latest`;
    const disk = await unpack(image);
    // Sparse files count what is stored of them: the disk's lstat counts their holes as well.
    const hole = 1_000_000 - 4_096;
    const sparse = ['sparse-0.0', 'sparse-0.1', 'sparse-1.0'];
    assertSameFiles(await weighOne(`oci:${image}`), disk, Object.fromEntries(sparse.map((name) => [name, hole])));
    const linked = disk.find(({ paths }) => paths.includes('link-of-link'));
    assert.deepEqual(linked, { bytes: 7_000, paths: ['link-of-link'] }, 'the layer above overwrote only one name');
  });

  type DiveReport = {
    image: { sizeBytes: number; inefficientBytes: number; fileReference: { count: number; sizeBytes: number; file: string }[] };
    layer: { sizeBytes: number }[];
  };

  async function dive(archive: string): Promise<DiveReport> {
    // A file of its own: dive does not cut off what stood there.
    const file = join(unpacked, `${archive}.dive.json`);
    await runTool('dive', ['--source', 'docker-archive', join(folder, archive), '--json', file], { env: { CI: '' } });
    return JSON.parse(readFileSync(file, 'utf8')) as DiveReport;
  }

  it('leaves a total that is what dive calls size, layer by layer, save where a layer stands twice', async () => {
    for (const archive of ['docker-save.tar', 'classic.tar']) {
      const { analysis } = await weighOne(`docker-archive:${join(folder, archive)}`);
      const { layer } = await dive(archive);
      const seen = new Set<string>();
      // The engine saves a repeated layer as a symlink, and dive weighs the link.
      const asDive = analysis.layers.map(({ diffID, total }) => (seen.size === seen.add(diffID).size ? 0 : total));
      assert.deepEqual(
        asDive,
        layer.map(({ sizeBytes }) => sizeBytes),
      );
    }
  });

  it('leaves a waste that unpacking proves, where dive counts otherwise', async () => {
    const { analysis } = await weighOne(`docker-archive:${join(folder, 'docker-save.tar')}`);
    const disk = await untar('docker-export.tar', ...ofTheEngine);
    const onDisk = new Map(disk.flatMap(({ bytes, paths }) => paths.map((path) => [path, bytes])));
    const ours = (path: string) => analysis.waste.filter((waste) => waste.path === path).map(({ bytes, cause }) => [bytes, cause]);
    const { image } = await dive('docker-save.tar');
    const dives = (path: string) => image.fileReference.find(({ file }) => file === `/${path}`)?.sizeBytes;

    // A directory that was removed as a whole: nothing of it is on the disk, and dive sees no waste.
    assert.equal(onDisk.has('srv/gone/a'), false);
    assert.deepEqual(ours('srv/gone/a'), [[30_000, 'removed']]);
    assert.equal(dives('srv/gone/a'), undefined);
    // A file stored twice: one copy is on the disk, one is wasted; dive counts both.
    assert.equal(onDisk.get('srv/chmod/a'), 40_000);
    assert.deepEqual(ours('srv/chmod/a'), [[40_000, 'rewritten']]);
    assert.equal(dives('srv/chmod/a'), 80_000);
    // One name of a hard-linked file got other content: the old bytes live on under the other name, and nothing is wasted.
    assert.equal(onDisk.get('srv/hard/two'), 14);
    assert.equal(onDisk.get('srv/hard/three'), 9_999);
    assert.deepEqual(ours('srv/hard/two'), []);
    assert.equal(dives('srv/hard/two'), 14);

    const live = disk.reduce((sum, { bytes }) => sum + bytes, 0);
    assert.equal(analysis.sizes.wasted, image.sizeBytes - live);
    assert.notEqual(image.inefficientBytes, image.sizeBytes - live);
  });
});
