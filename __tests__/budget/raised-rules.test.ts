/** What a change of the budget loosens beside the limits of images: groups, exceptions, and rules of the whole budget. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import { findRaisedLimits, type RaisedLimit } from '../../src/budget/raised-limits.ts';

const budgetOf = (rest: string, images = 'api: {}') =>
  parseBudget(`version: 1\nimages: { ${images} }\n${rest}\n`, { file: 'plimsoll.yml' });
const raised = (before: string, after: string): RaisedLimit[] => findRaisedLimits(budgetOf(before), budgetOf(after));
const sentences = (before: string, after: string) => raised(before, after).map(({ sentence }) => sentence);
const at = (line: number, column: number) => ({ file: 'plimsoll.yml', line, column });

describe('findRaisedLimits, of the base of an image', () => {
  const api = (base: string, limits = 'own: 1 MB') => budgetOf('', `api: { ${base}limits: { ${limits} } }`);
  const tell = (...sides: Parameters<typeof findRaisedLimits>) => findRaisedLimits(...sides).map(({ sentence }) => sentence);

  it('tells that own is measured from another, or that none is named any more', () => {
    assert.deepEqual(findRaisedLimits(api('base: "debian:12", '), api('base: "api:ci", ')), [
      {
        image: 'api',
        kind: 'base',
        before: 'debian:12',
        after: 'api:ci',
        place: at(2, 11),
        sentence: 'the base of api is now api:ci and was debian:12, so that own and base count other layers',
      },
    ]);
    assert.deepEqual(tell(api('base: "debian:12", '), api('')), [
      'the base of api is no longer named: it was debian:12, and a guess in its place only warns',
    ]);
  });

  it('says nothing where no limit hangs on it, or none was named', () => {
    assert.deepEqual(tell(api('base: "debian:12", ', 'total: 1 MB'), api('', 'total: 1 MB')), []);
    assert.deepEqual(tell(api(''), api('base: "debian:12", ')), []);
  });
});

describe('findRaisedLimits, of groups', () => {
  const group = (members: string, limit: string) =>
    budgetOf(`groups: { all: { images: [${members}], limits: { ${limit} } } }`, 'api: {}, web: {}');

  it('tells of a group that was removed', () => {
    assert.deepEqual(findRaisedLimits(group('api, web', 'total: 1 MB'), budgetOf('', 'api: {}, web: {}')), [
      { image: 'group:all', kind: 'group', before: 'api, web', sentence: 'the group all was removed' },
    ]);
  });

  it('tells of a limit that was raised or removed', () => {
    assert.deepEqual(findRaisedLimits(group('api', 'total: 1 MB, live: 2 MB'), group('api', 'total: 1 GB')), [
      {
        image: 'group:all',
        metric: 'total',
        kind: 'max',
        before: '1 MB',
        after: '1 GB',
        place: at(3, 50),
        sentence: 'total max of the group all was raised from 1 MB to 1 GB',
      },
      {
        image: 'group:all',
        metric: 'live',
        kind: 'max',
        before: '2 MB',
        place: at(3, 11),
        sentence: 'live max of the group all was removed: it was 2 MB',
      },
    ]);
  });

  it('tells of a member that no longer counts, unless it is gone altogether', () => {
    const both = group('"*"', 'total: 1 MB');
    assert.deepEqual(findRaisedLimits(both, group('api', 'total: 1 MB')), [
      {
        image: 'group:all',
        kind: 'members',
        before: 'api, web',
        after: 'api',
        place: at(3, 11),
        sentence: 'the group all no longer counts web',
      },
    ]);
    const gone = budgetOf('groups: { all: { images: [api], limits: { total: 1 MB } } }');
    assert.deepEqual(
      findRaisedLimits(both, gone).map(({ sentence }) => sentence),
      ['the image web was removed'],
    );
    assert.deepEqual(findRaisedLimits(group('api', 'total: 1 MB'), both), []);
  });
});

describe('findRaisedLimits, of exceptions', () => {
  const one = (terms: string, until = '2027-01-31', more = '') =>
    `exceptions: [{ image: api, metric: total, ${terms}, until: ${until}, reason: CUDA 13${more} }]`;

  it('tells of one that was added', () => {
    assert.deepEqual(raised('', one('max: 3 MB')), [
      {
        image: 'api',
        metric: 'total',
        kind: 'exception',
        after: '3 MB until 2027-01-31',
        place: at(3, 14),
        sentence: 'an exception for total max of api was added: 3 MB until 2027-01-31',
      },
    ]);
    assert.deepEqual(sentences(one('max: 3 MB'), one('max: 3 MB, max-increase: 3%')), [
      'an exception for total max-increase of api was added: 3% until 2027-01-31',
    ]);
  });

  it('tells of one that was raised, prolonged, or both', () => {
    assert.deepEqual(raised(one('max: 3 MB'), one('max: 4 MB')), [
      {
        image: 'api',
        metric: 'total',
        kind: 'exception',
        before: '3 MB until 2027-01-31',
        after: '4 MB until 2027-01-31',
        place: at(3, 14),
        sentence: 'the exception for total max of api was raised from 3 MB until 2027-01-31 to 4 MB until 2027-01-31',
      },
    ]);
    assert.deepEqual(sentences(one('max: 3 MB'), one('max: 3 MB', '2027-02-01')), [
      'the exception for total max of api was prolonged from 3 MB until 2027-01-31 to 3 MB until 2027-02-01',
    ]);
    assert.deepEqual(sentences(one('max: 3 MB'), one('max: 4 MB', '2027-02-01')), [
      'the exception for total max of api was raised and prolonged from 3 MB until 2027-01-31 to 4 MB until 2027-02-01',
    ]);
    assert.deepEqual(sentences(one('max-increase: 3 MB'), one('max-increase: 1%')), [
      'the exception for total max-increase of api was changed from 3 MB until 2027-01-31 to 1% until 2027-01-31',
    ]);
  });

  it('tells of one that counts on more platforms', () => {
    const narrow = one('max: 3 MB', '2027-01-31', ', platform: linux/arm64');
    assert.deepEqual(sentences(narrow, one('max: 3 MB')), ['an exception for total max of api was added: 3 MB until 2027-01-31']);
    assert.deepEqual(sentences('', narrow), ['an exception for total max of api (linux/arm64) was added: 3 MB until 2027-01-31']);
    assert.deepEqual(sentences(one('max: 3 MB'), narrow), []);
  });

  it('is silent about one that was lowered, shortened, rewritten or removed', () => {
    for (const after of [one('max: 2 MB'), one('max: 3 MB', '2027-01-30'), one('max: 3000 kB').replace('CUDA 13', 'CUDA 14'), '']) {
      assert.deepEqual(raised(one('max: 3 MB'), after), []);
    }
  });
});

describe('findRaisedLimits, of rules', () => {
  it('tells of noise that grew or is new', () => {
    const noise = (text: string) => `defaults: { noise: { ${text} } }`;
    assert.deepEqual(raised(noise('bytes: 4 KiB'), noise('bytes: 1 MB, percent: 0.05%')), [
      { kind: 'noise', before: '4 KiB', after: '1 MB', place: at(3, 29), sentence: 'noise was raised from 4 KiB to 1 MB' },
      { kind: 'noise', after: '0.05%', place: at(3, 44), sentence: 'noise of 0.05% was added' },
    ]);
    for (const after of [noise('bytes: 4096'), noise('bytes: 4 KiB, percent: 0%'), noise('bytes: 4 kB'), '']) {
      assert.deepEqual(raised(noise('bytes: 4 KiB'), after), []);
    }
  });

  it('tells of a label that was added, and of a permission that was lowered', () => {
    const override = (labels: string, permission: string) => `override: { labels: [${labels}], require-permission: ${permission} }`;
    const place = at(3, 1);
    assert.deepEqual(raised('', override('big', 'admin')), [
      { kind: 'label', after: 'big', place, sentence: 'the label big was added to those that let a pull request pass' },
    ]);
    assert.deepEqual(raised(override('big', 'maintain'), override('ok, BIG', 'write')), [
      { kind: 'label', after: 'ok', place, sentence: 'the label ok was added to those that let a pull request pass' },
      {
        kind: 'permission',
        before: 'maintain',
        after: 'write',
        place,
        sentence: 'the permission that such a label needs was lowered from maintain to write',
      },
    ]);
    assert.deepEqual(raised(override('big, ok', 'write'), override('big', 'admin')), []);
    assert.deepEqual(raised(override('big', 'write'), ''), []);
  });

  it('tells of a baseline that is taken less seriously', () => {
    assert.deepEqual(raised('baseline: { strict: true }', ''), [
      { kind: 'strict', before: 'true', after: 'false', sentence: 'baseline.strict was turned off' },
    ]);
    assert.deepEqual(raised('baseline: { on-missing: fail }', 'baseline: { on-missing: skip }'), [
      { kind: 'on-missing', before: 'fail', after: 'skip', sentence: 'baseline.on-missing was changed from fail to skip' },
    ]);
    assert.deepEqual(raised('', 'baseline: { strict: true, on-missing: fail }'), []);
    assert.deepEqual(raised('baseline: { strict: true }', 'baseline: { strict: true, on-missing: build }'), []);
    assert.deepEqual(raised('baseline: { on-missing: fail }', 'baseline: { on-missing: build }'), []);
  });

  it('is silent where nothing was loosened', () => {
    const design = readFileSync(join(import.meta.dirname, '..', 'golden', 'budget', 'design.yml'), 'utf8');
    const parse = (text: string) => parseBudget(text, { file: 'plimsoll.yml' });
    assert.deepEqual(findRaisedLimits(parse(design), parse(design)), []);
    const rewritten = design
      .replaceAll('250 MB', '250000 kB')
      .replaceAll('90 MB', '90000000 B')
      .replace('comment:    { when: changed }\n', '');
    assert.notEqual(rewritten, design);
    assert.deepEqual(findRaisedLimits(parse(design), parse(rewritten)), []);
  });
});
