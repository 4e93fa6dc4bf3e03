/** Which runs keep a record of what they weighed. */
import type { RunEvent } from '../baseline/run-event.ts';
import type { ActionInputs } from './inputs.ts';

/** Runs whose commit is on a branch of this repository. A pull request's is not yet, and its author could say what they like. */
const keeping: readonly RunEvent['name'][] = ['push', 'merge_group', 'schedule', 'workflow_dispatch'];

export function keepsRecord({ save }: Pick<ActionInputs, 'save'>, event: RunEvent): boolean {
  return save === 'always' || (save === 'auto' && keeping.includes(event.name));
}
