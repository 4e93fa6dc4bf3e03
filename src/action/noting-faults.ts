/** A store that remembers what could not be done with it, for what is said of permissions at the end. */
import type { RecordStore } from '../baseline/store.ts';
import { ExpectedError } from '../errors.ts';

/** The same store; each error that it throws is put into `faults` too. */
export function notingFaults(store: RecordStore, faults: ExpectedError[]): RecordStore {
  const note = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof ExpectedError) faults.push(error);
      throw error;
    }
  };
  return {
    name: store.name,
    first: (commits) => note(store.first(commits)),
    load: (commit) => note(store.load(commit)),
    save: (record) => note(store.save(record)),
    get refused() {
      return store.refused;
    },
    get lookedThrough() {
      return store.lookedThrough;
    },
  };
}
