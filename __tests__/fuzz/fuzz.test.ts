/** A short run of the fuzzer, always the same, and what longer ones found. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { ExpectedError } from '../../src/errors.ts';
import { weigh } from '../../src/weigh.ts';
import { entry, tar } from '../support/tar-bytes.ts';
import { runCase } from './fuzz-case.ts';
import { assemble, type ImageParts } from './image-parts.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-fuzz-'));
after(() => rmSync(folder, { recursive: true }));

/** A sound image of one layer, save for what is changed. */
function imageOf(changes: Partial<ImageParts>): Buffer {
  return assemble({
    form: 'oci',
    layers: [tar(entry({ name: 'a' }, 'bytes'))],
    compressions: ['gzip'],
    editJson: (text) => text,
    editBlob: (blob) => blob,
    hasRightDigests: true,
    ...changes,
  });
}

async function weighBytes(bytes: Uint8Array) {
  writeFileSync(join(folder, 'image.tar'), bytes);
  return weigh('./image.tar', { directory: folder, temporaryDirectory: folder });
}

async function refusal(bytes: Uint8Array): Promise<ExpectedError> {
  const error: unknown = await weighBytes(bytes).catch((reason: unknown) => reason);
  assert.ok(error instanceof ExpectedError, String(error));
  return error;
}

describe('weigh on damaged images', () => {
  it('weighs or refuses each of 500', { timeout: 120_000 }, async () => {
    const outcomes = new Map<string, number>();
    for (let number = 0; number < 500; number++) {
      const outcome = await runCase(1, number, folder);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    // Damage that always or never kills would prove little.
    assert.ok((outcomes.get('weighed') ?? 0) > 100, JSON.stringify([...outcomes]));
    assert.ok((outcomes.get('content') ?? 0) > 100, JSON.stringify([...outcomes]));
  });
});

describe('what the fuzzer found', () => {
  it('weighs an image that calls its platform something that is none', async () => {
    const [weighed] = await weighBytes(imageOf({ editJson: (text) => text.replaceAll('"linux"', '"run step 0"') }));
    assert.equal(weighed?.analysis.platform, 'run step 0/amd64');
    assert.equal(weighed.analysis.sizes.total, 5);
  });

  it('refuses a layer of fewer bytes than tell its compression', async () => {
    for (const length of [1, 4, 7]) {
      const { code, message } = await refusal(imageOf({ editBlob: () => Buffer.alloc(length, 'x') }));
      assert.equal(code, 'content');
      assert.match(message, /^reading layer 0 /);
    }
  });

  it('refuses a stored layer that another took the place of', async () => {
    const other = imageOf({}).subarray(0, 300);
    const { code } = await refusal(imageOf({ editBlob: () => other, hasRightDigests: false }));
    assert.equal(code, 'content');
  });

  it('refuses documents that are nested without end', async () => {
    const { code } = await refusal(imageOf({ editJson: (text) => '['.repeat(100_000) + text }));
    assert.equal(code, 'content');
  });
});

describe('weigh on an archive that is cut off', () => {
  for (const form of ['docker-old', 'docker-new', 'oci'] as const)
    for (const compressions of [['none'], ['gzip'], ['zstd']] as const)
      it(`refuses each cut of ${form} with ${compressions} layers, or weighs all of it`, async () => {
        const whole = imageOf({ form, compressions: [...compressions] });
        const [weighed] = await weighBytes(whole);
        for (let cut = 1; cut < whole.length; cut += 171) {
          const found = await weighBytes(whole.subarray(0, cut)).catch((error: unknown) => error);
          if (Array.isArray(found)) {
            // Between two members all that the image needs may be there already; that the end is missing is said.
            const { sizes, notes } = found[0].analysis;
            assert.deepEqual([sizes.total, sizes.live], [weighed!.analysis.sizes.total, weighed!.analysis.sizes.live], `cut at ${cut}`);
            assert.match(String(notes), /no end mark/, `cut at ${cut} of ${whole.length}`);
          } else {
            assert.ok(found instanceof ExpectedError, `cut at ${cut}: ${found}`);
            assert.ok(found.code === 'content' || found.code === 'not-an-image', found.message);
          }
        }
      });
});
