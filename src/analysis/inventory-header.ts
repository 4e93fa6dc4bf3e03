/** The first line of an inventory: which image it belongs to, and how many files follow. */
import * as z from 'zod';
import { ExpectedError } from '../errors.ts';
import { analysisVersion } from './analysis.ts';

const anyVersionSchema = z.object({ plimsoll: z.literal('inventory'), version: z.int() });

const headerSchema = z.object({
  imageID: z.string(),
  platform: z.string(),
  count: z.int().min(0),
});

export type InventoryHeader = z.infer<typeof headerSchema>;

/**
 * @param line the first line without its end; undefined where the inventory has none
 * @param what names the inventory in messages
 * @throws ExpectedError `analysis` where it is no header or one of another version
 */
export function parseInventoryHeader(line: string | undefined, what: string): InventoryHeader {
  const json = parseJson(line);
  const any = anyVersionSchema.safeParse(json);
  if (any.success && any.data.version !== analysisVersion) {
    throw new ExpectedError(
      'analysis',
      `reading the inventory ${what}: it was written as version ${any.data.version}, and only version ${analysisVersion} is understood`,
      { hint: 'Save the analysis again with this Plimsoll, or read it with the one that wrote it.' },
    );
  }
  const header = headerSchema.safeParse(json);
  if (!any.success || !header.success) {
    throw new ExpectedError('analysis', `reading the inventory ${what}: its first line is not the header of an inventory`, {
      hint: 'An inventory lies beside the analysis that `--save` writes, and ends in .inventory.gz.',
    });
  }
  return header.data;
}

function parseJson(line: string | undefined): unknown {
  if (line === undefined) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
