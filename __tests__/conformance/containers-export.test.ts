/** An image that podman or buildah writes out, where its store is not read. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Progress } from '../../src/read-layers.ts';
import { type WeighOptions, weigh } from '../../src/weigh.ts';
import { labImages } from '../lab/images.ts';
import { labFolder, labIsMissing, runTool } from '../lab/tools.ts';

describe("weigh of an export of podman's store", { skip: labIsMissing() }, () => {
  let root: string;
  let archive: string;
  const place = () => ['--root', join(root, 'store'), '--runroot', join(root, 'run'), '--storage-driver', 'vfs'];
  const reference = (name: string) => `containers-storage:[vfs@${join(root, 'store')}+${join(root, 'run')}]${name}`;
  before(async () => {
    archive = `docker-archive:${join(await labImages(), 'classic.tar')}`;
    root = mkdtempSync(join(labFolder, 'export-'));
    await runTool('buildah', [...place(), 'pull', '--quiet', archive]);
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  /** A PATH on which programs are scripts, or the real ones. */
  function pathOf(name: string, scripts: Record<string, string>) {
    const bin = join(root, name);
    mkdirSync(bin);
    for (const tool of ['sh', 'cat', 'head']) symlinkSync(`/usr/bin/${tool}`, join(bin, tool));
    for (const [program, script] of Object.entries(scripts)) {
      if (script.startsWith('/')) symlinkSync(script, join(bin, program));
      else writeFileSync(join(bin, program), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    return { ...process.env, PATH: bin };
  }

  /** Aborts once the file is written. @returns what it says */
  function watchFor(file: string, abort: AbortController): Promise<string> {
    return new Promise((resolve) => {
      const watcher = watch(root, () => {
        const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
        if (!text.endsWith('\n')) return;
        watcher.close();
        abort.abort();
        resolve(text);
      });
    });
  }

  async function exported(name: string, options: WeighOptions) {
    const steps: string[] = [];
    const [{ analysis } = {}] = await weigh(reference(name), { engineRead: 'export', onStep: (line) => steps.push(line), ...options });
    return { sizes: analysis!.sizes, steps };
  }

  it('asks for no credentials', async () => {
    const [{ analysis } = {}] = await weigh(archive);
    for (const nowhere of [{ REGISTRY_AUTH_FILE: '/nowhere' }, { DOCKER_CONFIG: '/nowhere' }]) {
      const { sizes, steps } = await exported('classic', { environment: { ...process.env, ...nowhere } });
      assert.deepEqual([sizes, steps], [analysis!.sizes, []]);
    }
  });

  it('of an image that is not there names those that are near', async () => {
    const alone = pathOf('alone', { podman: '/usr/bin/podman' });
    for (const [program, environment] of Object.entries({ buildah: process.env, podman: alone })) {
      await assert.rejects(exported('classic:ci', { environment }), {
        code: 'not-found',
        message: `looking for the image classic:ci in the store ${join(root, 'store')}: it is not there; it has localhost/classic:latest`,
        hint: `build or pull the image first; ${program} images lists what is there`,
      });
    }
    const environment = { ...process.env, CONTAINERS_STORAGE_CONF: join(root, 'storage.conf') };
    const paths = `graphroot = "${join(root, 'store')}"\nrunroot = "${join(root, 'run')}"`;
    writeFileSync(environment.CONTAINERS_STORAGE_CONF, `[storage]\ndriver = "vfs"\n${paths}\n`);
    await assert.rejects(weigh('containers-storage:ghcr.io/o/clasic', { environment, engineRead: 'export' }), {
      message: /^looking for the image ghcr.io\/o\/clasic in the store of buildah: it is not there; it has localhost\/classic:latest$/,
    });
    // What is not said is not made up.
    const script = 'case "$*" in *images*) echo what? ;; *) echo classic: image not known >&2; exit 1 ;; esac';
    await assert.rejects(exported('classic', { environment: pathOf('mute', { buildah: script }) }), {
      code: 'not-found',
      message: 'exporting the image classic by buildah: classic: image not known',
      hint: 'buildah images lists what is there',
    });
    // What else is not there is not the image.
    for (const [number, said] of [
      'pushing image "classic" to "x": open /x/storage.lock: file does not exist',
      'host not known',
      'no such image\\ncannot read',
    ].entries()) {
      const other = pathOf(`other-${number}`, { buildah: `printf '${said}\\n' >&2; exit 1` });
      await assert.rejects(exported('classic', { environment: other }), { code: 'engine' }, said);
    }
  });

  it('tells how far it has come', async () => {
    const [{ analysis } = {}] = await weigh(archive);
    const alone = pathOf('only-podman', { podman: '/usr/bin/podman' });
    const size = Number(await runTool('podman', [...place(), 'image', 'inspect', '--format', '{{.Size}}', 'classic']));
    // buildah rounds to three digits. The tar is somewhat longer than either says.
    for (const [environment, totalBytes] of [
      [process.env, Number(size.toPrecision(3))],
      [alone, size],
    ] as const) {
      const seen: Progress[] = [];
      await exported('classic', { environment, onProgress: (progress) => seen.push({ ...progress }) });
      const [first, ...others] = seen.filter(({ doneLayers }) => doneLayers === 0);
      const told = { reference: reference('classic'), platform: analysis!.platform, totalLayers: analysis!.layers.length, doneLayers: 0 };
      assert.deepEqual(first, { ...told, totalBytes, doneBytes: first!.doneBytes });
      assert.ok(first!.doneBytes < totalBytes);
      assert.ok(others.some(({ doneBytes }) => doneBytes === totalBytes));
    }
    // Where one program fails, what the other writes is counted anew.
    const half = `head -c 4000000 ${archive.slice('docker-archive:'.length)}; echo cut >&2; exit 1`;
    const buildah = `case "$*" in *push*) ${half} ;; *) exec /usr/bin/buildah "$@" ;; esac`;
    const came: number[] = [];
    const onProgress = ({ doneBytes, doneLayers }: Progress) => void (doneLayers === 0 && came.push(doneBytes));
    await exported('classic', { environment: pathOf('cut', { buildah, podman: '/usr/bin/podman' }), onProgress });
    const again = came.findIndex((bytes, number) => bytes < came[number - 1]!);
    assert.ok(came[again - 1] === 4_000_000 && came[again]! <= 65_536, `${came[again - 1]} ${came[again]}`);
    // Where nobody says what the image is, there is nothing to call it.
    const mute = `case "$1" in push) exec cat ${archive.slice('docker-archive:'.length)} ;; *) exit 1 ;; esac`;
    const environment = pathOf('mute-buildah', { buildah: `shift 6; ${mute}` });
    assert.deepEqual((await exported('classic', { environment, onProgress: () => {} })).sizes, analysis!.sizes);
  });

  it('is made by podman where buildah fails, and the failure told', async () => {
    const [{ analysis } = {}] = await weigh(archive);
    const failure = 'exporting the image classic by buildah: no luck today';
    const environment = pathOf('one', { buildah: 'echo no luck today >&2; exit 1', podman: '/usr/bin/podman' });
    assert.deepEqual(await exported('classic', { environment }), { sizes: analysis!.sizes, steps: [failure] });
    // It unpacks to as much as is allowed, and the beginning of it came twice.
    const half = `head -c 4000000 ${archive.slice('docker-archive:'.length)}; echo cut >&2; exit 1`;
    const cut = pathOf('two', { buildah: half, podman: '/usr/bin/podman' });
    assert.deepEqual((await exported('classic', { environment: cut, maxUncompressedBytes: 7_000_000 })).sizes, analysis!.sizes);
    for (const [name, podman] of [
      ['three', 'echo nor here >&2; exit 3'],
      ['four', 'exit 127'],
    ] as const) {
      const fails = pathOf(name, { buildah: 'echo no luck today >&2; exit 1', podman });
      await assert.rejects(exported('classic', { environment: fails }), {
        code: 'engine',
        message: failure,
        hint: `run it by itself to see more (buildah --root ${join(root, 'store')} --storage-driver vfs --runroot ${join(root, 'run')} push --quiet classic docker-archive:/dev/stdout | wc -c); --engine-read direct says what stands in the way of reading the store`,
      });
    }
    const unneeded = pathOf('five', { buildah: '/usr/bin/buildah', podman: `echo asked >${join(root, 'asked')}` });
    await assert.rejects(exported('nothing', { environment: unneeded }), { code: 'not-found' });
    await assert.rejects(exported('classic', { environment: unneeded, maxUncompressedBytes: 1000 }), { code: 'too-large' });
    assert.equal(existsSync(join(root, 'asked')), false);
  });

  it('tells what is wrong with what is written, where that is why it failed', async () => {
    // Too much for a pipe, so that it is still writing when it is stopped.
    const endless = 'trap "" PIPE; while head -c 65536 /usr/bin/sh 2>/dev/null; do :; done; echo cannot write >&2; exit 1';
    const broken = 'reading the archive that buildah writes of classic: it broke off after';
    for (const [name, buildah, message] of [
      ['endless', endless, new RegExp(`^${broken} \\d+ bytes \\(`)],
      ['short', 'head -c 100 /usr/bin/sh', new RegExp(`^${broken} 100 bytes \\(`)],
      ['failed', 'head -c 100 /usr/bin/sh; echo cannot write >&2; exit 1', /^exporting the image classic by buildah: cannot write$/],
    ] as const)
      await assert.rejects(exported('classic', { environment: pathOf(name, { buildah }) }), { code: 'engine', message }, name);
  });

  it('does not take our own bugs for its own', async () => {
    const bug = new TypeError('a bug');
    const onProgress = () => {
      throw bug;
    };
    await assert.rejects(exported('classic', { onProgress }), bug);
  });

  it('is stopped with all that it started where the run is interrupted', async () => {
    const podman = `echo asked >${join(root, 'podman-asked')}`;
    for (const [name, first] of Object.entries({ gentle: ':', stubborn: "trap '' TERM" })) {
      const pids = join(root, `${name}.pid`);
      const fifo = join(root, `${name}.fifo`);
      // It writes a part, tells its number, and waits for what never comes.
      const buildah = `${first}; head -c 512 /dev/zero; mkfifo ${fifo}; echo $$ >${pids}; read never <${fifo}; read never <${fifo}`;
      const environment = pathOf(name, { buildah, podman, mkfifo: '/usr/bin/mkfifo' });
      const abort = new AbortController();
      const [told] = await Promise.all([
        watchFor(pids, abort),
        assert.rejects(exported('classic', { environment, signal: abort.signal }), { code: 'interrupted' }, name),
      ]);
      // One that has ended and that nobody has asked for yet has no command any more.
      const command = `/proc/${told.trim()}/cmdline`;
      assert.equal(existsSync(command) ? readFileSync(command, 'utf8') : '', '', name);
    }
    // While it says what the image is, and by a key that ends it too.
    const asked = join(root, 'asked-for');
    const buildah = `case "$*" in *inspect*) mkfifo ${asked}.fifo; echo now >${asked}; read never <${asked}.fifo ;; *) echo >${asked}-pushed ;; esac`;
    const describing = new AbortController();
    const options = {
      environment: pathOf('describing', { buildah, podman, mkfifo: '/usr/bin/mkfifo' }),
      signal: describing.signal,
      onProgress: () => {},
    };
    await Promise.all([watchFor(asked, describing), assert.rejects(exported('classic', options), { code: 'interrupted' })]);
    const pressed = new AbortController();
    const environment = pathOf('pressed', { buildah: 'exit 130', podman });
    await assert.rejects(exported('classic', { environment, signal: pressed.signal, onStep: () => pressed.abort() }), {
      code: 'interrupted',
    });
    assert.deepEqual([existsSync(`${asked}-pushed`), existsSync(join(root, 'podman-asked'))], [false, false]);
  });
});
