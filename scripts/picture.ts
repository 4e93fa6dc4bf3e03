/**
 * Makes docs/images/comment.md, the comment on a pull request that brings the example's second version, and a picture of it, comment.png.
 * The Markdown is what the program renders, and a test holds it to that. The picture is taken of it with Chromium (`chromium` of Debian, or what
 * CHROMIUM names) and needs the fonts Liberation Sans, DejaVu Sans Mono and Noto Color Emoji.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { marked } from 'marked';
import { check } from '../src/check.ts';
import { commentLimit, renderComment } from '../src/report/render-comment.ts';
import { buildReport } from '../src/report/report.ts';
import { reportChecked } from '../src/report-checked.ts';
import { weigh } from '../src/weigh.ts';

const root = join(import.meta.dirname, '..');
export const commentFile = join(root, 'docs/images/comment.md');
const pictureFile = join(root, 'docs/images/comment.png');

/** Weighs both versions of the example, and renders what a pull request from the first to the second would be told. */
export async function renderExampleComment(): Promise<string> {
  const checked = await check({
    directory: root,
    references: [],
    images: [],
    today: '2026-01-01',
    weighing: { verify: false },
    findBaseline: async () => ({
      load: () => weigh('oci-archive:example/app-1.tar', { directory: root, verify: false }),
      label: 'main',
      note: () => 'The baseline is the first version of the example',
    }),
  });
  return renderComment(buildReport(reportChecked(checked, { top: 10, headLabel: 'this PR' })), { limit: commentLimit });
}

const width = 900;

/** Near enough to how GitHub shows a comment in its light theme. */
const style = `
  * { box-sizing: border-box; }
  html { background: #fff; }
  body { margin: 0; width: ${width}px; padding: 16px; color: #1f2328; font: 14px/1.5 "Liberation Sans", Arial, sans-serif; }
  .comment { border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden; }
  .author { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; color: #59636e; }
  .author b { color: #1f2328; }
  .bot { margin-left: 4px; padding: 0 6px; border: 1px solid #d1d9e0; border-radius: 2em; font-size: 12px; }
  .body { padding: 16px; }
  .body > :first-child { margin-top: 0; }
  .body > :last-child { margin-bottom: 0; }
  h3 { margin: 0 0 16px; font-size: 17.5px; line-height: 1.25; }
  p, table, ol, ul, details { margin: 0 0 16px; }
  table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
  th, td { padding: 6px 13px; border: 1px solid #d1d9e0; white-space: nowrap; }
  tr:nth-child(2n) td { background: #f6f8fa; }
  ol, ul { padding-left: 2em; }
  li + li { margin-top: 4px; }
  code { padding: .2em .4em; border-radius: 6px; background: #818b981f; font: 85% "DejaVu Sans Mono", monospace; }
  h3 code { font-size: 100%; padding: 0 .2em; }
  details { margin-bottom: 10px; }
  summary { cursor: default; }
`;

function page(markdown: string): string {
  const body = marked.parse(markdown, { gfm: true, async: false });
  return `<!doctype html><meta charset="utf-8"><title></title><style>${style}</style>
<div class="comment"><div class="author"><b>github-actions</b> <span class="bot">bot</span> commented</div><div class="body">${body}</div></div>
<script>document.title = String(Math.ceil(document.querySelector('.comment').getBoundingClientRect().bottom + 16));</script>`;
}

/** Takes the picture at twice its size, for sharp screens: once to learn its height, once for good. */
function takePicture(markdown: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-picture-'));
  try {
    const file = join(folder, 'comment.html');
    writeFileSync(file, page(markdown));
    const url = pathToFileURL(file).href;
    const chromium = (...options: string[]) =>
      execFileSync(
        process.env.CHROMIUM ?? 'chromium',
        ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', `--user-data-dir=${join(folder, 'profile')}`, ...options, url],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 60_000 },
      );
    const height = /<title>(\d+)<\/title>/.exec(chromium(`--window-size=${width},2000`, '--dump-dom'))?.[1];
    if (height === undefined) throw new Error('Chromium did not say how high the comment is');
    chromium(`--window-size=${width},${height}`, '--force-device-scale-factor=2', `--screenshot=${pictureFile}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const markdown = await renderExampleComment();
  writeFileSync(commentFile, markdown);
  takePicture(markdown);
}
