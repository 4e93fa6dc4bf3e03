/** Images and budgets whose every word is chosen to do harm: nothing of it may act in the log, in the comment or in the summary. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { marked, type Token } from 'marked';
import { type TinyLayer, writeTinyLayout } from '../support/tiny-layout.ts';
import type { ActionResult } from './support/run-action.ts';
import { startTeam, type Team } from './support/team.ts';
import type { WorkflowCommand } from './support/workflow-commands.ts';

/** Each would do something where it is not held off. */
const harmful = [
  '::error::pwned',
  '\n::error::pwned',
  '\r::set-output name=total::1',
  '##[group]pwned',
  'x ##[error]pwned',
  '\n::stop-commands::pwned',
  '::add-mask::kB',
  '@octocat',
  'example/app#1',
  'https://evil.example/x',
  '[click](https://evil.example)',
  '![x](https://evil.example/x.png)',
  '</details></code><img src=x>',
  '<!-- plimsoll key=default head=0000000 run=9999.1 -->',
  '| broken | table |',
  '`@octocat` ``` ',
  '\u202egnp.exe',
  '\u001b[31mred\u001b]0;title\u0007',
  '-->',
  '$(touch pwned) %0A::error::pwned',
];
const paths: TinyLayer = Object.fromEntries(harmful.map((text, at) => [`app/${at}/${text.replaceAll('/', '∕')}`, 20_000 + at]));

/** Writes the image with instructions that are no better than its paths. */
function buildHostile(workspace: string): void {
  const out = join(workspace, 'out');
  rmSync(out, { recursive: true, force: true });
  writeTinyLayout(out, { 'linux/amd64': [{ 'usr/base': 100_000 }, paths] });
  const blobs = join(out, 'blobs', 'sha256');
  const put = (text: string) => {
    const hex = createHash('sha256').update(text).digest('hex');
    writeFileSync(join(blobs, hex), text);
    return { digest: `sha256:${hex}`, size: Buffer.byteLength(text) };
  };
  const read = (digest: string) => JSON.parse(readFileSync(join(blobs, digest.slice('sha256:'.length)), 'utf8'));
  const index = JSON.parse(readFileSync(join(out, 'index.json'), 'utf8'));
  const manifest = read(index.manifests[0].digest);
  const config = read(manifest.config.digest);
  config.history[1] = { created_by: `RUN ${harmful.join(' ')}`, comment: harmful.join(' ') };
  Object.assign(manifest.config, put(JSON.stringify(config)));
  Object.assign(index.manifests[0], put(JSON.stringify(manifest)));
  writeFileSync(join(out, 'index.json'), JSON.stringify(index));
}

/** What a reader of the page would see as more than text. */
function activeIn(markdown: string): string[] {
  const found: string[] = [];
  const walk = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      if (token.type === 'link' || token.type === 'image') found.push(token.raw);
      if (token.type === 'html' && !/^<\/?(?:details|summary|code|sub|br)>/.test(token.raw.trim())) found.push(token.raw);
      marked.walkTokens([token], (inner) => {
        if (inner !== token && (inner.type === 'link' || inner.type === 'image')) found.push(inner.raw);
      });
    }
  };
  walk(marked.lexer(markdown));
  return [...new Set(found)];
}

/** What this action says to the runner of its own accord. */
const ownCommands = ['add-mask', 'debug', 'error', 'warning', 'notice'];
function foreign({ commands }: ActionResult): WorkflowCommand[] {
  return commands.filter(({ command, data }) => !ownCommands.includes(command) || /^(?:pwned|kB$)/.test(data));
}

