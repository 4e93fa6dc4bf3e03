/**
 * The `file` store of commits' records: `DIR/records/SHA.json` and `DIR/index.json`, on any CI that keeps a directory between runs.
 * What `--save` writes into the same directory lies beside them and is none of its records: directory.ts reads that.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ExpectedError } from '../errors.ts';
import { FileFault, readBounded } from '../read-file.ts';
import { writeFileAtomically } from '../write-file.ts';
import { makeDirectory } from './directory.ts';
import { decodeRecord, encodeRecord, recordByteLimit } from './record.ts';
import { addToIndex, parseIndex, renderIndex } from './record-index.ts';
import { believe, type RecordStore, reach } from './store.ts';

/** @param directory absolute; it is made where it is missing, once a record is kept */
export function fileStore(directory: string): RecordStore {
  const name = `the directory ${directory}`;
  const records = join(directory, 'records');
  const indexFile = join(directory, 'index.json');
  const fileOf = (commit: string) => join(records, `${commit}.json`);
  const refused: string[] = [];
  return {
    name,
    refused,
    first: async (commits) => {
      for (const commit of commits) if (/^[0-9a-f]+$/.test(commit) && (await sizeOf(fileOf(commit))) !== undefined) return commit;
      return undefined;
    },
    load: async (commit) => {
      const file = fileOf(commit);
      const size = await sizeOf(file);
      if (size !== undefined && size > recordByteLimit) {
        refused.push(`reading the file ${file}: it has ${size} bytes, and at most ${recordByteLimit} are read`);
        return undefined;
      }
      const bytes = await readIfThere(file);
      if (bytes === undefined) return undefined;
      return believe(refused, () => decodeRecord(bytes, { commit, from: `the file ${file}` }));
    },
    save: async (record) => {
      const bytes = await encodeRecord(record);
      // The index is read before anything is written: one that is not understood is left alone.
      const index = parseIndex(await readIfThere(indexFile), `the file ${indexFile}`);
      await reach(async () => {
        await makeDirectory(records);
        await writeFileAtomically(fileOf(record.commit), bytes);
        await writeFileAtomically(indexFile, renderIndex(addToIndex(index, record)));
      });
    },
  };
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new ExpectedError('baseline', `reading the file ${file}: ${message}`, { cause: error });
  }
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readBounded(file, recordByteLimit);
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    if (fault.reason === 'missing') return undefined;
    throw new ExpectedError('baseline', `reading the file ${file}: ${fault.message}`, { cause: fault });
  }
}
