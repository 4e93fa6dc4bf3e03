/** Where the budget says that earlier records are kept, and what happens where there is none. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import { readStore } from '../../src/budget/store-choice.ts';
import type { ExpectedError } from '../../src/errors.ts';

const head = 'version: 1\nimages: { api: { source: api.tar } }\n';
const parse = (baseline: string) => parseBudget(`${head}baseline: ${baseline}\n`, { file: 'plimsoll.yml' });

describe('the baseline of a budget', () => {
  it('says nothing of the store where the file does not, and skips, and is not strict', () => {
    for (const text of [head, `${head}baseline: {}\n`]) {
      const { store, onMissing, strictBaseline } = parseBudget(text, { file: 'plimsoll.yml' });
      assert.deepEqual({ store, onMissing, strictBaseline }, { store: undefined, onMissing: 'skip', strictBaseline: false });
    }
  });

  const stores: [string, object][] = [
    ['artifact', { kind: 'artifact' }],
    ['branch', { kind: 'branch', branch: 'plimsoll-data' }],
    ['"branch:sizes/main"', { kind: 'branch', branch: 'sizes/main' }],
    ['"branch: sizes"', { kind: 'branch', branch: 'sizes' }],
    ['"file:kept/here"', { kind: 'file', directory: 'kept/here' }],
    ['"file: kept:here "', { kind: 'file', directory: 'kept:here' }],
  ];
  for (const [text, store] of stores) {
    it(`keeps records in ${text}`, () => assert.deepEqual(parse(`{ store: ${text} }`).store, store));
  }

  it('says what happens without a record, and with one of another commit', () => {
    for (const choice of ['skip', 'build', 'fail'] as const) assert.equal(parse(`{ on-missing: ${choice} }`).onMissing, choice);
    assert.equal(parse('{ strict: true }').strictBaseline, true);
    assert.equal(parse('{ strict: false }').strictBaseline, false);
  });

  const storeSyntax = 'accepted: artifact, branch, branch: and a name, or file: and a directory, such as file:.plimsoll';
  const refused: [baseline: string, code: string, message: string][] = [
    ['{ store: registry }', 'not-supported-yet', `3:20: baseline.store: "registry" is not supported yet; ${storeSyntax}`],
    ['{ store: "registry:x" }', 'not-supported-yet', `3:20: baseline.store: "registry:x" is not supported yet; ${storeSyntax}`],
    ['{ store: kept }', 'budget', `3:20: baseline.store: "kept" is not a store; ${storeSyntax}; did you mean file:kept?`],
    ['{ store: artefact }', 'budget', `3:20: baseline.store: "artefact" is not a store; ${storeSyntax}; did you mean artifact?`],
    [
      '{ store: branch/sizes }',
      'budget',
      `3:20: baseline.store: "branch/sizes" is not a store; ${storeSyntax}; did you mean branch:sizes?`,
    ],
    ['{ store: "s3:x" }', 'budget', `3:20: baseline.store: "s3:x" is not a store; ${storeSyntax}`],
    ['{ store: "file:" }', 'budget', `3:20: baseline.store: "file:" names no directory; ${storeSyntax}; did you mean file:.plimsoll?`],
    ['{ store: "branch:" }', 'budget', `3:20: baseline.store: "branch:" names no branch; ${storeSyntax}; did you mean branch?`],
    [
      '{ store: "branch:a b" }',
      'budget',
      `3:20: baseline.store: "branch:a b" is not a branch, since its name has a space in it; ${storeSyntax}; did you mean branch:a-b?`,
    ],
    [
      '{ store: "artifact:x" }',
      'budget',
      `3:20: baseline.store: "artifact:x" names an artifact, but its name follows from the key of the comment; ${storeSyntax}; did you mean artifact?`,
    ],
    ['{ store: [artifact] }', 'budget', `3:20: baseline.store: found a list; ${storeSyntax}`],
    ['{ stor: "file:x" }', 'budget', '3:13: baseline: unknown key "stor"; accepted: store, on-missing, strict; did you mean "store"?'],
    [
      '{ on_missing: fail }',
      'budget',
      '3:13: baseline: unknown key "on_missing"; accepted: store, on-missing, strict; did you mean "on-missing"?',
    ],
    ['{ on-missing: skp }', 'budget', '3:25: baseline.on-missing: found "skp"; accepted: skip, build, fail; did you mean skip?'],
    ['{ strict: yes }', 'budget', '3:21: baseline.strict: "yes" is neither true nor false; accepted: true or false; did you mean true?'],
    ['{ strict: 0 }', 'budget', '3:21: baseline.strict: 0 is neither true nor false; accepted: true or false; did you mean false?'],
    ['{ strict: [true] }', 'budget', '3:21: baseline.strict: found a list; accepted: true or false'],
    ['artifact', 'budget', '3:11: baseline: found "artifact"; accepted: a map with store, on-missing, strict'],
  ];
  for (const [baseline, code, message] of refused) {
    it(`refuses ${baseline}`, () => {
      assert.throws(
        () => parse(baseline),
        (error: ExpectedError) => {
          assert.equal(error.message, `plimsoll.yml:${message}`);
          assert.equal(error.code, code);
          return true;
        },
      );
    });
  }
});

describe('readStore', () => {
  it('suggests only what it accepts', () => {
    for (const text of [
      '',
      ' ',
      'kept',
      'branch = a b',
      'branch:refs/heads/x',
      'branch:/x/',
      'branch:a..b',
      'file',
      'branch/..',
      'artifact:',
    ]) {
      const reading = readStore(text);
      if ('value' in reading || reading.suggestion === undefined) continue;
      assert.ok('value' in readStore(reading.suggestion), `${text} → ${reading.suggestion}`);
    }
  });
});
