/** The folder of scans: whose it is, how it is bounded, and what happens to what is not whole. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { findCacheFolder } from '../../src/cache/cache-folder.ts';
import { clearEntries, listEntries, scanFolder } from '../../src/cache/entries.ts';
import { defaultCacheBytes, ScanCache } from '../../src/cache/scan-cache.ts';
import type { Layer } from '../../src/image/image.ts';
import { optionTable } from '../../src/options/table.ts';
import type { LayerScan } from '../../src/scan/layer-scan.ts';
import { scanLayer } from '../../src/scan/scan-layer.ts';
import { newFolder } from '../support/image-files.ts';
import { bodyOf, entry, tar } from '../support/tar-bytes.ts';

const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

type Made = { layer: Layer; scan: LayerScan };

/** A gzip layer with one file of that name, read; `from` changes what its descriptor says. */
async function readLayer(name: string, from: Partial<Layer['descriptor']> = {}): Promise<Made> {
  const bytes = tar(entry({ name }, bodyOf(10)));
  const blob = gzipSync(bytes);
  const descriptor = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: sha256(blob), size: blob.length, ...from };
  const layer: Layer = { descriptor, diffID: sha256(bytes), sizeIsCompressed: true, present: true };
  const { digest } = layer.descriptor;
  const options = { what: 'the layer', diffID: layer.diffID, ...(digest === undefined ? {} : { digest }) };
  return { layer, scan: await scanLayer({ kind: 'stream', stream: Readable.from([blob]) }, options) };
}

/** A cache whose faults fail the test. */
const open = (root: string, maxBytes = defaultCacheBytes) =>
  new ScanCache(root, { maxBytes, onFault: (sentence) => assert.fail(sentence) });
const namesIn = (root: string) => readdirSync(scanFolder(root)).sort();

