/** Programs that keep passwords for docker: `docker-credential-NAME get`. https://github.com/docker/docker-credential-helpers */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Environment } from './proxy.ts';

/** Why a helper gave nothing, as a clause. */
export class HelperFault extends Error {}

const patience = 30_000;
const maxOutput = 1 << 20;

/**
 * What the helper keeps of `server`; undefined where it keeps nothing.
 * @throws HelperFault
 */
export async function askHelper(
  name: string,
  server: string,
  environment: Environment,
): Promise<{ user: string; secret: string } | undefined> {
  const program = `docker-credential-${name}`;
  // It becomes the name of a program.
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) throw new HelperFault('a credential helper has a name that is none');
  const child = spawn(program, ['get'], { env: environment, stdio: ['pipe', 'pipe', 'ignore'] });
  const timer = setTimeout(() => {
    child.kill('SIGKILL');
    // What it may have started could keep it open.
    child.stdout.destroy();
  }, patience);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // It may end before it has read.
  child.stdin.on('error', () => {});
  child.stdin.end(server);
  let output: string;
  let code: number | null;
  try {
    [output, code] = await Promise.all([text(child.stdout), ended]);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (child.killed) throw new HelperFault(`${program} does not answer within ${patience / 1000} s`);
    throw new HelperFault(whyNotRun(program, code), { cause: error });
  } finally {
    clearTimeout(timer);
  }
  if (code === 0 && output.length <= maxOutput) return readAnswer(output, program);
  // Helpers fail with a sentence on stdout. This one means that there is nothing, which is no fault.
  if (/credentials not found|no credentials server URL/i.test(output)) return undefined;
  throw new HelperFault(`${program} failed with ${code ?? 'a signal'}`);
}

function whyNotRun(program: string, code: string | undefined): string {
  if (code === 'ENOENT') return `there is no program ${program}`;
  // The system says so too where it found none, and could not look everywhere.
  if (code === 'EACCES') return `${program} may not be run, or a folder of PATH may not be searched for it (EACCES)`;
  return `${program} cannot be run (${code})`;
}

function readAnswer(output: string, program: string): { user: string; secret: string } {
  try {
    const { Username: user, Secret: secret } = JSON.parse(output) as Record<string, unknown>;
    if (typeof user === 'string' && typeof secret === 'string') return { user, secret };
  } catch {
    // Then it is no answer either.
  }
  throw new HelperFault(`the answer of ${program} is none`);
}
