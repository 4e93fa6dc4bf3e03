/** Several stores of podman and buildah: which of them an image is taken from. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type WeighOptions, weigh } from '../../src/weigh.ts';
import { labImages } from '../lab/images.ts';
import { labFolder, labIsMissing, runTool } from '../lab/tools.ts';

async function idOf(reference: string, options: WeighOptions = {}) {
  const [{ analysis } = {}] = await weigh(reference, options);
  return analysis!.imageID!;
}

describe("weigh of an image in several of podman's stores", { skip: labIsMissing() }, () => {
  let root: string;
  let classic: string;
  let other: string;
  const place = (store: string) => ['--root', join(root, store), '--runroot', join(root, `${store}-run`), '--storage-driver', 'vfs'];
  /** The environment of a storage.conf. */
  function environmentOf(name: string, storage: string[], options: string[] = [], store = 'main') {
    const conf = join(root, `${name}.conf`);
    const paths = [`graphroot = "${join(root, store)}"`, `runroot = "${join(root, `${store}-run`)}"`];
    writeFileSync(conf, ['[storage]', 'driver = "vfs"', ...paths, ...storage, '[storage.options]', ...options, ''].join('\n'));
    return { ...process.env, CONTAINERS_STORAGE_CONF: conf };
  }
  before(async () => {
    const folder = await labImages();
    root = mkdtempSync(join(labFolder, 'stores-'));
    const archives = [`docker-archive:${join(folder, 'classic.tar')}`, `oci-archive:${join(folder, 'buildx-gzip.tar')}`] as const;
    [classic, other] = (await Promise.all(archives.map((archive) => idOf(archive)))) as [string, string];
    await runTool('buildah', [...place('main'), 'pull', '--quiet', archives[0]]);
    await runTool('buildah', [...place('main'), 'tag', 'classic', 'ghcr.io/o/both:latest']);
    for (const archive of archives) await runTool('buildah', [...place('more'), 'pull', '--quiet', archive]);
    // The name goes over to the other image.
    for (const name of ['classic', 'both', 'there'])
      await runTool('buildah', [...place('more'), 'tag', other.slice(7), `localhost/${name}:latest`]);
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  it('reads images that lie apart from all else', async () => {
    // As containers/storage 1.59 does: images and the list of their layers lie apart, the layers themselves and their indexes do not.
    const [graph, images] = ['graph', 'images'].map((name) => join(root, name)) as [string, string];
    cpSync(join(root, 'more'), graph, { recursive: true });
    mkdirSync(join(images, 'vfs-layers'), { recursive: true });
    renameSync(join(graph, 'vfs-images'), join(images, 'vfs-images'));
    for (const name of ['layers.json', 'layers.lock']) renameSync(join(graph, 'vfs-layers', name), join(images, 'vfs-layers', name));
    mkdirSync(join(graph, 'vfs-images'));
    for (const lock of ['vfs-images/images.lock', 'vfs-layers/layers.lock']) writeFileSync(join(graph, lock), '');
    const environment = environmentOf('apart', [`imagestore = "${images}"`], [], 'graph');
    const files = async (reference: string, options: WeighOptions) =>
      (await weigh(reference, options)).map(({ inventory }) => [...inventory!.files]);
    const place = `containers-storage:[vfs@${join(root, 'more')}]`;
    for (const name of ['there', classic]) {
      const expected = await files(`${place}${name}`, { engineRead: 'direct' });
      assert.deepEqual(await files(`containers-storage:${name}`, { environment, engineRead: 'direct' }), expected);
    }
    await assert.rejects(weigh('containers-storage:nothing', { environment }), {
      code: 'not-found',
      message: `looking for the image nothing in the store ${images}, ${graph}: it is not there; it has 4 others, none of them like it`,
    });
    // What the graph root has is found too, and a program that does not know the setting has all there.
    const nowhere = environmentOf('nowhere', [`imagestore = "${join(root, 'nowhere')}"`]);
    for (const options of [environmentOf('still', [`imagestore = "${images}"`]), nowhere])
      assert.equal(await idOf('containers-storage:o/both', { environment: options, engineRead: 'direct' }), classic);
    // Not the older image of that name.
    writeFileSync(join(images, 'vfs-images', 'images.json'), '[{');
    await assert.rejects(
      weigh('containers-storage:o/both', { environment: environmentOf('still', [`imagestore = "${images}"`]), engineRead: 'direct' }),
      {
        code: 'engine',
        message: /images\.json is not the list that it should be$/,
      },
    );
  });

  it('takes it from the first store that has it, as podman and buildah do', async () => {
    const more = `"${join(root, 'more')}"`;
    const environment = environmentOf('more', [], [`additionalimagestores = [${more}]`]);
    // Which buildah refuses to work with.
    const twice = environmentOf('twice', [], [`additionalimagestores = [${more}, "${join(root, 'main')}"]`]);
    const meant = {
      classic,
      [classic]: classic,
      [classic.slice(7, 19)]: classic,
      there: other,
      [other]: other,
      both: other,
      'o/both': classic,
    };
    for (const [name, id] of Object.entries(meant))
      for (const options of [
        { environment, engineRead: 'export' },
        { environment, engineRead: 'direct' },
        { environment: twice, engineRead: 'direct' },
      ] as const)
        assert.equal(await idOf(`containers-storage:${name}`, options), id, `${name} ${options.engineRead}`);
    await assert.rejects(weigh('containers-storage:classic:ci', { environment }), {
      code: 'not-found',
      message: /: it is not there; it has localhost\/classic:latest$/,
    });
  });
});
