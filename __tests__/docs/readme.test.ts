/** The report in the README is the one that the command prints; UPDATE_GOLDEN=1 puts it there. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runPlimsoll } from '../support/cli-run.ts';

const top = join(import.meta.dirname, '../..');
const file = join(top, 'README.md');
const readme = readFileSync(file, 'utf8');

describe('README.md', () => {
  it('shows what check prints on the example', async () => {
    const run = await runPlimsoll(['check'], { cwd: top });
    assert.equal(run.code, 1);
    const block = `<!-- report:begin -->\n\`\`\`text\n${run.stdout}\`\`\`\n<!-- report:end -->`;
    if (process.env.UPDATE_GOLDEN === '1')
      writeFileSync(
        file,
        readme.replace(/<!-- report:begin -->[\s\S]*<!-- report:end -->/, () => block),
      );
    else assert.ok(readme.includes(block), 'the report in README.md is not what check prints: run this test with UPDATE_GOLDEN=1');
  });

  it('links to pages that are there', () => {
    const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, target]) => target!);
    assert.ok(links.length >= 10);
    for (const link of links) assert.ok(existsSync(join(top, link)), link);
  });
});
