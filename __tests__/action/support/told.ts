/** What a run says, for tests of many runs. */
import assert from 'node:assert/strict';
import type { ActionResult } from './run-action.ts';

/** The commit that a run compared with, how its record was found, and how many commits it is behind the right one. */
export function comparedWith({ outputs, stdout }: ActionResult): string[] {
  assert.notEqual(outputs.outcome, 'error', stdout);
  return ['sha', 'kind', 'distance'].map((name) => outputs[`baseline-${name}`] ?? '');
}

/** The log on one line, since sentences of any length are broken into several. */
export function logOf({ stdout }: ActionResult): string {
  return stdout.replaceAll(/\s+/g, ' ');
}
