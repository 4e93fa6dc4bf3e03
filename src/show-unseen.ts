/** Text from an image, a branch or a budget is shown so that every character of it is seen. */

/** Controls, formatting (bidi, zero width), separators that are line ends, halves of surrogate pairs, and what is drawn as nothing. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\uFE0E\uFE0F])\p{Default_Ignorable_Code_Point}/gu;

const named = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * Makes every character visible that would not be seen, or would move, colour, reverse or end what is seen: `\n`, `\x1b`, `\u{202e}`.
 * U+DC80 to U+DCFF, which stand for bytes that are not UTF-8, are shown as these bytes: `\x80`.
 */
export function showUnseen(text: string): string {
  return text.replace(unseen, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) return hexByte(code - 0xdc00);
    return named.get(character) ?? (code < 0x80 ? hexByte(code) : `\\u{${code.toString(16)}}`);
  });
}

function hexByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
