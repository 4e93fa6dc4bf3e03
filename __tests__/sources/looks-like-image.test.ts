import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { looksLikeImage } from '../../src/sources/looks-like-image.ts';
import { docker24, docker25 } from '../support/docker-archives.ts';
import { archiveOf, ociLayout, sampleImage } from '../support/image-builder.ts';
import { newFolder, writeArchive, writeDirectory } from '../support/image-files.ts';

const image = sampleImage('gzip');

describe('looksLikeImage', () => {
  it('knows archives and layouts of every kind', async () => {
    for (const path of [
      writeArchive(docker24(image)),
      writeArchive(docker25(image)),
      writeArchive(ociLayout(image)),
      writeArchive(gzipSync(archiveOf(docker24(image)))),
      writeArchive(zstdCompressSync(archiveOf(docker24(image)))),
      writeDirectory(docker24(image)),
      writeDirectory(docker25(image)),
      writeDirectory(ociLayout(image)),
      writeDirectory(ociLayout(image).filter(([name]) => name !== 'oci-layout')),
    ])
      assert.equal(await looksLikeImage(path), true, path);
  });

  it('does not take for one what is something else', async () => {
    for (const bytes of ['', '{"version":1}', '[1]', 'version: 1\n'.repeat(99), Buffer.alloc(2048), Buffer.alloc(2048, 0xa5)]) {
      const path = writeArchive(Buffer.from(bytes));
      assert.equal(await looksLikeImage(path), false, bytes.slice(0, 9).toString());
    }
    const folder = newFolder();
    assert.equal(await looksLikeImage(folder), false);
    assert.equal(await looksLikeImage(join(folder, 'none')), false);
  });

  it('does not take kept analyses for a layout, whatever the images are called', async () => {
    const folder = newFolder();
    for (const name of ['index', 'manifest', 'api']) writeFileSync(join(folder, `${name}.json`), '{"version":1,"analyses":[]}');
    assert.equal(await looksLikeImage(folder), false);
    mkdirSync(join(folder, 'manifest'));
    assert.equal(await looksLikeImage(folder), false);
  });
});
