/** The JSON Schema of the budget file, for editors: made from the declaration that the parser reads by. */
import * as z from 'zod';
import { budgetSchema } from './declaration.ts';

/** As much of JSON Schema as the declaration comes to. */
export type JsonSchema = {
  $ref?: string;
  allOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  type?: string;
  const?: unknown;
  enum?: unknown[];
  title?: string;
  description?: string;
  examples?: unknown[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  propertyNames?: JsonSchema;
  additionalProperties?: JsonSchema | false;
  items?: JsonSchema;
  definitions?: Record<string, JsonSchema>;
};

/** Draft 7, which the editors' YAML and JSON support knows best. */
export function budgetJsonSchema(): JsonSchema {
  return z.toJSONSchema(budgetSchema, { target: 'draft-7', io: 'input' }) as JsonSchema;
}

/** The text of schema/plimsoll.schema.json. */
export function renderBudgetSchema(): string {
  return `${JSON.stringify(budgetJsonSchema(), null, 2)}\n`;
}
