/** Waste in sentences: who wastes what, and the remedy once. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainText } from '../../src/report/sentence.ts';
import { type WasteLine, wasteLines } from '../../src/report/waste-lines.ts';
import { buildAnalysis, buildComparison, type WasteSketch } from '../support/analysis-builder.ts';

const layers = [
  { createdBy: 'ADD rootfs.tar /', total: 50 },
  { createdBy: 'RUN make', total: 50_000_000 },
  { createdBy: 'RUN rm -rf /tmp/x', total: 20_000_000 },
];
const analysis = (...waste: WasteSketch[]) => buildAnalysis({ layers, waste });
const say = ({ who, what }: WasteLine) => `${plainText(who)} ${plainText(what)}`;
const remedy = (line: WasteLine | undefined) => (line?.remedy === undefined ? undefined : plainText(line.remedy));

describe('wasteLines', () => {
  const sentences: [WasteSketch, string, RegExp][] = [
    [
      { cause: 'removed', storedIn: 1, wastedIn: 2, bytes: 12_000_000, files: 40 },
      'RUN rm -rf /tmp/x (layer 2) removes 12 MB in 40 files that layer 1 stored: they still ship',
      /Remove files in the RUN that creates them/,
    ],
    [
      { cause: 'removed', storedIn: 0, wastedIn: 2, bytes: 7, path: 'a' },
      'RUN rm -rf /tmp/x (layer 2) removes 7 B in /a that layer 0 stored: it still ships',
      /\.dockerignore/,
    ],
    [
      { cause: 'rewritten', storedIn: 0, wastedIn: 2, bytes: 8_200_000, files: 310 },
      'RUN rm -rf /tmp/x (layer 2) stores again what layer 0 holds: 8.2 MB in 310 files',
      /COPY --chown --chmod/,
    ],
    [
      { cause: 'replaced', storedIn: 1, wastedIn: 2, bytes: 5, files: 2 },
      'RUN rm -rf /tmp/x (layer 2) replaces 5 B in 2 files that layer 1 stored: both ship',
      /once, in its final form/,
    ],
    [
      { cause: 'shadowed', storedIn: 1, wastedIn: 1, bytes: 5, files: 2 },
      'RUN make (layer 1) stores 5 B in 2 files that later entries of the same layer hide',
      /Store each path once/,
    ],
  ];
  for (const [sketch, sentence, cure] of sentences)
    it(`says what is ${sketch.cause} from layer ${sketch.storedIn}, and what helps`, () => {
      const [line] = wasteLines(analysis(sketch), undefined, 'si');
      assert.equal(line && say(line), sentence);
      assert.match(remedy(line) ?? '', cure);
    });

  it('sums what one layer does to another, the largest first, and gives each remedy once', () => {
    const lines = wasteLines(
      analysis(
        { cause: 'removed', storedIn: 1, wastedIn: 2, bytes: 3_000, path: 'a' },
        { cause: 'removed', storedIn: 1, wastedIn: 2, bytes: 4_000, path: 'b' },
        { cause: 'rewritten', storedIn: 1, wastedIn: 2, bytes: 9_000, path: 'c' },
        { cause: 'rewritten', storedIn: 1, wastedIn: 1, bytes: 100, path: 'd' },
        { cause: 'removed', storedIn: 1, wastedIn: 2, bytes: 0, path: 'e' },
      ),
      undefined,
      'si',
    );
    assert.deepEqual(
      lines.map((line) => /[\d.]+ k?B/.exec(say(line))?.[0]),
      ['9 kB', '7 kB', '100 B'],
    );
    assert.deepEqual(
      lines.map((line) => line.remedy !== undefined),
      [true, true, false],
    );
  });

  it('tells new waste first, then what is gone, then what was there before', () => {
    const old: WasteSketch = { cause: 'replaced', storedIn: 0, wastedIn: 1, bytes: 900 };
    const base = analysis(old, { cause: 'shadowed', storedIn: 1, wastedIn: 1, bytes: 70 });
    const head = analysis(old, { cause: 'removed', storedIn: 1, wastedIn: 2, bytes: 5 });
    const lines = wasteLines(head, buildComparison(base, head), 'si');
    assert.deepEqual(
      lines.map(({ became }) => became),
      ['new', 'gone', undefined],
    );
    assert.equal(lines[1] && say(lines[1]), 'RUN make no longer wastes 70 B');
  });

  it('speaks of a layer without history by its index', () => {
    const bare = buildAnalysis({ layers: [{ total: 9 }, { total: 1 }], waste: [{ cause: 'removed', storedIn: 0, wastedIn: 1, bytes: 9 }] });
    assert.match(wasteLines(bare, undefined, 'si').map(say)[0] ?? '', /^layer 1 removes 9 B/);
  });

  it('says in one line what one instruction wastes of several layers', () => {
    const copies = [0, 1, 2, 3].map((index) => ({ createdBy: `COPY part${index} /app`, total: 100 }));
    const said = (...stored: number[]) => {
      const waste = stored.map((storedIn) => ({ cause: 'rewritten' as const, storedIn, wastedIn: 4, bytes: 10 }));
      const analysis = buildAnalysis({ layers: [...copies, { createdBy: 'RUN chmod -R g+w /app', total: 0 }], waste });
      return wasteLines(analysis, undefined, 'si').map(({ what }) => plainText(what));
    };
    assert.deepEqual(said(0, 1, 2), ['stores again what layers 0 to 2 hold: 30 B in 3 files']);
    assert.deepEqual(said(2, 0), ['stores again what layers 0 and 2 hold: 20 B in 2 files']);
    assert.deepEqual(said(0, 1, 3), ['stores again what 3 layers hold: 30 B in 3 files']);
  });
});
