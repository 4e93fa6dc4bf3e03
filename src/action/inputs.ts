/** Every input of the two actions, declared once: the reader, action.yml and docs/action.md take it from here. */
import { commentWhenChoices, onMissingChoices } from '../budget/budget.ts';
import { dataBranchName } from '../budget/store-choice.ts';
import { type CamelCase, type OptionName, optionTable } from '../options/table.ts';
import { type ImageChoice, imageChoice, type OutputFile, oneOf, outputFile, type Read, text } from '../options/values.ts';
import { boolean, commentKey, oneLine, platformList, revision, storeChoice, token, wholeNumber } from './input-values.ts';

type Common = {
  /** Whole sentences, for action.yml and the docs. */
  description: string;
  /** What holds where the input is empty, read as if it had been given. What a budget may say has none: it would hide the budget. */
  standard?: string;
  /** What the runner fills in where the workflow says nothing: the expression, without its braces. */
  expression?: string;
  /** No message may quote the value. */
  secret?: boolean;
};
type One<T> = Common & { kind: 'one'; read: Read<T> };
type OneWithStandard<T> = One<T> & { standard: string };
type Lines<T> = Common & {
  kind: 'lines';
  /** Reads one line; empty ones are passed over. */
  read: Read<T>;
  /** What may not repeat: two lines with one key are an error. */
  key(value: T): string;
};
export type InputSpec = One<unknown> | Lines<unknown>;
export type InputTable = Readonly<Record<string, InputSpec>>;

/** The value that a declaration gives: a list for lines; undefined where nothing was said and nothing holds by itself. */
type InputValue<Spec> = Spec extends { kind: 'lines'; read: Read<infer T> }
  ? T[]
  : Spec extends { kind: 'one'; read: Read<infer T>; standard: string }
    ? T
    : Spec extends { kind: 'one'; read: Read<infer T> }
      ? T | undefined
      : never;

/** What a workflow asked for, every value read and checked. */
export type InputsOf<Table extends InputTable> = {
  [Name in keyof Table & string as CamelCase<Name>]: InputValue<Table[Name]>;
};

function one<T>(read: Read<T>, spec: Common & { standard: string }): OneWithStandard<T>;
function one<T>(read: Read<T>, spec: Common): One<T>;
function one<T>(read: Read<T>, spec: Common): One<T> {
  return { kind: 'one', read, ...spec };
}
function lines<T>(read: Read<T>, spec: Common & { key: (value: T) => string }): Lines<T> {
  return { kind: 'lines', read, ...spec };
}

/** The words of the command line's option of the same meaning. */
function asOption(name: OptionName): string {
  return optionTable[name].description.replace('May be repeated.', 'One a line.');
}

const commentReasons =
  'When a pull request is commented on: if a figure `changed` by more than the noise of the budget, there is no baseline, the outcome is no pass, or the pull request loosens its own budget; `always`; if there is a warning, a failure or a loosened budget (`warn`); if it fails (`fail`); or `never`. A comment that is there is kept true, unless it is never.';
const jobToken = { read: token, secret: true, expression: 'github.token' };