describe('ScanCache', () => {
  it('finds what it kept, in another process too', async () => {
    const root = newFolder();
    const { layer, scan } = await readLayer('a');
    assert.equal(open(root).find(layer), undefined);
    open(root).keep(layer, scan);
    assert.deepEqual(open(root).find(layer)?.toData(), scan.toData());
  });

  it('is for its owner alone', { skip: process.platform === 'win32' }, async () => {
    const root = join(newFolder(), 'deep', 'cache');
    const { layer, scan } = await readLayer('a');
    open(root).keep(layer, scan);
    const [name = ''] = namesIn(root);
    assert.equal(statSync(join(scanFolder(root), name)).mode & 0o777, 0o600);
    assert.equal(statSync(scanFolder(root)).mode & 0o777, 0o700);
  });

  it('knows a layer by its blob, and by its tar where no other digest is known', async () => {
    const root = newFolder();
    const [byBlob, byTar] = [await readLayer('a'), await readLayer('a', { digest: undefined })];
    open(root).keep(byTar.layer, byTar.scan);
    assert.equal(open(root).find(byBlob.layer), undefined);
    assert.ok(open(root).find(byTar.layer));
    // The same tar, not compressed: that is read another way, and its Analysis says less.
    const plain = { ...byTar.layer, descriptor: { ...byTar.layer.descriptor, mediaType: 'application/vnd.oci.image.layer.v1.tar' } };
    assert.equal(open(root).find(plain), undefined);
  });

  it('keeps no scan whose bytes were not found to be those of the digest', async () => {
    const root = newFolder();
    const [one, other] = [await readLayer('a'), await readLayer('b')];
    const cache = open(root);
    cache.keep(one.layer, other.scan);
    one.scan.digest = undefined;
    cache.keep(one.layer, one.scan);
    const unchecked = await readLayer('c', { digest: `blake3:${'0'.repeat(64)}` });
    cache.keep(unchecked.layer, unchecked.scan);
    const byTar = await readLayer('d', { digest: undefined });
    byTar.scan.diffID = undefined;
    cache.keep(byTar.layer, byTar.scan);
    assert.deepEqual(readdirSync(root), []);
  });

  it('keeps no scan under the digest of its tar that says something of its blob', async () => {
    const root = newFolder();
    const bytes = tar(entry({ name: 'a' }, bodyOf(10)));
    const { layer } = await readLayer('a', { digest: undefined });
    const blob = Buffer.concat([gzipSync(bytes), Buffer.from('a tail that is no gzip')]);
    const file = join(newFolder(), 'blob');
    writeFileSync(file, blob);
    const fd = openSync(file, 'r');
    const scan = await scanLayer({ kind: 'file', fd, offset: 0, length: blob.length }, { what: 'the layer', diffID: layer.diffID });
    closeSync(fd);
    assert.equal(scan.diffID, layer.diffID);
    assert.equal(scan.notes.length, 1);
    open(root).keep(layer, scan);
    assert.equal(open(root).find(layer), undefined);
  });

  it('drops what is damaged, cut off or of another layer, and keeps the layer anew', async () => {
    const root = newFolder();
    const [one, other] = [await readLayer('a'), await readLayer('b')];
    open(root).keep(one.layer, one.scan);
    const file = join(scanFolder(root), namesIn(root)[0]!);
    const whole = readFileSync(file);
    open(root).keep(other.layer, other.scan);
    const another = namesIn(root).find((name) => !file.endsWith(name))!;
    const damaged = Buffer.from(whole);
    damaged[30]! ^= 1;
    for (const bytes of [
      Buffer.alloc(0),
      whole.subarray(0, 19),
      whole.subarray(0, -1),
      damaged,
      readFileSync(join(scanFolder(root), another)),
    ]) {
      writeFileSync(file, bytes);
      assert.equal(open(root).find(one.layer), undefined);
      assert.deepEqual(namesIn(root), [another]);
      open(root).keep(one.layer, one.scan);
      assert.ok(open(root).find(one.layer));
    }
  });

  it('follows no symlink', { skip: process.platform === 'win32' }, async () => {
    const root = newFolder();
    const { layer, scan } = await readLayer('a');
    open(root).keep(layer, scan);
    const file = join(scanFolder(root), namesIn(root)[0]!);
    renameSync(file, join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), file);
    assert.equal(open(root).find(layer), undefined);
    // It is replaced, and what it leads to stays as it is.
    const before = readFileSync(join(root, 'elsewhere'));
    open(root).keep(layer, scan);
    assert.ok(open(root).find(layer));
    assert.deepEqual(readFileSync(join(root, 'elsewhere')), before);

    const linked = newFolder();
    symlinkSync(scanFolder(root), scanFolder(linked));
    const faults: string[] = [];
    const cache = new ScanCache(linked, { onFault: (sentence) => faults.push(sentence) });
    assert.equal(cache.find(layer), undefined);
    assert.deepEqual(clearEntries(scanFolder(linked)), []);
    assert.equal(listEntries(scanFolder(root)).length, 1);
    assert.match(faults.join(), /is not a directory$/);
  });

  it('removes what was not used for longest, and never more than it must', async () => {
    const root = newFolder();
    const made = await Promise.all(['a', 'b', 'c', 'd'].map((name) => readLayer(name)));
    const cache = open(root);
    for (const [index, { layer, scan }] of made.entries()) {
      cache.keep(layer, scan);
      const kept = listEntries(scanFolder(root)).find(({ digest }) => digest === layer.descriptor.digest)!;
      // An hour apart, long ago.
      utimesSync(kept.file, new Date(index * 3_600_000), new Date(index * 3_600_000));
    }
    const digests = () => listEntries(scanFolder(root)).map(({ digest }) => digest);
    const expected = made.map(({ layer }) => layer.descriptor.digest);
    assert.deepEqual(digests(), expected.toReversed());
    // The oldest is used again, and a fifth comes.
    assert.ok(cache.find(made[0]!.layer));
    const fifth = await readLayer('e');
    const size = Math.max(...listEntries(scanFolder(root)).map((kept) => kept.size)) + 4;
    const small = open(root, 3 * size);
    small.keep(fifth.layer, fifth.scan);
    small.trim();
    assert.deepEqual(new Set(digests()), new Set([expected[0], expected[3], fifth.layer.descriptor.digest]));
    // What would fill it alone is not kept.
    const tiny = open(root, 20);
    tiny.keep(made[1]!.layer, made[1]!.scan);
    tiny.trim();
    assert.equal(digests().length, 3);
  });

  it('removes what a process left half written, when it is old, and touches nothing else', async () => {
    const root = newFolder();
    const { layer, scan } = await readLayer('a');
    open(root).keep(layer, scan);
    const [name = ''] = namesIn(root);
    const unfinished = ['11111111-1111-1111-1111-111111111111', '22222222-2222-2222-2222-222222222222'].map((id) => `${name}.${id}.tmp`);
    for (const file of [...unfinished, 'notes.txt', 'sha256-abc']) writeFileSync(join(scanFolder(root), file), 'x');
    mkdirSync(join(scanFolder(root), 'folder'));
    utimesSync(join(scanFolder(root), unfinished[0]!), new Date(0), new Date(0));
    assert.equal(clearEntries(scanFolder(root)).length, 1);
    assert.deepEqual(namesIn(root), [unfinished[1]!, 'folder', 'notes.txt', 'sha256-abc'].sort());
    assert.deepEqual(clearEntries(scanFolder(newFolder())), []);
  });

  it('does without where it cannot be, and says so once', async () => {
    const root = join(newFolder(), 'file');
    writeFileSync(root, '');
    const faults: string[] = [];
    const cache = new ScanCache(root, { onFault: (sentence) => faults.push(sentence) });
    const { layer, scan } = await readLayer('a');
    for (let run = 0; run < 2; run++) {
      cache.keep(layer, scan);
      cache.trim();
      assert.equal(cache.find(layer), undefined);
    }
    assert.equal(faults.length, 1);
    assert.match(faults[0]!, /^the cache in .*file\/scans cannot be used: E[A-Z]+: /);
  });

  it('serves several processes at once, while each removes what others keep', async () => {
    const root = newFolder();
    const program = join(import.meta.dirname, 'use-cache.ts');
    const runs = [1, 2, 3].map((seed) => promisify(execFile)(process.execPath, [program, root, String(seed)]));
    for (const { stdout } of await Promise.all(runs)) assert.match(stdout, /^found [1-9]\d* times$/m);
    assert.ok(namesIn(root).every((name) => !name.endsWith('.tmp')));
  });

  it('holds as much as the option says by default', () => {
    assert.deepEqual(optionTable['cache-size'].read(optionTable['cache-size'].defaultText), { value: defaultCacheBytes });
  });
});

