/** One image weighs the same in every form that a tool writes it in, save what a form cannot know. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Analysis, Weighed } from '../../src/analysis/analysis.ts';
import { weigh } from '../../src/weigh.ts';
import { type Form, readForms } from '../lab/forms.ts';
import { labImages } from '../lab/images.ts';
import { labIsMissing } from '../lab/tools.ts';

/** What belongs to the image and not to the form it lies in. */
function withoutForm(analysis: Analysis) {
  const { reference: _reference, imageID: _imageID, digest: _digest, base: _base, sizes, layers, unknown: _unknown, ...image } = analysis;
  const { compressed: _compressed, ...known } = sizes;
  return {
    ...image,
    sizes: known,
    layers: layers.map(
      ({ digest: _layerDigest, mediaType: _mediaType, compressed: _layerCompressed, content: _content, fingerprints, ...layer }) => {
        const { files: _files, ...sums } = fingerprints!;
        return { ...layer, ...sums };
      },
    ),
  };
}

async function weighOne(reference: string): Promise<Weighed> {
  const [weighed, ...others] = await weigh(reference);
  assert.equal(others.length, 0, `${reference} has one platform`);
  return weighed!;
}

describe('weigh', { skip: labIsMissing() }, () => {
  let forms: Form[];
  let folder: string;
  const weighed = new Map<Form, Weighed>();
  before(async () => {
    folder = await labImages();
    forms = readForms(folder);
    for (const form of forms) weighed.set(form, await weighOne(form.reference));
  });
  /** What `check` finds wrong, form by form; one sentence for each, so that a failure names them all. */
  const eachForm = async (check: (form: Form, weighed: Weighed) => void | Promise<void>) => {
    const wrong: string[] = [];
    for (const form of forms) {
      try {
        await check(form, weighed.get(form)!);
      } catch (error) {
        wrong.push(`${form.name}: ${(error as Error).message}`);
      }
    }
    assert.deepEqual(wrong, []);
  };

  it('gives the same Analysis for the same image in every form', async () => {
    assert.ok(forms.length >= 18, `${forms.length} forms`);
    const expected = withoutForm(weighed.get(forms[0]!)!.analysis);
    await eachForm((_form, { analysis }) => assert.deepEqual(withoutForm(analysis), expected));
  });

  it('gives the same inventory for the same image in every form', async () => {
    const files = ({ inventory }: Weighed) => [...inventory!.files].map(({ content: _content, ...file }) => file);
    const expected = files(weighed.get(forms[0]!)!);
    assert.ok(expected.length > 20);
    await eachForm((_form, each) => assert.deepEqual(files(each), expected));
  });

  it('gives the same content identities wherever they are of one kind', async () => {
    const identities = ({ analysis, inventory }: Weighed) => [
      ...[...analysis.layers, ...inventory!.files].map(({ content }) => content),
      ...analysis.layers.map(({ fingerprints }) => fingerprints?.files),
    ];
    const kinds = new Map<string, (string | undefined)[]>();
    await eachForm((_form, each) => {
      const kind = each.analysis.layers[0]!.content!.split(':')[0]!;
      const same = kinds.get(kind) ?? identities(each);
      kinds.set(kind, same);
      assert.deepEqual(identities(each), same);
    });
    assert.deepEqual([...kinds.keys()].sort(), ['crc32', 'size']);
  });

  it("names each form's own config, manifest and compressed size as skopeo reads them, and nothing that the form cannot know", async () => {
    await eachForm((form, { analysis }) => {
      assert.equal(analysis.imageID, form.imageID);
      // A docker archive has no manifest of its own, even where the same blobs lie in a layout as well.
      const isDockerArchive = form.reference.startsWith('docker-archive:');
      assert.equal(analysis.digest, isDockerArchive ? undefined : form.digest);
      assert.equal(analysis.sizes.compressed, form.compressed);
      for (const layer of analysis.layers) assert.equal(layer.compressed === undefined, form.compressed === undefined);
    });
  });

  it('knows the base of a form that has attestations beside it, and of no other', async () => {
    let known = 0;
    await eachForm((form, { analysis: { base } }) => {
      if (base === undefined) return assert.doesNotMatch(form.name, /with attestations/);
      known++;
      assert.deepEqual(base, { name: 'scratch', layers: 0, knownBy: 'provenance' });
    });
    assert.equal(known, 1);
  });

  it('weighs an archive under a bare path as under its transport', async () => {
    await eachForm(async (form, { analysis }) => {
      const bare = await weighOne(form.reference.replace(/^[a-z-]+:/, '').replace(/:latest$/, ''));
      assert.deepEqual(withoutForm(bare.analysis), withoutForm(analysis));
    });
  });

  it('weighs every platform, in the order asked, and passes the attestations over', async () => {
    const archive = `oci-archive:${join(folder, 'two-platforms.tar')}`;
    const platforms = async (wanted?: string[]) =>
      (await weigh(archive, wanted === undefined ? {} : { platforms: wanted })).map(({ analysis }) => [
        analysis.platform,
        analysis.sizes.total,
      ]);
    assert.deepEqual(await platforms(), [
      ['linux/amd64', 14_000],
      ['linux/arm64', 15_000],
    ]);
    assert.deepEqual(await platforms(['linux/arm64', 'linux/amd64']), [
      ['linux/arm64', 15_000],
      ['linux/amd64', 14_000],
    ]);
    assert.deepEqual(await platforms(['linux/arm64']), [['linux/arm64', 15_000]]);
    await assert.rejects(platforms(['linux/s390x']), { code: 'platform', message: /linux\/amd64.*linux\/arm64/ });
  });
});
