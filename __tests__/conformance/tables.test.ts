/** Layers that real tools wrote with a table of contents weigh the same by the table and whole, in the registry of others' making. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { type WeighOptions, weigh } from '../../src/weigh.ts';
import { countTraffic } from '../bench/counting-proxy.ts';
import { labImages } from '../lab/images.ts';
import { serveDistribution, serveRegistry } from '../lab/registry.ts';
import { makeTableLayout } from '../lab/tables.ts';
import { labIsMissing, runTool, toolsAreMissing } from '../lab/tools.ts';
import { newFolder } from '../support/image-files.ts';

type Form = { form: string; push: (folder: string, to: string) => Promise<unknown>; says: string | undefined };

const copy = (from: string, to: string) =>
  runTool('skopeo', ['--insecure-policy', 'copy', '--quiet', '--preserve-digests', '--dest-tls-verify=false', from, to]);

async function copyTables(folder: string, form: 'estargz' | 'zstd:chunked', to: string, keepPlain: readonly number[] = []): Promise<void> {
  const layout = await makeTableLayout(join(folder, 'buildx-plain.tar'), form, keepPlain);
  await copy(`oci:${layout}:latest`, to);
  rmSync(dirname(layout), { recursive: true });
}

/** As buildah 1.28 writes them, without an index of the tar. */
async function pushByBuildah(folder: string, to: string): Promise<void> {
  const store = newFolder();
  const options = ['--root', join(store, 'root'), '--runroot', join(store, 'run'), '--storage-driver', 'vfs'];
  const id = await runTool('buildah', [...options, 'pull', '--quiet', `oci-archive:${join(folder, 'buildx-gzip.tar')}`]);
  await runTool('buildah', [...options, 'push', '--quiet', '--tls-verify=false', '--compression-format', 'zstd:chunked', id.trim(), to]);
  rmSync(store, { recursive: true });
}

const byTable = 'was listed from the table of contents in it, and not read: what a layer stores twice by itself is not seen';
const byIndex = 'was listed from the index of the tar in it, and not read';
/** Layer 14 of the torture image holds a name that is not UTF-8: a table in JSON cannot tell it, an index of the tar can. */
const forms: Form[] = [
  {
    form: 'eStargz, BuildKit',
    push: (folder, to) => copy(`oci-archive:${join(folder, 'buildx-estargz.tar')}`, to),
    says: `each of layers 0 to 13, 15 to 17 ${byTable}`,
  },
  { form: 'zstd:chunked, buildah', push: pushByBuildah, says: `each of layers 0 to 13, 15 to 17 ${byTable}` },
  {
    form: 'zstd:chunked, containers/storage',
    push: (folder, to) => copyTables(folder, 'zstd:chunked', to),
    says: `each of layers 0 to 17 ${byIndex}`,
  },
  {
    // Each layer has a landmark, which takes the place of the one below: what is read of one layer has to be compared with the next.
    form: 'eStargz, stargz-snapshotter',
    push: (folder, to) => copyTables(folder, 'estargz', to),
    says: undefined,
  },
  {
    form: 'eStargz, stargz-snapshotter, over a layer of another form',
    push: (folder, to) => copyTables(folder, 'estargz', to, [...Array(17).keys()]),
    says: `layer 17 ${byTable}`,
  },
];

/** What does not hang on whether a layer was read. */
function known({ notes: _, layers, ...rest }: Analysis) {
  return {
    ...rest,
    reference: '',
    layers: layers.map(({ content: _content, fingerprints, ...layer }) => ({
      ...layer,
      owners: fingerprints?.owners,
      modes: fingerprints?.modes,
      times: fingerprints?.times,
    })),
  };
}

async function weighOne(reference: string, options: WeighOptions = {}) {
  const [weighed] = await weigh(reference, { environment: { HOME: newFolder() }, ...options });
  return { analysis: weighed!.analysis, files: [...weighed!.inventory!.files].map(({ content: _, ...file }) => file) };
}

const skip = labIsMissing() || toolsAreMissing(['docker-registry', 'convert-layer']);

for (const [of, serve] of [
  ["crane's registry", serveRegistry],
  ['Distribution', serveDistribution],
] as const)
  describe(`a layer with a table of contents in ${of}`, { skip }, () => {
    let folder: string;
    before(async () => {
      folder = await labImages();
    });

    // What buildah does to one registry it does to the other, and takes its time.
    for (const { form, push, says } of forms.filter((each) => serve === serveRegistry || each.push !== pushByBuildah))
      it(`weighs what it weighs when it is read (${form})`, async () => {
        // buildah knows what a registry has, and would push no layer anew.
        await using registry = await serve();
        await push(folder, `docker://${registry.host}/lab/tables:ci`);
        await using counter = await countTraffic(registry.host);
        const reference = `docker://${counter.host}/lab/tables:ci`;
        const whole = await weighOne(reference, { verify: true });
        const wholeBytes = counter.traffic().bytes;
        counter.reset();
        const { analysis, files } = await weighOne(reference);
        assert.deepEqual(known(analysis), known(whole.analysis));
        assert.deepEqual(files, whole.files);
        assert.deepEqual([whole.analysis.notes, analysis.notes], [undefined, says === undefined ? undefined : [says]]);
        const { bytes } = counter.traffic();
        if (says?.endsWith(byIndex)) assert.ok(bytes < wholeBytes / 10, `${bytes} of ${wholeBytes} bytes`);
      });
  });
