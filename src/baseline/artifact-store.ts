/**
 * The `artifact` store: each record is an artifact of the run that made it. Anybody who can start a run can make an artifact of any name, so that
 * what GitHub says of the run decides whether it is believed, and nothing that the artifact says of itself.
 */
import { decodeRecord, encodeRecord, recordByteLimit } from './record.ts';
import { believe, type RecordStore, reach } from './store.ts';

export type ListedArtifact = {
  id: number;
  name: string;
  /** Of the zip. */
  bytes: number;
  expired: boolean;
  created: string;
  runId: number;
  /** The commit that its run was for. */
  headSha: string;
  /** Undefined where the fork was deleted. */
  headRepositoryId: number | undefined;
  repositoryId: number;
};

/** Whatever reads and writes artifacts. What it throws is that they cannot be reached, and says what was being done; but for code `content`: that one artifact is damaged. */
export type ArtifactTransport = {
  /** Those of this name, the newest first. */
  list(name: string): AsyncIterable<ListedArtifact>;
  runEvent(runId: number): Promise<{ event: string; headSha: string }>;
  /** @param file within the zip. @param maxBytes of the file */
  downloadFile(artifactId: number, file: string, maxBytes: number): Promise<Buffer>;
  upload(name: string, file: string, bytes: Buffer): Promise<void>;
};

/** How many artifacts are looked through: those of some weeks in a busy repository. */
export const artifactListLimit = 1000;

/** Events whose runs are of code that the repository has taken in. A pull request's is not yet. */
const trustedEvents: readonly string[] = ['push', 'merge_group', 'schedule', 'workflow_dispatch'];

const recordFile = 'record.json';

/** @param options.key tells several checks of one repository apart: the artifacts are called `plimsoll-KEY` */
export function artifactStore(transport: ArtifactTransport, { key }: { key: string }): RecordStore {
  const artifactName = `plimsoll-${key}`;
  const name = `the artifacts ${artifactName} of this repository`;
  const refused: string[] = [];
  const verdicts = new Map<number, Promise<boolean>>();
  const listing = rememberedList(() => transport.list(artifactName));

  const say = ({ runId, headSha }: ListedArtifact) => `the artifact ${artifactName} of run ${runId} for ${headSha.slice(0, 7)}`;

  /** What GitHub says of the run; the reason why it is not believed, or undefined. */
  async function faultOf(artifact: ListedArtifact): Promise<string | undefined> {
    const { expired, bytes, headRepositoryId, repositoryId, runId, headSha } = artifact;
    if (expired) return 'it has expired';
    if (headRepositoryId !== repositoryId) return 'it was made by a run of a fork';
    if (bytes > recordByteLimit) return `it has ${bytes} bytes, and at most ${recordByteLimit} are read`;
    const run = await transport.runEvent(runId);
    if (!trustedEvents.includes(run.event)) return `it was made by a run of the event ${run.event}`;
    return run.headSha === headSha ? undefined : `its run is of ${run.headSha.slice(0, 7)}`;
  }

  function isBelieved(artifact: ListedArtifact): Promise<boolean> {
    const known = verdicts.get(artifact.id);
    if (known !== undefined) return known;
    const verdict = reach(() => faultOf(artifact)).then((fault) => {
      if (fault !== undefined) refused.push(`${say(artifact)} is not believed: ${fault}`);
      return fault === undefined;
    });
    verdicts.set(artifact.id, verdict);
    verdict.catch(() => verdicts.delete(artifact.id));
    return verdict;
  }

  /** Believed artifacts of the commit, the newest first. The list is read no further than they are taken. */
  async function* artifactsOf(commit: string): AsyncGenerator<ListedArtifact> {
    for (let at = 0; ; at++) {
      const artifact = await reach(() => listing.at(at));
      if (artifact === undefined) return;
      if (artifact.name === artifactName && artifact.headSha === commit && (await isBelieved(artifact))) yield artifact;
    }
  }

  async function read(artifact: ListedArtifact): Promise<Buffer | undefined> {
    try {
      return await transport.downloadFile(artifact.id, recordFile, recordByteLimit);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'content') throw error;
      refused.push(`${say(artifact)} is not believed: ${(error as Error).message}`);
      return undefined;
    }
  }

  return {
    name,
    refused,
    get lookedThrough() {
      return listing.isBounded() ? artifactListLimit : undefined;
    },
    first: async (commits) => {
      for (const commit of commits) for await (const _ of artifactsOf(commit)) return commit;
      return undefined;
    },
    load: async (commit) => {
      for await (const artifact of artifactsOf(commit)) {
        const bytes = await reach(() => read(artifact));
        const record = bytes && believe(refused, () => decodeRecord(bytes, { commit, from: say(artifact) }));
        if (record !== undefined) return record;
      }
      return undefined;
    },
    save: async (record) => {
      const bytes = await encodeRecord(record);
      await reach(() => transport.upload(artifactName, recordFile, bytes));
    },
  };
}

/** A list that is read once, no further than asked and no further than artifactListLimit; `isBounded` says whether more was asked of it than that. */
function rememberedList(open: () => AsyncIterable<ListedArtifact>): {
  at(index: number): Promise<ListedArtifact | undefined>;
  isBounded(): boolean;
} {
  let items: AsyncIterator<ListedArtifact> | undefined;
  let known: ListedArtifact[] = [];
  let ended = false;
  const at = async (index: number) => {
    try {
      items ??= open()[Symbol.asyncIterator]();
      while (known.length <= index && !ended) {
        const next = known.length < artifactListLimit ? await items.next() : undefined;
        if (next === undefined || next.done === true) ended = true;
        else known.push(next.value);
      }
      return known[index];
    } catch (error) {
      // A list that broke off is asked for anew: it may have moved.
      items = undefined;
      known = [];
      throw error;
    }
  };
  return { at, isBounded: () => ended && known.length === artifactListLimit };
}
