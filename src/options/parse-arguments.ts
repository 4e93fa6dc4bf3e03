/** From the words after `plimsoll` to what was asked for, every problem reported at once. */
import { parseArgs } from 'node:util';
import { ExpectedError } from '../errors.ts';
import { didYouMean, findNearest } from '../nearest.ts';
import { type CommandName, type CommandSpec, commandNames, commandTable, operandSyntax } from './commands.ts';
import { type OptionName, type OptionSpec, type Options, optionNames, optionTable } from './table.ts';

export type Invocation =
  | { kind: 'help'; command?: CommandName }
  | { kind: 'version' }
  | { kind: 'run'; command: CommandName; operands: string[]; options: Options };

/** One use of an option, as it stands on the command line. */
type Use = { name: OptionName; written: string; value: string | undefined };
type Words = { uses: Use[]; positionals: string[]; problems: string[] };

/**
 * Reads the arguments (without node and the script). `--help` and `--version` win over everything but an unknown option.
 * @throws ExpectedError `option` that lists every problem, each with the nearest right word
 */
export function parseArguments(argv: readonly string[]): Invocation {
  const { uses, positionals, problems } = splitWords(argv);
  const [word, ...operands] = positionals;
  const asksForHelp = word === 'help' || uses.some((use) => use.name === 'help');
  const commandWord = word === 'help' ? operands[0] : word;
  const command = commandNames.find((name) => name === commandWord);

  if (commandWord !== undefined && command === undefined) problems.unshift(unknownCommand(commandWord));
  if (problems.length === 0) {
    if (asksForHelp) return command === undefined ? { kind: 'help' } : { kind: 'help', command };
    if (uses.some((use) => use.name === 'version')) return { kind: 'version' };
  }
  if (command !== undefined && word !== 'help') {
    problems.push(...uses.filter((use) => !optionTable[use.name].commands.includes(command)).map((use) => misplaced(use, command)));
    problems.push(...countProblems(command, operands));
  }
  const options = readValues(uses, problems);
  if (problems.length > 0) throw refuse(problems, command);
  if (command !== undefined) return { kind: 'run', command, operands, options };
  throw new ExpectedError('option', `no command was given; the commands are ${commandNames.join(', ')}`, {
    hint: 'plimsoll check judges the images by plimsoll.yml. plimsoll --help says more.',
  });
}

/**
 * node's parser stops at its first problem, so it is asked to be lenient and its tokens are judged here.
 * An option that swallowed the next option for its value is reported and taken out, so that the rest is read right.
 */
function splitWords(argv: readonly string[]): Words {
  const args = [...argv];
  const problems: string[] = [];
  for (;;) {
    const { tokens } = parseArgs({ args, options: parserOptions(), allowPositionals: true, strict: false, tokens: true });
    const swallowed = tokens.find((token) => token.kind === 'option' && token.inlineValue === false && /^-\D/.test(token.value));
    if (swallowed?.kind === 'option') {
      problems.push(missingValue(swallowed.name as OptionName, swallowed.rawName, `, but ${swallowed.value} follows`));
      args.splice(swallowed.index, 1);
      continue;
    }
    const uses: Use[] = [];
    for (const token of tokens) {
      if (token.kind !== 'option') continue;
      const name = optionNames.find((known) => known === token.name);
      const spec: OptionSpec | undefined = name && optionTable[name];
      if (name === undefined || spec === undefined) problems.push(unknownOption(token.rawName));
      else if (spec.kind === 'flag' && token.value !== undefined)
        problems.push(`${token.rawName} takes no value, but was given ${JSON.stringify(token.value)}`);
      else if (spec.kind !== 'flag' && token.value === undefined) problems.push(missingValue(name, token.rawName));
      else uses.push({ name, written: token.rawName, value: token.value });
    }
    return { uses, positionals: tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : [])), problems };
  }
}

