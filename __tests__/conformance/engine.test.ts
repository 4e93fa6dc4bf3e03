/** An image in an engine weighs the same whether its store is read, the engine exports it, or it is saved to a file first. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Progress } from '../../src/read-layers.ts';
import type { WeighOptions } from '../../src/weigh.ts';
import { type Engine, type EngineKind, startEngine } from '../lab/engines.ts';
import { labImages } from '../lab/images.ts';
import { serveRegistry } from '../lab/registry.ts';
import { labIsMissing } from '../lab/tools.ts';
import { docker25 } from '../support/docker-archives.ts';
import { archiveOf, buildImage } from '../support/image-builder.ts';
import { entry, pax, paxSparse, tar } from '../support/tar-bytes.ts';
import { weighed } from '../support/weigh-images.ts';

type Step = { line: string; level: 'note' | 'debug' };

for (const kind of ['old', 'classic', 'containerd'] as const satisfies EngineKind[]) {
  describe(`weigh of an image in an engine (${kind})`, { skip: labIsMissing() }, () => {
    let folder: string;
    let engine: Engine;
    let scratch: string;
    const images = ['classic:latest', 'torture:latest', ...(kind === 'containerd' ? ['two:latest'] : [])];
    before(async () => {
      folder = await labImages();
      scratch = mkdtempSync(join(tmpdir(), 'plimsoll-engine-'));
      engine = await startEngine(kind);
      // With layers as BuildKit compressed them, where the store keeps them so.
      const archives = ['classic.tar', 'buildx-docker.tar', ...(kind === 'containerd' ? ['two-platforms.tar'] : [])];
      for (const archive of archives) await engine.docker(['load', '--quiet', '--input', join(folder, archive)]);
    });
    after(async () => {
      await engine[Symbol.asyncDispose]();
      rmSync(scratch, { recursive: true });
    });
    const weighHere = (name: string, options: WeighOptions = {}) =>
      weighed(name, { ...options, environment: { DOCKER_HOST: engine.dockerHost } });

    /** Without what an archive cannot say where the store keeps images as they are pushed: its manifest is of another kind. */
    const asInFile = (image: Awaited<ReturnType<typeof weighHere>>[number]) => {
      if (kind !== 'containerd') return image;
      const { digest: _digest, unknown: _unknown, sizes, layers, ...rest } = image;
      const known = layers.map(({ mediaType: _mediaType, compressed: _compressed, ...layer }) => layer);
      return { ...rest, sizes: { ...sizes, compressed: undefined }, layers: known };
    };

    it('gives the same Analysis read directly, exported, and saved to a file', async () => {
      for (const image of images) {
        const direct = await weighHere(`docker-daemon:${image}`, { engineRead: 'direct' });
        assert.deepEqual(await weighHere(`docker-daemon:${image}`, { engineRead: 'export' }), direct, image);
        const file = join(scratch, 'saved.tar');
        await engine.docker(['save', '--output', file, image]);
        assert.deepEqual((await weighed(`docker-archive:${file}`)).map(asInFile), direct.map(asInFile), image);
        assert.ok(direct[0]!.files.length > 1);
      }
    });

    it('is exported the same by an engine that does not say where it is, and tells how much will come', async () => {
      await using proxy = await startProxy(engine.dockerHost, join(scratch, 'proxy.sock'));
      for (const image of images) {
        const expected = await weighHere(`docker-daemon:${image}`, { engineRead: 'export' });
        const steps: string[] = [];
        const options: WeighOptions = { environment: { DOCKER_HOST: proxy.host }, onStep: (line) => steps.push(line) };
        assert.deepEqual(await weighed(image, options), expected);
        assert.match(steps[1]!, /: the engine does not say where it is \(asking the engine at .* for \/info: it answers 403, not here\)$/);
        await assert.rejects(weighed(image, { ...options, engineRead: 'direct' }), { code: 'engine', message: /does not say where it is/ });
      }
      // Of images as small as the third, most of the export is the tar's own.
      for (const image of images.slice(0, 2)) {
        const told: Progress[] = [];
        const onProgress = (progress: Progress) => void told.push({ ...progress });
        await weighed(image, { environment: { DOCKER_HOST: proxy.host }, onProgress });
        await weighHere(image, { engineRead: 'export', onProgress });
        const totals = told.filter(({ doneLayers }) => doneLayers === 0).map(({ totalBytes }) => totalBytes);
        const total = totals.at(-1)!;
        // The old stores' engines tell it together with where they are.
        assert.deepEqual(new Set(totals), new Set([kind === 'containerd' ? total : undefined, total]));
        assert.ok(Math.abs(total - proxy.sentBytes) < proxy.sentBytes * 0.06, `${total} of ${proxy.sentBytes} bytes`);
      }
    });

    it('knows what a registry would store only where the store keeps it', async () => {
      const [image] = await weighHere('torture:latest');
      assert.equal(image!.sizes.compressed !== undefined, kind === 'containerd');
      assert.equal(image!.digest !== undefined, kind === 'containerd');
    });

    it('verifies what the engine exports', async () => {
      const file = join(scratch, 'verified.tar');
      await engine.docker(['save', '--output', file, 'torture:latest']);
      const exported = await weighHere('torture:latest', { verify: true });
      assert.deepEqual(exported.map(asInFile), (await weighed(`docker-archive:${file}`, { verify: true })).map(asInFile));
      assert.match(exported[0]!.layers[0]!.content!, /^crc32:/);
      await assert.rejects(weighHere('classic:latest', { verify: true, engineRead: 'direct' }), { code: 'option' });
    });

    it('resolves names, IDs, beginnings of IDs and digests as the engine does', async () => {
      await using registry = await serveRegistry();
      const remote = `${registry.host}/team/classic`;
      await engine.docker(['tag', 'classic:latest', `${remote}:ci`]);
      await engine.docker(['push', '--quiet', `${remote}:ci`]);
      const [digest = ''] = JSON.parse(await engine.docker(['inspect', '--format', '{{json .RepoDigests}}', `${remote}:ci`])) as string[];
      const id = (await engine.docker(['inspect', '--format', '{{.Id}}', 'classic:latest'])).trim();
      const expected = await weighHere('docker-daemon:classic:latest');
      for (const name of ['classic', 'docker.io/library/classic', `${remote}:ci`, digest, id, id.slice(7), id.slice(7, 19)]) {
        assert.deepEqual(await weighHere(`docker-daemon:${name}`), expected, name);
        assert.deepEqual(await weighHere(name), expected, `${name} as a bare word`);
      }
      await engine.docker(['rmi', `${remote}:ci`]);
    });

    it('lists the near names of an image that is not there', async () => {
      await assert.rejects(weighHere('docker-daemon:classic:ci'), {
        code: 'not-found',
        message: /the image classic:ci in the engine at unix:.*: it is not there; it has classic:latest$/,
      });
      await assert.rejects(weighHere('clasic'), {
        code: 'not-found',
        message: /it has classic:latest; no file or directory is called clasic, and an image in a registry is written docker:\/\/clasic$/,
      });
      await assert.rejects(weighHere('docker-daemon:zzzzzzzz'), {
        code: 'not-found',
        message: /it has [3-9] others, none of them like it$|it has 2 others, none of them like it$/,
      });
    });

    // What else engines unpack: the truth is the archive that was loaded, as not all of it is saved again.
    if (kind !== 'containerd')
      it('reads layers directly that builders do not write', async () => {
        for (const [name, { layers, isSaved = true }] of Object.entries(oddLayers())) {
          const file = join(scratch, `${name}.tar`);
          writeFileSync(file, archiveOf(docker25(buildImage(layers.map((bytes) => ({ tar: bytes }))), [`odd:${name}`])));
          await engine.docker(['load', '--quiet', '--input', file]);
          const expected = await weighed(file);
          assert.deepEqual(await weighHere(`docker-daemon:odd:${name}`, { engineRead: 'direct' }), expected, name);
          const exported = weighHere(`docker-daemon:odd:${name}`, { engineRead: 'export' });
          if (isSaved) assert.deepEqual(await exported, expected, name);
          else await assert.rejects(exported, { code: 'engine', message: /could not verify layer data/ });
        }
      });

    // containerd reads its blobs where we do: nothing can be wrong for us alone.
    if (kind !== 'containerd')
      it('exports an image whose store is not as expected, and says why only where it was asked', async () => {
        const expected = await weighHere('classic:latest');
        const file = spoil(engine.root);
        try {
          const steps: Step[] = [];
          const options: WeighOptions = { onStep: (line, level) => steps.push({ line, level }) };
          assert.deepEqual(await weighHere('classic:latest', options), expected);
          assert.deepEqual(
            steps.map(({ level }) => level),
            ['debug', 'debug'],
          );
          assert.match(steps[1]!.line, /is exported, as its store cannot be read: /);
          await assert.rejects(weighHere('classic:latest', { engineRead: 'direct' }), {
            code: 'engine',
            message: /^reading the image classic:latest in the engine at .* directly from its store: /,
            hint: /--engine-read auto$/,
          });
        } finally {
          file.restore();
        }
      });

    it('reads the store by sudo where that was asked for, and says so', async () => {
      const bin = join(scratch, 'bin');
      const asked = join(scratch, 'asked');
      mkdirSync(bin);
      const script = `#!/bin/sh\necho "$*" >>${asked}\n[ "$1 $2 $3 $4" = "-n -- cat --" ] || exit 1\nshift 2\nexec "$@"\n`;
      writeFileSync(join(bin, 'sudo'), script, { mode: 0o755 });
      const { PATH } = process.env;
      process.env.PATH = `${bin}:${PATH}`;
      try {
        const notes: string[] = [];
        const onStep = (line: string, level: string) => void (level === 'note' && notes.push(line));
        assert.deepEqual(await weighHere('classic:latest', { engineRead: 'sudo', onStep }), await weighHere('classic:latest'));
        if (kind === 'containerd') assert.match(notes.join(), /^the image .* is exported, .*: sudo is not used for containerd's store$/);
        else {
          assert.deepEqual(notes, [`reading Docker's store in ${engine.root} with sudo`]);
          assert.match(readFileSync(asked, 'utf8'), /^-n -- cat -- .*tar-split\.json\.gz$/m);
        }
      } finally {
        process.env.PATH = PATH;
      }
    });
  });
}

