/** What the parts of a budget file say about each other, and a declaration of one part cannot know. */
import picomatch from 'picomatch';
import { type Metric, metrics } from '../analysis/metrics.ts';
import { findNearest } from '../nearest.ts';
import { boundReader } from './bounds.ts';
import { builders } from './build-source.ts';
import { mostLabels } from './declaration.ts';
import type { BudgetDocument, Path, Problem } from './document.ts';
import { foundText, isMap, problemText, valueAt } from './schema-problems.ts';
import { imagePattern, platform } from './values.ts';

/** Finds groups and exceptions that name no image, limits that contradict each other, and the like. Tolerates anything: it runs on files that are wrong in other ways. */
export function findCrossProblems(document: BudgetDocument): Problem[] {
  const { value } = document;
  if (!isMap(value)) return [];
  const images = isMap(value.images) ? value.images : {};
  const problems = new Problems(document);
  // What stands in the first of two maps of images is an image too.
  const names = [...new Set([...Object.keys(images), ...document.keysOf(['images'])])];
  if (isMap(value.images) && names.length === 0) {
    problems.add(['images'], 'no image is named', 'at least one image');
  }
  for (const [name, image] of Object.entries(images)) checkImage(problems, ['images', name], image);
  checkLimits(problems, ['defaults', 'limits']);
  for (const [name, group] of Object.entries(isMap(value.groups) ? value.groups : {})) {
    checkLimits(problems, ['groups', name, 'limits']);
    if (!isMap(group) || !Array.isArray(group.images)) continue;
    if (group.images.length === 0) problems.add(['groups', name, 'images'], 'found an empty list', 'at least one name or glob');
    for (const [index, pattern] of group.images.entries()) {
      if (!isPattern(pattern) || matchImages(pattern, names).length > 0) continue;
      problems.addName(['groups', name, 'images', index], pattern, names, 'names no image');
    }
  }
  for (const [index, exception] of (Array.isArray(value.exceptions) ? value.exceptions : []).entries()) {
    if (isMap(exception)) checkException(problems, ['exceptions', index], exception, { images, names });
  }
  checkLabels(problems, ['override', 'labels']);
  return problems.found;
}

/** The images that a name or a glob of a group means, in the order given. */
export function matchImages(pattern: string, names: readonly string[]): string[] {
  const matches = picomatch(pattern, { dot: true, windows: false });
  return names.filter((name) => name === pattern || matches(name));
}

class Problems {
  readonly found: Problem[] = [];
  readonly document: BudgetDocument;

  constructor(document: BudgetDocument) {
    this.document = document;
  }

  add(path: Path, problem: string, accepted: string, meant?: string): void {
    this.found.push({ place: this.document.placeOf(path), message: problemText(path, problem, accepted, meant) });
  }

  addName(path: Path, name: string, accepted: readonly string[], problem: string, quote = JSON.stringify): void {
    const nearest = findNearest(name, accepted);
    this.add(path, `${foundText(name)} ${problem}`, accepted.join(', '), nearest === undefined ? undefined : quote(nearest));
  }
}

function checkImage(problems: Problems, path: Path, image: unknown): void {
  if (!isMap(image)) return;
  checkLimits(problems, [...path, 'limits']);
  if (isMap(image.source) && Object.keys(image.source).every((key) => key === 'build' || key === 'bake')) {
    const found = Object.keys(image.source).length === 0 ? 'found an empty map' : 'found both build and bake';
    if (Object.keys(image.source).length !== 1) problems.add([...path, 'source'], found, 'a reference, or a map with build or bake');
    checkBuild(problems, [...path, 'source', 'build'], image.source.build);
  }
  const listed: unknown[] | undefined = Array.isArray(image.platforms) ? image.platforms : undefined;
  const platforms = listed?.filter(isPlatform);
  if (listed?.length === 0) problems.add([...path, 'platforms'], 'found an empty list', 'at least one platform, or no such key');
  for (const [index, name] of (listed ?? []).entries()) {
    if (listed!.indexOf(name) === index) continue;
    problems.add([...path, 'platforms', index], `${foundText(name)} stands here again`, 'each platform once');
  }
  for (const name of Object.keys(isMap(image['platform-limits']) ? image['platform-limits'] : {})) {
    const at = [...path, 'platform-limits', name];
    checkLimits(problems, at);
    if (platforms !== undefined && platforms.length > 0 && isPlatform(name) && !platforms.includes(name)) {
      const nearest = findNearest(name, platforms);
      const message = problemText(
        at.slice(0, -1),
        `${JSON.stringify(name)} is not one of the platforms of the image`,
        platforms.join(', '),
        nearest,
      );
      problems.found.push({ place: problems.document.keyPlaceOf(at), message });
    }
  }
  for (const [glob, limit] of Object.entries(isMap(image.paths) ? image.paths : {})) {
    if (isMap(limit)) checkOrder(problems, [...path, 'paths', glob], 'total', limit);
  }
}

