/** A key that stands twice: both of its values are checked, so that all problems come out in one go. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import { ExpectedError } from '../../src/errors.ts';

/** Each problem of a text, without the name of the file and what is accepted. */
function problems(text: string): string[] {
  try {
    parseBudget(text, { file: 'plimsoll.yml' });
  } catch (error) {
    assert.ok(error instanceof ExpectedError, String(error));
    const lines = error.message.split('\n').filter((line) => line.startsWith('plimsoll.yml:'));
    return lines.map((line) => line.slice('plimsoll.yml:'.length).split('; accepted')[0]!);
  }
  return [];
}
const file = (...lines: string[]) => ['version: 1', ...lines, ''].join('\n');

describe('a key that stands twice', () => {
  it('has both images of one name checked', () => {
    const text = file('images:', '  api: { limits: { total: 3 mb } }', '  web: {}', '  api: { limits: { layers: 2.5 } }');
    assert.deepEqual(problems(text), [
      '3:27: images.api.limits.total: "3 mb" has the unit "mb"',
      '5:3: images: "api" stands here again, first on line 3',
      '5:28: images.api.limits.layers: 2.5 is not a whole number of 0 or more',
    ]);
  });

  it('has all of three values checked', () => {
    const text = file('images: { api: {} }', 'units: SI', 'units: IEC', 'units: xx');
    assert.deepEqual(problems(text), [
      '3:8: units: found "SI"',
      '4:1: "units" stands here again, first on line 3',
      '4:8: units: found "IEC"',
      '5:1: "units" stands here again, first on line 3',
      '5:8: units: found "xx"',
    ]);
  });

  it('is checked in every map: limits, bounds, paths, platforms, groups, exceptions, and the file itself', () => {
    const text = file(
      'images: { api: {',
      '  limits: { total: 3 mb },',
      '  limits: { total: { max: 1 kb, max: 1 MB }, live: x, live: 1 },',
      '  paths: { "/a": y, "/a": 1 },',
      '  platform-limits: { linux/arm64: { total: z }, linux/arm64: {} } } }',
      'groups: { all: { images: [web], limits: {} }, all: { images: [api], limits: {} } }',
      'exceptions: [{ image: api, metric: total, max: 3 mb, max: 3 MB, until: 2027-01-31, reason: x }]',
      'override: { labels: [] }',
      'override: { labels: [big] }',
    );
    const found = problems(text).filter((line) => !line.includes('stands here again'));
    assert.deepEqual(found, [
      '3:20: images.api.limits.total: "3 mb" has the unit "mb"',
      '4:27: images.api.limits.total.max: "1 kb" has the unit "kb"',
      '4:52: images.api.limits.live: "x" is not a size',
      '5:18: images.api.paths["/a"]: "y" is not a size',
      '6:44: images.api.platform-limits["linux/arm64"].total: "z" is not a size',
      '7:27: groups.all.images[0]: "web" names no image',
      '8:48: exceptions[0].max: "3 mb" has the unit "mb"',
      '9:21: override.labels: found an empty list',
    ]);
    assert.equal(problems(text).length - found.length, 8);
  });

  it('is checked within what stands twice itself', () => {
    const text = file('images:', '  api: { limits: { total: 1 mb, total: 2 mb } }', '  api: { limits: { total: 3 mb, total: 4 mb } }');
    assert.deepEqual(problems(text), [
      '3:27: images.api.limits.total: "1 mb" has the unit "mb"',
      '3:33: images.api.limits: "total" stands here again, first on line 3',
      '3:40: images.api.limits.total: "2 mb" has the unit "mb"',
      '4:3: images: "api" stands here again, first on line 3',
      '4:27: images.api.limits.total: "3 mb" has the unit "mb"',
      '4:33: images.api.limits: "total" stands here again, first on line 4',
      '4:40: images.api.limits.total: "4 mb" has the unit "mb"',
    ]);
  });

  it('invents no problem that goes away with the second key', () => {
    const text = file(
      'images: { api: { platforms: [linux/amd64] } }',
      'groups: { one: { images: [api], limits: {} } }',
      'exceptions: [{ image: api, platform: linux/amd64, metric: total, max: 1, until: 2027-01-31, reason: x }]',
      'images: { web: {} }',
      'groups: { two: { images: [web], limits: {} } }',
    );
    assert.deepEqual(problems(text), [
      '5:1: "images" stands here again, first on line 2',
      '6:1: "groups" stands here again, first on line 3',
    ]);
  });

  it('holds what stands outside against the last value only', () => {
    const text = file(
      'images: { api: { platforms: [linux/arm64] }, api: { platforms: [linux/amd64] } }',
      'exceptions: [{ image: api, platform: linux/amd64, metric: total, max: 1, until: 2027-01-31, reason: x }]',
    );
    assert.deepEqual(problems(text), ['2:46: images: "api" stands here again, first on line 2']);
  });

  it('is told of another version', () => {
    assert.deepEqual(problems('version: 2\nversion: 1\nimages: { api: {} }'), [
      '1:10: version: 2 is not a version that this Plimsoll understands',
      '2:1: "version" stands here again, first on line 1',
    ]);
  });

  it('may hold nothing, an alias or an anchor', () => {
    const text = file('images:', '  api:', '  web: { limits: &same { total: 1 mb } }', '  web: { limits: *same }', '  api: {}');
    assert.deepEqual(problems(text), [
      '3:7: images.api: found nothing',
      '4:33: images.web.limits.total: "1 mb" has the unit "mb"',
      '5:3: images: "web" stands here again, first on line 4',
      '6:3: images: "api" stands here again, first on line 3',
    ]);
  });

  it('never keeps a reader waiting, however often it stands there', () => {
    const many = problems(file(`images: { ${Array(2000).fill('api: { limits: { total: 1 mb } }').join(', ')} }`));
    // Each but the first is reported; 200 of those before the last are read, and the last.
    assert.equal(many.length, 1999 + 200 + 1);
    assert.ok(problems(file('images: &all { api: *all, api: *all, web: { api: *all, api: *all } }')).length > 0);
  });
});

describe('parseBudget, of a text that nobody would write', () => {
  const deep: [string, string][] = [
    ['lists', '['.repeat(100_000)],
    ['maps', '{a: '.repeat(20_000)],
    ['blocks', Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['closed lists', file(`images: ${'['.repeat(5000)}${']'.repeat(5000)}`)],
  ];
  for (const [what, text] of deep) {
    it(`says of deep ${what} that they are deep`, () =>
      assert.match(problems(text).join('\n'), /^\d+:\d+: not YAML: nested too deeply here$/));
  }

  it('refuses a pattern that no matcher takes', () => {
    const long = '*'.repeat(70_000);
    assert.match(
      problems(file('images: { api: {} }', `groups: { all: { images: ["${long}"], limits: {} } }`)).join(),
      /is longer than 1000 characters$/,
    );
    assert.match(problems(file(`images: { api: { paths: { "/${long}": 1 } } }`)).join(), /is longer than 1000 characters$/);
  });

  it('quotes no more of it than a reader needs', () => {
    const { length } = problems(file(`images: { api: { limits: { total: "${'9'.repeat(100_000)} MB" } } }`)).join();
    assert.ok(length < 300, String(length));
  });

  it('says nothing beside what it returns or throws', async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error) => warnings.push(warning);
    process.on('warning', listen);
    assert.ok(problems(file('images: { [a]: {}, { b: c }: {} }')).length > 0);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', listen);
    assert.deepEqual(warnings, []);
  });
});
