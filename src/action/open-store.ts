/** Opens the store of records that the workflow or the budget names. */
import { resolve } from 'node:path';
import { artifactStore } from '../baseline/artifact-store.ts';
import { branchStore } from '../baseline/branch-store.ts';
import { fileStore } from '../baseline/file-store.ts';
import { recordByteLimit } from '../baseline/record.ts';
import type { RecordStore } from '../baseline/store.ts';
import type { StoreChoice } from '../budget/budget.ts';
import type { GitHub } from '../github/client.ts';

/** What the stores need: GitHub for all but `file`, and uploads by the runner's own service for `artifact`. */
export type StoreNeeds = {
  key: string;
  /** What a relative directory is taken from. */
  directory: string;
  github: () => Promise<GitHub>;
  retentionDays?: number | undefined;
};

/**
 * Nothing is asked of anybody before the store is used.
 * @throws ExpectedError `github` where GitHub is needed and there is no token
 */
export async function openStore(choice: StoreChoice, { key, directory, github, retentionDays }: StoreNeeds): Promise<RecordStore> {
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
