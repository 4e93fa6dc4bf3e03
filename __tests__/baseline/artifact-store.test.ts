/** An artifact is believed for what GitHub says of the run that made it, and for nothing that it says itself. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ArtifactTransport, artifactListLimit, artifactStore, type ListedArtifact } from '../../src/baseline/artifact-store.ts';
import { encodeRecord, recordByteLimit } from '../../src/baseline/record.ts';
import { ExpectedError } from '../../src/errors.ts';
import { commitId, listedRecord, sampleRecord } from './sample-record.ts';

const [one, two, three] = [commitId(1), commitId(2), commitId(3)];

type Sketch = Partial<ListedArtifact> & { headSha: string; event?: string; runHead?: string; content?: Buffer | Error };

/** Artifacts in memory, the newest first, and a count of what was asked. */
function artifactsOf(sketches: readonly Sketch[]) {
  const asked = { listed: 0, runs: [] as number[], downloads: [] as number[] };
  const uploads: { name: string; file: string; bytes: Buffer }[] = [];
  const items = sketches.map((sketch, index) => {
    const { event = 'push', runHead = sketch.headSha, content, ...fields } = sketch;
    const listed: ListedArtifact = {
      id: index,
      name: 'plimsoll-default',
      bytes: 1000,
      expired: false,
      created: '2026-11-21T12:00:00Z',
      runId: 100 + index,
      headRepositoryId: 1,
      repositoryId: 1,
      ...fields,
    };
    return { listed, event, runHead, content };
  });
  const transport: ArtifactTransport = {
    list: async function* (name) {
      assert.equal(name, 'plimsoll-default');
      for (const { listed } of items) {
        asked.listed++;
        yield listed;
      }
    },
    runEvent: async (runId) => {
      asked.runs.push(runId);
      const { event, runHead } = items.find(({ listed }) => listed.runId === runId)!;
      return { event, headSha: runHead };
    },
    downloadFile: async (id, file, maxBytes) => {
      assert.deepEqual([file, maxBytes], ['record.json', recordByteLimit]);
      asked.downloads.push(id);
      const { content, listed } = items[id]!;
      if (content instanceof Error) throw content;
      return content ?? (await encodeRecord(sampleRecord(listed.headSha)));
    },
    upload: async (name, file, bytes) => {
      uploads.push({ name, file, bytes });
    },
  };
  return { transport, asked, uploads, store: artifactStore(transport, { key: 'default' }) };
}

