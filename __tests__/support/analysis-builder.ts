/** Builds believable analyses and comparisons from a few lines, for tests of what comes after weighing. */
import { createHash } from 'node:crypto';
import type { Analysis, LayerAnalysis, Waste, WasteCause } from '../../src/analysis/analysis.ts';
import { type Metric, measure, metrics } from '../../src/analysis/metrics.ts';
import type { Comparison, LayerChange, MetricChange, PathChange, WasteChange } from '../../src/comparison/comparison.ts';

/** `id` is what the layer's diffID is made of: layers with one id are one layer. By default the instruction and the total. */
export type LayerSketch = { createdBy?: string; total?: number; compressed?: number; id?: string; content?: string };

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

function buildLayer({ createdBy, total, compressed, id, content }: LayerSketch, index: number, waste: readonly Waste[]): LayerAnalysis {
  const wasted = waste.filter(({ storedIn }) => storedIn === index).reduce((bytes, entry) => bytes + entry.bytes, 0);
  return {
    diffID: digestOf(id ?? `${createdBy} ${total}`),
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    ...(total === undefined ? {} : { total, wasted, entries: 1 + Math.ceil(total / 20_000) }),
    ...(compressed === undefined ? {} : { compressed }),
    ...(createdBy === undefined ? {} : { createdBy }),
    ...(content === undefined ? {} : { content }),
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

/** A comparison as compare.ts would make it for analyses with unique instructions; what needs inventories is given in `known`. */
export function buildComparison(base: Analysis, head: Analysis, known: Partial<Comparison> = {}): Comparison {
  const then = wasteGroups(base, 'base');
  const now = wasteGroups(head, 'head');
  const alike = (one: WasteChange, other: WasteChange) => one.cause === other.cause && one.wastedBy === other.wastedBy;
  const withBase = (group: WasteChange): WasteChange => {
    const before = then.find((other) => alike(group, other));
    return before === undefined ? group : { ...group, base: before.base, change: group.head.bytes - before.base.bytes };
  };
  return {
    metrics: metricChanges(base, head),
    layers: layerChanges(base, head),
    directories: directoryChanges(base, head),
    waste: {
      new: now.map(withBase).filter(({ change }) => change > 0),
      gone: then.filter((group) => !now.some((other) => alike(group, other))),
    },
    exactTo: known.files === undefined ? 'directory' : 'file',
    notes: [],
    ...known,
  };
}

function metricChanges(base: Analysis, head: Analysis): MetricChange[] {
  const [then, now] = [measure(base), measure(head)];
  return (Object.keys(metrics) as Metric[]).map((metric) => {
    const [before, after] = [then[metric], now[metric]];
    return {
      metric,
      ...(before === undefined ? {} : { base: before }),
      ...(after === undefined ? {} : { head: after }),
      ...(before === undefined || after === undefined ? {} : { change: after - before }),
    };
  });
}

function layerChanges(base: Analysis, head: Analysis): LayerChange[] {
  const taken = new Set<number>();
  const find = (test: (layer: LayerAnalysis) => boolean) => {
    const index = base.layers.findIndex((layer, position) => !taken.has(position) && test(layer));
    if (index >= 0) taken.add(index);
    return index;
  };
  const changes = head.layers.map((layer, index): LayerChange => {
    const createdBy = layer.createdBy === undefined ? {} : { createdBy: layer.createdBy };
    const sameAs = find(({ diffID }) => diffID === layer.diffID);
    if (sameAs >= 0) return { kind: 'same', base: sameAs, head: index, change: 0, ...createdBy };
    const like = find((other) => other.createdBy === layer.createdBy);
    if (like < 0) return { kind: 'added', head: index, ...(layer.total === undefined ? {} : { change: layer.total }), ...createdBy };
    const other = base.layers[like];
    const rebuilt = layer.content !== undefined && layer.content === other?.content;
    return {
      kind: rebuilt ? 'rebuilt' : 'changed',
      base: like,
      head: index,
      ...(layer.total === undefined || other?.total === undefined ? {} : { change: layer.total - other.total }),
      ...createdBy,
      ...(rebuilt ? { certain: true } : {}),
    };
  });
  base.layers.forEach((layer, index) => {
    if (taken.has(index)) return;
    changes.splice(index, 0, {
      kind: 'removed',
      base: index,
      ...(layer.total === undefined ? {} : { change: -layer.total }),
      ...(layer.createdBy === undefined ? {} : { createdBy: layer.createdBy }),
    });
  });
  return changes;
}

function directoryChanges(base: Analysis, head: Analysis): PathChange[] {
  const then = new Map(base.directories.map(({ path, bytes }) => [path, bytes]));
  const now = new Map(head.directories.map(({ path, bytes }) => [path, bytes]));
  return [...new Set([...then.keys(), ...now.keys()])]
    .map((path): PathChange => {
      const [before, after] = [then.get(path), now.get(path)];
      return {
        path,
        ...(before === undefined ? {} : { base: before }),
        ...(after === undefined ? {} : { head: after }),
        change: (after ?? 0) - (before ?? 0),
      };
    })
    .filter(({ path, change }) => path !== '' && change !== 0)
    .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change));
}

function wasteGroups(analysis: Analysis, side: 'base' | 'head'): WasteChange[] {
  const groups = new Map<string, WasteChange>();
  for (const { cause, storedIn, wastedIn, bytes, path } of analysis.waste) {
    const key = `${cause} ${storedIn} ${wastedIn}`;
    const storedBy = analysis.layers[storedIn]?.createdBy;
    const wastedBy = analysis.layers[wastedIn]?.createdBy;
    const group = groups.get(key) ?? {
      cause,
      side,
      storedIn,
      wastedIn,
      ...(storedBy === undefined ? {} : { storedBy }),
      ...(wastedBy === undefined ? {} : { wastedBy }),
      base: { files: 0, bytes: 0 },
      head: { files: 0, bytes: 0 },
      change: 0,
      paths: [],
    };
    group[side].files++;
    group[side].bytes += bytes;
    group.change += side === 'head' ? bytes : -bytes;
    if (group.paths.length < 3) group.paths.push(path);
    groups.set(key, group);
  }
  return [...groups.values()].toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change));
}

function sum(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.some((number) => number === undefined) ? undefined : numbers.reduce<number>((all, number) => all + (number ?? 0), 0);
}

/** A digest in form, made of a name. */
export function digestOf(name: string): string {
  return `sha256:${createHash('sha256').update(name).digest('hex')}`;
}