describe('findCacheFolder', () => {
  const cases: [platform: string, environment: Record<string, string>, folder: string | undefined][] = [
    ['linux', { HOME: '/home/me' }, '/home/me/.cache/plimsoll'],
    ['linux', { HOME: '/home/me', XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me/plimsoll'],
    ['linux', { HOME: '/home/me', XDG_CACHE_HOME: 'relative' }, '/home/me/.cache/plimsoll'],
    ['linux', { HOME: '/home/me', PLIMSOLL_CACHE: '/tmp/c' }, '/tmp/c'],
    ['linux', { HOME: '/home/me', PLIMSOLL_CACHE: 'c' }, '/srv/here/c'],
    ['linux', { HOME: '/home/me', PLIMSOLL_CACHE: '' }, '/home/me/.cache/plimsoll'],
    ['linux', {}, undefined],
    ['darwin', { HOME: '/Users/me' }, '/Users/me/Library/Caches/plimsoll'],
    ['win32', { LOCALAPPDATA: '/C/Local', HOME: '/C/me' }, '/C/Local/plimsoll/cache'],
    ['win32', { HOME: '/C/me' }, undefined],
  ];
  it('takes the folder that the platform has for what can be made again', { skip: process.platform === 'win32' }, () => {
    for (const [platform, environment, folder] of cases)
      assert.equal(findCacheFolder(environment, '/srv/here', platform), folder, `${platform} ${JSON.stringify(environment)}`);
  });
});
