/** Every command, declared once: the parser, `--help` and docs/cli.md read it from here. */

export type CommandSpec = {
  /** What the operands are called, how many there may be, and what they are. Absent: none. */
  operands?: { name: string; least: number; most: number; description: string };
  /** One line for the list of commands. */
  summary: string;
  /** What the command does, a paragraph each. */
  details: readonly string[];
  examples: readonly { command: string; meaning: string }[];
};

const reference =
  'An image reference: a file or directory (`out/api.tar`), one with its transport (`docker-archive:out/api.tar`, `oci:out:tag`, `oci-archive:api.tar`), or an image of the local engine (`api:ci`, `docker-daemon:api:ci`), of podman and buildah (`containers-storage:api`) or of a registry (`docker://ghcr.io/o/api:ci`).';

export const commandTable = {
  check: {
    operands: { name: 'REF', least: 0, most: Number.POSITIVE_INFINITY, description: `${reference} Only where there is no budget file.` },
    summary: 'weigh the images of the budget, compare, judge, and report',
    details: [
      'Reads plimsoll.yml, weighs each of its images, compares them with the baseline if there is one, judges them, and prints the report.',
      'Without a budget file it weighs the given images, reports, and exits with 0.',
    ],
    examples: [
      { command: 'plimsoll check', meaning: 'judge by plimsoll.yml' },
      { command: 'plimsoll check --baseline .plimsoll --save .plimsoll', meaning: 'compare with the last run, and keep this one' },
      {
        command: 'plimsoll check --image api=out/api.tar --output markdown=report.md',
        meaning: 'say which file an image is, write a second report',
      },
    ],
  },
  analyze: {
    operands: { name: 'REF', least: 1, most: Number.POSITIVE_INFINITY, description: reference },
    summary: 'weigh images and say what they hold and waste',
    details: ['Weighs the images and reports, without a budget. `--format json` prints the Analysis of each platform.'],
    examples: [
      { command: 'plimsoll analyze out/api.tar', meaning: 'sizes, layers and waste of one image' },
      { command: 'plimsoll analyze api:ci', meaning: 'the same of an image in the local engine' },
      { command: 'plimsoll analyze oci:out --platform all --format json', meaning: 'every platform, as an Analysis document' },
    ],
  },
  compare: {
    operands: {
      name: 'BASE HEAD',
      least: 2,
      most: 2,
      description:
        'What was, and what is: each an image reference or a saved Analysis (a .json file, or an image in a `--save` directory).',
    },
    summary: 'say what changed between two images',
    details: ['Compares two images, platform by platform, and says what grew, came and went. It judges nothing.'],
    examples: [
      { command: 'plimsoll compare old.tar new.tar', meaning: 'two archives' },
      { command: 'plimsoll compare analysis.json new.tar', meaning: 'a saved Analysis and an archive' },
    ],
  },
  init: {
    operands: {
      name: 'REF',
      least: 0,
      most: Number.POSITIVE_INFINITY,
      description: `${reference} It is named after the file; \`--image NAME=REF\` names it yourself.`,
    },
    summary: 'write a budget from images as they are',
    details: ['Weighs the images and writes a commented plimsoll.yml whose limits are the present sizes and some headroom.'],
    examples: [
      { command: 'plimsoll init out/api.tar', meaning: 'a budget with 10% headroom' },
      { command: 'plimsoll init --image api=out/api.tar --headroom 5%', meaning: 'named, with less headroom' },
    ],
  },
  tighten: {
    summary: 'lower the limits of the budget to the present sizes',
    details: [
      'Weighs the images of the budget and lowers each limit to the present size and some headroom. No limit is raised; comments and order are kept.',
    ],
    examples: [{ command: 'plimsoll tighten --headroom 5% --dry-run', meaning: 'show what would change' }],
  },
  schema: {
    operands: { name: 'NAME', least: 0, most: 1, description: '`budget` (the default) or `analysis`.' },
    summary: 'print a JSON Schema',
    details: ['Prints the JSON Schema of the budget file, for editors, or of the Analysis document.'],
    examples: [{ command: 'plimsoll schema > plimsoll.schema.json', meaning: 'the budget file' }],
  },
  cache: {
    operands: { name: 'ls|clear', least: 1, most: 1, description: '`ls` lists what is kept, the last used first; `clear` removes it all.' },
    summary: 'list or clear what is kept of layers',
    details: ['Shows where the cache is, which layers it knows, and how much room that takes; or empties it.'],
    examples: [
      { command: 'plimsoll cache ls', meaning: 'what is kept, and where' },
      { command: 'plimsoll cache clear', meaning: 'remove it' },
    ],
  },
} as const satisfies Record<string, CommandSpec>;

export type CommandName = keyof typeof commandTable;
export const commandNames = Object.keys(commandTable) as CommandName[];

/** Writes a command's operands as a usage line does: `REF…`, `[REF…]`, `BASE HEAD`. */
export function operandSyntax(command: CommandName): string {
  const { operands }: CommandSpec = commandTable[command];
  if (operands === undefined) return '';
  const many = operands.most === Number.POSITIVE_INFINITY ? `${operands.name}…` : operands.name;
  return operands.least === 0 ? `[${many}]` : many;
}
