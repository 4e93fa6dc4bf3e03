/** How a single value of a budget file is declared: a check of our own, what it says when it refuses, and what editors are shown. */
import * as z from 'zod';

/** What is wrong with a value, as a clause that follows it, and the text that may be meant. `later` marks what is designed and not built yet. */
export type Refusal = { problem: string; suggestion?: string; later?: boolean };

/** A kind of single value. */
export type ValueSpec = {
  /** The name of the kind of value in the reference tables. */
  title: string;
  /** What is accepted, for messages. */
  accepted: string;
  /** @returns what is wrong with a value that YAML made of the text, if anything */
  check(value: unknown): Refusal | undefined;
  /** The same in JSON Schema, as near as it can say it. */
  json: Record<string, unknown>;
  examples: readonly (string | number | boolean)[];
};

/** What the issues of a value carry for the message. */
export type ValueIssue = { accepted: string; problem?: string; suggestion?: string; later?: boolean };

/** Declares a value that is read by `check` alone; JSON Schema is told what it looks like. */
export function value<T extends string | number | boolean>({ title, accepted, check, json, examples }: ValueSpec): z.ZodType<T> {
  const schema = z.unknown().superRefine((found, context) => {
    const refusal = check(found);
    if (refusal === undefined) return;
    const params: ValueIssue = typeof found === 'string' || typeof found === 'number' ? { accepted, ...refusal } : { accepted };
    context.addIssue({ code: 'custom', params, continue: false, message: refusal.problem, input: found });
  });
  return schema.meta({ title, examples: [...examples], ...json }) as unknown as z.ZodType<T>;
}

/** Adds the words of the schema and the reference. */
export function describe<T extends z.ZodType>(schema: T, description: string): T {
  return schema.meta({ description }) as T;
}

/** Whether YAML made a text of it. */
export const isText = (found: unknown): found is string => typeof found === 'string';
