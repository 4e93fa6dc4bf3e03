/** An image that podman or buildah keeps weighs what it weighs in an archive, whether its store is read, or podman or buildah write it out. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { WeighOptions } from '../../src/weigh.ts';
import { makeFolders, startDaemon } from '../lab/engines.ts';
import { labImages } from '../lab/images.ts';
import { labEnvironment, labFolder, labIsMissing, runTool } from '../lab/tools.ts';
import { runPlimsoll } from '../support/cli-run.ts';
import { weighed } from '../support/weigh-images.ts';

/** The store has a reason of its own for what others do not know either. */
function unexplained(all: Awaited<ReturnType<typeof weighed>>) {
  return all.map(({ unknown, ...rest }) => ({ ...rest, unknown: unknown?.map(({ metric }) => metric) }));
}

describe("weigh of an image in podman's store", { skip: labIsMissing() }, () => {
  let folder: string;
  let root: string;
  const place = () => ['--root', join(root, 'store'), '--runroot', join(root, 'run'), '--storage-driver', 'vfs'];
  const reference = (name: string) => `containers-storage:[vfs@${join(root, 'store')}+${join(root, 'run')}]${name}`;
  before(async () => {
    folder = await labImages();
    root = mkdtempSync(join(labFolder, 'storage-'));
    for (const archive of [`docker-archive:${join(folder, 'classic.tar')}`, `oci-archive:${join(folder, 'buildx-gzip.tar')}`])
      await runTool('buildah', [...place(), 'pull', '--quiet', archive]);
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  it('gives the same Analysis read directly, exported, and as an archive', async () => {
    const [direct, ...others] = await Promise.all(
      (['direct', 'auto', 'export'] as const).map((engineRead) => weighed(reference('localhost/classic:latest'), { engineRead })),
    );
    for (const other of others) assert.deepEqual(other, direct);
    const archive = `docker-archive:${join(folder, 'classic.tar')}`;
    assert.deepEqual(unexplained(direct!), unexplained(await weighed(archive)));
    assert.deepEqual(
      unexplained(await weighed(reference('classic'), { verify: true })),
      unexplained(await weighed(archive, { verify: true })),
    );
  });

  it('knows the manifest and the compressed sizes of what was pulled', async () => {
    const ids = (await runTool('buildah', [...place(), 'images', '--quiet', '--no-trunc'])).trim().split('\n');
    const [archived] = await weighed(`oci-archive:${join(folder, 'buildx-gzip.tar')}`);
    const id = ids.find((each) => each === archived!.imageID)!;
    const [direct] = await weighed(reference(id), { engineRead: 'direct' });
    assert.deepEqual(direct!.sizes, archived!.sizes);
    assert.equal(direct!.digest, archived!.digest);
    const withoutContent = ({ layers }: typeof direct & object) =>
      layers.map(({ content: _content, fingerprints: { files: _files, ...sums } = {}, ...layer }) => ({ ...layer, ...sums }));
    assert.deepEqual(withoutContent(direct!), withoutContent(archived!));
    // Layers that another source has given are known by checksums of another kind.
    const known: WeighOptions['known'] = new Map();
    await weighed(`oci-archive:${join(folder, 'buildx-gzip.tar')}`, { known });
    assert.ok(known.size > 0);
    assert.deepEqual(await weighed(reference(id), { engineRead: 'direct', known }), [direct]);
  });

  it('says that the export is why a limit on compressed cannot be held, also of what was pulled', async () => {
    const [archived] = await weighed(`oci-archive:${join(folder, 'buildx-gzip.tar')}`);
    const budget = `version: 1\nimages: { api: { source: '${reference(archived!.imageID.slice(7))}', limits: { compressed: 1 GB, total: 1 GB } } }\n`;
    writeFileSync(join(root, 'plimsoll.yml'), budget);
    const check = (...argv: string[]) => runPlimsoll(['check', ...argv], { cwd: root, env: labEnvironment() as Record<string, string> });
    const direct = await check();
    assert.equal(direct.code, 0, direct.stderr);
    for (const argv of [['--verify'], ['--engine-read', 'export']]) {
      const { code, stderr } = await check(...argv);
      assert.equal(code, 2, stderr);
      assert.match(
        stderr,
        /compressed of api .*: podman and buildah know it of pulled images alone, and tell it only where their store is read directly \(--engine-read direct, without --verify\)/,
      );
    }
  });

  it('resolves names as podman does, and lists near ones', async () => {
    const [{ imageID = '' } = {}] = await weighed(reference('localhost/classic:latest'));
    for (const name of ['classic', 'classic:latest', 'localhost/classic', imageID, imageID.slice(7, 19)])
      assert.equal((await weighed(reference(name)))[0]!.imageID, imageID, name);
    const where = /^looking for the image classic:ci in the store .*: it is not there; it has localhost\/classic:latest$/;
    await assert.rejects(weighed(reference('classic:ci')), { code: 'not-found', message: where });
    await assert.rejects(weighed(reference('classic:ci'), { engineRead: 'export' }), { code: 'not-found' });
  });

  it('finds the store by storage.conf', async () => {
    const conf = join(root, 'storage.conf');
    writeFileSync(
      conf,
      `[storage]\n# graphroot = "/nowhere"\ndriver = "vfs"\ngraphroot = "${join(root, 'store')}"\nrunroot = "${join(root, 'run')}"\n`,
    );
    const environment = { ...process.env, CONTAINERS_STORAGE_CONF: conf };
    const expected = await weighed(reference('classic'));
    for (const engineRead of ['direct', 'export'] as const)
      assert.deepEqual(await weighed('containers-storage:classic', { environment, engineRead }), expected, engineRead);
    const empty = { ...environment, CONTAINERS_STORAGE_CONF: join(root, 'additional.conf') };
    writeFileSync(
      empty.CONTAINERS_STORAGE_CONF,
      `[storage]\ndriver = "vfs"\ngraphroot = "${join(root, 'empty')}"\n[storage.options]\nadditionalimagestores = [ "${join(root, 'store')}", ]\n`,
    );
    await runTool('buildah', ['images'], { env: { CONTAINERS_STORAGE_CONF: empty.CONTAINERS_STORAGE_CONF } });
    assert.deepEqual(await weighed('containers-storage:classic', { environment: empty, engineRead: 'direct' }), expected);
  });

  it('does not believe a store that is not as expected', async () => {
    const list = join(root, 'store', 'vfs-images', 'images.json');
    const layers = join(root, 'store', 'vfs-layers', 'layers.json');
    const spoiled: [string, (text: string) => string, RegExp][] = [
      [list, () => '[{"id": ', /images\.json is not the list that it should be$/],
      [
        layers,
        (text) => text.replaceAll('"diff-digest":"sha256:', '"diff-digest":"sha256:0'),
        /its layers are not those that its config names$/,
      ],
      [layers, () => '[]', /layer [0-9a-f]{64} is not in the store$/],
    ];
    for (const [file, spoil, message] of spoiled) {
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, spoil(text));
      try {
        await assert.rejects(weighed(reference('classic'), { engineRead: 'direct' }), { code: 'engine', message });
      } finally {
        writeFileSync(file, text);
      }
    }
  });

  it('exports an image whose store cannot be read', async () => {
    const bin = join(root, 'bin');
    mkdirSync(bin);
    const archive = join(folder, 'classic.tar');
    const asked = '--root /nowhere --storage-driver vfs push --quiet classic docker-archive:/dev/stdout';
    writeFileSync(join(bin, 'buildah'), `#!/bin/sh\n[ "$*" = "${asked}" ] || exit 1\nexec cat ${archive}\n`, { mode: 0o755 });
    const steps: string[] = [];
    const options: WeighOptions = {
      environment: { PATH: `${bin}:/usr/bin:/bin` },
      onStep: (line, level) => steps.push(`${level}: ${line}`),
    };
    const exported = await weighed('containers-storage:[vfs@/nowhere]classic', options);
    assert.deepEqual(unexplained(exported), unexplained(await weighed(`docker-archive:${archive}`)));
    assert.deepEqual(steps, [
      'debug: the image classic in the store /nowhere is exported, as its store cannot be read: /nowhere/vfs-layers/layers.lock is not there',
    ]);
  });

  it('says what is missing where nobody can export', async () => {
    const bin = join(root, 'empty-bin');
    mkdirSync(bin);
    for (const tool of ['sh', 'cat']) symlinkSync(`/bin/${tool}`, join(bin, tool));
    await assert.rejects(weighed('containers-storage:[vfs@/nowhere]classic', { environment: { PATH: bin } }), {
      code: 'engine',
      message: /neither podman nor buildah is here to export it$/,
    });
  });

  it("weighs what podman's socket gives", async () => {
    await using stack = new AsyncDisposableStack();
    const { data, sockets } = makeFolders(stack);
    const host = `unix://${sockets}/podman.sock`;
    const service = [...place(), 'system', 'service', '--time', '0', host];
    await startDaemon(stack, 'podman', service, join(data, 'podman.log'), () => runTool('docker', ['-H', host, 'version']));
    const expected = unexplained(await weighed(reference('classic')));
    for (const environment of [{ DOCKER_HOST: host }, { CONTAINER_HOST: host, HOME: data }])
      assert.deepEqual(unexplained(await weighed('docker-daemon:classic', { environment })), expected);
    await assert.rejects(weighed('docker-daemon:classic:ci', { environment: { DOCKER_HOST: host } }), {
      code: 'not-found',
      hint: 'build or pull the image first; podman images lists what is there',
    });
    // Read directly it weighs what the service exports, also where the store knows more.
    const environment = { DOCKER_HOST: host };
    const ids = (await runTool('buildah', [...place(), 'images', '--quiet', '--no-trunc'])).trim().split('\n');
    assert.equal(ids.length, 2);
    for (const id of ids) {
      const steps: string[] = [];
      const direct = await weighed(`docker-daemon:${id}`, { environment, engineRead: 'direct', onStep: (line) => steps.push(line) });
      assert.match(steps.join('\n'), new RegExp(`is read directly from ${join(root, 'store')}$`));
      assert.deepEqual(await weighed(`docker-daemon:${id}`, { environment, engineRead: 'export' }), direct);
      assert.ok(direct[0]!.files.length > 1);
    }
    // A store of that name which is another one.
    const list = join(root, 'store', 'vfs-layers', 'layers.json');
    const text = readFileSync(list, 'utf8');
    writeFileSync(list, text.replaceAll('"diff-digest":"sha256:', '"diff-digest":"sha256:0'));
    try {
      await assert.rejects(weighed('docker-daemon:classic', { environment, engineRead: 'direct' }), {
        code: 'engine',
        message: /^reading the image classic in the engine at .* directly from its store: its layers are not those that its config names$/,
      });
    } finally {
      writeFileSync(list, text);
    }
  });
});
