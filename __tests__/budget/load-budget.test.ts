/** Finding the budget file and reading it. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { findBudget, loadBudget, maxBudgetBytes } from '../../src/budget/load-budget.ts';
import type { ExpectedError } from '../../src/errors.ts';

const root = mkdtempSync(join(tmpdir(), 'plimsoll-budget-'));
after(() => rmSync(root, { recursive: true }));

function folder(name: string, files: Record<string, string>): string {
  const path = join(root, name);
  for (const [file, text] of Object.entries({ '.git': '', ...files })) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  return path;
}

const budget = 'version: 1\nimages: { api: { source: out/api.tar } }\n';

describe('findBudget', () => {
  for (const file of ['plimsoll.yml', 'plimsoll.yaml', '.github/plimsoll.yml', '.github/plimsoll.yaml']) {
    it(`finds ${file}, also from a folder below`, () => {
      const path = folder(`find-${file.replace('/', '-')}`, { [file]: budget, 'a/b/file': '' });
      assert.equal(findBudget(path), join(path, file));
      assert.equal(findBudget(join(path, 'a/b')), join(path, file));
    });
  }
  it('does not look above the root of the repository', () => {
    folder('outer', { 'plimsoll.yml': budget });
    assert.equal(findBudget(folder('outer/inner', {})), undefined);
  });
  it('refuses to choose between two in one folder', () => {
    const path = folder('two', { 'plimsoll.yml': budget, '.github/plimsoll.yml': budget });
    assert.throws(() => findBudget(path), {
      name: 'ExpectedError',
      message: `Looking for the budget in ${path}: found plimsoll.yml and .github/plimsoll.yml, expected one of them`,
    });
  });
});

describe('loadBudget', () => {
  it('names the file as seen from where the user is, and takes paths from the folder of the repository', async () => {
    const path = folder('load', { '.github/plimsoll.yml': budget });
    const { budget: read, text } = await loadBudget(join(path, '.github/plimsoll.yml'), path);
    assert.equal(read.file, join('.github', 'plimsoll.yml'));
    assert.equal(read.folder, path);
    assert.equal(read.images[0]!.place.file, join('.github', 'plimsoll.yml'));
    assert.equal(text, budget);
  });
  it('knows .github also where it is the current folder', async () => {
    const path = folder('inside', { '.github/plimsoll.yml': budget });
    const { budget: read } = await loadBudget('plimsoll.yml', join(path, '.github'));
    assert.equal(read.folder, path);
    assert.equal(read.file, 'plimsoll.yml');
  });
  it('says what is wrong with a file that cannot be read', async () => {
    const path = folder('wrong', { 'latin.yml': '' });
    writeFileSync(join(path, 'latin.yml'), Buffer.from([0x76, 0xe9]));
    writeFileSync(join(path, 'large.yml'), `# ${' '.repeat(maxBudgetBytes)}`);
    const expected: [string, string][] = [
      ['none.yml', 'Reading the budget none.yml: there is no such file'],
      ['.', `Reading the budget ${path}: it is a directory`],
      ['latin.yml', 'Reading the budget latin.yml: it is not UTF-8 text'],
      ['large.yml', 'Reading the budget large.yml: it has 1048578 bytes, and at most 1048576 are read'],
    ];
    for (const [file, message] of expected) {
      await assert.rejects(
        loadBudget(file, path),
        (error: ExpectedError) => error.code === 'budget' && error.message === message && error.hint !== undefined,
      );
    }
  });
  it('reads nothing of a device, which may never end', { skip: process.platform === 'win32' && 'there is no /dev/zero' }, async () => {
    const path = folder('endless', {});
    symlinkSync('/dev/zero', join(path, 'plimsoll.yml'));
    await assert.rejects(loadBudget('plimsoll.yml', path), {
      code: 'budget',
      message: 'Reading the budget plimsoll.yml: it is a device or a socket, expected a file',
    });
  });
});