describe('the artifact store', () => {
  it('reads the list no further than to the commit that is wanted most', async () => {
    const { store, asked } = artifactsOf([{ headSha: three }, { headSha: two }, { headSha: one }]);
    assert.equal(await store.first([two]), two);
    assert.deepEqual(asked, { listed: 2, runs: [101], downloads: [] });
    assert.deepEqual(listedRecord(await store.load(two)), listedRecord(sampleRecord(two)));
    assert.deepEqual(asked, { listed: 2, runs: [101], downloads: [1] });
  });

  it('takes the nearest of several commits, not the newest artifact', async () => {
    const { store, asked } = artifactsOf([{ headSha: one }, { headSha: two }]);
    assert.equal(await store.first([three, two, one]), two);
    assert.equal(await store.first([commitId(4)]), undefined);
    assert.equal(asked.listed, 2, 'the list is read once');
  });

  it('believes only runs of this repository, of the right event and commit, that are still there', async () => {
    const foreign: [Sketch, RegExp][] = [
      [{ headSha: one, headRepositoryId: 2 }, /of run 100 for 0000001 is not believed: it was made by a run of a fork$/],
      [{ headSha: one, headRepositoryId: undefined }, /a run of a fork/],
      [{ headSha: one, expired: true }, /it has expired/],
      [{ headSha: one, event: 'pull_request' }, /it was made by a run of the event pull_request/],
      [{ headSha: one, event: 'pull_request_target' }, /pull_request_target/],
      [{ headSha: one, event: 'workflow_run' }, /workflow_run/],
      [{ headSha: one, runHead: two }, /its run is of 0000002/],
      [{ headSha: one, bytes: recordByteLimit + 1 }, /it has 41943041 bytes, and at most 41943040 are read/],
    ];
    for (const [sketch, reason] of foreign) {
      const { store, asked } = artifactsOf([sketch]);
      assert.equal(await store.first([one]), undefined);
      assert.equal(store.refused.length, 1);
      assert.match(store.refused[0]!, reason);
      assert.equal(await store.first([one]), undefined);
      assert.equal(store.refused.length, 1, 'said once');
      assert.deepEqual(asked.downloads, []);
    }
    for (const event of ['push', 'merge_group', 'schedule', 'workflow_dispatch']) {
      assert.equal(await artifactsOf([{ headSha: one, event }]).store.first([one]), one);
    }
  });

  it('says nothing of artifacts that nobody asked for', async () => {
    const { store } = artifactsOf([
      { headSha: two, event: 'pull_request' },
      { headSha: one, name: 'plimsoll-default-2' },
    ]);
    assert.equal(await store.first([one]), undefined);
    assert.deepEqual(store.refused, []);
  });

  it('falls back to an older artifact of the same commit where the newest is damaged', async () => {
    const lacking = new ExpectedError('content', 'the zip has no file record.json');
    const { store, asked } = artifactsOf([
      { headSha: one, content: Buffer.from('{') },
      { headSha: one, content: await encodeRecord(sampleRecord(two)) },
      { headSha: one, content: lacking },
      { headSha: one },
    ]);
    assert.equal(await store.first([one]), one);
    assert.deepEqual(listedRecord(await store.load(one)), listedRecord(sampleRecord(one)));
    assert.deepEqual(asked.downloads, [0, 1, 2, 3]);
    assert.equal(store.refused.length, 3);
    assert.match(
      store.refused[1]!,
      /^reading the artifact plimsoll-default of run 101 for 0000001: it is of the commit 0000002c+, expected/,
    );
    assert.match(store.refused[2]!, /the zip has no file record\.json/);
  });

  it('looks through a bounded number', async () => {
    const { store, asked } = artifactsOf(Array.from({ length: artifactListLimit + 5 }, (_, n) => ({ headSha: commitId(n) })));
    assert.equal(await store.first([commitId(artifactListLimit + 2)]), undefined);
    assert.equal(asked.listed, artifactListLimit);
    assert.equal(store.lookedThrough, artifactListLimit);
    const { store: short } = artifactsOf([{ headSha: two }]);
    assert.equal(await short.first([one]), undefined);
    assert.equal(short.lookedThrough, undefined);
  });

  it('says that it cannot be reached, and asks again the next time', async () => {
    const { transport } = artifactsOf([{ headSha: one }]);
    let down = true;
    const failing: ArtifactTransport = {
      ...transport,
      list: async function* (name) {
        if (down) throw new ExpectedError('github', 'listing the artifacts: GitHub answered 403', { hint: 'permissions: actions: read' });
        yield* transport.list(name);
      },
      runEvent: async (id) => {
        if (down) throw new ExpectedError('github', 'GitHub answered 502');
        return transport.runEvent(id);
      },
    };
    const store = artifactStore(failing, { key: 'default' });
    const message = 'listing the artifacts: GitHub answered 403';
    await assert.rejects(store.first([one]), { code: 'baseline', message, hint: 'permissions: actions: read' });
    down = false;
    assert.equal(await store.first([one]), one);
  });

  it('uploads the record as one file', async () => {
    const { store, uploads } = artifactsOf([]);
    await store.save(sampleRecord(one));
    assert.deepEqual(uploads, [{ name: 'plimsoll-default', file: 'record.json', bytes: await encodeRecord(sampleRecord(one)) }]);
  });
});