/** The inputs of the action, in the order of the docs: what is weighed, what it is compared with, what is told, how it is done. */
export const actionInputs = {
  config: one(oneLine, { description: asOption('config') }),
  images: lines<ImageChoice>(imageChoice, { key: ({ name }) => name, description: asOption('image') }),
  platforms: one(platformList, {
    description:
      'The platforms to weigh, os/arch[/variant], as lines or a comma list; `all` for every one that an image has. By default what the budget says, else all.',
  }),
  tag: one(oneLine, { description: asOption('tag') }),
  baseline: one(revision, {
    description:
      'What to compare with, in place of what the event says: a commit, branch or tag; `last-release` for the highest version tag that the commit builds on; a saved Analysis or a directory of them; or an image such as `oci:out`.',
  }),
  prereleases: one(boolean, { standard: 'false', description: 'Whether `last-release` may be a prerelease, such as v2.0.0-rc.1.' }),
  commit: one(revision, {
    description:
      'The commit that the images were built from, where it is not the one that is checked out. Records are kept under it, and the baseline is chosen for it.',
  }),
  store: one(storeChoice, {
    description: `Where records of earlier commits are kept: \`artifact\`, \`branch\` (${dataBranchName}), \`branch:NAME\` or \`file:DIR\`. By default what the budget says, else artifact.`,
  }),
  save: one(oneOf(['auto', 'always', 'never']), {
    standard: 'auto',
    description: 'Whether this run keeps a record of what it weighed. auto: on push, merge_group, schedule and workflow_dispatch.',
  }),
  'on-missing': one(oneOf(onMissingChoices), {
    description:
      'Where no record is found: `skip` the comparison, `build` the images of the commit to compare with, or `fail`. By default what the budget says, else skip.',
  }),
  'build-command': one(text, {
    description:
      'The shell command that makes the images, run by bash in a work tree of the commit to compare with where `on-missing` is build.',
  }),
  'retention-days': one(wholeNumber(1, 400), {
    description:
      'How many days GitHub keeps a record that is an artifact, at most what the repository allows. By default what the repository says.',
  }),
  token: one(jobToken.read, {
    ...jobToken,
    description: 'The token that GitHub is asked with. docs/permissions.md lists what it must be allowed.',
  }),
  'comment-when': one(oneOf(commentWhenChoices), {
    description: `${commentReasons} By default what the budget said before the pull request, else changed.`,
  }),
  'comment-key': one(commentKey, {
    standard: 'default',
    description: 'Tells apart the comments, records and artifacts of several uses in one repository, such as the jobs of a matrix.',
  }),
  output: lines<OutputFile>(outputFile, { key: ({ file }) => file, description: asOption('output') }),
  'fail-on': one(oneOf(['over', 'warn', 'never'], { error: 'over', fail: 'over', warning: 'warn', none: 'never', false: 'never' }), {
    standard: 'over',
    description:
      'What fails the step: being `over` the budget, a warning too (`warn`), or nothing that is judged (`never`). What cannot be checked always fails it.',
  }),
  annotations: one(boolean, {
    standard: 'true',
    description: 'Whether each limit that is passed is annotated at its line of the budget.',
  }),
  summary: one(boolean, { standard: 'true', description: 'Whether the report is written to the summary of the job.' }),
  top: one(optionTable.top.read, { standard: optionTable.top.defaultText, description: asOption('top') }),
  units: one(optionTable.units.read, { description: asOption('units') }),
  'engine-read': one(optionTable['engine-read'].read, {
    standard: optionTable['engine-read'].defaultText,
    description: asOption('engine-read'),
  }),
  insecure: lines<string>(optionTable.insecure.read, { key: (host) => host, description: asOption('insecure') }),
  verify: one(boolean, { standard: 'false', description: asOption('verify') }),
  'max-uncompressed': one(optionTable['max-uncompressed'].read, { description: asOption('max-uncompressed') }),
  'working-directory': one(oneLine, {
    description: 'Where the budget is looked for and where relative paths begin. By default the workspace.',
  }),
} satisfies InputTable;

/** What a workflow asked of the action. */
export type ActionInputs = InputsOf<typeof actionInputs>;

/** The inputs of the second action, which posts the report that a run without write permission left behind. */
export const commentActionInputs = {
  token: one(jobToken.read, {
    ...jobToken,
    description:
      'The token that GitHub is asked with: it must be allowed to read artifacts (actions: read) and budgets (contents: read), and to comment (pull-requests: write).',
  }),
  'comment-key': one(commentKey, {
    standard: 'default',
    description: 'The `comment-key` of the run whose report is posted.',
  }),
  config: one(oneLine, {
    description:
      'The path of the budget file in the repository, where the run was given one or a working directory. By default plimsoll.yml or .github/plimsoll.yml.',
  }),
  'comment-when': one(oneOf(commentWhenChoices), {
    description: `${commentReasons} By default what the budget of the base branch says, else changed.`,
  }),
  'run-id': one(wholeNumber(1), {
    description: 'The workflow run whose report is posted. By default the one that the workflow_run event names.',
  }),
} satisfies InputTable;

/** What a workflow asked of the second action. */
export type CommentActionInputs = InputsOf<typeof commentActionInputs>;
