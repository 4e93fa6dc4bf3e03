/** Layers that were listed and then have to be read, since files of theirs are compared with those of a layer that was read. */
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { describe, it } from 'node:test';
import { type WeighOptions, weigh } from '../../../src/weigh.ts';
import { digestOf, indexOf, type LayerSpec } from '../../support/image-builder.ts';
import { newFolder } from '../../support/image-files.ts';
import { StandInRegistry } from './stand-in.ts';
import { eStargz, imageOf } from './table-layers.ts';
import { compared, files } from './table-runs.ts';

describe('layers whose files cannot be compared', () => {
  it('are read several at once', { timeout: 30_000 }, async () => {
    const listed = ['one', 'two'].map((name) => eStargz({ files: [...files, [`etc/${name}`, name]] }));
    const above: LayerSpec = { files: { 'etc/one': 'ONE', 'etc/two': 'TWO' }, compression: 'gzip' };
    const both = new EventEmitter();
    const opened = once(both, 'open');
    let open = 0;
    const { wholes } = await compared([...listed, above], async ({ path, range, method }) => {
      const isListed = listed.some(({ blob }) => path.endsWith(digestOf(blob)));
      if (!isListed || range !== undefined || method === 'HEAD') return undefined;
      // Neither is answered before both are asked for.
      if (++open === listed.length) both.emit('open');
      await opened;
      return undefined;
    });
    assert.equal(wholes.length, 3);
  });

  it('count once for the limit on what an image may unpack to, also where another platform has them', async () => {
    await using registry = await StandInRegistry.start();
    const shared = eStargz({ files });
    const above: LayerSpec = { files: { 'etc/motd': 'WELCOME' }, compression: 'gzip' };
    const images = { 'linux/amd64': imageOf([shared]), 'linux/arm64': imageOf([shared, above, shared]) };
    for (const image of Object.values(images)) registry.push('o/api', 'one', image);
    const reference = registry.pushManifest('o/api', 'ci', indexOf(images).index);
    const weighed = (options: WeighOptions) => weigh(reference, { environment: { HOME: newFolder() }, ...options });
    const unpacked = shared.tar.length + imageOf([above]).layers[0]!.tar.length;
    assert.equal((await weighed({ maxUncompressedBytes: unpacked })).length, 2);
    await assert.rejects(weighed({ maxUncompressedBytes: unpacked - 1 }), { code: 'too-large', message: /unpacks to more than/ });
  });
});
