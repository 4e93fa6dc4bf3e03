/** Whether somebody who may has allowed this pull request to be over its budget. */
import { type Override, type Permission, permissions } from '../budget/budget.ts';
import { overrideVerdict } from '../budget/override.ts';
import type { Verdict } from '../budget/verdict.ts';
import { ExpectedError } from '../errors.ts';

/** What is asked of GitHub. */
export type LabelFacts = {
  labels(): Promise<readonly string[]>;
  /** Who set the label last; undefined where that is not known. */
  setterOf(label: string): Promise<string | undefined>;
  permissionOf(login: string): Promise<string>;
};

/**
 * Applies the override of the budget, if a label asks for it and whoever set the label may. What cannot be proved is not allowed.
 * @param options.warnings whether a warning would fail the step, and so may be allowed too
 * @returns the verdict as it stands then, and a sentence where a label was set in vain
 */
export async function allowGrowth(
  verdict: Verdict,
  override: Override | undefined,
  facts: LabelFacts | undefined,
  { warnings = false }: { warnings?: boolean } = {},
): Promise<{ verdict: Verdict; remarks: string[] }> {
  const asked = verdict.outcome === 'fail' || (warnings && verdict.outcome === 'warn');
  if (override === undefined || facts === undefined || !asked) return { verdict, remarks: [] };
  const remarks: string[] = [];
  try {
    const labels = await facts.labels();
    // GitHub takes labels that differ by case alone for one.
    const set = new Map(labels.map((label) => [label.toLowerCase(), label]));
    for (const label of override.labels.flatMap((each) => set.get(each.toLowerCase()) ?? [])) {
      const by = await facts.setterOf(label);
      if (by === undefined) {
        remarks.push(`The label \`${label}\` does not count: GitHub does not say who set it`);
        continue;
      }
      const permission = await facts.permissionOf(by);
      if (reaches(permission, override.permission)) return { verdict: overrideVerdict(verdict, { label, by }), remarks: [] };
      remarks.push(
        `The label \`${label}\` does not count: \`${by}\`, who set it, has the permission ${permission}, and ${override.permission} is needed`,
      );
    }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    remarks.push(`Whether a label allows the growth could not be told: ${error.message}`);
  }
  return { verdict, remarks };
}

function reaches(found: string, needed: Permission): boolean {
  return permissions.indexOf(found as Permission) >= permissions.indexOf(needed);
}
