/** Runs the tests: all of `__tests__`, or the files and folders that are named. The last line is the count, and the exit code says the same. */
import { globSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { name: { type: 'string', short: 'n', multiple: true } },
});
const root = join(import.meta.dirname, '..', '..');

function testFiles(place: string): string[] {
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory())
    return globSync('**/*.test.ts', { cwd: place }).map((file) => join(place, file));
  return globSync(place);
}

const files = (positionals.length > 0 ? positionals : [join(root, '__tests__')]).flatMap(testFiles).sort();
if (files.length === 0) {
  console.error(`no test file is named ${positionals.join(', ')}; name files or folders: npm test -- __tests__/budget`);
  process.exit(2);
}

// A test that hangs is a failure with a name, not a run that never ends. Only from outside can a loop be ended.
// This is longer than the tests themselves wait for the images of the lab.
const patience = new AbortController();
const lastSign = setTimeout(() => patience.abort(), 16 * 60_000);

const stream = run({
  files,
  cwd: root,
  concurrency: true,
  signal: patience.signal,
  ...(values.name ? { testNamePatterns: values.name.map((text) => new RegExp(text)) } : {}),
});

stream.on('test:complete', () => lastSign.refresh());

const skipped: string[] = [];
// Node counts tests alone, and does not look at those inside a suite that is skipped.
let skippedSuites = 0;
let counts = { passed: 0, failed: 0, skipped: 0 };
let failedOutsideATest = false;
stream.on('test:pass', (test) => {
  if (!test.skip) return;
  skipped.push(`${relative(root, test.file ?? '')}: ${test.name}: ${test.skip}`);
  if (test.details.type === 'suite') skippedSuites += 1;
});
stream.on('test:summary', ({ file, counts: counted, success }) => {
  if (file !== undefined) return;
  const unrun = counted.skipped + counted.todo;
  counts = { passed: counted.passed, failed: counted.tests - counted.passed - unrun, skipped: unrun };
  failedOutsideATest = !success;
});
stream.compose(new spec()).pipe(process.stdout, { end: false });
stream.on('end', () => setImmediate(finish));

function finish(): void {
  clearTimeout(lastSign);
  // In CI a test that did not run is a failure: the lab is there, or it has to be mended.
  const inCi = process.env.CI === 'true' || process.env.CI === '1';
  if (inCi && skipped.length > 0) console.log(`\nskipped, which CI does not allow:\n${skipped.map((line) => `  ${line}`).join('\n')}`);
  const unrun = counts.skipped + skippedSuites;
  // A file that fails outside of its tests counts too.
  const failed = Math.max(counts.failed, failedOutsideATest ? 1 : 0) + (inCi ? unrun : 0);
  process.exitCode = failed > 0 || counts.passed === 0 ? 1 : 0;
  console.log(`\n${counts.passed} passed, ${failed} failed${unrun > 0 ? `, ${unrun} skipped` : ''}`);
}
