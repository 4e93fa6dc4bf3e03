/** The budget file: what it comes to, and how every problem in it is reported. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Bound, type Budget, limitsFor } from '../../src/budget/budget.ts';
import { budgetFolder, parseBudget } from '../../src/budget/parse-budget.ts';
import { ExpectedError } from '../../src/errors.ts';
import { golden } from '../support/golden.ts';

const goldenText = (name: string) => readFileSync(join(import.meta.dirname, '..', 'golden', 'budget', name), 'utf8');
const parse = (text: string): Budget => parseBudget(text, { file: 'plimsoll.yml' });
/** One line for each bound. */
const compact = (_key: string, value: unknown) => {
  const bound = value as Partial<Bound> | null;
  return typeof bound?.unit === 'string'
    ? `${bound.text} = ${bound.value} ${bound.unit} (${bound.place!.line}:${bound.place!.column})`
    : value;
};
const withImage = (image: string, rest = '') => `version: 1\nimages:\n  api: ${image}\n${rest}`;

function refusal(text: string): ExpectedError {
  try {
    parse(text);
  } catch (error) {
    assert.ok(error instanceof ExpectedError, String(error));
    return error;
  }
  assert.fail('the budget was accepted');
}

describe('parseBudget', () => {
  it('reads the example of the documentation', () => {
    golden('budget/design.json', `${JSON.stringify(parse(goldenText('design.yml')), compact, 2)}\n`);
  });

  it('reports every problem of a file with its place, in one go', () => {
    const { code, message } = refusal(goldenText('broken.yml'));
    assert.equal(code, 'budget');
    golden('budget/broken.txt', `${message}\n`);
  });

  it('keeps the places of limits, short and long', () => {
    const [api] = parse(goldenText('design.yml')).images;
    assert.deepEqual(api!.limits.total!.max!.place, { file: 'plimsoll.yml', line: 7, column: 26 });
    assert.deepEqual(api!.limits.live!.max!.place, { file: 'plimsoll.yml', line: 10, column: 19 });
  });

  it('lets a bound of an image take the place of the same bound of the defaults, and of no other', () => {
    const { images } = parse(goldenText('design.yml'));
    assert.equal(images[0]!.limits.total!['max-increase']!.text, '5 MB');
    assert.equal(images[1]!.limits.total!['max-increase']!.text, '2%');
    assert.equal(images[1]!.limits.total!.max!.value, 1_000_000_000);
    assert.equal(images[0]!.limits.layer!.max!.value, 100_000_000);
  });

  it('lets a bound of a platform take the place of the same bound of the image', () => {
    const [api] = parse(goldenText('design.yml')).images;
    assert.equal(limitsFor(api!, 'linux/arm64').total!.max!.text, '260 MB');
    assert.equal(limitsFor(api!, 'linux/arm64').total!.warn!.text, '230 MB');
    assert.equal(limitsFor(api!, 'linux/amd64').total!.max!.text, '250 MB');
  });

  it('reads the short form of each metric', () => {
    const { limits } = parse(withImage('{ limits: { total: 4096, wasted: 4%, efficiency: 0.95, layers: 3, layer: 0, live: "12" } }'))
      .images[0]!;
    const plain = Object.entries(limits).map(([metric, limit]) => [
      metric,
      Object.entries(limit).map(([kind, { unit, value }]) => [kind, unit, value]),
    ]);
    assert.deepEqual(plain, [
      ['total', [['max', 'bytes', 4096]]],
      ['live', [['max', 'bytes', 12]]],
      ['wasted', [['max', 'ppm', 40_000]]],
      ['efficiency', [['min', 'ppm', 950_000]]],
      ['layer', [['max', 'bytes', 0]]],
      ['layers', [['max', 'count', 3]]],
    ]);
  });

  it('accepts anchors and merge keys, and says where the value itself stands', () => {
    const text =
      'version: 1\nimages:\n  api: { limits: &common { total: 3 MB } }\n  web:\n    limits: { <<: *common, layers: 3 }\n  job: { limits: *common }\n';
    const { images } = parse(text);
    assert.equal(images[1]!.limits.total!.max!.value, 3_000_000);
    assert.equal(images[2]!.limits.total!.max!.value, 3_000_000);
    assert.equal(images[1]!.limits.total!.max!.place.line, 3);
    assert.match(refusal(text.replace('3 MB', '3 mb')).message, /plimsoll\.yml:3:35: images\.web\.limits\.total: "3 mb"/);
  });

  it('accepts an image without limits and without a source', () => {
    assert.deepEqual(parse(withImage('{}')).images[0], {
      name: 'api',
      place: { file: 'plimsoll.yml', line: 3, column: 3 },
      limits: {},
      platformLimits: {},
      paths: [],
    });
  });

  it('resolves the globs of groups to images', () => {
    const text =
      'version: 1\nimages: { a-api: {}, a-web: {}, job: {} }\ngroups: { some: { images: ["a-*", job, job], limits: { total: 1 MB } }, one: { images: [job], limits: { total: 1 MB } } }\n';
    assert.deepEqual(
      parse(text).groups.map(({ name, images }) => [name, images]),
      [
        ['some', ['a-api', 'a-web', 'job']],
        ['one', ['job']],
      ],
    );
  });

  it('has a code of its own where everything wrong is only not built yet', () => {
    const { code, message } = refusal(withImage('{ source: { bake: api }, base: "debian:12" }', 'baseline: { store: registry }\n'));
    assert.equal(code, 'not-supported-yet');
    const place = 'plimsoll.yml:4:20: baseline.store: "registry" is not supported yet';
    assert.equal(message, `${place}; accepted: artifact, branch, branch: and a name, or file: and a directory, such as file:.plimsoll`);
  });

  const refused: [string, string, string][] = [
    ['an empty file', '', '1:1: found nothing; accepted: a map with version and images'],
    ['a list', '- api', '1:1: found a list; accepted: a map with version and images'],
    ['a missing version', 'images: { api: {} }', '1:1: "version" is missing; accepted: 1'],
    ['another version', 'version: 2\nimags: {}', '1:10: version: 2 is not a version that this Plimsoll understands; accepted: 1'],
    ['a version that is text', 'version: "1"\nimages: { api: {} }', '1:10: version: found "1"; accepted: 1'],
    ['no image', 'version: 1\nimages: {}', '2:9: images: no image is named; accepted: at least one image'],
    ['a missing map of images', 'version: 1', '1:1: "images" is missing; accepted: a map'],
    ['images as a list', 'version: 1\nimages: [api]', '2:9: images: found a list; accepted: a map'],
    [
      'two images of one name',
      'version: 1\nimages:\n  api: {}\n  api: {}',
      '4:3: images: "api" stands here again, first on line 3; accepted: each key once',
    ],
    ['a tab', 'version: 1\nimages:\n\tapi: {}', '3:1: not YAML: a tab indents this line; accepted: spaces'],
    ['a second document', 'version: 1\n---\nversion: 1', '2:1: not YAML: a second document begins here; accepted: one'],
    [
      'an alias without an anchor',
      'version: 1\nimages: *all',
      '1:1: not YAML: Unresolved alias (the anchor must be set before the alias): all',
    ],
    [
      'an image that is no map',
      withImage('3 MB'),
      '3:8: images.api: found "3 MB"; accepted: a map with source, base, platforms, limits, paths, platform-limits',
    ],
    [
      'an empty source',
      withImage('{ source: "" }'),
      '3:18: images.api.source: "" is empty; accepted: a reference, written as on the command line, such as api:ci, out/api.tar or oci:out, or a map with build or bake',
    ],
    [
      'a source that is neither a reference nor a map',
      withImage('{ source: [a] }'),
      '3:18: images.api.source: found a list; accepted: a reference, written as on the command line, such as api:ci, out/api.tar or oci:out, or a map with build or bake; or a map with build, bake',
    ],
    [
      'a source that says nothing',
      withImage('{ source: {} }'),
      '3:18: images.api.source: found an empty map; accepted: a reference, or a map with build or bake',
    ],
    [
      'a source that is built twice',
      withImage('{ source: { build: ., bake: api } }'),
      '3:18: images.api.source: found both build and bake; accepted: a reference, or a map with build or bake',
    ],
    [
      'a platform twice',
      withImage('{ platforms: [linux/amd64, linux/amd64] }'),
      '3:35: images.api.platforms[1]: "linux/amd64" stands here again; accepted: each platform once',
    ],
    [
      'limits for a platform that is not weighed',
      withImage('{ platforms: [linux/amd64], platform-limits: { linux/arm64: {} } }'),
      '3:55: images.api.platform-limits: "linux/arm64" is not one of the platforms of the image; accepted: linux/amd64; did you mean linux/amd64?',
    ],
    [
      'a group that names no image',
      withImage('{}', 'groups: { all: { images: [aip], limits: {} } }'),
      '4:27: groups.all.images[0]: "aip" names no image; accepted: api; did you mean "api"?',
    ],
    [
      'a warning below an efficiency that fails',
      withImage('{ limits: { efficiency: { min: 95%, warn: 90% } } }'),
      '3:50: images.api.limits.efficiency.warn: "90%" is below min, so that it never warns; accepted: at least 95%',
    ],
    [
      'a growth of efficiency',
      withImage('{ limits: { efficiency: { max-increase: 1% } } }'),
      '3:34: images.api.limits.efficiency: unknown key "max-increase"; accepted: min, warn',
    ],
  ];
  for (const [what, text, message] of refused) {
    it(`refuses ${what}`, () => assert.equal(refusal(text).message, `plimsoll.yml:${message}`));
  }

  it('is not led astray by an anchor that contains itself, or by aliases without end', () => {
    assert.equal(refusal('version: 1\nimages: &all { api: *all }').code, 'budget');
    const nested = [
      '&a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefghi'.split('').map((name, index) => `&${name} [${Array(9).fill(`*${'abcdefgh'[index]}`)}]`),
    ];
    const bomb = `version: 1\nimages:\n${nested.map((list, index) => `  i${index}: ${list}\n`).join('')}`;
    assert.match(refusal(bomb).message, /^plimsoll\.yml:1:1: not YAML: /);
  });

  it('answers any text with a budget or an ExpectedError', () => {
    const words = [
      'version: 1',
      'images:',
      '  api:',
      'limits: {',
      'total: ',
      '3 MB',
      '}',
      '&a ',
      '*a',
      '<<: ',
      '"',
      '[',
      ']',
      '\n',
      '\t',
      '- ',
      'groups: ',
      '!x ',
      'null',
      '{ ',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 4 })), { maxLength: 14 }), (parts) => {
        try {
          parse(parts.join(''));
        } catch (error) {
          assert.ok(error instanceof ExpectedError, String(error));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('budgetFolder', () => {
  it('is the folder of the file, or of the repository where the file stands in .github', () => {
    assert.equal(budgetFolder('plimsoll.yml'), '.');
    assert.equal(budgetFolder('.github/plimsoll.yml'), '.');
    assert.equal(budgetFolder('/srv/app/.github/plimsoll.yml'), '/srv/app');
    assert.equal(budgetFolder('services/api/plimsoll.yml'), 'services/api');
  });
});
