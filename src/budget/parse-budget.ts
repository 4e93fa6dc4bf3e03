/** From the text of a budget file to a Budget, or to one error that lists every problem with its line and column. */
import { posix, sep } from 'node:path';
import { ExpectedError } from '../errors.ts';
import { mergeLimits, resolveBound, resolveLimit, resolveLimits } from './bounds.ts';
import { type Budget, type BudgetException, type BudgetImage, defaultCommentWhen, type Limit, type Noise } from './budget.ts';
import { findCrossProblems, matchImages } from './cross-problems.ts';
import { type BudgetFile, budgetSchema, budgetVersion, type ExceptionFile } from './declaration.ts';
import { type BudgetDocument, type Problem, readDocument } from './document.ts';
import type { LimitsFile } from './limit-declaration.ts';
import { findSchemaProblems, foundText, isMap, valueAt } from './schema-problems.ts';
import { resolveSource } from './source-declaration.ts';
import { readStore } from './store-choice.ts';
import { placeText } from './verdict.ts';

/**
 * Reads a budget.
 * @param file what places call the file
 * @param folder what relative paths are taken from; by default the folder of `file`, or the one around it where that is `.github`
 * @throws ExpectedError `budget`, or `not-supported-yet` where nothing else is wrong; one line for each problem
 */
export function parseBudget(text: string, { file, folder = budgetFolder(file) }: { file: string; folder?: string }): Budget {
  const document = readDocument(text, file);
  const problems = findProblems(document);
  if (problems.length > 0) throw refuse(file, problems);
  return { file, folder, ...resolve(document.value as BudgetFile, document) };
}

function findProblems(document: BudgetDocument): Problem[] {
  const { value } = document;
  if (value === undefined || (value === null && document.problems.length > 0)) return document.problems;
  const example = 'a map with version and images';
  if (!isMap(value)) return [{ place: document.placeOf([]), message: `found ${foundText(value)}; accepted: ${example}` }];
  // Another version may mean anything by its keys: complaints about them would mislead.
  const version = findVersionProblem(document);
  if (version !== undefined) return [version];
  // Where a key stands twice, both values are checked: all problems in one go.
  const repeated = document.variants.flatMap(({ document: variant, covers }) =>
    [findVersionProblem(variant) ?? findContentProblems(variant)].flat().filter(({ place }) => covers(place)),
  );
  return [...document.problems, ...findContentProblems(document), ...repeated];
}

function findVersionProblem(document: BudgetDocument): Problem | undefined {
  const version = valueAt(document.value, ['version']);
  if (typeof version !== 'number' || version === budgetVersion) return undefined;
  const message = `version: ${version} is not a version that this Plimsoll understands; accepted: ${budgetVersion}`;
  return { place: document.placeOf(['version']), message };
}

function findContentProblems(document: BudgetDocument): Problem[] {
  return [...findSchemaProblems(budgetSchema, document), ...findCrossProblems(document)];
}

function refuse(file: string, problems: readonly Problem[]): ExpectedError {
  const sorted = problems.toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  const lines = [...new Set(sorted.map(({ place, message }) => `${placeText(place)}: ${message}`))];
  const head = lines.length === 1 ? [] : [`${lines.length} problems in ${file}:`];
  const onlyLater = problems.every(({ later }) => later === true);
  const hint = onlyLater
    ? 'Take these keys out for now; docs/budget.md says what a budget may say today.'
    : 'docs/budget.md says what a budget may say; editors check it with the schema that `plimsoll schema` prints.';
  return new ExpectedError(onlyLater ? 'not-supported-yet' : 'budget', [...head, ...lines], { hint });
}

/** The folder that relative paths are taken from: that of the file, or of the repository where the file stands in its `.github`. */
export function budgetFolder(file: string): string {
  const folder = posix.dirname(sep === '\\' ? file.replaceAll('\\', '/') : file);
  if (posix.basename(folder) !== '.github') return folder;
  return posix.dirname(folder);
}

