/** The built command line runs on the oldest Node that package.json names, which knows no zstd of its own. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { accessSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { zstdCompressSync } from 'node:zlib';
import { buildInto } from '../../scripts/build.ts';
import { labImages } from '../lab/images.ts';
import { labFolder, labIsMissing } from '../lab/tools.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const oldestNode = join(labFolder, 'oldest', 'node_modules', '.bin', 'node');

function oldestIsMissing(): string | false {
  try {
    accessSync(oldestNode);
    return false;
  } catch {
    return 'no Node 20.19 in the lab: run __tests__/lab/install.sh';
  }
}

describe('the built command line on the oldest Node', { skip: oldestIsMissing() }, () => {
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plimsoll-built-'));
    // As in a clone: the package says that dist/ is made of ES modules.
    writeFileSync(join(folder, 'package.json'), readFileSync(join(root, 'package.json')));
    await buildInto(join(folder, 'dist'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const plimsoll = async (node: string, ...args: string[]) =>
    (await run(node, [join(folder, 'dist', 'cli.js'), ...args], { cwd: root, maxBuffer: 1 << 26 })).stdout;
  const analyzeOnBoth = async (reference: string) => {
    const args = ['analyze', reference, '--format', 'json', '--quiet'];
    const [oldest, newest] = await Promise.all([plimsoll(oldestNode, ...args), plimsoll(process.execPath, ...args)]);
    assert.equal(oldest, newest);
    return JSON.parse(oldest) as { analyses: { sizes: { total: number } }[] };
  };

  it('is the version that package.json names', async () => {
    const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { engines: { node: string } };
    const { stdout } = await run(oldestNode, ['--version']);
    assert.equal(engines.node, `>=${stdout.trim().slice(1)}`);
  });

  it('weighs gzip layers as the newest Node does', async () => {
    const { analyses } = await analyzeOnBoth('example/app-2.tar');
    assert.ok(analyses[0]!.sizes.total > 400_000);
  });

  it('weighs an archive that is zstd as a whole', async () => {
    const archive = join(folder, 'app-2.tar.zst');
    writeFileSync(archive, zstdCompressSync(readFileSync(join(root, 'example', 'app-2.tar'))));
    await analyzeOnBoth(archive);
  });

  it('weighs zstd layers', { skip: labIsMissing() }, async () => {
    await analyzeOnBoth(join(await labImages(), 'buildx-zstd.tar'));
  });

  it('prints its help', async () => {
    assert.match(await plimsoll(oldestNode, '--help'), /Usage: plimsoll COMMAND/);
  });
});
