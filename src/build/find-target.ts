/** Which one target of a bake file is meant: a matrix, a group or a default may stand behind a name. */
import type { BakeBuild } from '../budget/build-source.ts';
import { ExpectedError } from '../errors.ts';
import { bakePrintArguments } from './build-arguments.ts';
import { buildFailed } from './build-failure.ts';
import { optionValues } from './option-values.ts';
import { askTool, type ToolOptions } from './run-tool.ts';

type BakePlan = { group?: Record<string, { targets?: string[] }>; target?: Record<string, { call?: string }> };

/**
 * Asks buildx what it would bake.
 * @param secrets what no error may show
 * @throws ExpectedError `build` where it cannot read the files, the name stands for several targets, or it makes no image; `interrupted`
 */
export async function findTarget(build: BakeBuild, doing: string, tool: ToolOptions, secrets: readonly string[]): Promise<string> {
  refuseOverrides(build, doing);
  const answer = await askTool('docker', ['buildx', ...bakePrintArguments(build)], tool);
  if (answer?.code !== 0)
    throw buildFailed(`${doing}: reading the bake target ${build.target} failed`, answer?.stderr.split('\n') ?? [], { secrets });
  const plan = JSON.parse(answer.stdout) as BakePlan;
  const leaves = leavesOf(plan, build.target);
  const [only, ...others] = leaves;
  const call = plan.target?.[only ?? '']?.call ?? 'build';
  if (only !== undefined && others.length === 0 && call !== 'build')
    throw new ExpectedError('build', `${doing}: the bake target ${only} makes no image: it says call = ${JSON.stringify(call)}`, {
      hint: 'Name a target that builds.',
    });
  if (only !== undefined && others.length === 0) return only;
  throw new ExpectedError(
    'build',
    `${doing}: the bake target ${build.target} stands for ${leaves.length} targets (${leaves.join(', ')}), where one was expected`,
    { hint: 'Make each of them an image of the budget, with a source of its own.' },
  );
}

/** An output that is set beside ours would be written too: an image would be pushed, or what is weighed be another. */
function refuseOverrides({ extraArgs }: BakeBuild, doing: string): void {
  const values = optionValues(extraArgs, '--set').map(({ value }) => value);
  const [found] = values.flatMap((value) => /^[^=]*\.(?:output|push|load|call)(?=\+?=)/s.exec(value) ?? []);
  if (found === undefined) return;
  throw new ExpectedError('build', `${doing}: extra-args set ${found}, which is for Plimsoll to say: it takes the result`, {
    hint: 'Take it out; where the image goes besides is for another step to say.',
  });
}

function leavesOf({ group = {}, target = {} }: BakePlan, wanted: string): string[] {
  const leaves = new Set<string>();
  const visited = new Set<string>();
  const visit = (name: string): void => {
    if (visited.has(name)) return;
    visited.add(name);
    if (Object.hasOwn(target, name)) leaves.add(name);
    else if (Object.hasOwn(group, name)) for (const inner of group[name]?.targets ?? []) visit(inner);
  };
  // Names with characters that buildx does not take are rewritten: then the default, which is what was asked for, says how.
  visit(Object.hasOwn(group, wanted) || Object.hasOwn(target, wanted) ? wanted : 'default');
  return [...leaves];
}
