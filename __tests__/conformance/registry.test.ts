/** An image weighs the same in a registry of others' making as in the layout that it was pushed from. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type WeighOptions, weigh } from '../../src/weigh.ts';
import { labImages } from '../lab/images.ts';
import { type LabRegistry, serveDistribution, serveRegistry } from '../lab/registry.ts';
import { labIsMissing, runTool, toolsAreMissing } from '../lab/tools.ts';
import { newFolder } from '../support/image-files.ts';

/** What stands in the Analysis and the inventory of each platform, save by what name it was asked for. */
async function weighAll(reference: string, options: WeighOptions = {}) {
  const all = await weigh(reference, options);
  return all.map(({ analysis, inventory }) => ({ ...analysis, reference: '', files: [...(inventory?.files ?? [])] }));
}

const user = { name: 'ci', password: 'p:ss wörd' };
const registries: { of: string; serve: () => Promise<LabRegistry>; auth?: string; skip: string | false }[] = [
  { of: "crane's registry", serve: serveRegistry, skip: false },
  { of: 'Distribution', serve: serveDistribution, skip: toolsAreMissing(['docker-registry']) },
  {
    of: 'Distribution for a user',
    serve: () => serveDistribution(user),
    auth: Buffer.from(`${user.name}:${user.password}`).toString('base64'),
    skip: toolsAreMissing(['docker-registry']),
  },
];

for (const { of, serve, auth, skip } of registries)
  describe(`weigh of an image in ${of}`, { skip: labIsMissing() || skip }, () => {
    let folder: string;
    let registry: LabRegistry;
    let environment: Record<string, string>;
    before(async () => {
      folder = await labImages();
      registry = await serve();
      environment = { HOME: newFolder() };
      if (auth === undefined) return;
      mkdirSync(join(environment.HOME!, '.docker'));
      writeFileSync(join(environment.HOME!, '.docker', 'config.json'), JSON.stringify({ auths: { [registry.host]: { auth } } }));
    });
    after(() => registry[Symbol.asyncDispose]());
    const weighed = (reference: string, options: WeighOptions = {}) => weighAll(reference, { environment, ...options });

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
          ...(auth === undefined ? [] : ['--dest-creds', `${user.name}:${user.password}`]),
          file,
          there,
        ]);
        for (const verify of [false, true]) assert.deepEqual(await weighed(there, { verify }), await weighed(file, { verify }));
        const digest = (await weighed(there))[0]!.digest;
        // By the digest of the manifest there is no index, and with it no attestation that tells of the base.
        const [{ base: _, ...bare }] = (await weighed(file)) as [Awaited<ReturnType<typeof weighed>>[number]];
        const [{ base: __, ...byDigest }] = (await weighed(`docker://${registry.host}/lab/${archive}@${digest}`)) as [
          typeof bare & { base?: unknown },
        ];
        assert.deepEqual(byDigest, bare);
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

    if (auth !== undefined)
      it('is refused to whoever may not pull', async () => {
        const reference = `docker://${registry.host}/lab/${archives[0]}:ci`;
        await assert.rejects(weighAll(reference, { environment: { HOME: newFolder() } }), {
          code: 'registry',
          message: /answers 401 \(UNAUTHORIZED\): it is not there, or may not be pulled without credentials$/,
        });
      });
  });