describe('a hostile image', () => {
  let team: Team;
  let run: ActionResult;
  let body: string;
  before(async () => {
    team = await startTeam();
    await team.push();
    const { number } = await team.project.openPull('topic', { files: { 'README.md': 'x' } });
    const workspace = team.workspace(`refs/pull/${number}/merge`);
    buildHostile(workspace);
    run = await team.pull(number, { workspace, inputs: { top: '50' } });
    body = team.github.comments(number)[0]?.body ?? '';
  });
  after(() => team[Symbol.asyncDispose]());

  it('is weighed and judged like any other', () => {
    assert.equal(run.code, 1, run.stdout);
    assert.match(body, /octocat/, 'its names are shown');
    assert.match(run.stdout, /pwned/);
  });

  it('gives the runner no command, neither in the log nor by a file', () => {
    assert.deepEqual(foreign(run), []);
    assert.equal(run.annotations.length, 2, 'the limit and that of the growth');
    assert.equal(run.outputs.total, String(100_000 + Object.values(paths).reduce<number>((sum, size) => sum + Number(size), 0)));
    assert.ok(![run.stdout, run.stderr].some((text) => text.includes('\u001b') || text.includes('\u202e')));
  });

  it('puts neither a mention, a link, a tag, a marker nor a broken table into the comment and the summary', () => {
    for (const text of [body.slice(body.indexOf('\n') + 1), run.summary]) {
      assert.doesNotMatch(text, /<!--/);
      assert.doesNotMatch(text, /@octocat|app#1|\u202e|\u001b/);
      assert.deepEqual(
        activeIn(text).filter((raw) => !raw.includes(`/actions/runs/`)),
        [],
      );
      assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length);
    }
    assert.equal(body.match(/<!--/g)?.length, 1);
  });

  it('is the same in the file of Markdown', () => {
    const text = readFileSync(run.outputs.markdown!, 'utf8');
    assert.doesNotMatch(text, /<!--|@octocat|app#1/);
    assert.deepEqual(
      readdirSync(run.temporary).filter((name) => name.includes('pwned')),
      [],
    );
  });
});

describe('a hostile budget', () => {
  it('is refused in words that do nothing', async () => {
    await using team = await startTeam();
    const { number } = await team.project.openPull('topic', { app: { 'app/main.js': 180_000 } });
    await team.pull(number, { inputs: { 'comment-when': 'always' } });
    const budget = `version: 1\n"::error::pwned @octocat": 1\n"\\n##[error]pwned": 2\n"<!-- --></details>[x](https://evil.example)": 3\n`;
    await team.project.commit('topic', 'hostile', { budget });
    await team.project.mergePull(number);
    const run = await team.pull(number);
    assert.equal(run.code, 2);
    assert.deepEqual([foreign(run), run.annotations.length], [[], 1]);
    const body = team.github.comments(number)[0]?.body ?? '';
    assert.match(body, /could not check/);
    for (const text of [body.slice(body.indexOf('\n') + 1), run.summary]) {
      assert.doesNotMatch(text, /@octocat|<!--|<\/details>/);
      assert.deepEqual(
        activeIn(text).filter((raw) => !raw.includes('/actions/runs/')),
        [],
      );
    }
  });
});

describe('images of many files with long names', () => {
  it('have a comment of less than 60,000 characters and a summary of less than 1 MiB, and both say where the rest is', async () => {
    const images = Array.from({ length: 10 }, (_, at) => `  image-${at}: { source: oci:out, limits: { total: 150 kB } }\n`);
    await using team = await startTeam({ first: { budget: `version: 1\nimages:\n${images.join('')}` } });
    await team.push();
    const name = (at: number) => `app/${at % 300}/${'|<long>&`'.repeat(9)}${at}`;
    const app = Object.fromEntries(Array.from({ length: 1_500 }, (_, at) => [name(at), 1 + (at % 50)]));
    const { number } = await team.project.openPull('many', { app });
    const run = await team.pull(number, { inputs: { top: '100000' } });
    assert.equal(run.code, 0, run.stdout.slice(-2000));
    const body = team.github.comments(number)[0]?.body ?? '';
    assert.ok(body.length < 60_200 && Buffer.byteLength(body) < 65_536, String(body.length));
    assert.match(body, /all of it is in \[the job summary\]/);
    assert.ok(Buffer.byteLength(run.summary) < 1_048_576, String(Buffer.byteLength(run.summary)));
    assert.match(run.summary, /all of it is in \[?the report file/);
    assert.equal(JSON.parse(readFileSync(run.outputs.json!, 'utf8')).images.length, 10);
  });
});
