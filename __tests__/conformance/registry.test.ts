/** An image weighs the same in a registry of others' making as in the layout that it was pushed from. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type WeighOptions, weigh } from '../../src/weigh.ts';
import { labImages } from '../lab/images.ts';
import { serveRegistry } from '../lab/registry.ts';
import { labIsMissing, runTool } from '../lab/tools.ts';
import { newFolder } from '../support/image-files.ts';

/** What stands in the Analysis and the inventory of each platform, save by what name it was asked for. */
async function weighed(reference: string, options: WeighOptions = {}) {
  const all = await weigh(reference, { environment: { HOME: newFolder() }, ...options });
  return all.map(({ analysis, inventory }) => ({ ...analysis, reference: '', files: [...(inventory?.files ?? [])] }));
}

describe('weigh of an image in a registry', { skip: labIsMissing() }, () => {
  let folder: string;
  let registry: Awaited<ReturnType<typeof serveRegistry>>;
  before(async () => {
    folder = await labImages();
    registry = await serveRegistry();
  });
  after(() => registry[Symbol.asyncDispose]());

  const archives = ['buildx-gzip', 'buildx-zstd', 'buildx-plain', 'buildx-attested', 'skopeo-zstd', 'two-platforms'];
  for (const archive of archives)
    it(`gives the Analysis of the archive (${archive})`, async () => {
      const file = `oci-archive:${join(folder, `${archive}.tar`)}`;
      const there = `docker://${registry.host}/lab/${archive}:ci`;
      await runTool('skopeo', [
        '--insecure-policy',
        'copy',
        '--all',
        '--preserve-digests',
        '--quiet',
        '--dest-tls-verify=false',
        file,
        there,
      ]);
      for (const verify of [false, true]) assert.deepEqual(await weighed(there, { verify }), await weighed(file, { verify }));
      const digest = (await weighed(there))[0]!.digest;
      assert.deepEqual((await weighed(`docker://${registry.host}/lab/${archive}@${digest}`))[0], (await weighed(file))[0]);
      const known = (await weighed(file)).map(({ sizes, layers }) => [sizes.compressed, layers.length]);
      const stated = await weighed(there, { sizesOnly: true });
      assert.deepEqual(
        stated.map(({ sizes, layers }) => [sizes.compressed, layers.length]),
        known,
      );
    });

  it('says which images are not there', async () => {
    await assert.rejects(weighed(`docker://${registry.host}/lab/none:ci`), { code: 'not-found', message: /has no such image$/ });
  });
});
