/** Text for the log of a CI runner: people read it, the runner takes no command from it, and a terminal does nothing by it. */
import { showUnseen } from '../show-unseen.ts';

/** Colours and titles that programs write for terminals: CSI and OSC sequences, closed or not, in seven and in eight bits, and two-character ones. */
const sequences =
  /(?:\x1b\[|\x9b)[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]?|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\|\x9c)?|\x1b[\x20-\x2f]*[\x30-\x7e]?/g;

/**
 * Keeps line ends and tabs, drops the sequences of terminals, shows every other character that would not be seen, and parts what a runner
 * would take for a command: `::x::` at the start of a line becomes `: :x::`, `##[x]` anywhere `# #[x]`. A carriage return ends a line,
 * since runners read it so.
 */
export function neutralise(text: string): string {
  return text
    .replace(sequences, '')
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .split('\n')
    .map(neutraliseLine)
    .join('\n');
}

function neutraliseLine(line: string): string {
  return line
    .split('\t')
    .map(showUnseen)
    .join('\t')
    .replace(/^(\s*):(?=:)/, '$1: ')
    .replace(/##(?=\w*\[)/g, '# #');
}
