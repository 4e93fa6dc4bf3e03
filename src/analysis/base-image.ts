/** Which of an image's layers are its base image's: from what somebody says and the layers confirm, else guessed from the history. */
import type { HistoryItem } from '../image/documents.ts';
import type { Image } from '../image/image.ts';
import type { BaseImage } from './analysis.ts';

/** A base image that somebody named and a source gave: the diffIDs of its layers for the platform. */
export type ResolvedBase = { name: string; digest?: string; diffIDs: readonly string[] };

type Stacked = { diffID: string };

/** The base, or why it is not known, as a clause; neither where nothing speaks of one. */
export type FoundBase = { base?: BaseImage; reason?: string };

/** What somebody named is the base or nothing is: no guess takes its place. */
export function findBase(image: { layers: readonly Stacked[] } & Pick<Image, 'history' | 'annotations'>, named?: ResolvedBase): FoundBase {
  if (named !== undefined) return confirmBase(image, named);
  const guess = guessBase(image.history ?? []);
  if (guess === undefined) return {};
  const name = guess.name ?? image.annotations?.['org.opencontainers.image.base.name'];
  return { base: { ...(name === undefined || name === '' ? {} : { name }), layers: guess.layers, knownBy: 'history' } };
}

/** The first of a base's layers that the image has not in the same place: those of its base are its lowest, all of them. -1 where they are. */
export function findParting(layers: readonly Stacked[], diffIDs: readonly string[]): number {
  return diffIDs.findIndex((diffID, index) => layers[index]?.diffID !== diffID);
}

function confirmBase({ layers }: { layers: readonly Stacked[] }, { name, digest, diffIDs }: ResolvedBase): FoundBase {
  const parts = findParting(layers, diffIDs);
  if (parts < 0) return { base: { name, ...(digest === undefined ? {} : { digest }), layers: diffIDs.length, knownBy: 'budget' } };
  const where = parts < layers.length ? `has another layer ${parts}` : `ends after ${layers.length} of its ${diffIDs.length} layers`;
  return { reason: `${name} is named as the base, but the image ${where}: it was not built on this version of it` };
}

/** The layers below the image's own instructions, by the first sign that the history gives. Any of them may mislead. */
export function guessBase(history: readonly HistoryItem[]): { layers: number; name?: string } | undefined {
  // buildah and podman say it of their first instruction, and of each further one the ID of what it stands on. A base of theirs says it of its own.
  const from = history.findLastIndex(({ comment = '' }) => /^FROM (?![0-9a-f]{12}\s*$)\S/.test(comment));
  const name = history[from]?.comment?.replace(/^FROM (\S+).*$/s, '$1');
  const candidates = [
    { end: from, ...(name === undefined ? {} : { name }) },
    { end: builderChange(history) },
    { end: commandOfBase(history) },
    { end: rootFilesystem(history) },
  ];
  for (const { end, ...rest } of candidates) {
    const layers = history.slice(0, Math.max(0, end)).filter(({ empty_layer }) => empty_layer !== true).length;
    if (layers > 0) return { layers, ...rest };
  }
  return undefined;
}

const hour = 3_600_000;

/** BuildKit signs its instructions: the first that it signed above one that it did not, made more than an hour later. -1 where there is none. */
function builderChange(history: readonly HistoryItem[]): number {
  const isBuildKit = ({ comment = '' }: HistoryItem) => comment.startsWith('buildkit.');
  return history.findLastIndex((item, index) => {
    const below = history[index - 1];
    if (below === undefined || !isBuildKit(item) || isBuildKit(below)) return false;
    return Date.parse(item.created ?? '') - Date.parse(below.created ?? '') > hour;
  });
}

/** A base most often ends with its CMD, which makes no layer. The image's own stands behind its last layer. */
function commandOfBase(history: readonly HistoryItem[]): number {
  const lastLayer = history.findLastIndex(({ empty_layer }) => empty_layer !== true);
  const isCommand = ({ created_by = '', empty_layer }: HistoryItem) =>
    empty_layer === true && /^(?:\/bin\/sh -c #\(nop\) {1,2})?CMD\b/.test(created_by);
  return history.slice(0, Math.max(0, lastLayer)).findLastIndex(isCommand) + 1 || -1;
}

/** A first layer that unpacks a root filesystem is at least the base of all bases. */
function rootFilesystem(history: readonly HistoryItem[]): number {
  const { created_by = '', comment = '' } = history[0] ?? {};
  const isRoot =
    /^(?:\/bin\/sh -c #\(nop\) )?ADD (?:file:\S+ in|\S*rootfs\S*) \/\s/.test(`${created_by} `) || comment.startsWith('debuerreotype');
  return isRoot ? 1 : -1;
}
