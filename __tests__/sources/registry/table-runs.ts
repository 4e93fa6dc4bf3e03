/** Weighs images of layers with tables of contents, by their tables and whole, and holds the one against the other. */
import assert from 'node:assert/strict';
import type { Analysis } from '../../../src/analysis/analysis.ts';
import { type WeighOptions, weigh } from '../../../src/weigh.ts';
import type { LayerSpec } from '../../support/image-builder.ts';
import { newFolder } from '../../support/image-files.ts';
import { type Intercept, type Seen, StandInRegistry } from './stand-in.ts';
import { type Files, imageOf, type TableLayer } from './table-layers.ts';

export const noise = Array.from({ length: 3000 }, (_, index) => Math.imul(index, 0x9e3779b1).toString(36)).join('');
export const files: Files = [
  ['usr/noise', noise],
  ['etc/motd', 'welcome'],
  ['etc/empty', ''],
];

/** What does not hang on how the layers were looked at. */
function known({ notes: _, layers, ...rest }: Analysis) {
  return { ...rest, reference: '', layers: layers.map(({ content: _content, fingerprints: _fingerprints, ...layer }) => layer) };
}

export type Run = { analysis: Analysis; steps: string[]; parts: Seen[]; wholes: Seen[] };

export async function run(layers: readonly (TableLayer | LayerSpec)[], options: WeighOptions = {}, intercept?: Intercept): Promise<Run> {
  await using registry = await StandInRegistry.start();
  const image = imageOf(layers);
  const reference = registry.push('o/api', 'ci', image);
  if (intercept !== undefined) registry.intercept = intercept;
  const steps: string[] = [];
  const onStep = (line: string, level: string) => steps.push(`${level}: ${line}`);
  const [weighed] = await weigh(reference, { environment: { HOME: newFolder() }, onStep, ...options });
  const asked = registry.asked(/blobs/).filter(({ path }) => !path.endsWith(image.imageID));
  await registry.left();
  return {
    analysis: weighed!.analysis,
    steps,
    parts: asked.filter(({ range }) => range !== undefined),
    wholes: asked.filter(({ range }) => range === undefined),
  };
}

/** Weighs twice, the second time every byte, and holds the one against the other. */
export async function compared(layers: readonly (TableLayer | LayerSpec)[], intercept?: Intercept): Promise<Run> {
  const found = await run(layers, {}, intercept);
  const whole = await run(layers, { verify: true }, undefined);
  assert.deepEqual(whole.parts, []);
  assert.deepEqual(known(found.analysis), known(whole.analysis));
  return found;
}

/** What the Analysis says of such layers. */
export const note = /listed from the (?:table of contents|index of the tar) in it, and not read/;
