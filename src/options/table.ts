/** Every option of the command line, declared once: the parser, `--help` and docs/cli.md read it from here. */
import type { CommandName } from './commands.ts';
import {
  count,
  format,
  type ImageChoice,
  imageChoice,
  type OutputFile,
  oneOf,
  outputFile,
  percent,
  platforms,
  type Read,
  registryHost,
  size,
  text,
} from './values.ts';

type Common = {
  short?: string;
  commands: readonly CommandName[];
  /** One sentence or two, for --help and docs. */
  description: string;
  /** The same for a command to which the description does not fit. */
  descriptions?: Partial<Record<CommandName, string>>;
};
type Flag = Common & { kind: 'flag' };
type One<T> = Common & { kind: 'one'; placeholder: string; read: Read<T>; defaultText?: string };
type OneWithDefault<T> = One<T> & { defaultText: string };
type Many<T> = Common & {
  kind: 'many';
  placeholder: string;
  read: Read<T>;
  /** What may not repeat: two values with one key are an error. */
  key?(value: T): string;
};
export type OptionSpec = Flag | One<unknown> | Many<unknown>;

/** The value that a declaration gives: a flag is a boolean, an option that may repeat a list, one without a default may be undefined. */
export type OptionValue<Spec> = Spec extends { kind: 'flag' }
  ? boolean
  : Spec extends { kind: 'many'; read: Read<infer T> }
    ? T[]
    : Spec extends { kind: 'one'; read: Read<infer T>; defaultText: string }
      ? T
      : Spec extends { kind: 'one'; read: Read<infer T> }
        ? T | undefined
        : never;

function flag(spec: Common): Flag {
  return { kind: 'flag', ...spec };
}
function one<T>(placeholder: string, read: Read<T>, spec: Common & { defaultText: string }): OneWithDefault<T>;
function one<T>(placeholder: string, read: Read<T>, spec: Common): One<T>;
function one<T>(placeholder: string, read: Read<T>, spec: Common & { defaultText?: string }): One<T> {
  return { kind: 'one', placeholder, read, ...spec };
}
function many<T>(placeholder: string, read: Read<T>, spec: Common & { key?: (value: T) => string }): Many<T> {
  return { kind: 'many', placeholder, read, ...spec };
}

const everywhere: readonly CommandName[] = ['check', 'analyze', 'compare', 'init', 'tighten', 'schema', 'cache'];
const weighing: readonly CommandName[] = ['check', 'analyze', 'compare', 'init', 'tighten'];
const reporting: readonly CommandName[] = ['check', 'analyze', 'compare'];

/** One description for several commands. */
function among(commands: readonly CommandName[], description: string): Partial<Record<CommandName, string>> {
  return Object.fromEntries(commands.map((command) => [command, description]));
}

const onePlatform =
  'Weigh this platform, os/arch[/variant], in the order given (may be repeated, or a comma list); `all` for every one that the image has.';
const unitsShown = 'How sizes are shown: si (kB, MB, powers of 1000) or iec (KiB, MiB, powers of 1024).';
const kept = 'Keep the Analysis of each image in this directory, for a later';

