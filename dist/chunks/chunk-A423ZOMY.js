import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/nearest.ts
function findNearest(wrong, words) {
  const plain = plainForm(wrong);
  if (plain === "") return void 0;
  const candidates = [...words].map((word) => ({ word, distance: editDistance(plain, plainForm(word)) }));
  const best = candidates.reduce(
    (nearest, candidate) => nearest === void 0 || candidate.distance < nearest.distance ? candidate : nearest,
    void 0
  );
  if (best === void 0) return void 0;
  if (best.distance <= Math.max(1, Math.floor(Math.max(plain.length, best.word.length) / 3)) && best.distance < plain.length)
    return best.word;
  const longer = candidates.filter(({ word }) => plain.length > 1 && plainForm(word).startsWith(plain));
  return longer.length === 1 ? longer[0].word : void 0;
}
function didYouMean(wrong, words, write = (word) => JSON.stringify(word)) {
  const nearest = findNearest(wrong, words);
  return nearest === void 0 ? "" : ` (did you mean ${write(nearest)}?)`;
}
function plainForm(word) {
  return word.toLowerCase().replaceAll(/[-_\s]/g, "");
}
function editDistance(one, other) {
  let before = [];
  let previous = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) cost = Math.min(cost, before[column - 2] + 1);
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return previous[other.length];
}

export {
  findNearest,
  didYouMean
};
