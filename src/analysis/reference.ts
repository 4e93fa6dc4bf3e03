/** docs/analysis.md, made from the declaration of the Analysis document, so that the two cannot disagree. */
import { analysisVersion } from './analysis.ts';
import { analysisJsonSchema, type SchemaNode } from './json-schema.ts';

/** The text of docs/analysis.md, ended by a line feed. */
export function renderAnalysisReference(): string {
  return `${[intro, ...renderObject('The document', analysisJsonSchema(), ''), inventory, store].join('\n\n')}\n`;
}

const intro = `# The Analysis document

<!-- Made by \`npm run generate\` from src/analysis: edit there. -->

What an image weighs, as plain JSON. \`plimsoll analyze REF --format json\` prints it, \`--save DIR\` keeps it, and \`plimsoll compare\` and
\`--baseline\` read it again. It is public: scripts may read it, and this is version ${analysisVersion} of it. A reader refuses another version, an unknown field and a
field of the wrong type, and names the place. Its JSON Schema is \`schema/analysis.schema.json\`.

Sizes are integers in bytes. A size that the source of the image cannot know is absent, never 0. What each figure means is in
[measuring.md](measuring.md).`;

/** A section for the object, with a table of its fields, and the sections of the objects within. */
function renderObject(title: string, node: SchemaNode, path: string): string[] {
  const fields = Object.entries(node.properties ?? {});
  const rows = fields.map(([name, field]) => {
    const optional = node.required?.includes(name) ? '' : '?';
    return `| \`${name}${optional}\` | ${typeName(field)} | ${field.description ?? ''} |`;
  });
  const table = ['| field | type | meaning |', '| :--- | :--- | :--- |', ...rows].join('\n');
  const within = fields.flatMap(([name, field]) => {
    const object = field.items ?? field;
    const place = `${path}${name}${field.items ? '[]' : ''}`;
    return object.properties ? renderObject(`\`${place}\``, object, `${place}.`) : [];
  });
  return [`## ${title}`, table, ...within];
}

function typeName(node: SchemaNode): string {
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
  if (node.enum) return node.enum.map((value) => `\`${value}\``).join(', ');
  if (node.type === 'array') return `list of ${listNames[node.items?.type ?? ''] ?? node.items?.type}`;
  return node.type ?? '';
}

const listNames: Record<string, string> = { object: 'objects', string: 'strings', integer: 'integers', number: 'numbers' };

const inventory = `## The inventory

Beside the document lies, for each platform, the inventory: every live path with its size, its layer and an identity of its content. With it on both sides a
comparison is exact to the file; without it, to the directory and the layer, and the report says which.

It is gzip over UTF-8 lines, so that \`zcat\` shows it:

\`\`\`
{"plimsoll":"inventory","version":${analysisVersion},"imageID":"sha256:…","platform":"linux/amd64","count":3}
kind crc32
0 5120 0 8f3a01c2 bin/busybox
4 0 0 - sh
0 812 2 00ff13aa etc/motd
\`\`\`

* The first line is the header; \`count\` is the number of files.
* \`kind NAME\` says of which kind the content identities are that follow. Only identities of one kind compare.
* Each other line is a file, \`SHARED BYTES LAYER HEX SUFFIX\`. Its path is the first SHARED UTF-16 code units of the path before it, followed by SUFFIX. BYTES
  is what is stored for it, LAYER the index of the layer that stores it, and HEX its content identity, or \`-\` where that is not known.
* Paths have no leading slash and ascend strictly by UTF-16 code units. In SUFFIX a backslash, a control character and a byte that is not
  UTF-8 (written as U+DC80 to U+DCFF) stand as \`\\uXXXX\`.
* A hard link's further names have 0 bytes, so that the sum over all files is \`sizes.live\`.`;

const store = `## A directory of analyses

\`--save DIR\` writes, and \`--baseline DIR\` reads, two sorts of file for each image of the budget:

| file | holds |
| :--- | :--- |
| \`NAME.json\` | the Analysis document of all its platforms |
| \`NAME.OS-ARCH[-VARIANT].inventory.gz\` | the inventory of one platform, where it could be had |

In NAME every byte of the image's name other than \`a\` to \`z\`, digits, \`.\`, \`_\` and \`-\` stands as \`%XX\`, and so does a leading \`.\`: \`team/api\` is kept as
\`team%2Fapi.json\`. A name that Windows reserves has its first letter written so. Each file is written whole or not at all. The files hold no times and no machine names, so
that they may be committed. A file of that name that holds anything but an analysis is not replaced: saving there is refused.`;
