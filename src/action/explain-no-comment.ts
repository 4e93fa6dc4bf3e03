/** What the job summary says where the pull request could not be commented on. */
import { markdownProse } from '../report/escape-markdown.ts';
import type { CommentOutcome } from './tell-comment.ts';

const mayNot = '\n> This run may not comment, since the pull request comes from a fork or from Dependabot.';

/** @returns Markdown to be put behind the report; empty where nothing is to be said */
export function explainNoComment({ done, problem, missingPermissions }: CommentOutcome): string {
  if (done === 'left to the poster') return `${mayNot} The report was left for the workflow that posts for such runs.\n`;
  if (done === 'not possible') return `${mayNot} Nor could the report be left for a workflow that posts for such runs.\n`;
  if (problem === undefined) return '';
  const why = `\n> The pull request could not be commented on: ${markdownProse(problem.message)}\n`;
  if (missingPermissions.length === 0) return why;
  return `${why}\nThe job needs this in its workflow:\n\n\`\`\`yaml\npermissions:\n${missingPermissions.map((line) => `  ${line}`).join('\n')}\n\`\`\`\n`;
}
