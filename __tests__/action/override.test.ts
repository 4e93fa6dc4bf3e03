/** Who may let a pull request be over its budget: a label of the right person, an exception; and what a pull request does to its own limits. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { tinyBudget } from './support/git-project.ts';
import { startTeam, type Team } from './support/team.ts';
import { logOf } from './support/told.ts';

const label = 'allow-image-growth';
const big = { app: { 'app/main.js': 180_000 } };
const budget = `${tinyBudget}override: { labels: [${label}], require-permission: write }\n`;

describe('a label that allows growth', () => {
  let team: Team;
  before(async () => {
    team = await startTeam({ first: { budget } });
    await team.push();
  });
  after(() => team[Symbol.asyncDispose]());

  /** Runs a pull request that is over its budget, after `prepare` did something with its labels. */
  async function labelled(prepare: (team: Team, issue: number) => void) {
    const { number } = await team.project.openPull(`topic-${team.github.hub.pulls.size}`, big);
    prepare(team, number);
    const run = await team.pull(number, { action: 'labeled' });
    return { run, body: team.github.comments(number)[0]?.body ?? '' };
  }

  it('counts where somebody with write permission set it, and both are named', async () => {
    const { run, body } = await labelled(({ github }, issue) => {
      github.setPermission('maintainer', 'write');
      github.addLabelEvent({ issue, label, actor: 'maintainer' });
    });
    assert.deepEqual([run.code, run.outputs.outcome], [0, 'warn']);
    assert.match(body, /allow-image-growth/);
    assert.match(body, /maintainer/);
    assert.doesNotMatch(body, /@maintainer/);
    assert.deepEqual(
      run.annotations.map(({ level }) => level),
      ['warning', 'notice'],
    );
  });

  const vain: [string, RegExp, (team: Team, issue: number) => void][] = [
    [
      'a reader set it',
      /`maintainer`, who set it, has the permission read, and write is needed/,
      ({ github }, issue) => {
        github.setPermission('maintainer', 'read');
        github.addLabelEvent({ issue, label, actor: 'maintainer' });
      },
    ],
    [
      'somebody set it who may only sort issues',
      /has the permission triage, and write is needed/,
      ({ github }, issue) => {
        github.setPermission('maintainer', 'triage');
        github.addLabelEvent({ issue, label, actor: 'maintainer' });
      },
    ],
    [
      'a bot set it',
      /`labeler\[bot\]`, who set it, has the permission none/,
      ({ github }, issue) => {
        github.addLabelEvent({ issue, label, actor: 'labeler[bot]' });
      },
    ],
    [
      'a reader set it again after a writer took it off',
      /`other`, who set it, has the permission read/,
      ({ github }, issue) => {
        github.setPermission('maintainer', 'write');
        github.setPermission('other', 'read');
        github.addLabelEvent({ issue, label, actor: 'maintainer' });
        github.addLabelEvent({ issue, label, actor: 'maintainer', action: 'unlabeled' });
        github.addLabelEvent({ issue, label, actor: 'other' });
      },
    ],
    [
      'nobody is known to have set it',
      /GitHub does not say who set it/,
      ({ github }, issue) => {
        github.changePullRequest(issue, { labels: [label] });
      },
    ],
    [
      'GitHub cannot be asked',
      /Whether a label allows the growth could not be told/,
      ({ github }, issue) => {
        github.addLabelEvent({ issue, label, actor: 'maintainer' });
        github.fault(/^GET .*\/permission$/, { status: 403, message: 'Resource not accessible by integration' });
      },
    ],
  ];
  for (const [who, why, prepare] of vain) {
    it(`does not count where ${who}, and it is said`, async () => {
      const { run, body } = await labelled(prepare);
      assert.deepEqual([run.code, run.outputs.outcome], [1, 'fail']);
      assert.match(logOf(run), why);
      assert.match(body, /does not count|could not be told/);
    });
  }

  it('does not count any more once it is taken off, nor another label', async () => {
    const { run, body } = await labelled(({ github }, issue) => {
      github.setPermission('maintainer', 'admin');
      github.addLabelEvent({ issue, label, actor: 'maintainer' });
      github.addLabelEvent({ issue, label, actor: 'maintainer', action: 'unlabeled' });
      github.addLabelEvent({ issue, label: 'enhancement', actor: 'maintainer' });
    });
    assert.equal(run.code, 1);
    assert.doesNotMatch(body, /allow-image-growth/);
  });
});

