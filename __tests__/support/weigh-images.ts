/** What an image weighs, without what it is called, so that images from two places can be compared. */
import type { ExpectedError } from '../../src/errors.ts';
import { type WeighOptions, weigh } from '../../src/weigh.ts';

export async function weighed(reference: string, options: WeighOptions = {}) {
  const all = await weigh(reference, options);
  return all.map(({ analysis, inventory }) => ({ ...analysis, reference: '', files: [...inventory!.files] }));
}

/** Why it is not weighed. */
export async function refusal(reference: string, options: WeighOptions): Promise<ExpectedError> {
  try {
    await weigh(reference, options);
  } catch (error) {
    return error as ExpectedError;
  }
  throw new Error(`${reference} was weighed`);
}
