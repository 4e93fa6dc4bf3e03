/** Markdown as a browser would get it, taken apart: which elements there are, and which text stands within which. */
import { marked } from 'marked';

/** A stretch of text between two tags, as a reader sees it, and the elements around it, the outermost first. */
export type TextNode = { text: string; within: string[] };

export type Html = { elements: { name: string; attributes: string }[]; texts: TextNode[]; rows: number[][]; comments: number };

const empty = new Set(['br', 'wbr', 'hr', 'img', 'input']);

/** Renders GitHub-flavoured Markdown and reads the HTML; it throws where elements are not closed in order. */
export function readHtml(markdown: string): Html {
  const html = marked.parse(markdown, { gfm: true, async: false });
  const read: Html = { elements: [], texts: [], rows: [], comments: 0 };
  const open: string[] = [];
  for (const [token, comment, close, name = '', attributes = ''] of html.matchAll(/(<!--)|<(\/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>|[^<]+|</g)) {
    if (comment !== undefined) read.comments++;
    else if (name === '') read.texts.push({ text: decode(token), within: [...open] });
    else if (close === '/') {
      const last = open.pop();
      if (last !== name.toLowerCase()) throw new Error(`</${name}> closes <${last}>`);
    } else {
      const element = name.toLowerCase();
      read.elements.push({ name: element, attributes: attributes.trim() });
      if (element === 'table') read.rows.push([]);
      if (element === 'tr') read.rows.at(-1)?.push(0);
      if (element === 'td' || element === 'th') read.rows.at(-1)![read.rows.at(-1)!.length - 1]!++;
      if (!empty.has(element)) open.push(element);
    }
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(', ')}`);
  return read;
}

function decode(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(amp|lt|gt|quot));/gi, (_, decimal, hex, name) =>
    name === undefined
      ? String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal))
      : named[name.toLowerCase()]!,
  );
}