function resolve(budget: BudgetFile, document: BudgetDocument): Omit<Budget, 'file' | 'folder'> {
  const defaults = resolveLimits(budget.defaults?.limits, ['defaults', 'limits'], document);
  const names = Object.keys(budget.images);
  return {
    units: budget.units ?? 'si',
    ...resolveStore(budget.baseline?.store),
    onMissing: budget.baseline?.['on-missing'] ?? 'skip',
    strictBaseline: budget.baseline?.strict ?? false,
    ...resolveOverride(budget.override, document),
    commentWhen: budget.comment?.when ?? defaultCommentWhen,
    noise: resolveNoise(budget.defaults?.noise, document),
    images: Object.entries(budget.images).map(([name, image]): BudgetImage => {
      const path = ['images', name];
      const limits = mergeLimits(defaults, resolveLimits(image.limits, [...path, 'limits'], document));
      const platformLimits = Object.entries(image['platform-limits'] ?? {}).map(([platform, own]) => [
        platform,
        mergeLimits(limits, resolveLimits(own, [...path, 'platform-limits', platform], document)),
      ]);
      return {
        name,
        place: document.keyPlaceOf(path),
        ...(image.source === undefined ? {} : { source: resolveSource(image.source) }),
        ...(image.base === undefined ? {} : { base: image.base.trim() }),
        ...(image.platforms === undefined ? {} : { platforms: image.platforms }),
        limits,
        platformLimits: Object.fromEntries(platformLimits),
        paths: Object.entries(image.paths ?? {}).map(([glob, limit]) => ({
          glob,
          limit: resolveLimit('total', limit, [...path, 'paths', glob], document),
        })),
      };
    }),
    groups: Object.entries(budget.groups ?? {}).map(([name, group]) => ({
      name,
      place: document.keyPlaceOf(['groups', name]),
      images: names.filter((image) => group.images.some((pattern) => matchImages(pattern, [image]).length > 0)),
      limits: resolveLimits(group.limits as LimitsFile, ['groups', name, 'limits'], document),
    })),
    exceptions: (budget.exceptions ?? []).map((exception, index) => resolveException(exception, index, document)),
  };
}

function resolveStore(found: string | undefined): Pick<Budget, 'store'> {
  const reading = found === undefined ? undefined : readStore(found);
  return reading !== undefined && 'value' in reading ? { store: reading.value } : {};
}

function resolveOverride(found: BudgetFile['override'], document: BudgetDocument): Pick<Budget, 'override'> {
  if (found === undefined) return {};
  const permission = found['require-permission'] ?? 'write';
  return { override: { labels: found.labels, permission, place: document.keyPlaceOf(['override']) } };
}

function resolveException(exception: ExceptionFile, index: number, document: BudgetDocument): BudgetException {
  const { image, platform, metric, until, reason, ref } = exception;
  const limit: Limit = {};
  for (const kind of ['max', 'max-increase'] as const) {
    const found = exception[kind];
    if (found !== undefined) limit[kind] = resolveBound(metric, kind, found, ['exceptions', index, kind], document);
  }
  const optional = { ...(platform === undefined ? {} : { platform }), ...(ref === undefined ? {} : { ref }) };
  return { image, metric, limit, until, reason, ...optional, place: document.placeOf(['exceptions', index]) };
}

function resolveNoise(found: NonNullable<BudgetFile['defaults']>['noise'], document: BudgetDocument): Noise {
  const [bytes, percent] = [found?.bytes, found?.percent];
  const at = ['defaults', 'noise'];
  return {
    ...(bytes === undefined ? {} : { bytes: resolveBound('total', 'max', bytes, [...at, 'bytes'], document) }),
    ...(percent === undefined ? {} : { ppm: resolveBound('total', 'max-increase', percent, [...at, 'percent'], document) }),
  };
}
