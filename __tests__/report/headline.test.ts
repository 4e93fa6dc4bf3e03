/** The sentence that a reader must know if it is all that they read. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { measure } from '../../src/analysis/metrics.ts';
import type { LimitResult } from '../../src/budget/verdict.ts';
import { writeHeadline } from '../../src/report/headline.ts';
import { plainText } from '../../src/report/sentence.ts';
import { buildAnalysis } from '../support/analysis-builder.ts';

const analysis = buildAnalysis({ layers: [{ total: 254_300_000, compressed: 85_000_000 }] });
const image = (name = 'api', platform = 'linux/amd64') => ({ name, platform, now: measure(analysis) });

const result = (fields: Partial<LimitResult>): LimitResult => ({
  image: 'api',
  platform: 'linux/amd64',
  metric: 'total',
  kind: 'max',
  actual: 254_300_000,
  limit: 250_000_000,
  limitText: '250 MB',
  outcome: 'pass',
  ...fields,
});
const over = (fields: Partial<LimitResult> = {}) => result({ overBy: 4_300_000, outcome: 'fail', ...fields });

function headline(results: LimitResult[], images = [image()]): string {
  return plainText(writeHeadline({ images, units: 'si', verdict: { results } }));
}

describe('writeHeadline', () => {
  it('names the image, by how much it is over, and the limit', () => {
    assert.equal(headline([over()]), 'api (linux/amd64) is 4.3 MB over its total budget of 250 MB');
  });

  it('names what is worst in proportion, a failure before any warning, and counts the others', () => {
    const small = over({ metric: 'wasted', actual: 12, limit: 10, overBy: 2, limitText: '10' });
    const warning = result({ kind: 'warn', metric: 'compressed', limit: 1, overBy: 84_999_999, limitText: '1', outcome: 'warn' });
    assert.equal(headline([warning, over(), small]), 'api (linux/amd64) is 2 B over its wasted budget of 10 B; 1 more limit is exceeded');
  });

  it('takes what exceeds a limit of 0 for worst', () => {
    const glob = over({ metric: 'path', path: '**/.git/**', actual: 5, limit: 0, overBy: 5, limitText: '0' });
    assert.match(headline([over(), glob]), /^\*\*\/\.git\/\*\* in api \(linux\/amd64\) is 5 B over its budget of 0 B;/);
  });

  const sentences: [string, LimitResult][] = [
    [
      'api (linux/amd64) is 11 MB over the total warning line of 230 MB',
      result({ kind: 'warn', limit: 230_000_000, overBy: 11_000_000, outcome: 'warn' }),
    ],
    [
      'api (linux/amd64) is 3 layers over its budget of 20 layers',
      over({ metric: 'layers', actual: 23, limit: 20, overBy: 3, limitText: '20' }),
    ],
    ['the largest layer of api (linux/amd64) is 4.3 MB over its budget of 250 MB', over({ metric: 'layer' })],
    [
      'efficiency of api (linux/amd64) is 93.1%, below its budget of 95%',
      over({ metric: 'efficiency', kind: 'min', actual: 0.931, limit: 0.95, overBy: 0.019, limitText: '95%' }),
    ],
    [
      'api (linux/amd64) grew by 12.4 MB, 7.4 MB more than its budget allows',
      over({ kind: 'max-increase', limit: 5_000_000, change: 12_400_000, overBy: 7_400_000, limitText: '5 MB' }),
    ],
    [
      'wasted of api (linux/amd64) grew by 12.4 MB, 7.4 MB more than the 3% that its budget allows',
      over({ metric: 'wasted', kind: 'max-increase', limit: 5_000_000, change: 12_400_000, overBy: 7_400_000, limitText: '3%' }),
    ],
    [
      'efficiency of api (linux/amd64) is 94.996%, below its warning line of 95%',
      over({ metric: 'efficiency', kind: 'warn', actual: 0.94996, limit: 0.95, overBy: 0.00004, limitText: '95%', outcome: 'warn' }),
    ],
    ['api (linux/amd64) is 4.3 MB over its wasted budget of 250 MB (4%)', over({ metric: 'wasted', limitText: '4%' })],
    ['api (linux/amd64) is 1 B over its total budget of 250,000,000 B', over({ actual: 250_000_001, overBy: 1 })],
  ];
  for (const [sentence, worst] of sentences) it(`can say “${sentence}”`, () => assert.equal(headline([worst]), sentence));

  it('says by whose leave a limit is passed', () => {
    const forgiven = over({ outcome: 'warn' });
    const line = result({ kind: 'warn', limit: 1, overBy: 254_299_999, limitText: '1', outcome: 'warn' });
    const allowed = (results: LimitResult[]) =>
      plainText(
        writeHeadline({ images: [image()], units: 'si', verdict: { results, overridden: { label: 'allow-image-growth', by: 'mona' } } }),
      );
    assert.equal(
      allowed([line, forgiven]),
      'api (linux/amd64) is 4.3 MB over its total budget of 250 MB, allowed by the label allow-image-growth',
    );
    assert.match(allowed([forgiven, forgiven]), /of 250 MB; 1 more limit is exceeded, allowed by the label allow-image-growth$/);
    assert.doesNotMatch(allowed([line]), /allowed/, 'a warning line needs no leave');
  });

  it('speaks of a group by its name', () => {
    const { platform: _, ...group } = over({ image: 'group:all' });
    assert.equal(headline([group]), 'group all is 4.3 MB over its total budget of 250 MB');
  });

  it('is calm when all is well, and names the nearest limit', () => {
    const near = result({ actual: 240_000_000 });
    const far = result({ metric: 'wasted', actual: 1, limit: 100 });
    assert.equal(headline([far, near]), 'api (linux/amd64) is within budget; closest: total at 96% of 250 MB');
    assert.equal(
      headline([near], [image(), image('web')]),
      '2 images are within budget; closest: api (linux/amd64), total at 96% of 250 MB',
    );
    assert.match(headline([near], [image(), image('api', 'linux/arm64')]), /^api is within budget on 2 platforms; closest/);
  });

  it('says what grew where nothing is judged', () => {
    const base = { total: 241_900_000 };
    const compared = (images: ReturnType<typeof image>[]) =>
      plainText(writeHeadline({ images: images.map((one) => ({ ...one, base })), units: 'si' }));
    assert.equal(compared([image()]), 'api (linux/amd64) grew by 12.4 MB (+5.1%) to 254.3 MB');
    assert.equal(
      compared([image(), image('web')]),
      '2 of 2 images changed, most of all api (linux/amd64): it grew by 12.4 MB (+5.1%) to 254.3 MB',
    );
    assert.equal(
      plainText(writeHeadline({ images: [{ ...image(), base: measure(analysis) }], units: 'si' })),
      'api (linux/amd64) weighs 254.3 MB, as before',
    );
    const sizesAlone = { ...image(), now: { compressed: 90_000_000 }, base: { compressed: 80_000_000, total: 1 } };
    assert.equal(
      plainText(writeHeadline({ images: [sizesAlone], units: 'si' })),
      'api (linux/amd64) grew by 10 MB (+12.5%) to 90 MB compressed',
    );
  });

  it('says what an image weighs where there is nothing to compare with', () => {
    const alone = (one: ReturnType<typeof image>) => plainText(writeHeadline({ images: [one], units: 'si' }));
    assert.equal(alone(image()), 'api (linux/amd64) weighs 254.3 MB, 85 MB compressed, none of it wasted');
    const unknown = buildAnalysis({ layers: [{ compressed: 85_000_000 }] });
    assert.equal(alone({ ...image(), now: measure(unknown) }), 'api (linux/amd64) weighs 85 MB compressed');
    assert.equal(alone({ ...image(), now: {} }), 'api (linux/amd64) has an unknown size');
    assert.equal(plainText(writeHeadline({ images: [], units: 'si' })), 'There is no image to report on');
  });
});
