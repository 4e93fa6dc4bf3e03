/** The base image that a budget names, from the file to the verdict: its layers confirm it, or own and base are unknown. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type CheckRequest, check } from '../src/check.ts';
import { confirmBase } from '../src/confirm-base.ts';
import { buildReport } from '../src/report/report.ts';
import { plainText } from '../src/report/sentence.ts';
import { reportChecked } from '../src/report-checked.ts';
import { weigh } from '../src/weigh.ts';
import { type TinyLayer, writeTinyLayout } from './support/tiny-layout.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-base-'));
after(() => rmSync(folder, { recursive: true }));

const base: TinyLayer[] = [{ 'usr/lib/libc.so': 700 }, { 'etc/os-release': 50 }];
const own: TinyLayer = { 'app/server.js': 300 };
const amd64 = (...layers: TinyLayer[]) => ({ 'linux/amd64': layers });
writeTinyLayout(join(folder, 'base'), { ...amd64(...base), 'linux/arm64': [{ 'usr/lib/libc.so': 710 }] });
writeTinyLayout(join(folder, 'newer'), amd64(base[0]!, { 'etc/os-release': 60 }));
writeTinyLayout(join(folder, 'api'), amd64(...base, own));
writeTinyLayout(join(folder, 'both'), { ...amd64(...base, own), 'linux/arm64': [{ 'usr/lib/libc.so': 710 }, own] });

function run(image: string, more: Partial<CheckRequest> = {}) {
  writeFileSync(join(folder, 'plimsoll.yml'), `version: 1\nimages: { api: ${image} }\n`);
  return check({ directory: folder, references: [], images: [], today: '2026-01-01', weighing: {}, ...more });
}

describe('a base that the budget names', () => {
  it('is known by its layers, and its limits fail', async () => {
    const { images, outcome } = await run('{ source: "oci:api", base: "oci:base", limits: { own: 300, base: 750 } }');
    const { digest, ...found } = images[0]!.analysis.base!;
    assert.deepEqual(found, { name: 'oci:base', layers: 2, knownBy: 'budget' });
    assert.match(digest ?? '', /^sha256:/);
    assert.equal(outcome, 'pass');
    assert.equal((await run('{ source: "oci:api", base: "oci:base", limits: { own: 299 } }')).outcome, 'fail');
  });

  it('is known for each platform by itself', async () => {
    const { images } = await run('{ source: "oci:both", base: "oci:base" }');
    assert.deepEqual(
      images.map(({ platform, analysis }) => [platform, analysis.base?.layers]),
      [
        ['linux/amd64', 2],
        ['linux/arm64', 1],
      ],
    );
  });

  it('leaves own unknown where the two part, and says where', async () => {
    const checked = await run('{ source: "oci:api", base: "oci:newer" }');
    const notes = buildReport(reportChecked(checked, { top: 10 })).notes.map(plainText);
    const reason = 'oci:newer is named as the base, but the image has another layer 1: it was not built on this version of it';
    assert.ok(notes.includes(`own and base are unknown: ${reason}`), notes.join('\n'));
    await assert.rejects(run('{ source: "oci:api", base: "oci:newer", limits: { own: 300 } }'), {
      code: 'unknown-metric',
      message: new RegExp(`own of api \\(linux/amd64\\), limited at plimsoll\\.yml:2:\\d+: ${reason}`),
    });
  });

  it('takes the place of what the history lets guess, also where it is not confirmed', async () => {
    const [one] = await weigh('oci:api', { directory: folder });
    const guessed = { ...one!, analysis: { ...one!.analysis, base: { layers: 1, knownBy: 'history' as const } } };
    const confirmed = async (name: string) => (await confirmBase([guessed], { reference: name, directory: folder }, {}))[0]!.analysis.base;
    assert.equal((await confirmed('oci:base'))?.layers, 2);
    assert.equal(await confirmed('oci:newer'), undefined);
  });

  it('ends what was said of another that could not be confirmed', async () => {
    const [one] = await weigh('oci:api', { directory: folder });
    const said = { metric: 'own', reason: 'another is named as its base' };
    const unconfirmed = { ...one!, analysis: { ...one!.analysis, unknown: [said, { ...said, metric: 'base' }] } };
    const unknown = async (name: string) =>
      (await confirmBase([unconfirmed], { reference: name, directory: folder }, {}))[0]!.analysis.unknown;
    assert.equal(await unknown('oci:base'), undefined);
    assert.deepEqual(
      (await unknown('oci:newer'))?.map(({ metric, reason }) => [metric, /^oci:newer is named/.test(reason)]),
      [
        ['own', true],
        ['base', true],
      ],
    );
  });

  it('is an error where it cannot be read, or lacks the platform', async () => {
    await assert.rejects(run('{ source: "oci:api", base: "oci:nowhere" }'), { code: 'not-found' });
    await assert.rejects(run('{ source: "oci:both", base: "oci:newer" }'), { code: 'platform' });
  });
});
