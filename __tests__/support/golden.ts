/** Compares text with a readable file under __tests__/golden; `UPDATE_GOLDEN=1` writes what is, for a reader to accept. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'golden');

export function golden(name: string, actual: string): void {
  const file = join(folder, name);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
    return;
  }
  assert.ok(existsSync(file), `${name} is missing: run the test with UPDATE_GOLDEN=1, read the file, and commit it`);
  assert.equal(
    actual,
    readFileSync(file, 'utf8'),
    `${name} differs: if the change is meant, run with UPDATE_GOLDEN=1 and read the difference`,
  );
}
