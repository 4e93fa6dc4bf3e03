import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { header } from './support/tar-bytes.ts';
import { writeTinyLayout } from './support/tiny-layout.ts';

const cli = join(import.meta.dirname, '..', 'src', 'cli.ts');
const root = mkdtempSync(join(tmpdir(), 'plimsoll-cli-'));
after(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, '.git'));
writeTinyLayout(join(root, 'image'), { 'linux/amd64': [{ a: 1000 }] });
writeFileSync(join(root, 'plimsoll.yml'), 'version: 1\nimages: { api: { source: image, limits: { total: 1 } } }');

type Started = { child: ChildProcess; exit: Promise<[number | null, NodeJS.Signals | null]>; stderr: Promise<string> };

function start(argv: string[], { stdout = 'pipe', env = {} }: { stdout?: 'pipe' | number; env?: Record<string, string> } = {}): Started {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
  const child = spawn(process.execPath, [cli, ...argv], {
    cwd: root,
    env: { ...inherited, PLIMSOLL_CACHE: join(root, 'cache'), ...env },
    stdio: ['ignore', stdout, 'pipe'],
  });
  const exit = once(child, 'close') as Started['exit'];
  return { child, exit, stderr: text(child.stderr!) };
}

async function finish(started: Started): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const stdout = await text(started.child.stdout!);
  return { code: (await started.exit)[0], stdout, stderr: await started.stderr };
}

const noPipes = process.platform === 'win32' && 'there are no named pipes here';

/** Weighs what comes out of a pipe that stays open. */
function startOnPipe(name: string): { started: Started; pipe: number } {
  execFileSync('mkfifo', [join(root, name)]);
  const pipe = openSync(join(root, name), 'r+');
  return { started: start(['analyze', name]), pipe };
}

describe('plimsoll as a process', () => {
  it('exits with 0, 1 and 2', async () => {
    const codes = await Promise.all(
      [['analyze', 'image'], ['check'], ['check', '--image', 'api=none.tar']].map(async (argv) => (await finish(start(argv))).code),
    );
    assert.deepEqual(codes, [0, 1, 2]);
  });

  it('keeps its exit code and stays silent where the reader closes the pipe early', async () => {
    const started = start(['check', '--quiet', '--format', 'json']);
    started.child.stdout!.destroy();
    assert.deepEqual([(await started.exit)[0], await started.stderr], [1, '']);
  });

  it('exits with 2 where the disk behind stdout is full', { skip: !existsSync('/dev/full') && 'there is no /dev/full here' }, async () => {
    const started = start(['check', '--quiet'], { stdout: openSync('/dev/full', 'w') });
    assert.equal((await started.exit)[0], 2);
    assert.match(await started.stderr, /^plimsoll: the report could not be written to stdout: ENOSPC/);
  });

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`stops on ${signal} with ${code} and prints no report`, { skip: noPipes }, async () => {
      const { started, pipe } = startOnPipe(signal);
      // The image never ends, and nothing is wrong with what comes: it is the body of a file of 8 GiB. Nothing but the signal ends this.
      writeSync(pipe, header({ size: 0o77777777777 }));
      let writing: NodeJS.Timeout | undefined;
      started.child.stderr!.once('data', () => {
        started.child.kill(signal);
        writing = setInterval(() => writeSync(pipe, 'x'), 20);
      });
      try {
        const { code: found, stdout, stderr } = await finish(started);
        assert.deepEqual([found, stdout, stderr], [code, '', `weighing ${signal}\nplimsoll: interrupted\n`]);
      } finally {
        clearInterval(writing);
      }
    });
  }

  it('does not wait for a pipe that nobody writes to', { skip: noPipes }, async () => {
    const { started } = startOnPipe('silent');
    started.child.stderr!.once('data', () => started.child.kill('SIGINT'));
    assert.deepEqual(await started.exit, [null, 'SIGINT']);
  });

  it('colours where FORCE_COLOR says so, and no pipe otherwise', async () => {
    const [plain, forced] = await Promise.all([finish(start(['check'])), finish(start(['check'], { env: { FORCE_COLOR: '1' } }))]);
    assert.doesNotMatch(plain.stdout, /\x1b/);
    assert.match(forced.stdout, /\x1b\[31m/);
    assert.doesNotMatch(forced.stderr, /\x1b|Warning/);
  });
});
