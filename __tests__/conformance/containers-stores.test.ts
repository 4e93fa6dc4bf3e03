/** Several stores of podman and buildah: which of them an image is taken from. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
  /** The environment of a storage.conf whose store is `main`. */
  function environmentOf(name: string, storage: string[], options: string[] = []) {
    const conf = join(root, `${name}.conf`);
    const paths = [`graphroot = "${join(root, 'main')}"`, `runroot = "${join(root, 'main-run')}"`];
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
