/** Text from an image, a branch or a budget is shown on a terminal and in a log without acting there. */
import { showUnseen } from '../show-unseen.ts';

/**
 * Escapes text for a terminal or a log: nothing unseen is left, and no line or word begins with what a CI runner takes for a command
 * (`::error::` at the start of a line, `##[group]` and `##vso[…]` anywhere).
 */
export function escapeText(text: string): string {
  return showUnseen(text)
    .replace(/(^|\s)::/g, '$1:\\u{3a}')
    .replace(/##(?=\w*\[)/g, '#\\u{23}');
}
