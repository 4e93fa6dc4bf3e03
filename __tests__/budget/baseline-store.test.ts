/** Where the budget says that earlier analyses are kept. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import type { ExpectedError } from '../../src/errors.ts';

const parse = (baseline: string) =>
  parseBudget(`version: 1\nimages: { api: { source: api.tar } }\nbaseline: ${baseline}\n`, { file: 'plimsoll.yml' });

describe('the baseline of a budget', () => {
  it('is a directory, as written', () => {
    assert.deepEqual(parse('{ store: "file:kept/here" }').store, { kind: 'file', directory: 'kept/here' });
    assert.equal(parseBudget('version: 1\nimages: { api: { source: api.tar } }\n', { file: 'plimsoll.yml' }).store, undefined);
  });

  const refused: [baseline: string, code: string, message: RegExp][] = [
    [
      '{ store: artifact }',
      'not-supported-yet',
      /^plimsoll\.yml:3:20: baseline\.store: "artifact" is not supported yet; accepted: file: and a directory/,
    ],
    ['{ store: "file:x", on-missing: skip }', 'not-supported-yet', /^plimsoll\.yml:3:30: baseline\.on-missing is not supported yet$/],
    [
      '{ store: kept }',
      'budget',
      /"kept" is not a store; accepted: file: and a directory, such as file:\.plimsoll; did you mean "?file:kept"?/,
    ],
    ['{ store: "file:" }', 'budget', /"file:" is not a store/],
    ['{ stor: "file:x" }', 'budget', /unknown key "stor"; accepted: store; did you mean "store"/],
    ['{}', 'budget', /"store" is missing/],
  ];
  for (const [baseline, code, message] of refused) {
    it(`refuses ${baseline}`, () => {
      assert.throws(
        () => parse(baseline),
        (error: ExpectedError) => {
          assert.equal(error.code, code);
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }
});
