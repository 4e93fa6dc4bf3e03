/** Builds believable analyses and comparisons from a few lines, for tests of what comes after weighing. */
import { createHash } from 'node:crypto';
import type { Analysis, LayerAnalysis, Waste, WasteCause } from '../../src/analysis/analysis.ts';
import { compare } from '../../src/comparison/compare.ts';
import type { Comparison } from '../../src/comparison/comparison.ts';

/** `id` is what the layer's diffID is made of: layers with one id are one layer. By default the instruction and the total. */
export type LayerSketch = Pick<LayerAnalysis, 'createdBy' | 'total' | 'compressed' | 'content' | 'fingerprints'> & { id?: string };

/** Fingerprints in form, made of names. */
export function printsOf(said: Partial<NonNullable<LayerAnalysis['fingerprints']>> = {}): NonNullable<LayerAnalysis['fingerprints']> {
  return { files: 'crc32:f0', owners: 'a0', modes: 'b0', times: 'c0', order: 'd0', ...said };
}

/** `files` inodes of together `bytes`, the first called `path`, the others numbered. */
export type WasteSketch = { cause: WasteCause; storedIn: number; wastedIn: number; bytes: number; path?: string; files?: number };

export type AnalysisSketch = {
  reference?: string;
  platform?: string;
  layers?: LayerSketch[];
  waste?: WasteSketch[];
  /** Path, live bytes, files. */
  directories?: [string, number, number][];
  unknown?: { metric: string; reason: string }[];
  notes?: string[];
};

/** An analysis whose sums agree: sizes follow from the layers and the waste. A layer without a total leaves `total`, `live` and `wasted` unknown. */
export function buildAnalysis(sketch: AnalysisSketch = {}): Analysis {
  const { reference = 'api.tar', platform = 'linux/amd64', layers = [], directories = [], unknown, notes } = sketch;
  const waste = (sketch.waste ?? []).flatMap(wasteEntries).toSorted((a, b) => b.bytes - a.bytes);
  const total = sum(layers.map((layer) => layer.total));
  const compressed = sum(layers.map((layer) => layer.compressed));
  const wasted = sum(waste.map(({ bytes }) => bytes)) ?? 0;
  const built = layers.map((layer, index) => buildLayer(layer, index, waste));
  return {
    reference,
    platform,
    imageID: digestOf(JSON.stringify(sketch)),
    sizes: {
      ...(total === undefined ? {} : { total, live: total - wasted, wasted }),
      ...(compressed === undefined ? {} : { compressed }),
    },
    ...(total === undefined ? {} : { efficiency: total === 0 ? 1 : (total - wasted) / total }),
    layers: built,
    waste,
    directories: directories.map(([path, bytes, files]) => ({ path, bytes, files })),
    ...(unknown === undefined ? {} : { unknown }),
    ...(notes === undefined ? {} : { notes }),
  };
}

function buildLayer(sketch: LayerSketch, index: number, waste: readonly Waste[]): LayerAnalysis {
  const { createdBy, total, compressed, id, content, fingerprints } = sketch;
  const wasted = waste.filter(({ storedIn }) => storedIn === index).reduce((bytes, entry) => bytes + entry.bytes, 0);
  return {
    diffID: digestOf(id ?? `${createdBy} ${total}`),
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    ...(total === undefined ? {} : { total, wasted, entries: 1 + Math.ceil(total / 20_000) }),
    ...(compressed === undefined ? {} : { compressed }),
    ...(createdBy === undefined ? {} : { createdBy }),
    ...(content === undefined ? {} : { content }),
    ...(fingerprints === undefined ? {} : { fingerprints }),
  };
}

function wasteEntries({ cause, storedIn, wastedIn, bytes, path = `layer${storedIn}/file`, files = 1 }: WasteSketch): Waste[] {
  const each = Math.floor(bytes / files);
  return Array.from({ length: files }, (_, index) => ({
    path: index === 0 ? path : `${path}${index}`,
    bytes: index === 0 ? bytes - each * (files - 1) : each,
    cause,
    storedIn,
    wastedIn,
  }));
}

/** What compare.ts says of two analyses alone; what it would know with inventories is given in `known`. */
export function buildComparison(base: Analysis, head: Analysis, known: Partial<Comparison> = {}): Comparison {
  return { ...compare({ analysis: base }, { analysis: head }), ...(known.files === undefined ? {} : { exactTo: 'file' }), ...known };
}

function sum(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.some((number) => number === undefined) ? undefined : numbers.reduce<number>((all, number) => all + (number ?? 0), 0);
}

/** A digest in form, made of a name. */
export function digestOf(name: string): string {
  return `sha256:${createHash('sha256').update(name).digest('hex')}`;
}
