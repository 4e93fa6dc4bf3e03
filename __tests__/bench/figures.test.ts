/** Tables of measurements keep what was not measured anew, and say under which circumstances each row was. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { documentsOf, readRows } from './documents.ts';
import { type MeasuredRow, mergeRows, renderSpeed, renderTables } from './figures.ts';
import type { Figures } from './measure.ts';

const figure = (name: string, seconds: number, more: Partial<Figures> = {}): Figures => ({
  ...{ name, seconds, fastest: seconds * 0.9, slowest: seconds * 1.1, peakBytes: 50e6 },
  ...more,
});

function rowOf(row: string, more: Partial<MeasuredRow> = {}): MeasuredRow {
  const figures = [figure('plimsoll', 1), figure('dive', 40)];
  return { row, title: `title of ${row}`, machine: '2 cores', runs: 3, versions: ['dive 1'], figures, ...more };
}

describe('mergeRows', () => {
  it('replaces what was measured anew, keeps the rest, and follows the order of the rows', () => {
    const old = [rowOf('c'), rowOf('a'), rowOf('gone')];
    const anew = rowOf('a', { runs: 7 });
    assert.deepEqual(mergeRows(old, [anew, rowOf('b')], ['a', 'b', 'c', 'd']), [anew, rowOf('b'), rowOf('c')]);
  });
});

describe('renderTables', () => {
  it('tells medians, ends, peaks and how the times relate', () => {
    const text = renderTables([rowOf('a', { about: '4 GB' })]);
    assert.match(text, /^2 cores\. .* 3 counted runs each, in turn\.\nRivals: dive 1\.\n\n\| what \|/);
    assert.match(text, /\n\| title of a \(4 GB\) \| plimsoll \| 1\.000 s \| 0\.900–1\.100 s \| 50 MB \| {2}\|\n/);
    assert.match(text, /\n\| {2}\| dive \| 40\.000 s \| 36\.000–44\.000 s \| 50 MB \| 0\.03 \|$/);
  });

  it('puts rows of another machine, or of other runs, under a line of their own', () => {
    const rows = [rowOf('a'), rowOf('b', { machine: '8 cores' }), rowOf('c'), rowOf('d', { runs: 1, versions: [] })];
    const parts = renderTables(rows).split(/\n\n/);
    const found = parts.map(
      (part) => /^\d cores.*?(\d) counted/.exec(part)?.[0] ?? [...part.matchAll(/title of (.)/g)].map(([, row]) => row).join(),
    );
    assert.deepEqual(
      found.map((part) => part.replace(/\. Page.*, /, ', ')),
      ['2 cores, 3 counted', 'a,c', '8 cores, 3 counted', 'b', '2 cores, 1 counted', 'd'],
    );
  });

  it('has columns for what came over the wire only where it was counted', () => {
    const figures = [figure('plimsoll', 1, { traffic: { bytes: 2_800, requests: 2 } }), figure('crane', 2)];
    const [, files = '', registry = ''] = renderTables([rowOf('a'), rowOf('b', { figures })]).split('\n\n');
    assert.ok(!files.includes('requests'));
    assert.match(registry, /\| received \| requests \|/);
    assert.match(registry, /\| 2\.8 kB \| 2 \| {2}\|\n.*\| not measured \| not counted \| 0\.50 \|/);
  });

  it('says which aims were met and which were missed', () => {
    const text = renderTables([
      rowOf('a', {
        aims: [
          { against: 'dive', atMost: 1 / 30 },
          { against: 'dive', atMost: 1 / 50 },
        ],
      }),
      rowOf('b', { aims: [{ seconds: 0.3 }, { peakBytes: 50e6 }] }),
      rowOf('c', {
        aims: [
          { against: 'nobody', atMost: 1 },
          { against: 'dive', atMost: 1.1, of: 'memory' },
        ],
      }),
      rowOf('d'),
    ]);
    assert.deepEqual(text.slice(text.indexOf('What was aimed at')).split('\n').slice(2), [
      '* title of a: at most 1/30 (0.033) the time of `dive`. It takes 0.025: met.',
      '* title of a: at most 1/50 (0.020) the time of `dive`. It takes 0.025: **missed**.',
      '* title of b: at most 0.3 s. It takes 1.000 s: **missed**.',
      '* title of b: at most 50 MB of memory. It takes 50 MB: met.',
      '* title of c: at most 1.1 times the memory of `dive`. It takes 1.000: met.',
    ]);
  });
});

describe('renderSpeed', () => {
  it('shows the rows of one machine', () => {
    const rows = [rowOf('archive', { about: '4 GB' }), rowOf('gzip'), rowOf('million', { machine: 'another' })];
    assert.equal(
      renderSpeed(rows).split('\n').slice(2).join('\n'),
      '| docker archive, 4 GB | 1.0 s, 50 MB | dive: 40 s, 50 MB |\n| gzip layers | 1.0 s | dive: 40 s |',
    );
  });
});

describe('the documents', () => {
  it('show what figures.json holds', () => {
    for (const [document, text] of documentsOf(readRows())) {
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(document, text);
      else
        assert.equal(
          readFileSync(document, 'utf8'),
          text,
          `${document} is not what figures.json gives: run this test with UPDATE_GOLDEN=1`,
        );
    }
  });
});
