/** The globs of path budgets: what can match no file is refused with what is meant, and what can is taken as it is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileGlob, globShape, refuseGlob } from '../../src/budget/globs.ts';
import { parseBudget } from '../../src/budget/parse-budget.ts';

const budget = (glob: string) => `version: 1\nimages: { api: { paths: { ${JSON.stringify(glob)}: 0 } } }`;
const parse = (glob: string) => parseBudget(budget(glob), { file: 'plimsoll.yml' });

describe('refuseGlob', () => {
  const bracket = (side: string, which: string) =>
    `lacks the ${side} "${which}": write a backslash before a bracket that stands for itself`;
  const refused: [glob: string, problem: string, suggestion?: string][] = [
    ['/app/{data,public/**', bracket('closing', '}')],
    ['/app/[d/**', bracket('closing', ']')],
    ['/app/@(d/**', bracket('closing', ')')],
    ['/app/d)/**', bracket('opening', '(')],
    ['/app/"d/**', 'has a quote that is not closed: write \\" for the character'],
    ['/app/[z-a]/**', 'can match no file'],
    ['/app//data/**', 'matches no file, since no path has // in it', '/app/data/**'],
    ['//', 'matches no file, since no path has // in it', '/'],
    ['/', 'matches no file, since no file ends with /', '/**'],
    ['/app/', 'matches no file, since no file ends with /', '/app/**'],
    [' /app/**', 'has spaces around it', '/app/**'],
    ['/app/** ', 'has spaces around it', '/app/**'],
    ['/app/../app/**', 'matches no file, since no path has . or .. in it'],
    ['/app/./**', 'matches no file, since no path has . or .. in it'],
    ['!/app/**', 'begins with "!": what is not to be weighed cannot be said'],
    ['app/**', 'matches no file, since every path begins with /', '/app/**'],
    ['**.js', 'begins with neither / nor **/', '**/*.js'],
    ['*/app', 'begins with neither / nor **/'],
    ['{/app,/srv}/**', 'begins with neither / nor **/'],
    [' ', 'is not a glob'],
  ];
  for (const [glob, problem, suggestion] of refused) {
    it(`refuses ${JSON.stringify(glob)}`, () => {
      assert.deepEqual(refuseGlob(glob), { problem, ...(suggestion === undefined ? {} : { suggestion }) });
      assert.throws(() => parse(glob), { name: 'ExpectedError', code: 'budget' });
    });
  }

  const taken: [glob: string, path: string][] = [
    ['/app/node_modules/**', '/app/node_modules/a/b'],
    ['**/.git/**', '/app/.git/HEAD'],
    ['**', '/a'],
    ['/usr/share/{doc,man}/**', '/usr/share/man/a'],
    ['/app/.../..a/.b', '/app/.../..a/.b'],
    ['/app/\\[id\\].js', '/app/[id].js'],
    ['/app/[[:alpha:]{]', '/app/{'],
    ['/app/"{"/**', '/app/{/a'],
    ['/app/@(a|b)', '/app/b'],
  ];
  for (const [glob, path] of taken) {
    it(`takes ${glob}, which matches ${path}`, () => {
      assert.equal(refuseGlob(glob), undefined);
      assert.ok(compileGlob(glob)(path));
      assert.equal(parse(glob).images[0]!.paths[0]!.glob, glob);
      assert.match(glob, new RegExp(globShape.pattern));
    });
  }

  it('says in the budget where it stands and what is accepted', () => {
    assert.throws(() => parse('/app//data/**'), {
      message:
        'plimsoll.yml:2:27: images.api.paths: "/app//data/**" matches no file, since no path has // in it; ' +
        'accepted: a glob that begins with / or **/; did you mean /app/data/**?',
    });
  });
});
