/** What decides about a run, and what is told of it where GitHub refuses or breaks. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { actionOutputs } from '../../src/action/outputs.ts';
import { type Fault, faults, type Matcher } from '../github/stand-in/faults.ts';
import { mayRead } from '../github/stand-in/tokens.ts';
import { tinyBudget } from './support/git-project.ts';
import { startTeam, type Team } from './support/team.ts';
import { logOf } from './support/told.ts';

const createComment = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const never = { 'comment-when': 'never' };

let team: Team;
/** Pull requests that pass, warn and fail. */
let pulls: { pass: number; warn: number; fail: number };
before(async () => {
  team = await startTeam();
  await team.push();
  const warning = { budget: tinyBudget.replace('max: 500 kB', 'max: 500 kB, warn: 150 kB') };
  const open = async (name: string, change: Parameters<Team['project']['openPull']>[1]) =>
    (await team.project.openPull(name, change)).number;
  pulls = {
    pass: await open('pass', { app: { 'app/main.js': 110_000 } }),
    warn: await open('warn', warning),
    fail: await open('fail', { app: { 'app/main.js': 180_000 } }),
  };
});
after(() => team[Symbol.asyncDispose]());

describe('the exit code', () => {
  for (const [failOn, codes] of [
    ['over', [0, 0, 1]],
    ['warn', [0, 1, 1]],
    ['never', [0, 0, 0]],
  ] as const) {
    it(`of fail-on: ${failOn}`, async () => {
      const runs = await Promise.all(
        [pulls.pass, pulls.warn, pulls.fail].map((number) => team.pull(number, { inputs: { ...never, 'fail-on': failOn } })),
      );
      assert.deepEqual(
        runs.map(({ code }) => code),
        codes,
      );
      assert.deepEqual(
        runs.map(({ outputs }) => outputs.outcome),
        ['pass', 'warn', 'fail'],
      );
    });
  }

  it('is 2 for what cannot be checked, whatever fail-on says', async () => {
    const run = await team.pull(pulls.pass, { inputs: { ...never, 'fail-on': 'never', images: 'app=oci:nowhere' } });
    assert.deepEqual([run.code, run.outputs.outcome], [2, 'error']);
    assert.match(run.annotations[0]?.message ?? '', /nowhere/);
  });
});

