/** An action as the runner runs it: a process of its own, told everything by its environment and files. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export type ActionRun = { code: number | null; log: string; outputs: string; summary: string };

/**
 * Runs `startAction` with this body of a function of `runner`.
 * @param folder where the runner's files are made
 * @param environment in place of what the runner would say
 */
export async function runInProcess(
  folder: string,
  body: string,
  { environment = {}, onStart }: { environment?: Record<string, string | undefined>; onStart?: (child: ChildProcess) => void } = {},
): Promise<ActionRun> {
  const temporary = mkdtempSync(join(folder, 'runner-'));
  const files = { outputs: join(temporary, 'output'), summary: join(temporary, 'summary'), event: join(temporary, 'event.json') };
  for (const file of [files.outputs, files.summary]) writeFileSync(file, '');
  writeFileSync(files.event, '{"ref":"refs/heads/main"}');
  const env = {
    PATH: process.env.PATH,
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_RUN_ID: '42',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: files.event,
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_WORKSPACE: temporary,
    GITHUB_OUTPUT: files.outputs,
    GITHUB_STEP_SUMMARY: files.summary,
    RUNNER_TEMP: temporary,
    ...environment,
  };
  const program = `import { startAction } from ${JSON.stringify(join(root, 'src/action/start.ts'))};
await startAction(async (runner) => { ${body} });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (log += text));
  onStart?.(child);
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  return { code, log, outputs: readFileSync(files.outputs, 'utf8'), summary: readFileSync(files.summary, 'utf8') };
}
