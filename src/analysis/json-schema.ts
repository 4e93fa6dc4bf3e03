/** The JSON Schema of the Analysis document, made from its declaration. */
import * as z from 'zod';
import { analysisFileSchema } from './schema.ts';

/** A JSON Schema as far as the declaration uses it. */
export type SchemaNode = {
  type?: string;
  description?: string;
  const?: unknown;
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  items?: SchemaNode;
  properties?: Record<string, SchemaNode>;
  required?: string[];
};

export function analysisJsonSchema(): SchemaNode {
  return withoutUnneededBounds(z.toJSONSchema(analysisFileSchema)) as SchemaNode;
}

/** The text of schema/analysis.schema.json, ended by a line feed. */
export function renderAnalysisSchema(): string {
  const { $schema, ...rest } = analysisJsonSchema() as SchemaNode & { $schema?: string };
  const schema = {
    $schema,
    title: 'Plimsoll analysis',
    description: 'What one or more container images weigh. docs/analysis.md.',
    ...rest,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Drops the bound that only says that a number is exact in JavaScript. */
function withoutUnneededBounds(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutUnneededBounds);
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([key, value]) => !(key === 'maximum' && value === Number.MAX_SAFE_INTEGER));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutUnneededBounds(value)]));
}
