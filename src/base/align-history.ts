/** Where the base image ends in a history, told by the instructions of the Dockerfile that made the rest. */
import type { HistoryItem } from '../image/documents.ts';

const keywords = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(' '),
);

/**
 * How many of the history's items are the base's. Every builder writes one item for each instruction, so that the last ones are the
 * Dockerfile's, keyword by keyword, or it is not the one that made the image.
 * @returns undefined where a single one differs, or where items may lie between that are neither's
 */
export function alignHistory(history: readonly HistoryItem[], own: { keywords: readonly string[]; from?: string }): number | undefined {
  // But for ONBUILD, of which BuildKit writes none.
  const isBuildKit = isOfBuildKit(history.at(-1));
  const expected = isBuildKit ? own.keywords.filter((keyword) => keyword !== 'ONBUILD') : own.keywords;
  const start = history.length - expected.length;
  if (start < 0 || (own.from === 'scratch' && start > 0)) return undefined;
  if (!expected.every((keyword, index) => keywordOf(history[start + index]!) === keyword)) return undefined;
  const below = history.slice(0, start);
  // What a base has triggered stands above it, and in no Dockerfile. An exporter repairs what it cannot explain.
  const isOdd = (item: HistoryItem) => keywordOf(item) === 'ONBUILD' || item.comment?.startsWith('buildkit.exporter') === true;
  return below.some(isOdd) || mayBeTriggered(below, isBuildKit) ? undefined : start;
}

/** A base that BuildKit made hides its triggers. What another builder then ran of them stands unsigned between the base and the Dockerfile's. */
function mayBeTriggered(below: readonly HistoryItem[], isBuildKit: boolean): boolean {
  return !isBuildKit && !isOfBuildKit(below.at(-1)) && below.some(isOfBuildKit);
}

function isOfBuildKit(item: HistoryItem | undefined): boolean {
  return item?.comment?.startsWith('buildkit.') === true;
}

/**
 * BuildKit and kaniko write an instruction as such. The builder before it and buildah write `/bin/sh -c #(nop)  CMD ["x"]` for what they do
 * not run, and the command alone for what they run.
 */
function keywordOf({ created_by: text = '', comment = '' }: HistoryItem): string | undefined {
  const noOperation = /^(?:\S+ ){1,8}#\(nop\) +([A-Z]+)(?:\s|$)/.exec(text)?.[1];
  if (noOperation !== undefined) return noOperation;
  const [, first = ''] = /^([A-Z]+)(?:\s|$)/.exec(text) ?? [];
  if (keywords.has(first)) return first;
  return text === '' || comment.startsWith('buildkit.') ? undefined : 'RUN';
}
