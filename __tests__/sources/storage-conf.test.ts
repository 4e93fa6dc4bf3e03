/** Which stores a storage.conf names. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findStores } from '../../src/sources/engine/storage-conf.ts';

describe('storage.conf', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'plimsoll-conf-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function stores(...lines: string[]) {
    const file = join(folder, 'storage.conf');
    writeFileSync(file, ['[storage]', ...lines, ''].join('\n'));
    return findStores({ environment: { CONTAINERS_STORAGE_CONF: file, USER: 'ada' }, home: '/home/ada', userID: 1000 });
  }

  it('is read with both kinds of quotes', () => {
    const paths = ["graphroot = '/g'", "imagestore='/i'", "driver = 'vfs'"];
    const options = ['[storage.options]', `additionalimagestores = ['/a', "/b", # not "/c" nor '/d'`, `  # "/e"`, "  '/f' ]"];
    const expected = { roots: ['/g', '/a', '/b', '/f'], driver: 'vfs', imageStore: '/i' };
    assert.deepEqual(stores(...paths, ...options), expected);
    assert.deepEqual(stores(...paths.map((line) => line.replaceAll("'", '"')), ...options), expected);
  });

  it('names a store once, however it is spelt', () => {
    assert.deepEqual(stores('graphroot = "/g/"', 'additionalimagestores = [ "/g", "//g/./", "/g/../h", "/h" ]').roots, ['/g', '/h']);
    assert.deepEqual(stores('rootless_storage_path = "$HOME/s/"', 'additionalimagestores = ["/home/$USER/s"]').roots, ['/home/ada/s']);
  });
});
