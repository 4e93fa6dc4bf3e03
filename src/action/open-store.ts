/** Opens the store of records that the workflow or the budget names. */
import { resolve } from 'node:path';
import { artifactStore } from '../baseline/artifact-store.ts';
import { branchStore } from '../baseline/branch-store.ts';
import { fileStore } from '../baseline/file-store.ts';
import { recordByteLimit } from '../baseline/record.ts';
import type { RecordStore } from '../baseline/store.ts';
import type { Budget, StoreChoice } from '../budget/budget.ts';
import type { GitHub } from '../github/client.ts';
import type { ActionInputs } from './inputs.ts';

/** A store, and what a relative directory of it is taken from. */
export type PlacedStore = { choice: StoreChoice; directory: string };

/** What the workflow says, else the budget, each seen from where it stands; else artifacts. */
export function chooseStore({ store }: Pick<ActionInputs, 'store'>, budget: Budget | undefined, directory: string): PlacedStore {
  if (store !== undefined) return { choice: store, directory };
  return budget?.store === undefined ? { choice: { kind: 'artifact' }, directory } : { choice: budget.store, directory: budget.folder };
}

/** What the stores need: GitHub for all but `file`, and uploads by the runner's own service for `artifact`. */
export type StoreNeeds = {
  key: string;
  github: () => Promise<GitHub>;
  retentionDays?: number | undefined;
};

/**
 * Nothing is asked of anybody before the store is used.
 * @throws ExpectedError `github` where GitHub is needed and there is no token
 */
export async function openStore({ choice, directory }: PlacedStore, { key, github, retentionDays }: StoreNeeds): Promise<RecordStore> {
  if (choice.kind === 'file') return fileStore(resolve(directory, choice.directory));
  const client = await github();
  if (choice.kind === 'branch') {
    const { dataBranch } = await import('../github/data-branch.ts');
    const data = dataBranch(client, choice.branch, { maxFileBytes: recordByteLimit });
    return branchStore(data, { branch: choice.branch, key });
  }
  const artifacts = await import('../github/artifacts.ts');
  return artifactStore(
    {
      list: (name) => artifacts.listArtifacts(client, name),
      runEvent: (runId) => artifacts.runOf(client, runId),
      downloadFile: (id, file, maxBytes) => artifacts.downloadFile(client, id, file, maxBytes),
      upload: async (name, file, bytes) => {
        const { uploadArtifact } = await import('./upload.ts');
        await uploadArtifact(name, file, bytes, retentionDays === undefined ? {} : { retentionDays });
      },
    },
    { key },
  );
}
