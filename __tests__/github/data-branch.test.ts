/** Many runs write one branch: nothing is lost, nothing is forced, and nobody's own branch is written. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GitHub } from '../../src/github/client.ts';
import { type Build, type DataBranch, dataBranch } from '../../src/github/data-branch.ts';
import { faultOf, isExpected, openStandIn } from './open-stand-in.ts';
import { writeHistory } from './repositories.ts';
import { faults } from './stand-in/faults.ts';
import { type StandIn, startGitHub } from './stand-in/stand-in.ts';
import { mayNothing, mayRead } from './stand-in/tokens.ts';

const branch = 'plimsoll-data';
const blobs = 'POST /repos/{owner}/{repo}/git/blobs';
const createRef = 'POST /repos/{owner}/{repo}/git/refs';
const updateRef = 'PATCH /repos/{owner}/{repo}/git/refs/{ref}';

/** Larger than any file that is written here. */
const maxFileBytes = 4_000_000;
const openBranch = (github: GitHub, name: string): DataBranch => dataBranch(github, name, { maxFileBytes });

type Opened = { standIn: StandIn; github: GitHub; main: string } & AsyncDisposable;

/** A repository with a `main` that must be as it was in the end. */
async function withMain(options = {}): Promise<Opened> {
  const standIn = await startGitHub(options);
  const [main] = writeHistory(standIn, [{ on: 'main', files: { 'README.md': '# Ours\n' } }]) as [string];
  const close = async () => {
    assert.deepEqual(standIn.unexpected, []);
    assert.equal(await standIn.git('rev-parse', 'main'), main);
    assert.deepEqual(
      standIn.requests.filter(({ body }) => (body as { force?: boolean } | undefined)?.force === true),
      [],
    );
    await standIn.close();
  };
  return { standIn, github: openStandIn(standIn), main, [Symbol.asyncDispose]: close };
}

const writing =
  (files: Record<string, string>): Build =>
  async () => ({
    files: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])),
    message: 'record',
  });

/** Adds a line to a file, as an index is kept. */
const adding =
  (line: string): Build =>
  async (read) => {
    const before = (await read('index.txt'))?.toString() ?? '';
    return { files: { 'index.txt': Buffer.from(`${before}${line}\n`), [`records/${line}`]: Buffer.from(line) }, message: `record ${line}` };
  };

const filesOf = async (standIn: StandIn) => (await standIn.git('ls-tree', '-r', '--name-only', branch)).split('\n');

