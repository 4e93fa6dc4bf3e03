/** Several stores of podman and buildah: which of them an image is taken from. */
import assert from 'node:assert/strict';
import { cpSync, globSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openContainersStorage } from '../../src/sources/engine/containers-storage.ts';
import { type WeighOptions, weigh, weighSource } from '../../src/weigh.ts';
import { labImages } from '../lab/images.ts';
import { labEnvironment, labFolder, labIsMissing, runTool } from '../lab/tools.ts';
import { runPlimsoll } from '../support/cli-run.ts';

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

  describe('with sudo', () => {
    const path = process.env.PATH;
    after(() => {
      process.env.PATH = path;
    });
    /** Puts a sudo first on the PATH. */
    function setSudo(name: string, script: string) {
      const bin = join(root, name);
      mkdirSync(bin);
      writeFileSync(join(bin, 'sudo'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      process.env.PATH = `${bin}:${path}`;
    }
    /** What a user of that home, who is not root, gets. */
    async function read(name: string, environment: Record<string, string | undefined>) {
      const notes: string[] = [];
      const onStep = (line: string, level: string) => void (level === 'note' && notes.push(line));
      const reference = { kind: 'containers-storage', name } as const;
      await using source = await openContainersStorage(reference, { engineRead: 'sudo', environment, onStep }, 1000);
      const [{ analysis } = {}] = await weighSource(source, name);
      return { id: analysis!.imageID, notes };
    }

    it("takes from root's store what the own one lacks", async () => {
      const rootsOwn = '/var/lib/containers/storage';
      // Root's store is another one on the machine of the test.
      setSudo('mapping', `exec cat -- "$(echo "$5" | sed 's|^${rootsOwn}/overlay|${join(root, 'more')}/vfs|')"`);
      const environment = { HOME: join(root, 'home'), XDG_CONFIG_HOME: join(root, 'home'), STORAGE_DRIVER: 'vfs' };
      const own = join(root, 'home/.local/share/containers/storage');
      const notes = (name: string) => [
        `reading the store in ${own} with sudo`,
        `reading root's store in ${rootsOwn} with sudo, as ${name} is not in ${own}`,
      ];
      assert.deepEqual(await read('classic', environment), { id: other, notes: notes('classic') });
      const lacks =
        /^looking for the image nothing in the store \/var\/lib\/containers\/storage: it is not there; it has 4 others, none of them like it$/;
      await assert.rejects(read('nothing', environment), { code: 'not-found', message: lacks });
      cpSync(join(root, 'main'), own, { recursive: true });
      assert.deepEqual(await read('classic', environment), { id: classic, notes: notes('').slice(0, 1) });
      assert.deepEqual(await read('there', environment), { id: other, notes: notes('there') });
      await assert.rejects(read('nothing', environment), {
        code: 'not-found',
        message:
          /^looking for .* in the store \S+\/home\/\S+: .* it has 2 others, .*; looking for .* in the store \/var\S+: .* it has 4 others, /,
      });
      // The own image whose layers are not whole is not another one of that name.
      for (const file of globSync(join(own, 'vfs-layers/*.tar-split.gz'))) rmSync(file);
      await assert.rejects(read('classic', { ...environment, PATH: join(root, 'mapping') }), { code: 'engine' });
      const alone = `exec cat -- "$(echo "$5" | sed 's|^${rootsOwn}|/nowhere|')"`;
      setSudo('alone', alone);
      await assert.rejects(read('nothing', environment), {
        message: /^looking for .* in the store \S+\/home\/\S+: .* none of them like it$/,
      });
    });

    it("does not take the own store's image for root's, which sudo may not read", async () => {
      const home = join(root, 'refused-home');
      const environment = environmentOf('elsewhere', []);
      const own = { HOME: home, XDG_CONFIG_HOME: home, STORAGE_DRIVER: 'vfs', PATH: home };
      const store = '/var/lib/containers/storage';
      const refused = `sudo could not read ${store}/overlay-\\S+\\.lock \\(sudo: a password is required\\)`;
      const absent = `${home}/.local/share/containers/storage/vfs-\\S+ \\(cat: .*\\)`;
      setSudo('half', `case "$5" in ${store}/*) echo sudo: a password is required >&2; exit 1 ;; *) exec cat -- "$5" ;; esac`);
      await assert.rejects(read('classic', own), {
        code: 'engine',
        message: new RegExp(
          `^reading the image classic in the store ${store} with sudo: ${refused}; in the own store: sudo could not read ${absent}$`,
        ),
        hint: 'run as root, or allow this user `sudo -n cat` of what lies in that store',
      });
      await assert.rejects(read('classic:ci', environment), {
        code: 'engine',
        message: new RegExp(`: ${refused}; in the own store: looking for .*: it is not there; it has localhost/classic:latest$`),
      });
      setSudo('neither', `exec cat -- "$(echo "$5" | sed 's|^${store}|/nowhere|')"`);
      await assert.rejects(read('classic', own), {
        code: 'engine',
        hint: 'build or pull the image first, or let buildah or podman look for it: --engine-read export',
      });
    });

    it('knows what is not there in any language', async () => {
      const german = '[ "$LC_ALL" = C ] || { echo "cat: $5: Datei oder Verzeichnis nicht gefunden" >&2; exit 1; }';
      setSudo('german', `${german}\nexec cat -- "$(echo "$5" | sed 's|^/var/lib/containers/storage/overlay|${join(root, 'more')}/vfs|')"`);
      const home = join(root, 'german-home');
      const environment = { HOME: home, XDG_CONFIG_HOME: home, STORAGE_DRIVER: 'vfs' };
      assert.equal((await read('classic', environment)).id, other);
    });

    it('exports it where sudo refuses, and says so', async () => {
      setSudo('refusing', 'echo sudo: a password is required >&2; exit 1');
      const store = `${join(root, 'main')}+${join(root, 'main-run')}`;
      const { code, stdout, stderr } = await runPlimsoll(
        ['analyze', `containers-storage:[vfs@${store}]classic`, '--engine-read', 'sudo', '--format', 'json'],
        { env: labEnvironment() as Record<string, string> },
      );
      assert.equal(code, 0, stderr);
      assert.equal(JSON.parse(stdout).analyses[0].imageID, classic);
      assert.match(stderr, new RegExp(`reading the store in ${join(root, 'main')} with sudo\\n`));
      assert.match(stderr, /is exported, as its store cannot be read: sudo could not read \S+\.lock \(sudo: a password is required\)\n/);
      // Who refuses once is not asked for root's store.
      const environment = environmentOf('refused', [], []);
      const { id, notes } = await read('classic', environment);
      assert.deepEqual([id, notes.length], [classic, 2]);
    });
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
