/** The reference part of docs/budget.md: one table for each map of the budget file, made from its declaration. */
import { budgetJsonSchema, type JsonSchema } from './json-schema.ts';

/** What each map is called, and where it stands. */
const maps: Readonly<Record<string, { name: string; at: string }>> = {
  image: { name: 'image', at: '`images.NAME`' },
  source: { name: 'source', at: '`images.NAME.source`' },
  build: { name: 'build', at: '`source.build`' },
  bake: { name: 'bake', at: '`source.bake`' },
  limits: { name: 'limits', at: '`limits` of an image or of `defaults`, `platform-limits.PLATFORM`' },
  'size-limit': { name: 'size limit', at: '`total`, `compressed`, `live`, `layer`, `own`, `base`, `paths.GLOB`' },
  'pulled-limit': { name: 'update limit', at: '`update`, `churn`' },
  'wasted-limit': { name: 'waste limit', at: '`wasted`' },
  'efficiency-limit': { name: 'efficiency limit', at: '`efficiency`' },
  'count-limit': { name: 'count limit', at: '`layers`' },
  defaults: { name: 'defaults', at: '`defaults`' },
  noise: { name: 'noise', at: '`defaults.noise`' },
  group: { name: 'group', at: '`groups.NAME`' },
  'group-limits': { name: 'group limits', at: '`groups.NAME.limits`' },
  exception: { name: 'exception', at: '`exceptions[]`' },
  baseline: { name: 'baseline', at: '`baseline`' },
  override: { name: 'override', at: '`override`' },
  comment: { name: 'comment', at: '`comment`' },
};

/** The generated part of docs/budget.md, as Markdown. */
export function renderBudgetReference(): string {
  const schema = budgetJsonSchema();
  const definitions = schema.definitions ?? {};
  const sections = [section('Reference: the file', '', schema, definitions)];
  for (const [id, { name, at }] of Object.entries(maps)) {
    const definition = definitions[id];
    if (definition === undefined) throw new Error(`the declaration has no ${id}`);
    sections.push(section(`Reference: ${name}`, `Stands at ${at}. `, definition, definitions));
  }
  const missing = Object.keys(definitions).filter((id) => !Object.hasOwn(maps, id));
  if (missing.length > 0) throw new Error(`no heading for ${missing.join(', ')}`);
  return `${[...sections, valueSection(schema)].join('\n\n')}\n`;
}

function section(heading: string, where: string, schema: JsonSchema, definitions: Record<string, JsonSchema>): string {
  const map = schema.anyOf?.find(({ properties }) => properties !== undefined) ?? schema;
  const rows = Object.entries(map.properties ?? {}).map(([key, value]) => {
    const name = map.required?.includes(key) ? `\`${key}\` (required)` : `\`${key}\``;
    const description = value.description ?? definitions[idOf(value) ?? '']?.description ?? '';
    return [name, kindOf(value), description];
  });
  return [`### ${heading}`, '', `${where}${schema.description ?? ''}`, '', table(['key', 'value', 'meaning'], rows)].join('\n');
}

/** Every kind of single value, with the examples of its declaration. */
function valueSection(schema: JsonSchema): string {
  const kinds = new Map<string, Set<string>>();
  const visit = (part: JsonSchema): void => {
    if (part.title !== undefined && part.examples !== undefined && part.title !== 'text') {
      const examples = kinds.get(part.title) ?? new Set();
      for (const example of part.examples) examples.add(`\`${String(example)}\``);
      kinds.set(part.title, examples);
    }
    const inner = [part.items, part.propertyNames, part.additionalProperties === false ? undefined : part.additionalProperties];
    const children = [...inner, ...Object.values(part.properties ?? {}), ...Object.values(part.definitions ?? {}), ...(part.anyOf ?? [])];
    for (const child of children) if (child !== undefined) visit(child);
  };
  visit(schema);
  const rows = [...kinds].map(([title, examples]) => [title, [...examples].join(', ')]);
  return ['### Reference: values', '', table(['value', 'examples'], rows)].join('\n');
}

function kindOf(schema: JsonSchema): string {
  const id = idOf(schema);
  if (id !== undefined) return `[${maps[id]?.name ?? id}](#${anchor(`Reference: ${maps[id]?.name ?? id}`)})`;
  if (schema.title !== undefined) return schema.title;
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((word) => `\`${String(word)}\``).join(', ');
  if (schema.items !== undefined) return `list: ${kindOf(schema.items)}`;
  if (schema.additionalProperties) return `map: ${kindOf(schema.propertyNames ?? {})} → ${kindOf(schema.additionalProperties)}`;
  return schema.type ?? '';
}

function idOf(schema: JsonSchema): string | undefined {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
  return ref?.replace('#/definitions/', '');
}

/** As GitHub makes anchors of headings. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