describe('commitFiles', () => {
  it('begins the branch as an orphan that says what it is', async () => {
    await using opened = await withMain();
    const { standIn, github } = opened;
    await openBranch(github, branch).commitFiles(writing({ 'default/index.json': '{}' }));
    assert.deepEqual(await filesOf(standIn), ['README.md', 'default/index.json']);
    assert.equal(await standIn.git('rev-list', '--count', branch), '1');
    assert.match(await standIn.git('show', `${branch}:README.md`), /^<!-- plimsoll data branch -->\n# Records of Plimsoll\n/);
    assert.equal(await standIn.git('log', '-1', '--format=%s %an', branch), 'record github-actions[bot]');
  });

  it('adds one commit, and leaves all other files', async () => {
    await using opened = await withMain({ enterprise: true });
    const { standIn, github } = opened;
    await openBranch(github, branch).commitFiles(writing({ a: '1', 'b/c': '2' }));
    await openBranch(github, branch).commitFiles(writing({ a: '3', d: '4' }));
    assert.deepEqual(await filesOf(standIn), ['README.md', 'a', 'b/c', 'd']);
    assert.equal(await standIn.git('show', `${branch}:a`), '3');
    assert.equal(await standIn.git('rev-list', '--count', branch), '2');
  });

  it('makes no commit where nothing would change', async () => {
    await using opened = await withMain();
    const { standIn, github } = opened;
    await openBranch(github, branch).commitFiles(writing({ a: '1' }));
    await openBranch(github, branch).commitFiles(writing({ a: '1' }));
    assert.equal(await standIn.git('rev-list', '--count', branch), '1');
  });

  it('keeps bytes as they are', async () => {
    await using opened = await withMain();
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const data = openBranch(opened.github, branch);
    await data.commitFiles(async () => ({ files: { bytes }, message: 'bytes' }));
    assert.deepEqual(await data.readFile('bytes'), bytes);
  });

  it('loses nothing of writers that race', async () => {
    await using opened = await withMain();
    const { standIn } = opened;
    const lines = Array.from({ length: 5 }, (_, index) => `line-${index}`);
    await Promise.all(lines.map((line) => openBranch(openStandIn(standIn), branch).commitFiles(adding(line))));
    assert.deepEqual((await standIn.git('show', `${branch}:index.txt`)).split('\n').sort(), lines);
    assert.deepEqual(await filesOf(standIn), ['README.md', 'index.txt', ...lines.map((line) => `records/${line}`)]);
    assert.equal(await standIn.git('rev-list', '--count', branch), '5');
  });

  for (const [state, route] of [
    ['that is not there yet', createRef],
    ['that is there', updateRef],
  ] as const) {
    it(`builds again on a branch ${state}, and sends no content twice`, async () => {
      await using opened = await withMain();
      const { standIn, github } = opened;
      if (route === updateRef) await openBranch(github, branch).commitFiles(adding('first'));
      let seen = 0;
      const gate = standIn.gate((request) => request.route === route && seen++ === 0);
      const before = standIn.requestsTo(blobs).length;
      const slow = openBranch(openStandIn(standIn), branch).commitFiles(adding('slow'));
      await gate.arrived();
      const [held] = standIn.requestsTo(route).slice(-1);
      await openBranch(openStandIn(standIn), branch).commitFiles(adding('fast'));
      // Words that say nothing of a race: that the branch has moved is what counts.
      standIn.fault((request) => request === held, { status: 422, message: 'Other words' });
      gate.open();
      await slow;
      assert.match(await standIn.git('show', `${branch}:index.txt`), /fast\nslow$/);
      const sent = standIn
        .requestsTo(blobs)
        .slice(before)
        .map(({ body }) => (body as { content: string }).content);
      assert.equal(sent.filter((content) => Buffer.from(content, 'base64').toString() === 'slow').length, 1);
    });
  }

  it('believes a tip that moved to its own commit', async () => {
    await using opened = await withMain();
    const { standIn, github } = opened;
    // The answer is lost after the branch was made, and the second try finds it there.
    standIn.fault(createRef, 'torn');
    await openBranch(github, branch).commitFiles(adding('once'));
    assert.equal(await standIn.git('show', `${branch}:index.txt`), 'once');
  });

  it('gives up after ten tries', async () => {
    await using opened = await withMain();
    const { standIn, github } = opened;
    standIn.fault(createRef, ...Array(20).fill({ status: 422, message: 'Reference already exists' }));
    const written = openBranch(github, branch).commitFiles(adding('never'));
    await assert.rejects(
      written,
      isExpected('github', /^writing the branch plimsoll-data of example\/app: other runs wrote first, 10 times$/),
    );
    assert.equal(standIn.requestsTo(createRef).length, 10);
  });

  it('does not repeat what a rule forbids', async () => {
    await using opened = await withMain();
    const { standIn, github } = opened;
    standIn.fault(createRef, { status: 422, message: 'Repository rule violations found' });
    assert.match((await faultOf(openBranch(github, branch).commitFiles(adding('x')))).message, /422 \(Repository rule violations found\)$/);
    assert.equal(standIn.requestsTo(createRef).length, 1);
  });

  it("never writes a branch that is somebody else's", async () => {
    await using opened = await withMain();
    const { standIn, github } = opened;
    const foreign = /^writing the branch \w+ of example\/app: its README\.md does not begin with <!-- plimsoll data branch -->/;
    await assert.rejects(openBranch(github, 'main').commitFiles(writing({ a: '1' })), isExpected('github', foreign));
    writeHistory(standIn, [{ on: 'bare', files: { file: 'x' } }]);
    await assert.rejects(openBranch(github, 'bare').commitFiles(writing({ a: '1' })), isExpected('github', foreign));
    assert.deepEqual(
      standIn.requests.filter(({ method }) => method !== 'GET'),
      [],
    );
  });

  it('is not led astray by branches and tags of a similar name', async () => {
    await using opened = await withMain();
    const { standIn, github, main } = opened;
    await standIn.git('branch', `${branch}-2`, main);
    await standIn.git('tag', branch, main);
    await openBranch(github, branch).commitFiles(writing({ a: '1' }));
    assert.deepEqual((await standIn.git('ls-tree', '--name-only', `refs/heads/${branch}`)).split('\n'), ['README.md', 'a']);
    assert.equal((await openBranch(github, branch).readFile('a'))?.toString(), '1');
  });

  it('refuses to write what it would not read again', async () => {
    await using opened = await withMain();
    const { standIn, github } = opened;
    const data = dataBranch(github, branch, { maxFileBytes: 700 });
    await data.commitFiles(writing({ 'records/a.json': 'x'.repeat(700) }));
    assert.equal((await data.readFile('records/a.json'))?.length, 700);
    await assert.rejects(
      data.commitFiles(writing({ 'records/b.json': 'x'.repeat(701) })),
      isExpected('github', /^writing records\/b\.json to the branch plimsoll-data of example\/app: it has 701 bytes, and at most 700 /),
    );
    assert.deepEqual(await filesOf(standIn), ['README.md', 'records/a.json']);
  });

  it('names the permission that is missing', async () => {
    await using opened = await withMain();
    const token = opened.standIn.addToken({ permissions: mayRead });
    const fault = await faultOf(openBranch(openStandIn(opened.standIn, { token }), branch).commitFiles(writing({ a: '1' })));
    assert.deepEqual(fault.missingPermissions, ['contents: write']);
    assert.match(fault.message, /^writing the branch plimsoll-data of example\/app: GitHub answered 403/);
  });
});

describe('readFile', () => {
  it('gives nothing where there is no branch or no file', async () => {
    await using opened = await withMain();
    assert.equal(await openBranch(opened.github, branch).readFile('a'), undefined);
    await openBranch(opened.github, branch).commitFiles(writing({ 'a b/c': '1' }));
    assert.equal(await openBranch(opened.github, branch).readFile('a'), undefined);
    assert.equal((await openBranch(opened.github, branch).readFile('a b/c'))?.toString(), '1');
  });

  it('reads what is too large for one answer', async () => {
    await using opened = await withMain();
    const large = Buffer.alloc(3_000_000, 'record ');
    const data = openBranch(opened.github, branch);
    await data.commitFiles(async () => ({ files: { large }, message: 'large' }));
    assert.ok((await data.readFile('large'))?.equals(large));
  });

  it('reads one state, until it writes', async () => {
    await using opened = await withMain();
    const { standIn, github } = opened;
    const data = openBranch(github, branch);
    await data.commitFiles(adding('first'));
    assert.equal((await data.readFile('index.txt'))?.toString(), 'first\n');
    await openBranch(openStandIn(standIn), branch).commitFiles(adding('second'));
    assert.equal((await data.readFile('index.txt'))?.toString(), 'first\n');
    await data.commitFiles(adding('third'));
    assert.equal((await data.readFile('index.txt'))?.toString(), 'first\nsecond\nthird\n');
  });

  it('tells a branch that may not be read from one that is not there', async () => {
    await using opened = await withMain();
    const blind = openStandIn(opened.standIn, { token: opened.standIn.addToken({ permissions: mayNothing }) });
    assert.deepEqual((await faultOf(openBranch(blind, branch).readFile('a'))).missingPermissions, ['contents: read']);
    const elsewhere = openStandIn(opened.standIn, { repository: { owner: 'example', name: 'gone' } });
    assert.equal((await faultOf(openBranch(elsewhere, branch).readFile('a'))).status, 404);
    opened.standIn.fault(/matching-refs/, faults.serverError, 'torn', 'reset');
    assert.equal((await faultOf(openBranch(opened.github, branch).readFile('a'))).status, undefined);
  });
});