describe('a run that fails', () => {
  it('has every output, the reports, the summary and an annotation at the line of the limit', async () => {
    const run = await team.pull(pulls.fail, { inputs: { output: 'markdown=report.md\njson=report.json' } });
    assert.equal(run.code, 1);
    assert.deepEqual(Object.keys(run.outputs).toSorted(), Object.keys(actionOutputs).toSorted());
    const { total, change, wasted, json = '', markdown = '', ...rest } = run.outputs;
    assert.deepEqual([total, change, wasted, rest['change-percent'], rest['over-by']], ['280000', '80000', '0', '40', '30000']);
    assert.deepEqual([rest['worst-image'], rest['worst-metric'], rest.record], ['app', 'total', 'false']);
    assert.ok(Object.values(run.outputs).every((value) => value.length < 300));
    assert.equal(JSON.parse(readFileSync(json, 'utf8')).outcome, 'fail');
    assert.match(readFileSync(markdown, 'utf8'), /^#+ ❌/);
    assert.deepEqual(run.annotations, [
      {
        level: 'error',
        message: 'app (linux/amd64) grew by 80 kB, 30 kB more than its budget allows',
        file: 'plimsoll.yml',
        line: 6,
        column: 43,
      },
    ]);
    assert.match(run.summary, /^### ❌/);
  });

  it('annotates at most ten of a level, and counts the rest', async () => {
    const limits = Array.from({ length: 14 }, (_, at) => `      "/app/${at}/**": 0\n`).join('');
    const app = Object.fromEntries(Array.from({ length: 14 }, (_, at) => [`app/${at}/file`, 1_000]));
    const { number } = await team.project.openPull('many', { budget: `${tinyBudget}    paths:\n${limits}`, app });
    const { annotations } = await team.pull(number, { inputs: never });
    assert.equal(annotations.length, 10);
    assert.match(annotations[9]?.message ?? '', /; and 4 more limits$/);
    assert.ok(annotations.every(({ file, line }) => file === 'plimsoll.yml' && line !== undefined && line > 6));
    assert.deepEqual((await team.pull(number, { inputs: { ...never, annotations: 'false' } })).annotations, []);
  });

  it('tells all of it where a report cannot be written, and leaves the verdict in the comment', async () => {
    const run = await team.pull(pulls.pass, { inputs: { output: 'json=plimsoll.yml/report.json\nmarkdown=report.md' } });
    assert.deepEqual([run.code, run.outputs.outcome, run.outputs.total], [2, 'pass', '210000']);
    assert.match(run.annotations.at(-1)?.message ?? '', /plimsoll\.yml\/report\.json/);
    assert.match(team.github.comments(pulls.pass)[0]?.body ?? '', /\n### ✅/);
  });

  it('reports inputs that the action does not know', async () => {
    const { annotations, code } = await team.pull(pulls.pass, { inputs: { ...never, comment_when: 'always', budget: 'x' } });
    assert.equal(code, 0);
    assert.deepEqual(
      annotations.map(({ message }) => message),
      ['Plimsoll has no input comment_when; comment-when is meant?', 'Plimsoll has no input budget'],
    );
  });
});

describe('GitHub that', { concurrency: true }, () => {
  const { pass, fail } = { pass: 'pass', fail: 'fail' } as const;
  const three = (fault: Fault): Fault[] => [fault, fault, fault];
  const cases: [string, Matcher, Fault[], 'pass' | 'fail', RegExp][] = [
    ['refuses the comment as invalid', createComment, [{ status: 422, message: 'Validation Failed' }], pass, /GitHub answered 422/],
    ['stays broken', createComment, three(faults.serverError), fail, /GitHub answered 500 \(Server Error\)/],
    ['asks to wait for longer than anybody would', createComment, [faults.tooManyRequests(3600)], fail, /it asks to wait 3600 s/],
    ['breaks off while the comments are read', /^GET .*\/comments/, three('torn'), pass, /could not be asked/],
  ];
  for (const [what, request, answers, like, why] of cases) {
    it(`${what} changes no verdict, and the summary says so`, async () => {
      await using own = await startTeam();
      await own.push();
      const app = { 'app/main.js': like === 'pass' ? 110_000 : 180_000 };
      const { number } = await own.project.openPull('topic', { app });
      own.github.fault(request, ...answers);
      const run = await own.pull(number);
      assert.deepEqual([run.code, run.outputs.outcome, run.outputs['comment-url']], [like === 'pass' ? 0 : 1, like, '']);
      assert.match(run.summary, /^### .*> The pull request could not be commented on: /s);
      assert.match(run.annotations.find(({ level }) => level === 'warning')?.message ?? '', why);
    });
  }

  it('asks to wait a second, or breaks once, is asked again', async () => {
    await using own = await startTeam();
    await own.push();
    const { number } = await own.project.openPull('topic', { app: { 'app/main.js': 110_000 } });
    own.github.fault(createComment, faults.tooManyRequests(1));
    own.github.fault(/^GET .*\/comments/, faults.badGateway);
    const run = await own.pull(number);
    assert.deepEqual([run.code, own.github.comments(number).length], [0, 1], logOf(run));
  });

  it('forbids the comment leaves the exit code to the verdict, and the summary has the lines that are missing', async () => {
    const token = team.github.addToken({ permissions: mayRead });
    for (const [number, code] of [
      [pulls.warn, 0],
      [pulls.fail, 1],
    ] as const) {
      const run = await team.pull(number, { token });
      assert.equal(run.code, code);
      assert.match(run.summary, /^### .*\n```yaml\npermissions:\n {2}contents: read\n {2}pull-requests: write # is missing\n```\n/s);
    }
  });
});

describe('a run without a token', () => {
  it('judges all the same, and says why there is no comment', async () => {
    const run = await team.pull(pulls.fail, { inputs: { token: '' } });
    assert.equal(run.code, 1);
    assert.match(run.summary, /could not be commented on: .*the input token is empty/);
    assert.ok(existsSync(run.outputs.json ?? join('/', 'nowhere')));
  });
});
