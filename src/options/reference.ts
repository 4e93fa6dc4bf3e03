/** The options and the errors written out: for `--help`, and for the generated parts of docs/cli.md and docs/errors.md. */
import { errorCodes } from '../errors.ts';
import { type CommandName, type CommandSpec, commandNames, commandTable, operandSyntax } from './commands.ts';
import { describeOption, type OptionName, type OptionSpec, optionSyntax, optionsOf, optionTable } from './table.ts';

const exitCodes = ['0  within the budget, or nothing to judge', '1  over the budget', '2  could not check', '130  interrupted (Ctrl-C)'];

/** What `plimsoll --help` prints, at most `columns` wide. */
export function renderHelp(columns = 80): string {
  return `${wrap('Plimsoll weighs container images, judges them by a committed budget, and says what changed and why.', columns).join('\n')}

Usage: plimsoll COMMAND [OPTION…]

${list(
  commandNames.map((name) => [`${name} ${operandSyntax(name)}`.trim(), commandTable[name].summary]),
  columns,
)}

plimsoll COMMAND --help lists a command's options; --version prints the version.

Exit codes:
${exitCodes.map((line) => `  ${line.padStart(line.length + 3 - line.indexOf(' '))}`).join('\n')}
`;
}

/** What `plimsoll COMMAND --help` prints, at most `columns` wide. */
export function renderCommandHelp(command: CommandName, columns = 80): string {
  const { operands, details, examples }: CommandSpec = commandTable[command];
  const parts = [
    `Usage: plimsoll ${[command, operandSyntax(command), '[OPTION…]'].filter((part) => part !== '').join(' ')}`,
    details.map((paragraph) => wrap(paragraph, columns).join('\n')).join('\n\n'),
  ];
  if (operands !== undefined) parts.push(list([[operands.name, plain(operands.description)]], columns));
  const rows = optionsOf(command).map((name): [string, string] => [optionSyntax(name), plain(describe(name, command))]);
  parts.push(`Options:\n${list(rows, columns)}`);
  parts.push(`Examples:\n${examples.map((example) => `  ${example.command}\n      ${example.meaning}`).join('\n')}`);
  return `${parts.join('\n\n')}\n`;
}

/** The generated part of docs/cli.md: usage, options and examples of each command, as Markdown. */
export function renderCliReference(): string {
  return `${commandNames.map(renderCommandReference).join('\n\n')}\n`;
}

/** The generated part of docs/errors.md: each code and what it means, as Markdown. */
export function renderErrorReference(): string {
  const rows = Object.entries(errorCodes).map(([code, meaning]) => `| \`${code}\` | ${cell(meaning)} |`);
  return `| code | what it means |\n| :--- | :--- |\n${rows.join('\n')}\n`;
}

function renderCommandReference(command: CommandName): string {
  const { operands, details, examples }: CommandSpec = commandTable[command];
  const usage = [`plimsoll ${command}`, operandSyntax(command), '[OPTION…]'].filter((part) => part !== '').join(' ');
  const rows = optionsOf(command).map((name) => `| \`${cell(optionSyntax(name))}\` | ${cell(describe(name, command))} |`);
  return [
    `### \`plimsoll ${command}\`: ${commandTable[command].summary}`,
    `\`\`\`sh\n${usage}\n\`\`\``,
    ...details,
    ...(operands === undefined ? [] : [`\`${operands.name}\`: ${operands.description}`]),
    `\`\`\`sh\n${examples.map((example) => `${example.command}  # ${example.meaning}`).join('\n')}\n\`\`\``,
    `| option | meaning |\n| :--- | :--- |\n${rows.join('\n')}`,
  ].join('\n\n');
}

function describe(name: OptionName, command: CommandName): string {
  const spec: OptionSpec = optionTable[name];
  const standard = spec.kind === 'one' && spec.defaultText !== undefined ? ` By default ${spec.defaultText}.` : '';
  return `${describeOption(name, command)}${standard}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function plain(markdown: string): string {
  return markdown.replaceAll('`', '');
}

/** Two columns: terms, and what they mean, wrapped; a term too long for its column stands on a line of its own. */
function list(rows: readonly (readonly [string, string])[], columns: number): string {
  const width = Math.min(26, Math.max(...rows.map(([term]) => term.length)));
  return rows
    .flatMap(([term, meaning]) => {
      const lines = wrap(meaning, columns - width - 4);
      const head = term.length > width ? [`  ${term}`, ''.padEnd(width + 4) + lines[0]] : [`  ${term.padEnd(width)}  ${lines[0]}`];
      return [...head, ...lines.slice(1).map((line) => ''.padEnd(width + 4) + line)];
    })
    .join('\n');
}

function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > Math.max(20, columns)) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
