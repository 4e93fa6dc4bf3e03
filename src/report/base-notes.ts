/** What a report says of base images: how each is known, and what of the growth is theirs. */
import type { Analysis, BaseImage } from '../analysis/analysis.ts';
import { isFromRegistry, isSameBase, plainBaseName } from '../analysis/base-origin.ts';
import { measure, needsBase } from '../analysis/metrics.ts';
import type { Verdict } from '../budget/verdict.ts';
import { formatSize, type Units } from '../bytes.ts';
import type { ReportInput } from './report.ts';
import { count, imagePhrase, type Sentence } from './sentence.ts';

type Told = ReportInput['images'][number];

/** One sentence for each image whose base weighs otherwise. A published image whose name stayed the same did not change by the pull request. */
export function baseRemarks({ images, units, headLabel }: Pick<ReportInput, 'images' | 'units' | 'headLabel'>): Sentence[] {
  return images.flatMap((image): Sentence[] => {
    const change = changeOfBase(image);
    if (change === undefined || change.bytes === 0) return [];
    const start: Sentence = images.length > 1 ? [...imagePhrase(image.name, image.platform), ': the base'] : ['The base'];
    return [[...start, ...growth(change, units, headLabel !== undefined)]];
  });
}

type BaseChange = { bytes: number; before: BaseImage; after: BaseImage };

function changeOfBase({ analysis, baseline }: Told): BaseChange | undefined {
  const [was, is] = [baseline && measure(baseline).base, measure(analysis).base];
  if (was === undefined || is === undefined || baseline?.base === undefined || analysis.base === undefined) return undefined;
  return { bytes: is - was, before: baseline.base, after: analysis.base };
}

function growth({ bytes, before, after }: BaseChange, units: Units, isPullRequest: boolean): Sentence {
  const verb = `${bytes > 0 ? 'grew' : 'shrank'} by ${formatSize(Math.abs(bytes), units)}`;
  const isGuessed = isGuess(before) || isGuess(after);
  const guess = isGuessed ? ', as the history lets guess,' : '';
  const [was, is] = [plainBaseName(before), plainBaseName(after)];
  if (was !== undefined && is !== undefined && !isSameBase(before, after))
    return [' is ', { code: is }, ' and was ', { code: was }, `: it${guess} ${verb}`];
  const name: Sentence = is === undefined ? [] : [' ', { code: is }];
  // A guess may take layers of the image for the base's, on one side alone.
  const isOfOthers = !isGuessed && isFromRegistry(before) && isFromRegistry(after);
  const whose = !isOfOthers ? '' : isPullRequest ? ', not from this pull request' : ', not by the image itself';
  return [...name, `${guess} ${verb}${whose}`];
}

/** How the base is known: said of one that is no guess, and of a guess on which something hangs. */
export function baseNote(
  { name, platform, analysis }: Pick<Told, 'name' | 'platform' | 'analysis'>,
  verdict: Verdict | undefined,
): Sentence[] {
  const { base } = analysis;
  if (base === undefined) return [];
  const isJudged = verdict?.results.some((one) => one.image === name && one.platform === platform && needsBase(one.metric)) === true;
  const isScratch = base.name === 'scratch' && base.layers === 0;
  // Neither a guess nor that there is none is worth a word by itself.
  if ((isGuess(base) || isScratch) && !isJudged) return [];
  if (isScratch) return [[`the image stands on no other: ${signs[base.knownBy]}`]];
  const plain = plainBaseName(base);
  const called: Sentence = plain === undefined ? [] : [{ code: plain }, ', '];
  return [['the base image is ', ...called, lowest(analysis, base), `: ${signs[base.knownBy]}`]];
}

/** How a base image is known, for people. */
const signs: Record<BaseImage['knownBy'], string> = {
  budget: 'the budget names it, and its layers are these',
  provenance: "known from BuildKit's provenance",
  dockerfile: 'known from the Dockerfile, which fits to the history',
  annotation: 'the image names it, and its layers are these',
  history: 'a guess from the history',
};

function lowest({ layers }: Analysis, base: BaseImage): string {
  return `the lowest ${base.layers} of ${count(layers.length, 'layer')}`;
}

function isGuess({ knownBy }: BaseImage): boolean {
  return knownBy === 'history';
}
