/** Records in a directory and on a branch: found again, listed in the index, and never lost to another run. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type BranchTransport, branchStore } from '../../src/baseline/branch-store.ts';
import { loadBaseline, saveAnalyses } from '../../src/baseline/directory.ts';
import { fileStore } from '../../src/baseline/file-store.ts';
import { encodeRecord } from '../../src/baseline/record.ts';
import { addToIndex, maxIndexEntries, parseIndex, renderIndex } from '../../src/baseline/record-index.ts';
import { ExpectedError } from '../../src/errors.ts';
import { commitId, listedRecord, sampleRecord, sampleWeighed } from './sample-record.ts';

const [one, two, three] = [commitId(1), commitId(2), commitId(3)];

describe('the index', () => {
  it('says of each record its commit and its sizes, the newest first, on a line each', () => {
    const begun = addToIndex(
      parseIndex(undefined, 'x'),
      sampleRecord(one, { images: [{ name: 'api', weighed: [sampleWeighed('linux/amd64')] }] }),
    );
    const text = renderIndex(addToIndex(begun, sampleRecord(two, { images: [] }))).toString();
    assert.equal(
      text,
      `{
  "version": 1,
  "records": [
    {"commit":"${two}","created":"2026-11-21T12:00:00Z","images":[]},
    {"commit":"${one}","created":"2026-11-21T12:00:00Z","images":[{"name":"api","platform":"linux/amd64","total":200,"wasted":50}]}
  ]
}
`,
    );
    assert.deepEqual(renderIndex(parseIndex(Buffer.from(text), 'x')).toString(), text);
  });

  it('leaves a commit in its place that is kept again, and the oldest out', () => {
    let index = parseIndex(undefined, 'x');
    for (let number = 0; number <= maxIndexEntries; number++) index = addToIndex(index, sampleRecord(commitId(number), { images: [] }));
    assert.equal(index.records.length, maxIndexEntries);
    assert.equal(index.records.at(-1)!.commit, one);
    index = addToIndex(index, sampleRecord(one, { created: '2027-01-01T00:00:00Z' }));
    assert.deepEqual([index.records.at(-1)!.commit, index.records.at(-1)!.created], [one, '2027-01-01T00:00:00Z']);
  });

  it('is refused where it is none, or of another version', () => {
    const refused = (text: string, message: RegExp) =>
      assert.throws(() => parseIndex(Buffer.from(text), 'i.json'), { code: 'baseline', message });
    refused('{"version":2,"records":[]}', /^reading i\.json: it was written as version 2, and only version 1 is understood$/);
    for (const text of ['', 'null', '{"version":1}', '{"version":1,"records":[{"commit":"../x","created":"","images":[]}]}'])
      refused(text, /it is no index of records/);
  });
});

describe('the file store', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plimsoll-store-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('finds what it kept, in the order asked', async () => {
    const directory = join(folder, 'made', 'here');
    const store = fileStore(directory);
    assert.equal(await store.first([one, two]), undefined, 'before there is a directory');
    for (const commit of [one, two]) await store.save(sampleRecord(commit));
    assert.deepEqual(readdirSync(directory).sort(), ['index.json', 'records']);
    assert.equal(await fileStore(directory).first([three, two, one]), two);
    assert.deepEqual(listedRecord(await store.load(two)), listedRecord(sampleRecord(two)));
    assert.deepEqual(
      parseIndex(readFileSync(join(directory, 'index.json')), 'x').records.map(({ commit }) => commit),
      [two, one],
    );
    assert.deepEqual(store.refused, []);
  });

  it('lives beside what --save wrote', async () => {
    await saveAnalyses(folder, 'api', [sampleWeighed('linux/amd64')]);
    const store = fileStore(folder);
    assert.equal(await store.first([one]), undefined);
    await store.save(sampleRecord(one));
    assert.equal((await loadBaseline(folder, 'api'))?.length, 1);
  });

  it('does not believe a damaged record, nor one of another commit', async () => {
    mkdirSync(join(folder, 'records'));
    const write = (commit: string, bytes: Buffer | string) => writeFileSync(join(folder, 'records', `${commit}.json`), bytes);
    write(one, '{');
    write(two, await encodeRecord(sampleRecord(one)));
    const store = fileStore(folder);
    assert.equal(await store.first([one]), one);
    assert.equal(await store.load(one), undefined);
    assert.equal(await store.load(two), undefined);
    assert.match(store.refused[0]!, /records\/0000001c+\.json: it is not JSON/);
    assert.match(store.refused[1]!, /it is of the commit 0000001c+, expected 0000002c+/);
  });

  it('says that it cannot be read, and keeps an index that it does not understand', async () => {
    writeFileSync(join(folder, 'records'), 'a file');
    await assert.rejects(fileStore(folder).first([one]), {
      name: 'ExpectedError',
      code: 'baseline',
      message: /^reading the file .*records/,
    });
    rmSync(join(folder, 'records'));
    writeFileSync(join(folder, 'index.json'), '{"version":9}');
    await assert.rejects(fileStore(folder).save(sampleRecord(one)), { code: 'baseline', message: /version 9/ });
    assert.deepEqual(readdirSync(folder), ['index.json']);
    assert.equal(await fileStore(folder).first(['../index', one]), undefined);
  });
});

/** A branch in memory. `others` write between the reading and the writing of a commit, one for each try. */
function memoryBranch({ others = [] as ((files: Map<string, Buffer>) => void)[] } = {}) {
  const files = new Map<string, Buffer>();
  const messages: string[] = [];
  const reads: string[] = [];
  const transport: BranchTransport = {
    readFile: async (path) => {
      reads.push(path);
      return files.get(path);
    },
    commitFiles: async (build) => {
      for (;;) {
        const seen = new Map(files);
        const built = await build(async (path) => seen.get(path));
        const other = others.shift();
        other?.(files);
        if (other !== undefined) continue;
        for (const [path, bytes] of Object.entries(built.files)) files.set(path, bytes);
        messages.push(built.message);
        return;
      }
    },
  };
  return { transport, files, messages, reads };
}