function parserOptions(): Record<string, { type: 'string' | 'boolean'; short?: string; multiple: boolean }> {
  return Object.fromEntries(
    optionNames.map((name) => {
      const { kind, short }: OptionSpec = optionTable[name];
      return [name, { type: kind === 'flag' ? 'boolean' : 'string', multiple: true, ...(short === undefined ? {} : { short }) }];
    }),
  );
}

/** Reads each value; adds to `problems` what is wrong. The result is whole only if nothing was added. */
function readValues(uses: readonly Use[], problems: string[]): Options {
  const read = (name: OptionName): unknown => {
    const spec: OptionSpec = optionTable[name];
    const mine = uses.filter((use) => use.name === name);
    if (spec.kind === 'flag') return mine.length > 0;
    const values = mine.flatMap((use) => {
      const reading = spec.read(use.value ?? '');
      if ('value' in reading) return [reading.value];
      const guess = reading.suggestion === undefined ? '' : ` (did you mean ${reading.suggestion}?)`;
      problems.push(`${use.written} ${JSON.stringify(use.value)} ${reading.problem}${guess}`);
      return [];
    });
    if (spec.kind === 'many') {
      const keys = spec.key === undefined ? [] : values.map(spec.key);
      for (const key of new Set(keys.filter((key, at) => keys.indexOf(key) !== at)))
        problems.push(`--${name} names ${JSON.stringify(key)} more than once`);
      return values;
    }
    if (mine.length > 1) problems.push(`--${name} is given ${mine.length} times, but only one value can count`);
    if (values.length > 0) return values[0];
    if (spec.defaultText === undefined) return undefined;
    const standard = spec.read(spec.defaultText);
    return 'value' in standard ? standard.value : undefined;
  };
  return Object.fromEntries(optionNames.map((name) => [camelCase(name), read(name)])) as Options;
}

/** How the name of an option is written in code: `dry-run` is `dryRun`. */
export function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function missingValue(name: OptionName, written: string, after = ''): string {
  const spec: OptionSpec = optionTable[name];
  return `${written} needs a value${spec.kind === 'flag' ? '' : `, ${written} ${spec.placeholder}`}${after}`;
}

function unknownOption(written: string): string {
  if (!written.startsWith('--')) return `${written} is not an option`;
  const negated = written.startsWith('--no-') && findNearest(written.slice('--no-'.length), optionNames) === 'color';
  return `${written} is not an option${negated ? ' (did you mean --color never?)' : didYouMean(written.slice(2), optionNames, (name) => `--${name}`)}`;
}

function unknownCommand(word: string): string {
  const guess = didYouMean(word, commandNames, (name) => name);
  return `${JSON.stringify(word)} is not a command${guess}; the commands are ${commandNames.join(', ')}`;
}

function misplaced(use: Use, command: CommandName): string {
  return `${use.written} is not an option of plimsoll ${command}, but of ${optionTable[use.name].commands.join(', ')}`;
}

function countProblems(command: CommandName, operands: readonly string[]): string[] {
  const { operands: allowed }: CommandSpec = commandTable[command];
  const found = operands.map((operand) => JSON.stringify(operand)).join(' ');
  if (allowed === undefined) return operands.length === 0 ? [] : [`plimsoll ${command} takes no operands, but was given ${found}`];
  if (operands.length >= allowed.least && operands.length <= allowed.most) return [];
  return [`plimsoll ${command} takes ${operandSyntax(command)}, but was given ${found === '' ? 'nothing' : found}`];
}

function refuse(problems: readonly string[], command: CommandName | undefined): ExpectedError {
  const message =
    problems.length === 1
      ? problems[0]!
      : [`${problems.length} things are wrong with the command line:`, ...problems.map((problem) => `  - ${problem}`)];
  return new ExpectedError('option', message, {
    hint: `plimsoll ${command === undefined ? '' : `${command} `}--help lists what there is.`,
  });
}