/** What stands in front of an engine and lets nobody see what machine it is on. */
async function startProxy(dockerHost: string, socket: string): Promise<AsyncDisposable & { host: string; sentBytes: number }> {
  const proxy = {
    host: `unix://${socket}`,
    /** Of the last answer. */
    sentBytes: 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer((asked, response) => {
    if (asked.url?.endsWith('/info') === true) {
      response.writeHead(403).end('not here');
      return;
    }
    const { url = '', headers } = asked;
    request({ socketPath: dockerHost.replace('unix://', ''), path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      proxy.sentBytes = 0;
      answer.on('data', (chunk: Buffer) => {
        proxy.sentBytes += chunk.length;
      });
      answer.pipe(response);
    }).end();
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return proxy;
}

/** Changes what only a reader of the store sees, and engines no more than once. */
function spoil(root: string): { restore: () => void } {
  const layers = join(root, 'image', 'overlay2', 'layerdb', 'sha256');
  const files = readdirSync(layers).map((layer) => join(layers, layer, 'diff'));
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const write = (shift: number) => {
    for (const [index, file] of files.entries()) writeFileSync(file, texts[(index + shift) % texts.length]!);
  };
  write(1);
  return { restore: () => write(0) };
}

function oddLayers(): Record<string, { layers: Buffer[]; isSaved?: boolean }> {
  const large = Buffer.alloc(70_000, 'a');
  const changedAt = (at: number) => Buffer.concat([large.subarray(0, at), Buffer.from('b'), large.subarray(at + 1)]);
  const names = ['same', 'first', 'late', 'last'];
  const files = names.map((name) => entry({ name }, large));
  const changed = [large, changedAt(0), changedAt(69_990), changedAt(69_999)].map((content, index) =>
    entry({ name: names[index]! }, content),
  );
  return {
    // Contents that differ in one byte, wherever it is.
    replaced: { layers: [tar(...files), tar(...changed)] },
    'no-end-mark': { layers: [Buffer.concat(files)] },
    'half-an-end-mark': { layers: [Buffer.concat([...files, Buffer.alloc(512)])] },
    'more-behind-the-end': { layers: [Buffer.concat([tar(...files), Buffer.from('rubbish'.repeat(1000))])] },
    empty: { layers: [tar(), tar(entry({ name: 'file' }, 'content'))] },
    global: { layers: [tar(pax({ comment: 'of all' }, 'g'), ...files)] },
    sparse: { layers: [tar(paxSparse('0.1', 'hole', [{ offset: 4096, length: 1000 }], 100_000), ...files)], isSaved: false },
  };
}
