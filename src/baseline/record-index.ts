/** The index of a store: of each record its commit and its sizes, so that a trend or a badge needs no record. */
import * as z from 'zod';
import { ExpectedError } from '../errors.ts';
import { objectIdPattern } from '../object-id.ts';
import type { CommitRecord } from './record.ts';

/** The version of the index. A reader refuses any other. */
export const indexVersion = 1;

/** The oldest entries are left out above this many; their records stay. */
export const maxIndexEntries = 1000;

const bytes = z.int().min(0).optional();
const entrySchema = z.object({
  commit: z.string().regex(objectIdPattern),
  created: z.string(),
  images: z.array(z.object({ name: z.string(), platform: z.string(), total: bytes, compressed: bytes, wasted: bytes })),
});
const indexSchema = z.object({
  version: z.literal(indexVersion),
  /** The newest first: by when a commit was kept for the first time. */
  records: z.array(entrySchema),
});

export type RecordIndex = z.infer<typeof indexSchema>;
type IndexEntry = RecordIndex['records'][number];

/**
 * @param bytes undefined where there is none yet
 * @param from where the bytes are from, for messages
 * @throws ExpectedError `baseline`
 */
export function parseIndex(bytes: Uint8Array | undefined, from: string): RecordIndex {
  if (bytes === undefined) return { version: indexVersion, records: [] };
  const json = parseJson(bytes);
  const parsed = indexSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const version = (json as { version?: unknown } | null | undefined)?.version;
  const found =
    typeof version === 'number' && version !== indexVersion
      ? `it was written as version ${version}, and only version ${indexVersion} is understood`
      : 'it is no index of records';
  throw new ExpectedError('baseline', `reading ${from}: ${found}`, {
    hint: 'Delete it: the records stay, and the next one that is kept begins a new index.',
  });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

/** A commit that is kept again stays in its place: a run that is repeated makes nothing newer. */
export function addToIndex({ records }: RecordIndex, record: CommitRecord): RecordIndex {
  const entry = entryOf(record);
  const known = records.some(({ commit }) => commit === record.commit);
  const added = known ? records.map((other) => (other.commit === record.commit ? entry : other)) : [entry, ...records];
  return { version: indexVersion, records: added.slice(0, maxIndexEntries) };
}

function entryOf({ commit, created, images }: CommitRecord): IndexEntry {
  return {
    commit,
    created,
    images: images.flatMap(({ name, weighed }) =>
      weighed.map(({ analysis: { platform, sizes } }) => {
        const { total, compressed, wasted } = sizes;
        return { name, platform, total, compressed, wasted };
      }),
    ),
  };
}

/** One record on one line, so that a reader of diffs sees what came. */
export function renderIndex({ version, records }: RecordIndex): Buffer {
  const lines = records.map((entry) => `    ${JSON.stringify(entry)}`);
  return Buffer.from(`{\n  "version": ${version},\n  "records": ${lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`}\n}\n`);
}