/** Builders with names are those of buildx: another program would build as if none were named. */
function checkBuild(problems: Problems, path: Path, build: unknown): void {
  if (!isMap(build) || typeof build.builder !== 'string') return;
  const program = builders.find((name) => name === build.with);
  if (program === undefined || program === 'buildx') return;
  problems.add([...path, 'builder'], `${foundText(build.builder)} is for buildx, and with says ${program}`, 'with: buildx, or no such key');
}

function checkLabels(problems: Problems, path: Path): void {
  const labels = valueAt(problems.document.value, path);
  if (!Array.isArray(labels)) return;
  if (labels.length === 0) problems.add(path, 'found an empty list', 'at least one label');
  if (labels.length > mostLabels) problems.add(path, `found ${labels.length} labels`, `at most ${mostLabels}`);
  // On GitHub, labels that differ by case alone are one label.
  const plain = labels.map((label: unknown) => (typeof label === 'string' ? label.trim().toLowerCase() : label));
  for (const [index, label] of plain.entries()) {
    if (typeof label !== 'string' || plain.indexOf(label) === index) continue;
    problems.add([...path, index], `${foundText(labels[index])} stands here again`, 'each label once, whatever its case');
  }
}

/** What is no platform at all is reported by the declaration. */
function isPlatform(value: unknown): value is string {
  return platform.safeParse(value).success;
}

function isPattern(value: unknown): value is string {
  return imagePattern.safeParse(value).success;
}

function checkLimits(problems: Problems, path: Path): void {
  const limits = valueAt(problems.document.value, path);
  if (!isMap(limits)) return;
  for (const [metric, limit] of Object.entries(limits)) {
    if (Object.hasOwn(metrics, metric) && isMap(limit)) checkOrder(problems, [...path, metric], metric as Metric, limit);
  }
}

/** A warning that could only come after the failure is a slip. */
function checkOrder(problems: Problems, path: Path, metric: Metric, limit: Record<string, unknown>): void {
  const kind = metric === 'efficiency' ? 'min' : 'max';
  const [bound, warn] = [readAs(metric, kind, limit[kind]), readAs(metric, 'warn', limit.warn)];
  if (bound === undefined || warn === undefined || bound.unit !== warn.unit) return;
  const [wrong, word] = kind === 'min' ? [warn.value < bound.value, 'below'] : [warn.value > bound.value, 'above'];
  if (!wrong) return;
  const accepted = `at ${kind === 'min' ? 'least' : 'most'} ${String(limit[kind])}`;
  problems.add([...path, 'warn'], `${foundText(limit.warn)} is ${word} ${kind}, so that it never warns`, accepted);
}

function readAs(metric: Metric, kind: 'max' | 'min' | 'warn', found: unknown) {
  if (typeof found !== 'string' && typeof found !== 'number') return undefined;
  const reading = boundReader(metric, kind)(found);
  return 'problem' in reading ? undefined : reading;
}

function checkException(
  problems: Problems,
  path: Path,
  exception: Record<string, unknown>,
  { images, names }: { images: Record<string, unknown>; names: readonly string[] },
): void {
  const { image, metric } = exception;
  if (typeof image === 'string' && image.trim() !== '') {
    const declared = Object.hasOwn(images, image) ? images[image] : undefined;
    if (!names.includes(image)) problems.addName([...path, 'image'], image, names, 'names no image');
    const platforms = valueAt(declared, ['platforms']);
    if (isPlatform(exception.platform) && Array.isArray(platforms) && !platforms.includes(exception.platform)) {
      problems.addName(
        [...path, 'platform'],
        exception.platform,
        platforms.map(String),
        'is not one of the platforms of the image',
        String,
      );
    }
  }
  if (exception.max === undefined && exception['max-increase'] === undefined) {
    problems.add(path, 'the exception raises nothing', 'max or max-increase, or both');
  }
  if (typeof metric !== 'string' || !Object.hasOwn(metrics, metric) || metric === 'efficiency') return;
  for (const kind of ['max', 'max-increase'] as const) {
    const found = exception[kind];
    if (typeof found !== 'string' && typeof found !== 'number') continue;
    // What no metric accepts is reported by the declaration.
    const accepts = (name: Metric) => !('problem' in boundReader(name, kind)(found));
    if (accepts(metric as Metric) || !accepts('wasted')) continue;
    const accepted = metric === 'layers' ? 'a whole number of layers' : 'a size, since a percentage would have nothing to be of';
    problems.add([...path, kind], `${foundText(found)} is not what ${metric} is measured in`, accepted);
  }
}
