/** The workflows that docs/action.md shows, as a reader copies them: only names that they are told to replace are replaced. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { actionName } from './act.ts';
import { buildArchive } from './pipeline.ts';

const root = resolve(import.meta.dirname, '..', '..', '..');

type Step = { uses?: string } & Record<string, unknown>;
type Workflow = { jobs: Record<string, { steps: Step[] }> } & Record<string, unknown>;

/** The texts of the blocks of this language below a heading, before the next one. */
export function blocksBelow(heading: string, language: string): string[] {
  const text = readFileSync(join(root, 'docs', 'action.md'), 'utf8');
  const start = text.indexOf(`\n## ${heading}\n`);
  if (start < 0) throw new Error(`docs/action.md has no heading ## ${heading}`);
  const end = text.indexOf('\n## ', start + 1);
  const found = text.slice(start, end < 0 ? undefined : end).matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'));
  return [...found].map(([, block]) => block!);
}

/**
 * A workflow to run: the only block of the heading, or the one of this place. One that is a part, such as a step or the jobs,
 * is put where a reader would put it in the first workflow of the page.
 */
export function documentedWorkflow(heading: string, place?: number): string {
  const blocks = blocksBelow(heading, 'yaml');
  if (place === undefined && blocks.length !== 1)
    throw new Error(`## ${heading} has ${blocks.length} blocks of yaml, where one was expected`);
  const block = blocks[place ?? 0];
  if (block === undefined) throw new Error(`## ${heading} has no block ${place} of yaml`);
  return withOwnNames(stringify(complete(parse(block) as Step[] | Partial<Workflow>), { lineWidth: 0 }));
}

function complete(part: Step[] | Partial<Workflow>): Workflow {
  const whole = parse(blocksBelow('Pull requests and main', 'yaml')[0]!) as Workflow;
  if (!Array.isArray(part)) return part.name === undefined ? { ...whole, ...part } : (part as Workflow);
  for (const step of part) {
    const { steps } = Object.values(whole.jobs).find((job) => job.steps.some(({ uses }) => uses === step.uses)) ?? {};
    if (steps === undefined) throw new Error(`the first workflow has no step that uses ${step.uses}`);
    steps.splice(
      steps.findIndex(({ uses }) => uses === step.uses),
      1,
      step,
    );
  }
  return whole;
}

/** The action, by the name that the harness knows, and in place of an engine the project's own build: its folder, and the archive to make. */
function withOwnNames(workflow: string): string {
  const [action, version] = actionName.split('@');
  const named = workflow.replaceAll(/\bOWNER\/plimsoll(\/\w+)?@COMMIT\b/g, (_, folder: string = '') => `${action}${folder}@${version}`);
  const word = String.raw`((?:\$\{\{.*?\}\}|[^\s$])+)`;
  const build = new RegExp(`docker build -t ${word} ${word} && docker save -o ${word} \\1`, 'g');
  const built = named.replaceAll(build, (_, _tag: string, context: string, archive: string) => buildArchive(context, archive));
  const left = /OWNER|COMMIT|docker .*/.exec(built)?.[0];
  if (left !== undefined) throw new Error(`a workflow of docs/action.md holds what no test knows how to replace: ${left}`);
  return built;
}
