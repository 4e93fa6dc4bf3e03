/** A saved Analysis is read as it was written, and anything else is refused with the place that is wrong. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { looksLikeAnalysis, maxAnalysisBytes, parseAnalysisFile, readAnalysisFile } from '../../src/analysis/read-analysis.ts';
import { checkAnalyses } from '../../src/analysis/schema.ts';
import { renderAnalysisFile } from '../../src/analysis/write-analysis.ts';
import { ExpectedError } from '../../src/errors.ts';
import { sampleAnalysis, sampleDigest, sampleLayer } from './sample-analysis.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-analysis-'));
});
after(() => rm(folder, { recursive: true }));

type Json = Record<string, unknown>;

function refusal(text: string): string {
  try {
    parseAnalysisFile(text, 'base.json');
  } catch (error) {
    assert.ok(error instanceof ExpectedError, String(error));
    assert.equal(error.code, 'analysis');
    assert.ok(error.hint);
    return error.message.replace(/^reading the analysis base\.json: /, '');
  }
  throw new assert.AssertionError({ message: 'the text was taken for an analysis' });
}

/** Why a document is refused in which one analysis was changed. */
function refusalOf(change: (analysis: Json & { sizes: Json; layers: Json[]; waste: Json[] }) => void): string {
  const file = JSON.parse(renderAnalysisFile([sampleAnalysis()]));
  change(file.analyses[0]);
  return refusal(JSON.stringify(file));
}

describe('parseAnalysisFile', () => {
  it('gives back what renderAnalysisFile wrote, whatever the texts hold', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, fc.constantFrom('\udc80', '\n', '\u2028', '"'), (reference, path, odd) => {
        const waste = [{ path: path + odd, bytes: 1, cause: 'shadowed' as const, storedIn: 1, wastedIn: 1 }];
        const analyses = [sampleAnalysis({ reference, waste, notes: [odd] }), sampleAnalysis({ platform: 'linux/arm64/v8' })];
        assert.deepEqual(parseAnalysisFile(renderAnalysisFile(analyses), 'it'), { version: 1, analyses });
      }),
    );
  });

  it('says which version it understands, whatever else another version holds', () => {
    assert.equal(refusal('{"version":2,"images":{}}'), 'it was written as version 2, and only version 1 is understood');
  });

  it('refuses what is not JSON, and what is cut off', () => {
    assert.equal(refusal(' \n'), 'it is empty');
    assert.match(refusal(renderAnalysisFile([sampleAnalysis()]).slice(0, 300)), /^it is not JSON \(/);
  });

  it('names the place, what was found and what was expected', () => {
    assert.equal(refusal('[]'), 'the document is a list of 0, expected an object');
    assert.equal(refusal('{"analyses":[]}'), 'version is missing, expected 1; 1 more such place');
    assert.equal(refusal('{"version":1,"analyses":{}}'), 'analyses is an object, expected a list');
    assert.equal(refusal('{"version":1,"analyses":[]}'), 'analyses is a list of 0, expected at least 1 of them');
    assert.equal(
      refusalOf((analysis) => (analysis.sizes.total = '12 MB')),
      'analyses[0].sizes.total is "12 MB", expected a number',
    );
    assert.equal(
      refusalOf((analysis) => (analysis.layers[1]!.total = -1)),
      'analyses[0].layers[1].total is -1, expected at least 0',
    );
    assert.equal(
      refusalOf((analysis) => (analysis.waste[0]!.cause = 'lost')),
      'analyses[0].waste[0].cause is "lost", expected "removed" or "replaced" or "rewritten" or "shadowed"',
    );
    assert.equal(
      refusalOf((analysis) => (analysis.imageID = 'abc')),
      'analyses[0].imageID is "abc", expected a digest (algorithm:encoded)',
    );
    assert.equal(
      refusalOf((analysis) => (analysis.efficiency = 1.5)),
      'analyses[0].efficiency is 1.5, expected at most 1',
    );
  });

  it('refuses unknown fields, and counts the places that it does not name', () => {
    assert.equal(
      refusalOf((analysis) => Object.assign(analysis, { size: 1, date: 2 })),
      'analyses[0] has the unknown fields "size", "date"',
    );
    assert.match(
      refusalOf((analysis) => Object.assign(analysis, { platform: 1, layers: 2, waste: 3 })),
      /^analyses\[0\]\.platform is 1, expected text; 2 more such places$/,
    );
  });

  it('refuses a base of more layers than there are, and reads a document that names none', () => {
    const { base: _, ...without } = sampleAnalysis({ base: { layers: 2, knownBy: 'history' } });
    assert.equal(parseAnalysisFile(renderAnalysisFile([without]), 'base.json').analyses[0]?.base, undefined);
    const text = renderAnalysisFile([sampleAnalysis({ base: { layers: 2, knownBy: 'history' } })]);
    assert.equal(parseAnalysisFile(text, 'base.json').analyses[0]?.base?.layers, 2);
    const message = 'reading the analysis base.json: analyses[0].base.layers is 3, expected at most its 2 layers';
    assert.throws(() => parseAnalysisFile(text.replace(/"layers": ?2/, '"layers":3'), 'base.json'), { message });
  });

  it('refuses waste in a layer that is not there', () => {
    assert.equal(
      refusalOf((analysis) => (analysis.waste[0]!.wastedIn = 2)),
      'analyses[0].waste[0].wastedIn is 2, expected an index of its 2 layers',
    );
  });
});

