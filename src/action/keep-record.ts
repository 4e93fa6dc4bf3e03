/** Keeps what the images weigh, for the runs that will compare with this commit. */
import type { CommitRecord } from '../baseline/record.ts';
import type { Checked } from '../check.ts';
import { ExpectedError, withHint } from '../errors.ts';
import type { Results } from './deliver-results.ts';
import { keepsRecord } from './keeps-record.ts';
import type { Hub } from './open-hub.ts';
import { chooseStore, openStore } from './open-store.ts';
import type { Runner } from './runner.ts';

/** @returns whether a record was kept. One that cannot be kept is a warning: the verdict stands, and the next run tries again. */
export async function keepRecord(
  runner: Runner,
  { inputs, event, measured, checked, faults, directory }: Results,
  hub: Hub,
): Promise<boolean> {
  if (!keepsRecord(inputs, event)) return false;
  if ('why' in measured) {
    runner.annotate('warning', `No record was kept: ${measured.why}`);
    return false;
  }
  const { commit } = measured;
  const placed = chooseStore(inputs, checked.budget, directory);
  const record: CommitRecord = {
    commit,
    created: `${new Date().toISOString().slice(0, 19)}Z`,
    images: imagesOf(checked),
  };
  try {
    if (placed.choice.kind === 'artifact' && commit !== runner.sha)
      throw new ExpectedError('baseline', `this run is of ${runner.sha}, and an artifact counts for the commit of its run`, {
        hint: 'Use store: branch where the images are built from another commit than the workflow runs for.',
      });
    const { commentKey: key, retentionDays } = inputs;
    const store = await openStore(placed, { key, github: hub.client, retentionDays });
    await store.save(record);
    runner.log(`kept the record of ${commit.slice(0, 7)} in ${store.name}`);
    return true;
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    faults.push(error);
    runner.annotate('warning', `The record of ${commit.slice(0, 7)} was not kept: ${withHint(error)}`);
    return false;
  }
}

function imagesOf({ images }: Checked): CommitRecord['images'] {
  const names = [...new Set(images.map(({ name }) => name))];
  return names.map((name) => ({ name, weighed: images.filter((image) => image.name === name).map(({ weighed }) => weighed) }));
}
