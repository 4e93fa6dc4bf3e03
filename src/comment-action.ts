/** The runner's shell of the second action, which posts for runs that may not. */
import { runCommentAction } from './action/run-comment-action.ts';
import { startAction } from './action/start.ts';

await startAction(runCommentAction);
