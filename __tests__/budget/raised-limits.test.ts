/** What a change of the budget loosens. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import { findRaisedLimits, type RaisedLimit } from '../../src/budget/raised-limits.ts';

const budgetOf = (text: string) => parseBudget(`version: 1\n${text}\n`, { file: 'plimsoll.yml' });
const raised = (before: string, after: string): RaisedLimit[] => findRaisedLimits(budgetOf(before), budgetOf(after));
const sentences = (before: string, after: string) => raised(before, after).map(({ sentence }) => sentence);
const api = (image: string, rest = '') => `images: { api: { ${image} } }\n${rest}`;
const limited = (limits: string) => api(`limits: { ${limits} }`);
const at = (line: number, column: number) => ({ file: 'plimsoll.yml', line, column });

describe('findRaisedLimits, of one bound', () => {
  it('tells of a limit that grew, with its place in the new file', () => {
    assert.deepEqual(raised(limited('total: 250 MB'), limited('total: { max: 300 MB }')), [
      {
        image: 'api',
        metric: 'total',
        kind: 'max',
        before: '250 MB',
        after: '300 MB',
        place: at(2, 42),
        sentence: 'total max of api was raised from 250 MB to 300 MB',
      },
    ]);
  });

  it('tells of a limit that went away, with the place of its image', () => {
    assert.deepEqual(raised(limited('total: 250 MB, live: 3 MB'), limited('live: 3 MB')), [
      {
        image: 'api',
        metric: 'total',
        kind: 'max',
        before: '250 MB',
        place: at(2, 11),
        sentence: 'total max of api was removed: it was 250 MB',
      },
    ]);
  });

  const loosened: [before: string, after: string, ...sentences: string[]][] = [
    ['total: { warn: 1 MB }', 'total: { warn: 2 MB }', 'total warn of api was raised from 1 MB to 2 MB'],
    ['total: { max-increase: 0 }', 'total: { max-increase: 1 }', 'total max-increase of api was raised from 0 to 1'],
    ['total: { max-increase: 0% }', 'total: { max-increase: 1 }', 'total max-increase of api was changed from 0% to 1'],
    ['total: { max-increase: 5 MB }', 'total: { max-increase: 3% }', 'total max-increase of api was changed from 5 MB to 3%'],
    ['wasted: 4%', 'wasted: 4.1%', 'wasted max of api was raised from 4% to 4.1%'],
    ['wasted: 10 MB', 'wasted: 4%', 'wasted max of api was changed from 10 MB to 4%'],
    ['layers: 3', 'layers: 4', 'layers max of api was raised from 3 to 4'],
    ['efficiency: 95%', 'efficiency: 0.94', 'efficiency min of api was lowered from 95% to 0.94'],
    ['efficiency: { warn: 95% }', 'efficiency: { warn: 90% }', 'efficiency warn of api was lowered from 95% to 90%'],
    ['efficiency: 95%', '', 'efficiency min of api was removed: it was 95%'],
    ['total: { warn: 1 MB }', 'total: { max: 2 MB }', 'total warn of api was removed: it was 1 MB'],
    [
      'total: { max: 3 MB, warn: 2 MB }',
      'total: { max: 4 MB }',
      'total max of api was raised from 3 MB to 4 MB',
      'total warn of api was removed: it was 2 MB',
    ],
  ];
  for (const [before, after, ...expected] of loosened) {
    it(`tells of ${before} → ${after}`, () => assert.deepEqual(sentences(limited(before), limited(after)), expected));
  }

  const harmless: [before: string, after: string][] = [
    ['total: 250 MB', 'total: 250000 kB'],
    ['total: 250 MB', 'total: { max: 250000000 }'],
    ['total: 250 MB', 'total: { max: 200 MB, warn: 1 MB, max-increase: 1 GB }'],
    ['total: { max-increase: 5 MB }', 'total: { max-increase: 0% }'],
    ['wasted: 0', 'wasted: 0%'],
    ['efficiency: 95%', 'efficiency: 0.95'],
    ['efficiency: 95%', 'efficiency: { min: 96%, warn: 99% }'],
    ['', 'total: 3 MB'],
    // Whatever warned fails now.
    ['total: { max: 3 MB, warn: 2 MB }', 'total: { max: 2 MB }'],
    ['efficiency: { min: 90%, warn: 95% }', 'efficiency: 95%'],
  ];
  for (const [before, after] of harmless) {
    it(`is silent about ${before} → ${after}`, () => assert.deepEqual(raised(limited(before), limited(after)), []));
  }
});

describe('findRaisedLimits, of images', () => {
  it('tells of an image that was removed, once', () => {
    const before = 'images: { api: { limits: { total: 1 MB }, paths: { "/a": 1 } }, web: {} }';
    assert.deepEqual(raised(before, 'images: { web: {} }'), [
      { image: 'api', kind: 'image', before: 'api', sentence: 'the image api was removed' },
    ]);
  });

  it('tells of a path budget that was removed or raised', () => {
    const [gone, more] = raised(api('paths: { "/a/**": { max: 1 MB, warn: 5 kB }, "/b": 1 MB }'), api('paths: { "/b": 2 MB }'));
    assert.deepEqual(gone, {
      image: 'api',
      metric: 'path',
      path: '/a/**',
      kind: 'path',
      before: 'max 1 MB, warn 5 kB',
      place: at(2, 11),
      sentence: 'the path budget /a/** of api was removed',
    });
    assert.deepEqual(more, {
      image: 'api',
      metric: 'path',
      path: '/b',
      kind: 'max',
      before: '1 MB',
      after: '2 MB',
      place: at(2, 33),
      sentence: 'max of /b in api was raised from 1 MB to 2 MB',
    });
  });

  it('tells of two globs that share a limit', () => {
    const paths = (size: string) => api(`paths: { "/a": &same { max: ${size} }, "/b": *same }`);
    assert.deepEqual(
      raised(paths('1 MB'), paths('2 MB')).map(({ path }) => path),
      ['/a', '/b'],
    );
  });

  it('tells of a limit of one platform', () => {
    const before = api('limits: { total: 250 MB }');
    const [more, ...others] = raised(before, api('limits: { total: 250 MB }, platform-limits: { linux/arm64: { total: 260 MB } }'));
    assert.deepEqual(others, []);
    assert.deepEqual(more, {
      image: 'api',
      platform: 'linux/arm64',
      metric: 'total',
      kind: 'max',
      before: '250 MB',
      after: '260 MB',
      place: at(2, 86),
      sentence: 'total max of api (linux/arm64) was raised from 250 MB to 260 MB',
    });
    const strict = api('limits: { total: 250 MB }, platform-limits: { linux/arm64: { total: 200 MB } }');
    assert.deepEqual(sentences(strict, before), ['total max of api (linux/arm64) was raised from 200 MB to 250 MB']);
    assert.deepEqual(sentences(before, strict), []);
  });

  it('tells once of what a platform takes over from its image', () => {
    const text = (max: string) => api(`limits: { total: ${max} }, platform-limits: { linux/arm64: { total: { warn: 1 MB } } }`);
    assert.deepEqual(sentences(text('2 MB'), text('3 MB')), ['total max of api was raised from 2 MB to 3 MB']);
    assert.deepEqual(sentences(text('2 MB'), api('platform-limits: { linux/arm64: { total: { warn: 1 MB } } }')), [
      'total max of api was removed: it was 2 MB',
    ]);
  });

  it('tells of platforms that are not weighed any more', () => {
    const [all, both, one] = ['', 'platforms: [linux/amd64, linux/arm64]', 'platforms: [linux/amd64]'].map((list) => api(list));
    assert.deepEqual(raised(both!, one!), [
      {
        image: 'api',
        platform: 'linux/arm64',
        kind: 'platforms',
        before: 'linux/amd64, linux/arm64',
        after: 'linux/amd64',
        place: at(2, 11),
        sentence: 'api is no longer weighed on linux/arm64',
      },
    ]);
    assert.deepEqual(sentences(all!, one!), ['api was weighed on all its platforms, and is now weighed on linux/amd64 alone']);
    assert.deepEqual([sentences(one!, both!), sentences(both!, all!)], [[], []]);
  });

  it('tells once of a default that several images share', () => {
    const text = (defaults: string) =>
      `images: { api: {}, web: { limits: { total: 1 MB } }, job: {} }\ndefaults: { limits: { ${defaults} } }`;
    assert.deepEqual(raised(text('total: 2 MB'), text('total: 3 MB')), [
      {
        image: 'api, job',
        metric: 'total',
        kind: 'max',
        before: '2 MB',
        after: '3 MB',
        place: at(3, 30),
        sentence: 'total max of api and job was raised from 2 MB to 3 MB',
      },
    ]);
    assert.deepEqual(sentences(text('total: 2 MB'), text('')), ['total max of api and job was removed: it was 2 MB']);
    const many = (size: string) => `images: { a: {}, b: {}, c: {}, d: {}, e: {} }\ndefaults: { limits: { total: ${size} } }`;
    assert.deepEqual(sentences(many('2 MB'), many('3 MB')), ['total max of a, b, c and 2 other images was raised from 2 MB to 3 MB']);
    const own = 'images: { api: { limits: { total: 2 MB } } }';
    assert.deepEqual(sentences(own, 'images: { api: {} }\ndefaults: { limits: { total: 2000 kB } }'), []);
  });
});
