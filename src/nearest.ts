/** The nearest right word to one that is not known, for every message that can offer it. */

/**
 * Finds the word of `words` that `wrong` most likely means: the same but for case and separators, a beginning of exactly one,
 * or at most a third of its letters mistyped (a letter left out, added, changed, or two neighbours swapped).
 * @returns undefined where nothing is near: no guess is better than a silly one
 */
export function findNearest(wrong: string, words: Iterable<string>): string | undefined {
  const plain = plainForm(wrong);
  if (plain === '') return undefined;
  const candidates = [...words].map((word) => ({ word, distance: editDistance(plain, plainForm(word)) }));
  const best = candidates.reduce<{ word: string; distance: number } | undefined>(
    (nearest, candidate) => (nearest === undefined || candidate.distance < nearest.distance ? candidate : nearest),
    undefined,
  );
  if (best === undefined) return undefined;
  if (best.distance <= Math.max(1, Math.floor(Math.max(plain.length, best.word.length) / 3)) && best.distance < plain.length)
    return best.word;
  const longer = candidates.filter(({ word }) => plain.length > 1 && plainForm(word).startsWith(plain));
  return longer.length === 1 ? longer[0]!.word : undefined;
}

/** Writes the guess as the end of a sentence, or nothing: ` (did you mean "total"?)`. */
export function didYouMean(
  wrong: string,
  words: Iterable<string>,
  write: (word: string) => string = (word) => JSON.stringify(word),
): string {
  const nearest = findNearest(wrong, words);
  return nearest === undefined ? '' : ` (did you mean ${write(nearest)}?)`;
}

function plainForm(word: string): string {
  return word.toLowerCase().replaceAll(/[-_\s]/g, '');
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost one each. */
function editDistance(one: string, other: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) cost = Math.min(cost, before[column - 2]! + 1);
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return previous[other.length]!;
}
