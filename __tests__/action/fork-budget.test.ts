/** By what the poster judges a fork: the budgets and labels as GitHub has them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayRead } from '../github/stand-in/tokens.ts';
import { type Change, tinyBudget } from './support/git-project.ts';
import { startTeam, type Team } from './support/team.ts';

const measure = { entry: 'src/action.ts' };
const poster = { entry: 'src/comment-action.ts' };
const big = { 'app/main.js': 180_000 };
const label = 'allow-image-growth';
const override = `override: { labels: [${label}], require-permission: write }\n`;
const exception = (metric: string) => `exceptions: [{ image: app, metric: total, ${metric}, until: 2999-12-31, reason: CUDA }]\n`;

type Posted = { code: number | null; body: string; outcome: string | undefined; log: string };

/** Runs the fork's workflow on what it changes, then the poster. */
async function posted(
  base: string | Change,
  fork: Change,
  { prepare, inputs = {} }: { prepare?: (team: Team, number: number) => unknown; inputs?: Record<string, string> } = {},
): Promise<Posted> {
  await using team = await startTeam({ first: typeof base === 'string' ? { budget: base } : base, github: { visibility: 'public' } });
  await team.push(measure);
  const { number } = await team.project.openPull('topic', fork, { repository: 'fork/app' });
  await prepare?.(team, number);
  await team.pull(number, { ...measure, runId: 50, token: team.github.addToken({ permissions: mayRead }) });
  const { code, outputs, stdout } = await team.post(50, { ...poster, inputs });
  return { code, outcome: outputs.outcome, body: team.github.comments(number)[0]?.body ?? '', log: stdout };
}

describe('the budget of a fork', { concurrency: 2 }, () => {
  it('that raises its own limits is told of', async () => {
    const { body, outcome } = await posted(tinyBudget, { app: big, budget: tinyBudget.replace('increase: 50 kB', 'increase: 5 MB') });
    assert.equal(outcome, 'pass', body);
    assert.match(
      body,
      /^- This pull request loosens its own budget: <code>total max-increase of app was raised from 50 kB to 5 MB<\/code>$/m,
    );
  });

  it('that does nothing else is told of as well', async () => {
    const { body, outcome } = await posted(tinyBudget, { budget: tinyBudget.replace('increase: 50 kB', 'increase: 5 MB') });
    assert.equal(outcome, 'pass', body);
    assert.match(body, /This pull request loosens its own budget/);
  });

  it('has no say about exceptions, noise and who may let it pass', async () => {
    const own = `${tinyBudget}${exception('max-increase: 5 MB')}${override}defaults: { noise: { bytes: 90 kB } }\n`;
    const { body, outcome } = await posted(
      tinyBudget,
      { app: big, budget: own },
      {
        prepare: ({ github }, issue) => {
          github.setPermission('maintainer', 'write');
          github.addLabelEvent({ issue, label, actor: 'maintainer' });
        },
      },
    );
    assert.equal(outcome, 'fail', body);
    assert.match(body, /<code>an exception for total max-increase of app was added&#58; 5 MB until 2999-12-31<\/code>/);
    assert.match(body, /<code>noise of 90 kB was added<\/code>/);
    assert.match(body, /<code>the label allow-image-growth was added/);
  });

  // The run of the fork is judged by plimsoll.yml, and the poster is told of another file.
  const path = 'nested/plimsoll.yml';
  const about = { inputs: { config: path } };
  const known = { files: { [path]: tinyBudget } };

  it('that is new is told of', async () => {
    const { body, outcome } = await posted({}, { app: big, ...known }, about);
    assert.equal(outcome, 'fail');
    assert.match(body, /^- This pull request brings its own budget: its base has none$/m);
  });

  it('that is gone is told of, and that of the base judges', async () => {
    const { body, outcome } = await posted(known, { app: big }, { ...about, prepare: ({ project }) => remove(project, path) });
    assert.equal(outcome, 'fail');
    assert.match(body, /^- This pull request removes the budget; that of its base judges$/m);
  });

  const unreadable: [string, string, RegExp][] = [
    ['is none', 'images: [::error::pwned]\n', /cannot be read: <code>2 problems in nested\/plimsoll\.yml<\/code>$/m],
    ['is too long', `${tinyBudget}${'#'.repeat(100_000)}`, /cannot be read: <code>nested\/plimsoll\.yml has 100\d{3} bytes/],
  ];
  for (const [what, text, why] of unreadable) {
    it(`that ${what} is told of, and that of the base judges`, async () => {
      const { code, body, outcome } = await posted(known, { app: big, files: { [path]: text } }, about);
      assert.deepEqual([code, outcome], [0, 'fail']);
      assert.match(body, why);
    });
  }

  it('that is nowhere judges nothing', async () => {
    const { body, outcome } = await posted({}, { app: big }, about);
    assert.equal(outcome, 'pass');
    assert.match(body, /### <code>app<\/code> .*grew by 80 kB/);
    assert.match(body, /^- No budget was found$/m);
  });

  it('that the fork leaves alone is in force as the base branch has it now', async () => {
    const { body, outcome } = await posted(
      tinyBudget,
      { app: big },
      {
        prepare: async ({ project }, number) => {
          await project.commit('main', 'allow more', { budget: tinyBudget.replace('increase: 50 kB', 'increase: 90 kB') });
          await project.mergePull(number);
        },
      },
    );
    assert.equal(outcome, 'pass', body);
    assert.doesNotMatch(body, /loosens/);
  });

  it('says when to comment as the base has it, unless the input says it', async () => {
    const never = `${tinyBudget}comment: { when: never }\n`;
    assert.equal((await posted(never, { app: big, budget: tinyBudget })).body, '');
    assert.match((await posted(never, { app: big }, { inputs: { 'comment-when': 'always' } })).body, /### ❌/);
    const quiet = { files: { 'README.md': 'More.' } };
    assert.equal((await posted(`${tinyBudget}comment: { when: fail }\n`, quiet)).body, '');
    assert.match((await posted(`${tinyBudget}comment: { when: always }\n`, quiet)).body, /### ✅/);
  });
});

describe('what the base allows a fork', { concurrency: 2 }, () => {
  it('is an exception of its own', async () => {
    const { body, outcome } = await posted(`${tinyBudget}${exception('max-increase: 90 kB')}`, { app: big });
    assert.equal(outcome, 'pass');
    assert.match(body, /is in force until 2999-12-31: max-increase is 90 kB: CUDA/);
  });

  it('is a label, by somebody who may set it, and both are named', async () => {
    const { body, outcome } = await posted(
      `${tinyBudget}${override}`,
      { app: big },
      {
        prepare: ({ github }, issue) => {
          github.setPermission('maintainer', 'write');
          github.addLabelEvent({ issue, label, actor: 'maintainer' });
        },
      },
    );
    assert.equal(outcome, 'warn');
    assert.match(body, /allowed by the label allow-image-growth, which maintainer set/);
  });

  it('is no label that the author of the fork set', async () => {
    const { body, outcome } = await posted(
      `${tinyBudget}${override}`,
      { app: big },
      { prepare: ({ github }, issue) => github.addLabelEvent({ issue, label, actor: 'fork' }) },
    );
    assert.equal(outcome, 'fail');
    assert.match(body, /<code>allow-image-growth<\/code> does not count: <code>fork<\/code>, who set it, has the permission read/);
  });
});

async function remove(project: Team['project'], path: string): Promise<void> {
  project.git('checkout', '--quiet', 'topic');
  project.git('rm', '--quiet', path);
  project.git('commit', '--quiet', '--message', 'remove the budget');
  await project.mergePull(1);
}