describe('renderAnalysisFile', () => {
  it('writes one row on one line, so that a diff shows what changed', () => {
    const base = renderAnalysisFile([sampleAnalysis()]).split('\n');
    const layers = [...sampleAnalysis().layers.slice(0, 1), sampleLayer('b', { createdBy: 'RUN rm /etc/motd', total: 101 })];
    const head = renderAnalysisFile([sampleAnalysis({ layers })]).split('\n');
    assert.equal(head.length, base.length);
    assert.equal(head.filter((line, i) => line !== base[i]).length, 1);
  });

  it('writes the same bytes in whatever order the fields were set', () => {
    const analysis = sampleAnalysis();
    const turned = Object.fromEntries(Object.entries(analysis).reverse()) as typeof analysis;
    assert.equal(renderAnalysisFile(checkAnalyses([turned])), renderAnalysisFile([analysis]));
  });

  it('never writes what would be refused when read again', () => {
    assert.throws(() => checkAnalyses([sampleAnalysis({ sizes: { total: -1 } })]));
    assert.throws(() => checkAnalyses([]));
  });
});

describe('readAnalysisFile', () => {
  it('reads a file, with or without a byte order mark', async () => {
    const analyses = [sampleAnalysis({ imageID: sampleDigest('other') })];
    const path = join(folder, 'base.json');
    await writeFile(path, renderAnalysisFile(analyses));
    assert.deepEqual((await readAnalysisFile(path)).analyses, analyses);
    await writeFile(path, `\ufeff${renderAnalysisFile(analyses)}`);
    assert.deepEqual((await readAnalysisFile(path)).analyses, analyses);
  });

  it('tells a file that is not there from one that cannot be read', async () => {
    await assert.rejects(readAnalysisFile(join(folder, 'none.json')), { name: 'ExpectedError', code: 'not-found' });
    await assert.rejects(readAnalysisFile(folder), { name: 'ExpectedError', code: 'not-readable' });
  });

  it('does not read a file that is far too large', async () => {
    const path = join(folder, 'huge.json');
    await writeFile(path, '{');
    await truncate(path, maxAnalysisBytes + 1);
    await assert.rejects(readAnalysisFile(path), { code: 'analysis', message: /huge\.json: it has 268435457 bytes/ });
  });

  it('reads nothing of a device, whose size says nothing', { skip: process.platform === 'win32' && 'there is no /dev/zero' }, async () => {
    const path = join(folder, 'endless.json');
    await symlink('/dev/zero', path);
    await assert.rejects(readAnalysisFile(path), {
      code: 'not-readable',
      message: /endless\.json: it is a device or a socket, expected a file/,
    });
  });
});

describe('looksLikeAnalysis', () => {
  it('takes a file that begins as a JSON object, also a damaged one', async () => {
    const path = join(folder, 'it.json');
    for (const text of [renderAnalysisFile([sampleAnalysis()]), ' \n{"version":9', '\ufeff{']) {
      await writeFile(path, text);
      assert.equal(await looksLikeAnalysis(path), true, text.slice(0, 20));
    }
  });

  it('leaves archives, folders, other files and names that lead nowhere to the sources', async () => {
    const path = join(folder, 'it.bin');
    const tar = Buffer.alloc(1024);
    tar.write('{"a name"}');
    for (const bytes of [tar, gzipSync('{'), Buffer.from(''), Buffer.from('[]')]) {
      await writeFile(path, bytes);
      assert.equal(await looksLikeAnalysis(path), false, bytes.toString('latin1', 0, 10));
    }
    assert.equal(await looksLikeAnalysis(folder), false);
    assert.equal(await looksLikeAnalysis(join(folder, 'api:ci')), false);
  });
});