/** In the order of --help. */
export const optionTable = {
  config: one('FILE', text, {
    short: 'c',
    commands: ['check', 'init', 'tighten'],
    description: 'The budget file. By default plimsoll.yml or .github/plimsoll.yml of this folder, or of the nearest above it.',
    descriptions: { init: 'The budget file that is written. By default the one that this folder has, else plimsoll.yml.' },
  }),
  image: many<ImageChoice>('NAME[=REF]', imageChoice, {
    key: ({ name }) => name,
    commands: ['check', 'init', 'tighten'],
    description:
      'NAME=REF says what the image NAME is, in place of what the budget says. NAME alone leaves out all images of the budget that are not named so. May be repeated.',
    descriptions: { init: 'NAME=REF weighs the image REF and calls it NAME in the budget. May be repeated.' },
  }),
  platform: many('PLATFORM', platforms, {
    commands: weighing,
    description: `${onePlatform} By default what the budget says, else all.`,
    descriptions: among(['analyze', 'compare', 'init'], `${onePlatform} By default all.`),
  }),
  tag: one('TAG', text, { commands: weighing, description: 'Which of several images in one archive or layout.' }),
  baseline: one('PATH|REF', text, {
    commands: ['check'],
    description:
      'What to compare with: a directory that --save wrote, an Analysis file, or, where one image is checked, an image reference, of which the same platforms are weighed.',
  }),
  save: one('DIR', text, {
    commands: ['check', 'analyze'],
    description: `${kept} --baseline. It may be the same directory: it is read first.`,
    descriptions: { analyze: `${kept} plimsoll check --baseline or plimsoll compare.` },
  }),
  format: one('FORMAT', format, {
    short: 'f',
    defaultText: 'text',
    commands: reporting,
    description: 'What is printed: text, markdown or json.',
  }),
  output: many<OutputFile>('FORMAT=FILE', outputFile, {
    short: 'o',
    key: ({ file }) => file,
    commands: reporting,
    description: 'Write the report to a file too, in text, markdown or json. May be repeated. A file is replaced whole or not at all.',
  }),
  top: one('N', count, {
    defaultText: '10',
    commands: reporting,
    description:
      'How many directories, files, changed layers and wastes the report lists of each; 0 for none. The table of all layers and JSON always hold all.',
  }),
  units: one('UNITS', oneOf(['si', 'iec']), {
    commands: [...reporting, 'init'],
    description: `${unitsShown} By default what the budget says, else si.`,
    descriptions: {
      ...among(['analyze', 'compare'], `${unitsShown} By default si.`),
      init: 'How the limits are written: si (kB, MB, powers of 1000) or iec (KiB, MiB, powers of 1024). By default si.',
    },
  }),
  headroom: one('PERCENT', percent, {
    defaultText: '10%',
    commands: ['init', 'tighten'],
    description: 'How far above the present size a limit is set.',
  }),
  force: flag({ commands: ['init'], description: 'Replace a budget file that is there already.' }),
  'dry-run': flag({
    commands: ['init', 'tighten'],
    description: 'Write nothing, and print what would change.',
    descriptions: { init: 'Write nothing, and print the budget.' },
  }),
  'engine-read': one('HOW', oneOf(['auto', 'direct', 'export', 'sudo']), {
    defaultText: 'auto',
    commands: weighing,
    description:
      "How an image of an engine is read: direct from the engine's store, which this user must be allowed to read; export by the engine, which takes longer; auto for the first of these that works; sudo to read the store with `sudo -n`.",
  }),
  insecure: many('HOST', registryHost, {
    key: (host) => host,
    commands: weighing,
    description:
      'A registry, HOST[:PORT], that may speak plain HTTP, or show a certificate that nobody signed. A registry on this machine may without. May be repeated.',
  }),
  verify: flag({ commands: weighing, description: 'Read every byte and check every digest, also where neither is needed to weigh.' }),
  'no-cache': flag({
    commands: weighing,
    description: 'Read every layer anew, also those that were read before, and keep nothing of them.',
  }),
  'cache-size': one('SIZE', size, {
    defaultText: '512 MiB',
    commands: weighing,
    description: 'How much the cache may hold of layers that were read; those that were not used for longest are removed.',
  }),
  'max-uncompressed': one('SIZE', size, {
    commands: weighing,
    description: 'Refuse an image that unpacks to more than this, such as 20 GB: a guard against decompression bombs.',
  }),
  color: one('WHEN', oneOf(['auto', 'always', 'never']), {
    defaultText: 'auto',
    commands: reporting,
    description: 'Colour the text report. auto: on a terminal, unless NO_COLOR is set; FORCE_COLOR colours it everywhere.',
  }),
  quiet: flag({ short: 'q', commands: everywhere, description: 'No progress and no notes on stderr; errors are still printed.' }),
  verbose: flag({
    short: 'v',
    commands: everywhere,
    description: 'Say more on stderr: what is weighed and how long it takes, and where an error comes from.',
  }),
  help: flag({ short: 'h', commands: everywhere, description: 'Print this.' }),
  version: flag({ short: 'V', commands: everywhere, description: 'Print the version.' }),
};

type Table = typeof optionTable;
export type OptionName = keyof Table;
export const optionNames = Object.keys(optionTable) as OptionName[];

export type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : Name;

/** What was asked for, every value read and checked. An option that the command does not take has its default. */
export type Options = { [Name in OptionName as CamelCase<Name>]: OptionValue<Table[Name]> };

/** The options that a command takes, in the order of the table. */
export function optionsOf(command: CommandName): OptionName[] {
  return optionNames.filter((name) => optionTable[name].commands.includes(command));
}

/** What an option means to a command. */
export function describeOption(name: OptionName, command: CommandName): string {
  const { description, descriptions }: OptionSpec = optionTable[name];
  return descriptions?.[command] ?? description;
}

/** Writes an option as a help line does: `-c, --config FILE`. */
export function optionSyntax(name: OptionName): string {
  const spec: OptionSpec = optionTable[name];
  const long = spec.kind === 'flag' ? `--${name}` : `--${name} ${spec.placeholder}`;
  return spec.short === undefined ? long : `-${spec.short}, ${long}`;
}
