/** What a report says of base images: what they grew is theirs, and a guess is called one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BaseImage } from '../../src/analysis/analysis.ts';
import type { Verdict } from '../../src/budget/verdict.ts';
import { figuresOf, isChanged } from '../../src/report/image-figures.ts';
import { buildReport, type ReportInput } from '../../src/report/report.ts';
import { plainText } from '../../src/report/sentence.ts';
import { buildAnalysis } from '../support/analysis-builder.ts';

const named = (name: string, knownBy: BaseImage['knownBy'] = 'budget'): BaseImage => ({ name, layers: 1, knownBy });
const guessed: BaseImage = { layers: 1, knownBy: 'history' };
const image = (bytes: number, base?: BaseImage) => ({
  ...buildAnalysis({
    layers: [
      { createdBy: 'ADD x', total: bytes },
      { createdBy: 'COPY', total: 9_000 },
    ],
  }),
  ...(base === undefined ? {} : { base }),
});

function told(now: ReturnType<typeof image>, before: ReturnType<typeof image>, more: Partial<ReportInput> = { headLabel: 'this PR' }) {
  const images = [{ name: 'api', platform: 'linux/amd64', analysis: now, baseline: before }];
  const { remarks, notes } = buildReport({ images, units: 'si', top: 10, version: '', ...more });
  return { remarks: remarks.map(plainText), notes: notes.map(plainText) };
}

const remark = (...sides: Parameters<typeof told>) => told(...sides).remarks.find((text) => /\bbase\b/.test(text));

describe('the growth of a base image', () => {
  it('is not that of the pull request where the base is called as before', () => {
    const sides = [image(32_000_000, named('docker://debian:12')), image(20_000_000, named('docker://debian:12'))] as const;
    assert.equal(remark(...sides), 'The base debian:12 grew by 12 MB, not from this pull request');
    assert.equal(remark(sides[1], sides[0]), 'The base debian:12 shrank by 12 MB, not from this pull request');
    assert.equal(remark(...sides, {}), 'The base debian:12 grew by 12 MB, not by the image itself');
  });

  it('is not that of the pull request, however surely the base is known and however it is spelt', () => {
    const before = image(20_000_000, { name: 'docker://docker.io/library/debian:12', layers: 1, knownBy: 'budget' });
    for (const knownBy of ['provenance', 'dockerfile', 'annotation'] as const) {
      const now = image(32_000_000, { name: 'debian:12', layers: 1, knownBy });
      assert.equal(remark(now, before), 'The base debian:12 grew by 12 MB, not from this pull request');
    }
  });

  it('may be that of the pull request where the workflow may have built the base itself', () => {
    for (const [base, shown = base.name] of [
      [named('oci:out/base')],
      [named('docker-archive:out/base.tar')],
      [named('out/base.tar')],
      [named('docker-daemon:mybase:ci'), 'mybase:ci'],
      [named('mybase:ci')],
      [named('containers-storage:mybase:ci'), 'mybase:ci'],
      [named('containers-storage:[vfs@/store]mybase:ci')],
      [named('docker://localhost:5000/mybase:ci'), 'localhost:5000/mybase:ci'],
      [named('docker://[::1]:5000/mybase:ci'), '[::1]:5000/mybase:ci'],
      [named('docker://0.0.0.0:5000/mybase:ci'), '0.0.0.0:5000/mybase:ci'],
      [named('docker://host.docker.internal:5000/mybase:ci'), 'host.docker.internal:5000/mybase:ci'],
      [named('docker://127.1:5000/mybase:ci'), '127.1:5000/mybase:ci'],
      [named('localhost/mybase:ci', 'dockerfile')],
      [named('127.0.0.1:5000/mybase:ci@sha256:0123456789ab', 'provenance')],
    ] as const) {
      const sides = [image(32_000_000, base), image(20_000_000, base)] as const;
      assert.equal(remark(...sides), `The base ${shown} grew by 12 MB`);
      assert.equal(remark(...sides, {}), `The base ${shown} grew by 12 MB`);
    }
    const [engine, registry] = [named('docker-daemon:debian:12'), named('docker://debian:12')];
    assert.equal(remark(image(32_000_000, engine), image(20_000_000, registry)), 'The base debian:12 grew by 12 MB');
    for (const name of ['ghcr.io/o/base:1', 'localhost.example.org/base', 'debian:12@sha256:0123456789ab']) {
      const base = named(name, 'dockerfile');
      assert.match(remark(image(32_000_000, base), image(20_000_000, base)) ?? '', /, not from this pull request$/, name);
    }
  });

  it('names a file as the budget does, and an image as people do', () => {
    const [path, other] = [named('library/base.tar'), named('base.tar')];
    for (const base of [path, named('docker.io/base.tar'), named('index.docker.io/base')])
      assert.equal(remark(image(32_000_000, base), image(20_000_000, base)), `The base ${base.name} grew by 12 MB`);
    assert.equal(
      remark(image(32_000_000, other), image(20_000_000, path)),
      'The base is base.tar and was library/base.tar: it grew by 12 MB',
    );
    for (const name of ['docker://index.docker.io/library/debian:12', 'docker://library/debian:12']) {
      const [now, before] = [image(32_000_000, named(name)), image(20_000_000, named('debian:12', 'dockerfile'))];
      assert.equal(remark(now, before), 'The base debian:12 grew by 12 MB, not from this pull request');
    }
    const engine = named('docker-daemon:library/mybase:ci');
    assert.equal(remark(image(32_000_000, engine), image(20_000_000, engine)), 'The base mybase:ci grew by 12 MB');
  });

  it('is not that of the pull request where a digest is written in full, and where it was shortened', () => {
    const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
    const before = image(20_000_000, named('debian:12@sha256:0123456789ab', 'dockerfile'));
    assert.equal(
      remark(image(32_000_000, named(`docker://docker.io/debian:12@${digest}`)), before),
      'The base debian:12@sha256:0123456789ab grew by 12 MB, not from this pull request',
    );
  });

  it('may be that of the pull request where a builder found the base among its own, and the other side left out its host', () => {
    const [long, short] = [named('localhost/base:1', 'dockerfile'), named('base:1', 'dockerfile')];
    const [pinned, without] = [long, short].map((base): BaseImage => ({ ...base, name: `${base.name}@sha256:0123456789ab` }));
    for (const [now, before] of [
      [long, short],
      [short, long],
      [pinned!, without!],
      [named('localhost/o/base:1', 'dockerfile'), named('o/base:1', 'dockerfile')],
      [named('localhost/base:1', 'dockerfile'), named('containers-storage:base:1')],
      [named('localhost/base:latest', 'dockerfile'), named('base', 'dockerfile')],
    ] as const) {
      assert.equal(remark(image(32_000_000, now), image(20_000_000, before)), `The base ${now.name} grew by 12 MB`);
    }
    for (const [other, shown = other.name] of [
      [named('docker://base:1'), 'base:1'],
      [named('docker.io/library/base:1', 'history'), 'base:1'],
      [named('ghcr.io/base:1', 'dockerfile')],
      [named('base:1', 'provenance')],
      [named('base:2', 'dockerfile')],
      [named('base:1')],
    ] as const) {
      const guess = other.knownBy === 'history' ? ', as the history lets guess,' : '';
      const said = `The base is localhost/base:1 and was ${shown}: it${guess} grew by 12 MB`;
      assert.equal(remark(image(32_000_000, long), image(20_000_000, other)), said);
    }
    const paths = [image(32_000_000, named('localhost/base')), image(20_000_000, named('base'))] as const;
    assert.equal(remark(...paths), 'The base is localhost/base and was base: it grew by 12 MB');
  });

  it('is not that of the pull request where one side says the tag that the other implies', () => {
    const sides = [image(32_000_000, named('debian:latest', 'dockerfile')), image(20_000_000, named('debian', 'dockerfile'))] as const;
    assert.equal(remark(...sides), 'The base debian:latest grew by 12 MB, not from this pull request');
  });

  it('may be that of the pull request where it moves the digest that the base is pinned to', () => {
    const pinned = (digest: string): BaseImage => ({ name: `debian:12@sha256:${digest}`, layers: 1, knownBy: 'dockerfile' });
    assert.equal(
      remark(image(32_000_000, pinned('b')), image(20_000_000, pinned('a'))),
      'The base is debian:12@sha256:b and was debian:12@sha256:a: it grew by 12 MB',
    );
  });

  it('may be that of the pull request where the base is another, or its name is not known', () => {
    const before = image(20_000_000, named('debian:12'));
    assert.equal(remark(image(32_000_000, named('debian:13')), before), 'The base is debian:13 and was debian:12: it grew by 12 MB');
    const guesses = [image(32_000_000, guessed), image(20_000_000, guessed)] as const;
    assert.equal(remark(...guesses), 'The base, as the history lets guess, grew by 12 MB');
  });

  it('may be that of the pull request where a side is guessed: the guess may take in layers of the image', () => {
    const [sure, guess] = [named('debian:12', 'dockerfile'), named('debian:12', 'history')];
    for (const [now, before] of [
      [sure, guess],
      [guess, sure],
      [guess, guess],
    ] as const)
      assert.equal(
        remark(image(32_000_000, now), image(20_000_000, before)),
        'The base debian:12, as the history lets guess, grew by 12 MB',
      );
  });

  it('is not told where it did not grow, or a side does not know it', () => {
    assert.equal(remark(image(20, guessed), image(20, guessed)), undefined);
    assert.equal(remark(image(20), image(10, guessed)), undefined);
  });
});

describe('how the base image is known', () => {
  const verdict: Verdict = {
    outcome: 'pass',
    results: [{ image: 'api', platform: 'linux/amd64', metric: 'own', kind: 'max', actual: 5, limit: 9, limitText: '9', outcome: 'pass' }],
    figures: [],
    notes: [],
  };
  const note = (base: BaseImage, more: Partial<ReportInput> = {}) =>
    told(image(20, base), image(20, base), more).notes.filter((text) => text.startsWith('the base image'));

  it('is said of one that is sure, and of a guess on which a limit hangs', () => {
    assert.deepEqual(note(named('docker://debian:12')), [
      'the base image is debian:12, the lowest 1 of 2 layers: the budget names it, and its layers are these',
    ]);
    for (const [knownBy, said] of [
      ['provenance', "known from BuildKit's provenance"],
      ['dockerfile', 'known from the Dockerfile, which fits to the history'],
      ['annotation', 'the image names it, and its layers are these'],
    ] as const)
      assert.deepEqual(note({ name: 'debian:12', layers: 1, knownBy }), [`the base image is debian:12, the lowest 1 of 2 layers: ${said}`]);
    assert.deepEqual(note(guessed), []);
    assert.deepEqual(note(guessed, { verdict }), ['the base image is the lowest 1 of 2 layers: a guess from the history']);
  });

  it('is said of an image that stands on none only where a limit hangs on it', () => {
    const scratch: BaseImage = { name: 'scratch', layers: 0, knownBy: 'provenance' };
    const notes = (more: Partial<ReportInput>) =>
      told(image(20, scratch), image(20, scratch), more).notes.filter((text) => text.includes('stands on'));
    assert.deepEqual(notes({}), []);
    assert.deepEqual(notes({ verdict }), ["the image stands on no other: known from BuildKit's provenance"]);
  });
});

describe('a base that is known on one side alone', () => {
  it('is no change of the image', () => {
    const sides = { name: 'api', platform: 'linux/amd64', analysis: image(20, guessed), baseline: image(20) };
    assert.equal(isChanged(figuresOf(sides)), false);
    assert.equal(isChanged(figuresOf({ ...sides, baseline: { ...image(20), base: { ...guessed, layers: 2 } } })), true);
  });
});
