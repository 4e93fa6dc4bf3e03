/** The inputs and outputs of the two actions written out, for the generated parts of docs/action.md. */
import { expressionText } from './action-yml.ts';
import { actionInputs, commentActionInputs, type InputTable } from './inputs.ts';
import { actionOutputs, commentActionOutputs } from './outputs.ts';

export function renderInputReference(): string {
  return inputTable(actionInputs);
}

export function renderCommentInputReference(): string {
  return inputTable(commentActionInputs);
}

export function renderOutputReference(): string {
  return outputTable(actionOutputs);
}

export function renderCommentOutputReference(): string {
  return outputTable(commentActionOutputs);
}

function inputTable(inputs: InputTable): string {
  const rows = Object.entries(inputs).map(([name, { kind, description, standard, expression }]) => {
    const given = expression === undefined ? standard : expressionText(expression);
    return [`\`${name}\`${kind === 'lines' ? ' (lines)' : ''}`, given === undefined ? '' : `\`${given}\``, description];
  });
  return table(['input', 'default', 'meaning'], rows);
}

function outputTable(outputs: Readonly<Record<string, string>>): string {
  const rows = Object.entries(outputs).map(([name, meaning]) => [`\`${name}\``, meaning]);
  return table(['output', 'meaning'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return `${[line(head), line(head.map(() => ':---')), ...rows.map(line)].join('\n')}\n`;
}
