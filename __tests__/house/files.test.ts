/** Files stay small, say what they promise, and have names that say something. */
import assert from 'node:assert/strict';
import { basename, dirname } from 'node:path';
import { describe, it } from 'node:test';
import { generate } from '../../scripts/generate.ts';
import { readFiles, root } from './source-files.ts';

const sources = readFiles('src/**/*.ts');
const all = [...sources, ...readFiles('__tests__/**/*.ts', 'scripts/**/*.ts', 'example/*.ts')];

/** Files that are longer than 250 lines for a reason. */
const long: Record<string, string> = {};

const lines = (text: string) => text.split('\n').length - 1;

describe('a source file', () => {
  it('has at most 250 lines, or a reason', () => {
    const tooLong = sources
      .filter(({ path, text }) => lines(text) > 250 && !Object.hasOwn(long, path))
      .map(({ path, text }) => `${path}: ${lines(text)}`);
    assert.deepEqual(tooLong, []);
    const shrunk = sources.filter(({ path, text }) => lines(text) <= 250 && Object.hasOwn(long, path)).map(({ path }) => path);
    assert.deepEqual(shrunk, [], 'these need no reason any more');
  });

  it('of a test has at most 300 lines', () => {
    assert.deepEqual(
      all.filter(({ path, text }) => path.endsWith('.test.ts') && lines(text) > 300).map(({ path }) => path),
      [],
    );
  });

  it('begins with what it promises', () => {
    assert.deepEqual(
      all.filter(({ path, text }) => !path.endsWith('.test.ts') && !/^(#!.*\n)?\/\*\*/.test(text)).map(({ path }) => path),
      [],
    );
  });

  it('is named in kebab case, and by what it holds', () => {
    const names = all.map(({ path }) => path);
    assert.deepEqual(
      names.filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.ts$/.test(basename(path))),
      [],
    );
    const empty = /^(utils?|helpers?|common|misc|types|index|shared|lib)$/;
    assert.deepEqual(
      names.filter((path) => empty.test(basename(path, '.ts')) || empty.test(basename(dirname(path)))),
      [],
    );
  });

  it('has no default export, no enum and nothing silenced', () => {
    // Put together, so that this file does not find itself.
    const words = [
      'export default',
      'enum [A-Z]',
      '@ts-(ignore|expect-error|nocheck)',
      'as any\\b',
      '\\b(it|test|describe)\\.(only|skip)\\(',
      '\\b(TODO|FIXME|XXX)\\b',
      'biome-ignore',
    ];
    const silenced = new RegExp(words.map((word) => `(?<!['"\`])${word}`).join('|'));
    const found = all
      .filter(({ path }) => path !== '__tests__/house/files.test.ts')
      .flatMap(({ path, text }) =>
        text.split('\n').flatMap((line, index) => (silenced.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
      );
    assert.deepEqual(found, []);
  });
});

describe('a generated file', () => {
  it('is what its declaration gives', () => {
    assert.deepEqual(generate(root, { write: false }), [], 'run npm run generate');
  });
});
