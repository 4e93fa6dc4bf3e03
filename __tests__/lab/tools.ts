/** The tools that real images are made with: where they lie, how they are run, and what to say where they are missing. */
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where install.sh puts tools, and images are kept between runs. */
export const labFolder = process.env.PLIMSOLL_LAB ?? join(homedir(), '.cache', 'plimsoll-lab');

/** Tools that were built for the lab. */
export const ownFolder = join(labFolder, 'bin');

// Debian's own tools first: their versions are the ones that were tried.
const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', ownFolder, ...(process.env.PATH ?? '').split(':')];

export const labTools = [
  'dockerd',
  'docker',
  'skopeo',
  'buildah',
  'podman',
  'umoci',
  'busybox',
  'setfattr',
  'setcap',
  'zstd',
  'dive',
  'crane',
  'buildx',
  'buildkitd',
  'buildctl',
  'openssl',
] as const;
/** Runs workflows of GitHub Actions. */
export const workflowTools = ['act'] as const;
/** The registry that most people run, and what writes layers with a table of contents. */
export const registryTools = ['docker-registry', 'convert-layer'] as const;
export type LabTool = (typeof labTools)[number] | (typeof workflowTools)[number] | (typeof registryTools)[number];

/** The sentence to skip a test with, or false where all is there. In CI nothing is missing, and a skip is a failure. */
export function labIsMissing(): string | false {
  const missing = toolsAreMissing(labTools);
  if (missing !== false) return missing;
  if (!isExecutable('dockerd', [ownFolder])) return `${join(ownFolder, 'dockerd')} not found: run __tests__/lab/install.sh`;
  if (process.getuid?.() !== 0) return 'engines and unpacking need root: run the tests as root';
  return false;
}

/** The same for tools that need neither an engine nor root. */
export function toolsAreMissing(tools: readonly LabTool[]): string | false {
  const missing = tools.filter((tool) => !isExecutable(tool));
  return missing.length > 0 && `${missing.join(', ')} not found: run __tests__/lab/install.sh`;
}

function isExecutable(tool: string, places = folders): boolean {
  return places.some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The environment that tools run in. */
export function labEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { ...process.env, PATH: folders.join(':'), LC_ALL: 'C.UTF-8', ...more };
}

export type RunOptions = { cwd?: string; env?: Record<string, string> };

/** Runs a tool to its end and gives what it printed; a failure carries what it said. */
export async function runTool(tool: string, args: readonly string[], { cwd, env }: RunOptions = {}): Promise<string> {
  try {
    const { stdout } = await run(tool, args, {
      env: labEnvironment(env),
      maxBuffer: 256 * 1024 * 1024,
      ...(cwd === undefined ? {} : { cwd }),
    });
    return stdout;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(`${tool} ${args.join(' ')} failed: ${stderr || message}`);
  }
}