describe('an exception', () => {
  const until = (date: string) =>
    `${tinyBudget}exceptions: [{ image: app, metric: total, max-increase: 100 kB, until: ${date}, reason: "CUDA 13", ref: "#412" }]\n`;

  it('holds until its day, and is named with its reason', async () => {
    await using team = await startTeam({ first: { budget: until('2999-01-31') } });
    await team.push();
    const { number } = await team.project.openPull('topic', big);
    const run = await team.pull(number);
    assert.equal(run.code, 0, run.stdout);
    assert.match(logOf(run), /exception.*CUDA 13.*2999-01-31|CUDA 13.*2999-01-31|2999-01-31.*CUDA 13/);
    assert.match(team.github.comments(number)[0]?.body ?? '', /CUDA 13/);
  });

  it('that has expired does not, and it is said', async () => {
    await using team = await startTeam({ first: { budget: until('2020-01-31') } });
    await team.push();
    const { number } = await team.project.openPull('topic', big);
    const run = await team.pull(number);
    assert.equal(run.code, 1);
    assert.match(logOf(run), /2020-01-31/);
    assert.match(team.github.comments(number)[0]?.body ?? '', /2020-01-31/);
  });
});

describe('a pull request that raises its own limits', () => {
  let team: Team;
  let first: string;
  before(async () => {
    team = await startTeam({ inputs: { 'comment-when': 'always' } });
    first = team.project.git('rev-parse', 'main');
    await team.push();
  });
  after(() => team[Symbol.asyncDispose]());
  const raised = tinyBudget.replace('max: 500 kB', 'max: 900 kB');
  const remark = /This pull request loosens its own budget: .*total.*500 kB.*900 kB/;

  it('says so with before and after', async () => {
    const { number } = await team.project.openPull('raise', { ...big, budget: raised.replace('50 kB }', '90 kB }') });
    const run = await team.pull(number);
    assert.equal(run.code, 0);
    const body = team.github.comments(number)[0]?.body ?? '';
    assert.match(body, remark);
    assert.match(body, /This pull request loosens its own budget: .*50 kB.*90 kB/);
  });

  it('comments for that alone, whatever it says of its own comment', async () => {
    for (const [branch, budget] of Object.entries({ alone: raised, silent: `${raised}comment: { when: never }\n` })) {
      const { number } = await team.project.openPull(branch, { budget });
      const run = await team.pull(number, { inputs: { 'comment-when': '' } });
      assert.match(team.github.comments(number)[0]?.body ?? '', remark, run.stdout);
    }
  });

  it('says so whatever it is compared with, and without a clone', async () => {
    const { number } = await team.project.openPull('elsewhere', { budget: raised });
    const workspace = team.workspace(`refs/pull/${number}/merge`);
    assert.match(logOf(await team.pull(number, { workspace, inputs: { baseline: 'oci:out' } })), remark);
    rmSync(`${workspace}/.git`, { recursive: true });
    assert.match(logOf(await team.pull(number, { workspace })), remark);
  });

  it('is not said to have done what others did since the record that it is compared with', async () => {
    await team.project.commit('main', 'raise', { budget: raised });
    const { number } = await team.project.openPull('later', big);
    for (const inputs of [{}, { baseline: first }]) {
      const run = await team.pull(number, { inputs });
      assert.equal(run.outputs['baseline-sha'], first);
      assert.doesNotMatch(logOf(run), /loosens its own budget/);
    }
  });
});
