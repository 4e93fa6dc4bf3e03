/** Text from an image, a branch or a budget is shown on GitHub without mentioning, linking, breaking a table or becoming HTML. */
import { showUnseen } from '../show-unseen.ts';

/** More than this of one name or instruction helps no reader, and a report must fit in a comment. */
const longestCode = 160;
const longestProse = 1_000;

/**
 * Renders foreign text as `<code>`: GitHub makes neither mentions nor references there, and all punctuation that could mean something to
 * Markdown or HTML is a numeric character reference. A backtick span would not do: within a table it cannot hold every text.
 * `<wbr>` parts what an autolinker would still see once the references are resolved: an address's `@`, `://` and `www.`.
 */
export function markdownCode(text: string, longest = longestCode): string {
  const shown = shorten(showUnseen(text), longest);
  if (shown === '') return '<code>&#32;</code>';
  return `<code>${encode(shown)}</code>`;
}

/**
 * Renders a sentence that may hold foreign text. A word that is a plain word, a number or a platform stands as it is; whatever else
 * there is (a path, an address, `#12`, a hash, text in backticks) becomes code, since outside of code a reference can still mention and link.
 */
export function markdownProse(text: string, longest = longestProse): string {
  const pieces: string[] = [];
  shorten(showUnseen(text), longest)
    .split(/`([^`]*)`/)
    .forEach((part, index) => {
      if (index % 2 === 1 && part.trim() !== '') pieces.push(markdownCode(part));
      else pieces.push(proseWords(part));
    });
  return pieces.join('');
}

/** A sentence may be joined from parts, so blanks at its ends stay; neighbouring words that are not plain share one `<code>`. */
function proseWords(text: string): string {
  const output: string[] = [];
  let odd = '';
  let begun = false;
  const flush = () => {
    const bare = odd.trimEnd();
    if (bare !== '') output.push(markdownCode(bare, longestProse), odd.slice(bare.length));
    odd = '';
  };
  for (const [, word = '', blanks = ''] of text.matchAll(/(\S*)(\s*)/g)) {
    const blank = blanks === '' ? '' : ' ';
    if (isPlain(word)) {
      flush();
      output.push(begun ? word : firstWord(word), blank);
      begun ||= word !== '';
      continue;
    }
    const [, open = '', body = '', close = ''] =
      /^([("“‘]+)(.*?)([)"”’]*[,;:.!?…]*)$/.exec(word) ?? /^()(.*?)((?:(?<=^[^(]*)\))?[,;:.!?…]*)$/.exec(word) ?? [];
    if (open !== '') flush();
    begun = true;
    output.push(encode(open));
    odd += body;
    if (close !== '') flush();
    output.push(encode(close));
    if (odd === '') output.push(blank);
    else odd += blank;
  }
  flush();
  return output.join('');
}

const plain =
  /^[("“‘]*(?:\p{L}+(?:['’-]\p{L}+)*|[+−±]?\d[\d,]*(?:\.\d+)?(?:%|\p{L}{1,3})?|\d{4}-\d\d-\d\d|[a-z0-9]+(?:\/[a-z0-9]+){1,2}|[–—−·→])?[)"”’]*[,;:.!?…]*$/u;

/** Seven hexadecimal digits may be a commit, which GitHub links. */
function isPlain(word: string): boolean {
  return plain.test(word) && !/:\S/.test(word) && !/[0-9a-f]{7}/i.test(word) && !/^www\./i.test(word);
}

/** `1.` or `1)` could begin a list where the sentence begins a line. */
function firstWord(word: string): string {
  return /^\d+[.)]$/.test(word) ? encode(word, /[.)]/g) : word;
}

const special = /[!-'*:;<>?@[\\\]^_`{|}~]/g;

function encode(text: string, which: RegExp = special): string {
  return text
    .replace(which, (character) => `&#${character.codePointAt(0)};`)
    .replaceAll('&#64;', '<wbr>&#64;')
    .replaceAll('&#58;//', '&#58;<wbr>//')
    .replace(/www\./gi, (match) => `${match.slice(0, 3)}<wbr>.`);
}

/** Cuts the middle out, by characters: both ends of a path say what it is. */
function shorten(text: string, longest: number): string {
  const characters = Array.from(text);
  if (characters.length <= longest) return text;
  const head = Math.ceil((longest - 1) / 2);
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (longest - 1 - head)).join('')}`;
}
