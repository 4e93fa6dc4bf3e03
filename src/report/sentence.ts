/** Sentences as plain data: our words, and in between what an image or a budget calls something, which each rendering quotes its own way. */

/** Words, or a name, path or instruction to be quoted. Either may hold foreign text. */
export type Piece = string | { code: string };

export type Sentence = readonly Piece[];

/** `api` (linux/amd64), or for the sum over several images: group `all`. */
export function imagePhrase(image: string, platform: string | undefined): Sentence {
  if (image.startsWith('group:')) return ['group ', { code: image.slice('group:'.length) }];
  return platform === undefined ? [{ code: image }] : [{ code: image }, ` (${platform})`];
}

/** `1 file`, `1,204 files`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${String(number).replace(/\B(?=(\d{3})+$)/g, ',')} ${number === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The words of a sentence without its pieces' kinds: what tells two sentences apart. */
export function plainText(sentence: Sentence): string {
  return sentence.map((piece) => (typeof piece === 'string' ? piece : piece.code)).join('');
}
