/** The `branch` store: a branch that holds nothing but records, `KEY/records/SHA.json` each, and `KEY/index.json`. */
import { decodeRecord, encodeRecord } from './record.ts';
import { addToIndex, parseIndex, renderIndex } from './record-index.ts';
import { believe, type RecordStore, reach } from './store.ts';

/** Reads a file of the branch; undefined where there is none, or no such branch yet. */
type ReadFile = (path: string) => Promise<Buffer | undefined>;

/** Whatever reads and writes the branch. What it throws is that the branch cannot be reached, and says what was being done. */
export type BranchTransport = {
  readFile: ReadFile;
  /**
   * Adds and replaces files by one commit, as `build` says. Where another run has written first, `build` is called again and reads what that run
   * wrote: nothing of it may be lost.
   */
  commitFiles(build: (read: ReadFile) => Promise<{ files: Record<string, Buffer>; message: string }>): Promise<void>;
};

/**
 * @param options.branch for messages
 * @param options.key the folder of the branch, so that several checks of one repository share it
 */
export function branchStore(transport: BranchTransport, { branch, key }: { branch: string; key: string }): RecordStore {
  const name = `the branch ${branch}`;
  const indexFile = `${key}/index.json`;
  const fileOf = (commit: string) => `${key}/records/${commit}.json`;
  const refused: string[] = [];
  let indexed: ReadonlySet<string> | undefined;

  const read = (path: string) => reach(() => transport.readFile(path));
  const readIndex = async (): Promise<ReadonlySet<string>> => {
    const bytes = await read(indexFile);
    const index = believe(refused, () => parseIndex(bytes, `${indexFile} of ${name}`));
    return new Set(index?.records.map(({ commit }) => commit));
  };

  return {
    name,
    refused,
    first: async (commits) => {
      indexed ??= await readIndex();
      const [wanted] = commits;
      // The index forgets the oldest; the file of the one that is wanted most is worth a look.
      if (wanted !== undefined && !indexed.has(wanted) && (await read(fileOf(wanted))) !== undefined) return wanted;
      return commits.find((commit) => indexed!.has(commit));
    },
    load: async (commit) => {
      const from = `${fileOf(commit)} of ${name}`;
      const bytes = await read(fileOf(commit));
      if (bytes !== undefined) return believe(refused, () => decodeRecord(bytes, { commit, from }));
      refused.push(`reading ${from}: there is no such file, though the index names it`);
      return undefined;
    },
    save: async (record) => {
      const bytes = await encodeRecord(record);
      await reach(() =>
        transport.commitFiles(async (readNow) => {
          const index = parseIndex(await readNow(indexFile), `${indexFile} of ${name}`);
          return {
            files: { [fileOf(record.commit)]: bytes, [indexFile]: renderIndex(addToIndex(index, record)) },
            message: `Keep the record of ${record.commit}`,
          };
        }),
      );
    },
  };
}
