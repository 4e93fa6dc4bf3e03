/**
 * The record of one commit: what each image of the budget weighed there, and the one JSON document that keeps it.
 *
 *     {"version":1,"commit":"4be2…","created":"2026-11-21T12:00:00Z",
 *      "images":[{"name":"api","analyses":[…],"inventories":["H4sI…",null]}]}
 *
 * `analyses` are those of the Analysis document. `inventories` stand in the same order, each as gzip in base64, or null where there is none
 * or it is large: then the comparison is exact to the directory.
 */
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { type Analysis, analysisVersion, type Inventory, type Weighed } from '../analysis/analysis.ts';
import { decodeInventory, encodeInventory } from '../analysis/inventory.ts';
import { checkAnalysisFile } from '../analysis/read-analysis.ts';
import { checkAnalyses } from '../analysis/schema.ts';
import { ExpectedError } from '../errors.ts';
import { objectIdPattern } from '../object-id.ts';

/** The version of the record document. A reader refuses any other. */
export const recordVersion = 1;

/** The largest record that is written, or read before it is believed, in whatever store: in base64 it fits into one answer of GitHub. */
export const recordByteLimit = 40 * 1024 * 1024;

/** What an inventory may take in base64 to be kept: some hundred thousand files. */
export const defaultInventoryLimit = 1024 * 1024;

/** What all inventories of a record may unpack to. */
const unpackedLimit = 256 * 1024 * 1024;

export type CommitRecord = {
  /** The full id of the commit whose images were weighed, in lower case. */
  commit: string;
  /** When it was made: ISO 8601, UTC, whole seconds. */
  created: string;
  /** In the order of the budget, each once. */
  images: { name: string; weighed: Weighed[] }[];
};

const documentSchema = z.strictObject({
  version: z.literal(recordVersion),
  commit: z.string().regex(objectIdPattern, 'a full commit id was expected'),
  created: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'a time such as 2026-11-21T12:00:00Z was expected'),
  images: z.array(
    z.strictObject({
      name: z
        .string()
        .max(256)
        .regex(/^[^\u0000-\u001f\u007f-\u009f]+$/, 'a name in printable characters was expected'),
      analyses: z.array(z.unknown()),
      inventories: z.array(z.string().nullable()),
    }),
  ),
});
type RecordDocument = z.infer<typeof documentSchema>;

/**
 * The record as a document. The inventories that make it too large are left out.
 * @param options.inventoryLimit the most characters of base64 that an inventory may take
 * @throws ExpectedError `baseline` where it is too large even without
 */
export async function encodeRecord(record: CommitRecord, { inventoryLimit = defaultInventoryLimit } = {}): Promise<Buffer> {
  const document: RecordDocument = { version: recordVersion, commit: record.commit, created: record.created, images: [] };
  for (const { name, weighed } of record.images) {
    const inventories: (string | null)[] = [];
    for (const { inventory } of weighed) inventories.push(inventory === undefined ? null : await encodeIfSmall(inventory, inventoryLimit));
    document.images.push({ name, analyses: checkAnalyses(weighed.map(({ analysis }) => analysis)), inventories });
  }
  checkDocument(document, `what would be kept of ${record.commit}`);
  const whole = render(document);
  if (whole.length <= recordByteLimit) return whole;
  const images = document.images.map((image) => ({ ...image, inventories: image.inventories.map(() => null) }));
  const least = render({ ...document, images });
  if (least.length <= recordByteLimit) return least;
  throw new ExpectedError(
    'baseline',
    `writing the record of ${record.commit}: it has ${least.length} bytes, and at most ${recordByteLimit} are read again`,
  );
}

function render(document: RecordDocument): Buffer {
  return Buffer.from(`${JSON.stringify(document)}\n`);
}

async function encodeIfSmall(inventory: Inventory, limit: number): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of encodeInventory(inventory)) {
    parts.push(part);
    bytes += part.length;
    if (4 * Math.ceil(bytes / 3) > limit) return null;
  }
  return Buffer.concat(parts).toString('base64');
}

/**
 * Reads a record. All of it is checked before any of it is believed.
 * @param expected.commit the commit that it must be of
 * @param expected.from where the bytes are from, for messages: `the file .plimsoll/records/4be2….json`
 * @throws ExpectedError `baseline`
 */
export function decodeRecord(bytes: Uint8Array, { commit, from }: { commit: string; from: string }): CommitRecord {
  if (bytes.length > recordByteLimit) throw refused(from, `it has ${bytes.length} bytes, and at most ${recordByteLimit} are read`);
  const document = checkDocument(parseJson(bytes, from), from);
  if (document.commit !== commit) throw refused(from, `it is of the commit ${document.commit}, expected ${commit}`);
  let room = unpackedLimit;
  const images = document.images.map(({ name, analyses, inventories }) => {
    const checked = readAnalyses(analyses, name, from);
    const weighed = checked.map((analysis, index): Weighed => {
      const text = inventories[index];
      if (text == null) return { analysis };
      const read = readInventory(text, analysis, room, `${name} (${analysis.platform})`, from);
      room -= read.unpackedBytes;
      return { analysis, inventory: read.inventory };
    });
    return { name, weighed };
  });
  return { commit, created: document.created, images };
}

function parseJson(bytes: Uint8Array, from: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw refused(from, `it is not JSON (${(error as Error).message})`, error);
  }
}

function checkDocument(json: unknown, from: string): RecordDocument {
  const version = (json as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version !== recordVersion) {
    throw refused(from, `it was written as version ${version}, and only version ${recordVersion} is understood`);
  }
  const parsed = documentSchema.safeParse(json);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw refused(from, `${path.length === 0 ? 'the document' : path.join('.')} is not what it should be (${message})`);
  }
  const names = new Set<string>();
  for (const { name, analyses, inventories } of parsed.data.images) {
    if (names.has(name)) throw refused(from, `the image ${name} is in it twice`);
    if (analyses.length !== inventories.length)
      throw refused(from, `the image ${name} has ${analyses.length} analyses and ${inventories.length} places for inventories`);
    names.add(name);
  }
  return parsed.data;
}

function readAnalyses(analyses: unknown[], name: string, from: string): Analysis[] {
  try {
    return checkAnalysisFile({ version: analysisVersion, analyses }, `of ${name}`).analyses;
  } catch (error) {
    throw refused(from, (error as Error).message, error);
  }
}

function readInventory(text: string, { imageID, platform, layers }: Analysis, room: number, what: string, from: string) {
  const packed = Buffer.from(text, 'base64');
  if (packed.toString('base64') !== text) throw refused(from, `the inventory of ${what} is not base64`);
  let unpackedBytes: number;
  let inventory: Inventory;
  try {
    // Unpacked on its own first: what all of them take together has a bound.
    unpackedBytes = gunzipSync(packed, { maxOutputLength: Math.max(room, 1) }).length;
    inventory = decodeInventory(packed, `of ${what}`, layers.length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw refused(from, `its inventories unpack to more than ${unpackedLimit} bytes`, error);
    throw refused(from, `reading the inventory of ${what}: ${(error as Error).message}`, error);
  }
  if (inventory.imageID !== imageID || inventory.platform !== platform)
    throw refused(
      from,
      `the inventory of ${what} is of ${inventory.imageID} (${inventory.platform}), and the analysis of ${imageID} (${platform})`,
    );
  return { inventory, unpackedBytes };
}

function refused(from: string, found: string, cause?: unknown): ExpectedError {
  return new ExpectedError('baseline', `reading ${from}: ${found}`, {
    hint: 'The next run on that commit writes it anew.',
    ...(cause === undefined ? {} : { cause }),
  });
}
