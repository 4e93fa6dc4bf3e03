/** Writes action.yml of the two actions from the tables of inputs and outputs. */
import { actionInputs, commentActionInputs, type InputTable } from './inputs.ts';
import { actionOutputs, commentActionOutputs } from './outputs.ts';

/** What an action.yml says of an action; the inputs' and outputs' names and descriptions come from their tables. */
type ActionFile = {
  name: string;
  description: string;
  icon: string;
  color: string;
  inputs: InputTable;
  outputs: Readonly<Record<string, string>>;
  /** The bundle that is run, from the folder of the file. */
  main: string;
};

export function renderActionYml(): string {
  return render({
    name: 'Plimsoll',
    description: 'Weighs container images, compares with the base branch, holds them to a committed budget and comments once',
    icon: 'anchor',
    color: 'blue',
    inputs: actionInputs,
    outputs: actionOutputs,
    main: 'dist/action.js',
  });
}

/** The second action lies in a folder of its own, and its bundle beside that of the first. */
export function renderCommentActionYml(): string {
  return render({
    name: 'Plimsoll comment',
    description: 'Posts the report that a pull request of a fork, which may not comment itself, left behind',
    icon: 'message-circle',
    color: 'blue',
    inputs: commentActionInputs,
    outputs: commentActionOutputs,
    main: '../dist/comment-action.js',
  });
}

/** How the runner writes an expression that it fills in. */
export function expressionText(expression: string): string {
  return `\${{ ${expression} }}`;
}

function render({ name, description, icon, color, inputs, outputs, main }: ActionFile): string {
  const inputLines = Object.entries(inputs).flatMap(([input, spec]) => {
    const given = spec.expression === undefined ? spec.standard : expressionText(spec.expression);
    return [
      `  ${input}:`,
      `    description: ${quoted(spec.description)}`,
      '    required: false',
      ...(given === undefined ? [] : [`    default: ${quoted(given)}`]),
    ];
  });
  const outputLines = Object.entries(outputs).flatMap(([output, meaning]) => [`  ${output}:`, `    description: ${quoted(meaning)}`]);
  return `# Made from src/action/inputs.ts and src/action/outputs.ts by npm run generate.
name: ${quoted(name)}
description: ${quoted(description)}
branding:
  icon: ${icon}
  color: ${color}
inputs:
${inputLines.join('\n')}
outputs:
${outputLines.join('\n')}
runs:
  using: node24
  main: ${main}
`;
}

/** A string of JSON is one of YAML too. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
