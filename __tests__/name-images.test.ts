import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseBudget } from '../src/budget/parse-budget.ts';
import { chooseImages, nameOfReference, nameReferences } from '../src/name-images.ts';

const budget = parseBudget(
  `version: 1
images:
  api:
    source: out/api.tar
    platforms: [linux/arm64, linux/amd64]
  web:
    source: oci:out/web
  later: {}
`,
  { file: 'plimsoll.yml', folder: '/repository' },
);
const directory = '/somewhere';
const later = { name: 'later', reference: 'later.tar' };

describe('chooseImages', () => {
  it('takes sources from the folder of the budget, and what the command line says from the current one', () => {
    assert.deepEqual(chooseImages(budget, { directory, images: [later, { name: 'web', reference: 'web.tar' }] }), [
      { name: 'api', reference: 'out/api.tar', directory: '/repository', platforms: ['linux/arm64', 'linux/amd64'] },
      { name: 'web', reference: 'web.tar', directory: '/somewhere' },
      { name: 'later', reference: 'later.tar', directory: '/somewhere' },
    ]);
  });

  it("puts the platforms that were asked for in the place of the budget's", () => {
    const platformsOf = (platforms: readonly string[] | 'all') =>
      chooseImages(budget, { directory, images: [later], platforms }).map((image) => image.platforms);
    assert.deepEqual(platformsOf(['linux/s390x']), [['linux/s390x'], ['linux/s390x'], ['linux/s390x']]);
    assert.deepEqual(platformsOf('all'), [undefined, undefined, undefined]);
  });

  it('leaves out all other images where one is named alone', () => {
    const names = (...images: { name: string; reference?: string }[]) =>
      chooseImages(budget, { directory, images }).map(({ name }) => name);
    assert.deepEqual(names({ name: 'web' }), ['web']);
    assert.deepEqual(names(later, { name: 'api' }), ['api', 'later']);
  });

  it('refuses a name that the budget does not have, with the nearest that it has', () => {
    assert.throws(() => chooseImages(budget, { directory, images: [{ name: 'wbe', reference: 'x' }, { name: 'zzz' }] }), {
      code: 'option',
      message:
        '--image names "wbe" (did you mean "web"?) and "zzz", which the budget plimsoll.yml does not have; its images are api, web, later',
    });
  });

  it('refuses an image that nobody says where to find', () => {
    assert.throws(() => chooseImages(budget, { directory, images: [] }), {
      code: 'option',
      message: 'the budget plimsoll.yml does not say where to find later',
      hint: 'Say it with --image later=REF, or with source: in the budget.',
    });
  });
});

describe('nameReferences', () => {
  it('names each reference after its file, and no two alike', () => {
    const references = ['a/app.tar', 'b/app.tar', 'c/app.tar'];
    assert.deepEqual(
      nameReferences({ directory, references, images: [{ name: 'app-2', reference: 'd.tar' }] }).map(({ name, reference }) => [
        name,
        reference,
      ]),
      [
        ['app-2', 'd.tar'],
        ['app', 'a/app.tar'],
        ['app-3', 'b/app.tar'],
        ['app-4', 'c/app.tar'],
      ],
    );
  });

  it('refuses to report on nothing', () => {
    assert.throws(() => nameReferences({ directory, images: [] }), { code: 'option', message: 'no image was named' });
  });

  it('refuses a name that nobody says what it is', () => {
    assert.throws(() => nameReferences({ directory, images: [{ name: 'api' }] }), { code: 'option', hint: 'Write --image api=REF.' });
  });
});

describe('nameOfReference', () => {
  const names: [string, string][] = [
    ['out/api.tar', 'api'],
    ['./API.v2.tar.gz', 'API.v2'],
    ['out/layout/', 'layout'],
    ['docker-archive:out/api.tar.zst', 'api'],
    ['docker-archive:all.tar:ghcr.io/team/web:1.2', 'web'],
    ['oci:out:team/web@sha256:ab', 'web'],
    ['oci-archive:api.tgz', 'api'],
    ['docker-daemon:ghcr.io/team/web:1.2', 'web'],
    ['containers-storage:[overlay@/srv/store]localhost/web:1.2', 'web'],
    ['team/web:1.2', 'web'],
    ['out/.hidden image.tar', 'hidden-image'],
    ['..', 'image'],
    [`${'x'.repeat(99)}.tar`, 'x'.repeat(60)],
  ];
  for (const [reference, name] of names)
    it(`calls ${reference.slice(0, 40)} ${name.slice(0, 20)}`, () => assert.equal(nameOfReference(reference), name));
});
