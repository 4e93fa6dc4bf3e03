/** Why an image grew, shrank or wastes, in Markdown: a few causes, the largest first, each with what it stored and what mends it. */
import { markdownCode } from './escape-markdown.ts';
import type { FigureGroup } from './figures.ts';
import type { ImageDetails, LayerCause } from './image-details.ts';
import type { LayerPaths } from './layer-paths.ts';
import { markdownImage, markdownSentence } from './markdown-parts.ts';
import { count } from './sentence.ts';
import type { WasteLine } from './waste-lines.ts';

/** An instruction says what it is in fewer characters than a path. */
const longestInstruction = 120;

/** A heading and a list of at most `most` causes; empty where there is none. */
export function whyList(image: ImageDetails, group: FigureGroup | undefined, several: boolean, most: number): string {
  const causes = causesOf(image);
  if (causes.length === 0) return '';
  const rest = causes.length - most;
  const items = causes.slice(0, most).map((text, index) => `${index + 1}. ${text}`);
  if (rest > 0) items.push(`${most + 1}. and ${rest} more`);
  return `${heading(image, group, several)}\n\n${items.join('\n')}`;
}

function heading({ compared, image, platform }: ImageDetails, group: FigureGroup | undefined, several: boolean): string {
  const change = group?.change ?? 0;
  const verb = !compared ? 'wastes' : change > 0 ? 'grew' : 'shrank';
  const who = markdownImage(image, platform);
  if (compared && change === 0) return several ? `**What changed** in ${who}` : '**What changed**';
  if (several) return `**${compared ? 'Why' : 'What'}** ${who} **${verb}**`;
  return compared ? `**Why it ${verb}**` : '**What is wasted**';
}

/** Layers and waste together, the largest first, whatever the sign; what neither weighs nor wastes explains nothing. */
function causesOf({ compared, causes, waste }: ImageDetails): string[] {
  const layers = compared ? causes.items : [];
  const gone = new Set(layers.flatMap(({ became, instruction }) => (became === 'gone' ? [instruction] : [])));
  const lines = waste.items.filter(
    ({ became, who }) =>
      !compared || became === 'new' || (became === 'gone' && !who.some((piece) => typeof piece !== 'string' && gone.has(piece.code))),
  );
  return [
    ...layers.map((cause) => ({ bytes: Math.max(cause.bytes, cause.wasted?.bytes ?? 0), text: () => layerText(cause) })),
    ...lines.map((line) => ({ bytes: line.bytes, text: () => wasteText(line, compared) })),
  ]
    .filter(({ bytes }) => bytes > 0)
    .toSorted((a, b) => b.bytes - a.bytes)
    .map(({ text }) => text());
}

function layerText({ change, bytes, became, index, instruction, waste, wasted, paths }: LayerCause): string {
  const size = wasted === undefined || wasted.bytes < bytes ? change : wasted.bytes > bytes ? `${wasted.size} wasted` : `${change} wasted`;
  const what = instruction === undefined ? '' : ` ${markdownCode(instruction, longestInstruction)}`;
  const start = `**${size}**${what} (${index === undefined ? became : `layer ${index}, ${became}`})`;
  const [only, ...others] = waste;
  if (only === undefined) return `${start}${pathsText(paths)}`;
  if (others.length === 0) return `${start} ${wasteBody(only)}`;
  return `${start}${waste.map((line) => `\n   - ${wasteBody(line)}`).join('')}`;
}

function wasteText(line: WasteLine, compared: boolean): string {
  const { became, size, who } = line;
  return `**${became === 'gone' ? `−${size}` : size}${compared ? ' wasted' : ''}** ${markdownSentence(who)} ${wasteBody(line)}`;
}

/** What is wasted, and on its own line what gives it back. */
function wasteBody({ what, remedy }: WasteLine): string {
  return `${markdownSentence(what)}${remedy === undefined ? '' : `.<br>→ ${markdownSentence(remedy)}`}`;
}

function pathsText(paths: LayerPaths | undefined): string {
  if (paths === undefined) return '';
  const items = paths.items.map(({ path, size, files }) => {
    const name = files === undefined ? markdownCode(path) : `${count(files, 'file')} in ${markdownCode(path)}`;
    return size === undefined ? name : `${name} ${size}`;
  });
  const more = paths.more === undefined ? ', …' : paths.more === 0 ? '' : ` and ${count(paths.more, 'more file')}`;
  return `: ${items.join(', ')}${more}`;
}
