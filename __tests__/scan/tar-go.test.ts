/** The tar reader against Go's archive/tar on random tars, whole and damaged: the same entries, and refused where Go refuses. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { buildOracle, type GoTar, hasGo, readByGo } from '../support/go-oracle.ts';
import { Random } from '../support/random.ts';
import { mutateTar, randomTar } from '../support/random-tar.ts';
import { type ReadTar, readPieces, summary } from '../support/read-tar.ts';

const typeOf: Record<string, string> = {
  1: 'link',
  2: 'symlink',
  3: 'character-device',
  4: 'block-device',
  5: 'directory',
  6: 'fifo',
};

/** Go's entries in our words. */
function expectedOf({ entries }: GoTar) {
  return entries.map(({ type, major, minor, ...entry }) => {
    // Go leaves it to its callers that a new file with a slash at its end and no body is a directory.
    const kind = type === '0' && entry.name.endsWith('/') && entry.size === 0 ? 'directory' : (typeOf[type] ?? 'file');
    const isFile = kind === 'file';
    return {
      ...entry,
      type: kind,
      size: isFile ? entry.size : 0,
      mode: Number(BigInt(entry.mode) & 0o7777n),
      link: kind === 'link' || kind === 'symlink' ? entry.link : '',
      device: kind.endsWith('device') ? major * 2 ** 20 + minor : 0,
    };
  });
}

function foundOf({ entries }: ReadTar) {
  return entries.map((entry) => ({ ...summary(entry), device: entry.device }));
}

/** Go learns of a cut only once it looks for the next header, so that it too has read the entry that is cut. */
function compare(bytes: Uint8Array, go: GoTar, what: string): void {
  const ours = readPieces(bytes);
  const isBeyondJavaScript = ours.fault?.includes('2^53') === true;
  if (isBeyondJavaScript) return;
  assert.equal(ours.fault !== undefined, go.error !== '', `${what}: we say ${ours.fault}, Go says ${go.error || 'nothing'}`);
  assert.deepEqual(foundOf(ours), expectedOf(go), what);
}

describe('TarReader against Go', { skip: hasGo ? false : 'go is not on PATH' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-go-'));
  after(() => rmSync(folder, { recursive: true }));

  it('reads 1,500 random tars and refuses 1,500 damaged ones alike', () => {
    const program = buildOracle(folder);
    const seed = Number(process.env.PLIMSOLL_SEED ?? 1);
    const random = new Random(seed);
    const tars = Array.from({ length: 1500 }, () => randomTar(random));
    const damaged = tars.map((bytes) => mutateTar(bytes, random));
    const both = [...tars, ...damaged];
    const read = readByGo(program, folder, both);
    both.forEach((bytes, index) => {
      compare(bytes, read[index]!, `tar ${index} of seed ${seed}`);
    });
    const whole = read.filter(({ error }) => error === '').length;
    // A generator whose tars are all refused would prove little.
    assert.ok(whole > 500 && whole < 2500, `${whole} of 3,000 are whole`);
  });
});
