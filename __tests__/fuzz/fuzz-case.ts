/** One turn of the fuzzer: an archive that a seed and a number make, and what may come of weighing it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Weighed } from '../../src/analysis/analysis.ts';
import { analysisSchema } from '../../src/analysis/schema.ts';
import { ExpectedError } from '../../src/errors.ts';
import { weigh } from '../../src/weigh.ts';
import { Random } from '../support/random.ts';
import { fuzzedImage } from './image-parts.ts';

const example = join(import.meta.dirname, '..', '..', 'example');
const samples = ['app-1.tar', 'app-2.tar'].map((name) => readFileSync(join(example, name)));

export type Outcome = 'weighed' | ExpectedError['code'];

export function caseBytes(seed: number, number: number): Buffer {
  return fuzzedImage(new Random(Math.imul(seed, 1_000_003) + number), samples);
}

/** Weighs one case in `folder`. @throws whatever is neither a sound result nor an error that users can meet */
export async function runCase(seed: number, number: number, folder: string): Promise<Outcome> {
  const file = join(folder, 'fuzzed');
  writeFileSync(file, caseBytes(seed, number));
  return weighFile(file, folder, number % 3 === 0);
}

/** @throws whatever is neither a sound result nor an error that users can meet */
export async function weighFile(file: string, folder: string, verify = false): Promise<Outcome> {
  let weighed: Weighed[];
  try {
    weighed = await weigh(`./${file.slice(folder.length + 1)}`, {
      directory: folder,
      maxUncompressedBytes: 1 << 26,
      verify,
      temporaryDirectory: folder,
    });
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    if (!isSentence(error.message)) throw new Error(`not a sentence: ${error.message}`);
    // The reference is right and nothing was asked for: whatever is wrong is wrong with the image.
    if (error.code === 'option' || error.code === 'interrupted') throw error;
    return error.code;
  }
  for (const one of weighed) assertSound(one);
  return 'weighed';
}

/** No stack, no line ends, nothing that came out of a value unread. */
function isSentence(message: string): boolean {
  return !/\n|node:internal|\bat \w+ \(|\[object|\bundefined\b|\bNaN\b/.test(message);
}

function assertSound({ analysis, inventory }: Weighed): void {
  const { sizes, waste, layers, directories } = analysisSchema.parse(JSON.parse(JSON.stringify(analysis)));
  const { total, live, wasted } = sizes;
  if (total === undefined) return;
  const add = (numbers: readonly (number | undefined)[]) => numbers.reduce<number>((sum, number) => sum + (number ?? Number.NaN), 0);
  const claims: [string, number | undefined, number | undefined][] = [
    ['live and wasted', add([live, wasted]), total],
    ['the layers', add(layers.map((layer) => layer.total)), total],
    ['waste by layer', add(layers.map((layer) => layer.wasted)), wasted],
    ['waste by file', add(waste.map(({ bytes }) => bytes)), wasted],
    ['the root', directories[0]?.bytes ?? 0, live],
  ];
  let before: string | undefined;
  let inventoryBytes = 0;
  for (const { path, bytes } of inventory?.files ?? []) {
    if (before !== undefined && path <= before) throw new Error(`the inventory is not in order: ${before}, ${path}`);
    before = path;
    inventoryBytes += bytes;
  }
  claims.push(['the inventory', inventoryBytes, live]);
  for (const [what, found, expected] of claims)
    if (found !== expected) throw new Error(`${what}: ${found}, where ${expected} was expected`);
}
