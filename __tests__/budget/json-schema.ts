/** Checks a value against as much of JSON Schema as the budget's schema uses. */
import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from '../../src/budget/json-schema.ts';

type Keywords = JsonSchema & {
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minProperties?: number;
  maxProperties?: number;
};

const known = new Set([
  ...[
    '$schema',
    '$ref',
    'allOf',
    'anyOf',
    'type',
    'const',
    'enum',
    'properties',
    'required',
    'propertyNames',
    'additionalProperties',
    'items',
    'definitions',
  ],
  ...[
    'pattern',
    'minimum',
    'maximum',
    'minLength',
    'maxLength',
    'minItems',
    'maxItems',
    'uniqueItems',
    'minProperties',
    'maxProperties',
    'format',
    'title',
    'description',
    'examples',
    'default',
  ],
]);

export function isValid(schema: Keywords, value: unknown, root: JsonSchema = schema): boolean {
  const unknown = Object.keys(schema).filter((keyword) => !known.has(keyword));
  if (unknown.length > 0) throw new Error(`this validator does not know ${unknown.join(', ')}`);
  const inner = (part: JsonSchema, found: unknown) => isValid(part, found, root);
  if (schema.$ref !== undefined && !inner(root.definitions![schema.$ref.replace('#/definitions/', '')]!, value)) return false;
  if (schema.allOf !== undefined && !schema.allOf.every((part) => inner(part, value))) return false;
  if (schema.anyOf !== undefined && !schema.anyOf.some((part) => inner(part, value))) return false;
  if (schema.type !== undefined && !hasType(schema.type, value)) return false;
  if ('const' in schema && schema.const !== value) return false;
  if (schema.enum !== undefined && !schema.enum.some((one) => isDeepStrictEqual(one, value))) return false;
  if (typeof value === 'string')
    return (
      (schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value)) &&
      value.length >= (schema.minLength ?? 0) &&
      value.length <= (schema.maxLength ?? Infinity)
    );
  if (typeof value === 'number') return value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity);
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Infinity)) return false;
    if (schema.uniqueItems === true && new Set(value).size < value.length) return false;
    return schema.items === undefined || value.every((item) => inner(schema.items!, item));
  }
  if (typeof value !== 'object' || value === null) return true;
  const count = Object.keys(value).length;
  if (count < (schema.minProperties ?? 0) || count > (schema.maxProperties ?? Infinity)) return false;
  if (schema.required?.some((key) => !Object.hasOwn(value, key))) return false;
  return Object.entries(value).every(([key, found]) => {
    if (schema.propertyNames !== undefined && !inner(schema.propertyNames, key)) return false;
    const property = schema.properties?.[key];
    if (property !== undefined) return inner(property, found);
    return (
      schema.additionalProperties === undefined || (schema.additionalProperties !== false && inner(schema.additionalProperties, found))
    );
  });
}

function hasType(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