describe('the branch store', () => {
  const options = { branch: 'plimsoll-data', key: 'default' };

  it('keeps one file for each commit and an index, and reads the index once', async () => {
    const { transport, files, messages, reads } = memoryBranch();
    const store = branchStore(transport, options);
    for (const commit of [one, two]) await store.save(sampleRecord(commit));
    assert.deepEqual([...files.keys()].sort(), ['default/index.json', `default/records/${one}.json`, `default/records/${two}.json`]);
    assert.deepEqual(messages, [`Keep the record of ${one}`, `Keep the record of ${two}`]);
    assert.equal(await store.first([two]), two);
    assert.equal(await store.first([three, two, one]), two);
    assert.deepEqual(reads, ['default/index.json', `default/records/${three}.json`]);
    assert.deepEqual(listedRecord(await store.load(one)), listedRecord(sampleRecord(one)));
    assert.equal(await branchStore(transport, { ...options, key: 'other' }).first([one]), undefined);
  });

  it('loses nothing that another run wrote meanwhile', async () => {
    const rival = memoryBranch();
    await branchStore(rival.transport, options).save(sampleRecord(two));
    const writeAll = (files: Map<string, Buffer>) => {
      for (const [path, bytes] of rival.files) files.set(path, bytes);
    };
    const { transport, files } = memoryBranch({ others: [writeAll] });
    await branchStore(transport, options).save(sampleRecord(one));
    assert.deepEqual(
      parseIndex(files.get('default/index.json'), 'x').records.map(({ commit }) => commit),
      [one, two],
    );
  });

  it('finds the record that is wanted most though the index has forgotten it', async () => {
    const { transport, files } = memoryBranch();
    files.set(`default/records/${two}.json`, await encodeRecord(sampleRecord(two)));
    const store = branchStore(transport, options);
    assert.equal(await store.first([two, one]), two);
    assert.equal(await store.first([one, two]), undefined);
  });

  it('tells a record that is gone, and an index that is none', async () => {
    const { transport, files } = memoryBranch();
    await branchStore(transport, options).save(sampleRecord(one));
    files.delete(`default/records/${one}.json`);
    const store = branchStore(transport, options);
    assert.equal(await store.first([one]), one);
    assert.equal(await store.load(one), undefined);
    assert.match(
      store.refused[0]!,
      /default\/records\/0000001c+\.json of the branch plimsoll-data: there is no such file, though the index names it/,
    );
    files.set('default/index.json', Buffer.from('<html>'));
    const broken = branchStore(transport, options);
    assert.equal(await broken.first([one]), undefined);
    assert.match(broken.refused[0]!, /index\.json of the branch plimsoll-data: it is no index of records/);
    await assert.rejects(broken.save(sampleRecord(two)), { code: 'baseline', message: /it is no index of records/ });
  });

  it('says that it cannot be reached, and asks again the next time', async () => {
    const { transport } = memoryBranch();
    let down = true;
    const failing: BranchTransport = {
      ...transport,
      readFile: async (path) => {
        if (down) throw new ExpectedError('github', 'reading it: GitHub answered 503', { hint: 'Try again.' });
        return transport.readFile(path);
      },
    };
    const store = branchStore(failing, options);
    await assert.rejects(store.first([one]), {
      code: 'baseline',
      message: 'reading it: GitHub answered 503',
      hint: 'Try again.',
    });
    down = false;
    assert.equal(await store.first([one]), undefined);
  });
});
