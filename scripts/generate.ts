/**
 * Writes what is made from declarations: both action.yml, the JSON Schemas, and the generated parts of the documents.
 * `--check` writes nothing, and fails where a file is not what the declarations give.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderActionYml, renderCommentActionYml } from '../src/action/action-yml.ts';
import {
  renderCommentInputReference,
  renderCommentOutputReference,
  renderInputReference,
  renderOutputReference,
} from '../src/action/reference.ts';
import { renderAnalysisSchema } from '../src/analysis/json-schema.ts';
import { renderAnalysisReference } from '../src/analysis/reference.ts';
import { renderBudgetSchema } from '../src/budget/json-schema.ts';
import { renderBudgetReference } from '../src/budget/reference.ts';
import { renderCliReference, renderErrorReference } from '../src/options/reference.ts';

/** A file, or the part of one between `<!-- generated: PART -->` and `<!-- /generated -->`. */
type Target = { file: string; part?: string; render: () => string };

const targets: readonly Target[] = [
  { file: 'action.yml', render: renderActionYml },
  { file: 'comment/action.yml', render: renderCommentActionYml },
  { file: 'schema/analysis.schema.json', render: renderAnalysisSchema },
  { file: 'schema/plimsoll.schema.json', render: renderBudgetSchema },
  { file: 'docs/action.md', part: 'inputs', render: renderInputReference },
  { file: 'docs/action.md', part: 'outputs', render: renderOutputReference },
  { file: 'docs/action.md', part: 'comment-inputs', render: renderCommentInputReference },
  { file: 'docs/action.md', part: 'comment-outputs', render: renderCommentOutputReference },
  { file: 'docs/analysis.md', render: renderAnalysisReference },
  { file: 'docs/budget.md', part: 'budget', render: renderBudgetReference },
  { file: 'docs/cli.md', part: 'commands', render: renderCliReference },
  { file: 'docs/errors.md', part: 'errors', render: renderErrorReference },
];

/** The whole text of a target's file as the declarations give it; `now` is what stands there. */
function wanted({ file, part, render }: Target, now: string): string {
  if (part === undefined) return render();
  const begin = `<!-- generated: ${part} -->\n`;
  const end = '<!-- /generated -->';
  const from = now.indexOf(begin);
  const to = now.indexOf(end, from);
  if (from === -1 || to === -1) throw new Error(`${file} has no part between ${begin.trim()} and ${end}`);
  return `${now.slice(0, from + begin.length)}\n${render().trim()}\n\n${now.slice(to)}`;
}

/**
 * The files under `root` that were not what the declarations give.
 * @param write whether they are written
 */
export function generate(root: string, { write }: { write: boolean }): string[] {
  return targets
    .filter((target) => {
      const path = join(root, target.file);
      const now = existsSync(path) ? readFileSync(path, 'utf8') : '';
      const text = wanted(target, now);
      if (text === now) return false;
      if (write) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
      return true;
    })
    .map(({ file }) => file);
}

if (import.meta.main) {
  const check = process.argv.includes('--check');
  const differing = generate(join(import.meta.dirname, '..'), { write: !check });
  for (const file of differing) console.log(check ? `${file} is not what its declaration gives: run npm run generate` : `wrote ${file}`);
  if (check && differing.length > 0) process.exitCode = 1;
}
