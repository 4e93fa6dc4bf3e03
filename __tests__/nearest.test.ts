import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { didYouMean, findNearest } from '../src/nearest.ts';

const words = ['total', 'compressed', 'live', 'layer', 'layers', 'max-increase'];

describe('findNearest', () => {
  const cases: [string, string | undefined][] = [
    ['totl', 'total'],
    ['ttoal', 'total'],
    ['Total', 'total'],
    ['maxIncrease', 'max-increase'],
    ['max_increase', 'max-increase'],
    ['layerss', 'layers'],
    ['layer', 'layer'],
    ['comp', 'compressed'],
    ['evil', undefined],
    ['zzz', undefined],
    ['x', undefined],
    ['', undefined],
  ];
  for (const [wrong, expected] of cases) {
    it(`finds ${expected ?? 'nothing'} for ${JSON.stringify(wrong)}`, () => assert.equal(findNearest(wrong, words), expected));
  }
  it('does not complete a beginning that two words share', () => assert.equal(findNearest('com', ['compare', 'compressed']), undefined));
  it('finds nothing among no words', () => assert.equal(findNearest('total', []), undefined));
});

describe('didYouMean', () => {
  it('writes the guess as the end of a sentence', () => assert.equal(didYouMean('totl', words), ' (did you mean "total"?)'));
  it('writes it as it is told to', () =>
    assert.equal(
      didYouMean('totl', words, (word) => `--${word}`),
      ' (did you mean --total?)',
    ));
  it('writes nothing where nothing is near', () => assert.equal(didYouMean('zzz', words), ''));
});
