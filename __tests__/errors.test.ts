/** An error holds text of strangers, and is of the lines alone that whoever threw it gave it. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { ExpectedError } from '../src/errors.ts';
import { runPlimsoll } from './support/cli-run.ts';
import { writeTinyLayout } from './support/tiny-layout.ts';

const forged = 'evil\n::error::tag:x\u2028\u0085\r\x1b[31m';
const shown = 'evil\\n::error::tag:x\\u{2028}\\u{85}\\r\\x1b[31m';

describe('ExpectedError', () => {
  it('makes a line of nothing but the parts of its message', () => {
    const error = new ExpectedError('content', `found ${forged}`, { hint: `remove ${forged}` });
    assert.equal(error.message, `found ${shown}`);
    assert.equal(error.hint, `remove ${shown}`);
    assert.equal(new ExpectedError('budget', ['2 problems:', `a: ${forged}`, 'b']).message, `2 problems:\na: ${shown}\nb`);
  });
});

describe('what the command line says of a stranger’s file', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'plimsoll-errors-'));
  after(() => rmSync(cwd, { recursive: true }));
  const linesOf = async (argv: string[]) => {
    const { code, stderr } = await runPlimsoll(argv, { cwd });
    assert.equal(code, 2);
    return stderr.trimEnd().split('\n');
  };

  it('is one line and its hint, whatever the tags of a layout are', async () => {
    const layout = writeTinyLayout(join(cwd, 'layout'), { 'linux/amd64': [{ a: 1 }] });
    const index = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8'));
    index.manifests[0].annotations = { 'org.opencontainers.image.ref.name': forged };
    writeFileSync(join(layout, 'index.json'), JSON.stringify(index));
    const [first, hint, ...more] = await linesOf(['analyze', 'layout', '--tag', 'nope', '--quiet']);
    assert.match(first!, /^plimsoll: .*evil\\n::error::tag:x\\u\{2028\}/);
    assert.match(hint ?? '  hint: ', /^ {2}hint: /);
    assert.deepEqual(more, []);
  });

  it('is one line and its hint, whatever the platform of an image is called', async () => {
    writeTinyLayout(join(cwd, 'odd'), { 'linux/amd\n64': [{ a: 1 }] });
    const [first, , ...more] = await linesOf(['analyze', 'odd', '--platform', 'linux/arm64', '--quiet']);
    assert.match(first!, /^plimsoll: .*linux\/amd\\n64/);
    assert.deepEqual(more, []);
  });
});
