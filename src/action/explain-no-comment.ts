/** What the job summary says of what GitHub did not allow: the comment, a store that could not be read or kept, and the permissions to add. */
import type { RunEvent } from '../baseline/run-event.ts';
import type { StoreChoice } from '../budget/budget.ts';
import type { ExpectedError } from '../errors.ts';
import { missingPermissions } from '../github/faults.ts';
import { markdownProse } from '../report/escape-markdown.ts';
import { isPullRequest } from './pull-request-event.ts';
import type { CommentOutcome } from './tell-comment.ts';

/** What a run does that takes a permission. */
export type PermissionNeeds = { event: RunEvent; store: StoreChoice; keepsRecord: boolean };

/**
 * Explains what was refused.
 * @param faults what else failed for the lack of a permission; others are passed over, since they are told where they happened
 * @returns Markdown to be put behind the report; empty where nothing is to be said
 */
export function explainRefusals(comment: CommentOutcome | undefined, faults: readonly ExpectedError[], needs: PermissionNeeds): string {
  const refused = faults.filter((fault) => missingPermissions(fault).length > 0).map(({ message }) => markdownProse(message));
  const quotes = [...(comment === undefined ? [] : aboutComment(comment)), ...new Set(refused)].map((line) => `\n> ${line}\n`);
  const missing = [...(comment?.missingPermissions ?? []), ...faults.flatMap(missingPermissions)];
  return `${quotes.join('')}${missing.length === 0 ? '' : permissionBlock(neededPermissions(needs), missing)}`;
}

function aboutComment({ left, problem }: CommentOutcome): string[] {
  if (problem === undefined && left === undefined) return [];
  const why =
    problem === undefined
      ? 'This run may not comment, since the pull request comes from a fork.'
      : `The pull request could not be commented on: ${markdownProse(problem.message)}.`;
  if (left === undefined) return [why];
  if (left === 'left') return [`${why} The report was left for the workflow that posts for such runs.`];
  return [`${why} Nor could the report be left for a workflow that posts for such runs: ${markdownProse(left.message)}`];
}

/** All that a run needs, as lines of `permissions:`. */
export function neededPermissions({ event, store, keepsRecord }: PermissionNeeds): string[] {
  return [
    ...(store.kind === 'artifact' ? ['actions: read'] : []),
    `contents: ${store.kind === 'branch' && keepsRecord ? 'write' : 'read'}`,
    ...(isPullRequest(event) ? ['pull-requests: write'] : []),
  ];
}

/** Whole, since a job has no permission beside those that it names. */
function permissionBlock(needed: readonly string[], missing: readonly string[]): string {
  const scopes = new Map<string, string>();
  for (const [scope = '', access = ''] of [...missing, ...needed].map((line) => line.split(': ')))
    if (scopes.get(scope) !== 'write') scopes.set(scope, access);
  const lacking = new Set(missing.map((line) => line.split(': ')[0]));
  const lines = [...scopes].toSorted().map(([scope, access]) => `  ${scope}: ${access}${lacking.has(scope) ? ' # is missing' : ''}`);
  return `\nThe job needs these permissions, beside those of its other steps:\n\n\`\`\`yaml\npermissions:\n${lines.join('\n')}\n\`\`\`\n`;
}
