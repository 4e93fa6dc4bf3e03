/** Which layers are the base image's: what is named must be confirmed, and what the history tells is a guess. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findBase } from '../../src/analysis/base-image.ts';
import type { HistoryItem } from '../../src/image/documents.ts';
import type { Layer } from '../../src/image/image.ts';
import { sampleDigest } from './sample-analysis.ts';

const layers = (...names: string[]): Layer[] =>
  names.map((name) => ({
    diffID: sampleDigest(name),
    descriptor: { mediaType: '', size: 1 },
    sizeIsCompressed: true,
    present: true,
  }));
const diffIDs = (...names: string[]) => names.map(sampleDigest);

describe('findBase, of a base that is named', () => {
  const image = { layers: layers('a', 'b', 'c') };

  it('knows it where its layers are the lowest of the image', () => {
    const named = { name: 'debian:12', digest: sampleDigest('m'), diffIDs: diffIDs('a', 'b') };
    assert.deepEqual(findBase(image, named), {
      base: { name: 'debian:12', digest: sampleDigest('m'), layers: 2, knownBy: 'budget' },
    });
    assert.equal(findBase(image, { name: 'x', diffIDs: diffIDs('a', 'b', 'c') }).base?.layers, 3);
  });

  it('says where the two part, and guesses nothing in its place', () => {
    const history = [{ comment: 'FROM debian:12' }];
    const parted = findBase({ ...image, history }, { name: 'debian:12', diffIDs: diffIDs('a', 'x') });
    assert.deepEqual(parted, {
      reason: 'debian:12 is named as the base, but the image has another layer 1: it was not built on this version of it',
    });
    const short = findBase(image, { name: 'debian:12', diffIDs: diffIDs('a', 'b', 'c', 'd') });
    assert.match(short.reason ?? '', /the image ends after 3 of its 4 layers/);
  });
});

describe('findBase, of a history', () => {
  const empty = (created_by: string): HistoryItem => ({ created_by, empty_layer: true });
  const made = (created_by: string, more: HistoryItem = {}): HistoryItem => ({ created_by, ...more });
  const guess = (...history: HistoryItem[]) => findBase({ layers: [], history }).base;

  it('takes the word of buildah and podman', () => {
    const found = guess(made('ADD rootfs'), made('RUN a'), made('RUN b', { comment: 'FROM docker.io/library/debian:12' }), made('COPY c'));
    assert.deepEqual(found, { name: 'docker.io/library/debian:12', layers: 2, knownBy: 'history' });
  });

  it('takes the last CMD below the last layer for the end of the base', () => {
    for (const command of ['CMD ["bash"]', '/bin/sh -c #(nop)  CMD ["bash"]', '/bin/sh -c #(nop) CMD ["bash"]']) {
      assert.equal(guess(made('x'), made('y'), empty(command), made('COPY . .'), empty('CMD ["app"]'))?.layers, 2, command);
    }
    assert.equal(guess(made('x'), empty('CMD a'), made('y'), empty('CMD b'), made('z'))?.layers, 2);
  });

  it('does not take the own CMD of an image for one, nor a base without layers', () => {
    assert.equal(guess(made('x'), made('y'), empty('CMD ["app"]')), undefined);
    assert.equal(guess(empty('CMD ["app"]'), made('x')), undefined);
    assert.equal(guess(made('CMD x'), made('y')), undefined);
  });

  it('sees BuildKit take over an hour later', () => {
    const buildkit = { comment: 'buildkit.dockerfile.v0' };
    const at = (hours: number) => ({ created: new Date(Date.UTC(2026, 0, 1, hours)).toISOString() });
    const below = made('x', at(0));
    assert.equal(guess(below, made('y', { ...buildkit, ...at(2) }), made('z', { ...buildkit, ...at(9) }))?.layers, 1);
    assert.equal(guess(below, made('y', { ...buildkit, ...at(1) })), undefined);
    assert.equal(guess(below, made('y', at(2))), undefined);
    assert.equal(guess(below, made('y', buildkit)), undefined);
  });

  it('takes a root filesystem for at least one layer', () => {
    for (const first of [
      made('/bin/sh -c #(nop) ADD file:0a1b in / '),
      made('ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit'),
      made("# debian.sh --arch 'amd64'", { comment: 'debuerreotype 0.15' }),
    ]) {
      assert.equal(guess(first, made('RUN a'))?.layers, 1, first.created_by);
    }
    assert.equal(guess(made('COPY file:0a1b in /app '), made('RUN a')), undefined);
    assert.equal(guess(made('RUN a'), made('/bin/sh -c #(nop) ADD file:0a1b in / ')), undefined);
  });

  it('takes its name from an annotation, which by itself shows nothing', () => {
    const annotations = { 'org.opencontainers.image.base.name': 'docker.io/library/debian:12' };
    assert.deepEqual(findBase({ layers: [], annotations }), {});
    const history = [made('x'), empty('CMD a'), made('y')];
    assert.deepEqual(findBase({ layers: [], annotations, history }).base, {
      name: 'docker.io/library/debian:12',
      layers: 1,
      knownBy: 'history',
    });
  });

  it('says nothing where nothing speaks of one', () => {
    assert.deepEqual(findBase({ layers: [] }), {});
    assert.equal(guess(made('COPY a'), made('COPY b')), undefined);
  });
});
