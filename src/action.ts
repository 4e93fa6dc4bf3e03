/** The runner's shell: hands the job to runAction, and its answer back as exit code. */
import { runAction } from './action/run-action.ts';
import { startAction } from './action/start.ts';

await startAction(runAction);
