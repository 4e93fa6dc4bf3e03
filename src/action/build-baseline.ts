/** `on-missing: build`: the images of another commit, made and weighed in a work tree of their own. */
import { spawn } from 'node:child_process';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Weighed } from '../analysis/analysis.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { isRemote } from '../build/check-paths.ts';
import { ExpectedError } from '../errors.ts';
import type { Repository } from '../git/repository.ts';
import type { NamedImage } from '../name-images.ts';
import { type WeighImageOptions, weighImage } from '../weigh-image.ts';
import type { ActionInputs } from './inputs.ts';
import { within } from './within.ts';

type Needs = {
  inputs: ActionInputs;
  temporary: string;
  clone: Repository | undefined;
  weighing: WeighImageOptions;
  log(text: string): void;
  signal: AbortSignal;
};

/** How much of a failed command's output its error shows. */
const lastLines = 10;

/**
 * Makes a work tree of the commit, runs `build-command` in it where there is one, and weighs each image as it lies there.
 * @returns the baseline, or why there is none: an old commit may not build, and that is no fault of the pull request
 */
export async function buildBaseline(
  needs: Needs,
  { commit }: { commit: string },
  images: readonly NamedImage[],
): Promise<{ baseline: Baseline } | { why: string }> {
  const { clone, temporary } = needs;
  if (clone === undefined) return { why: 'the workspace is no clone of the repository; actions/checkout makes one' };
  try {
    const records = await clone.withWorktree(commit, temporary, (worktree) => weighThere(needs, clone, worktree, images));
    return {
      baseline: {
        load: async (name) => records.get(name) ?? [],
        label: commit.slice(0, 7),
        note: () => `The baseline was built from ${commit.slice(0, 7)} in this run`,
      },
    };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return { why: error.message };
  }
}

async function weighThere(
  needs: Needs,
  clone: Repository,
  worktree: string,
  images: readonly NamedImage[],
): Promise<Map<string, Weighed[]>> {
  const { buildCommand } = needs.inputs;
  if (buildCommand !== undefined) await runCommand(buildCommand, worktree, needs);
  const records = new Map<string, Weighed[]>();
  for (const image of images) {
    const { name, reference, directory } = image;
    if (pathsOf(image).some((path) => isRemote(path) || isAbsolute(path) || within(clone.root, resolve(directory, path)) === undefined))
      throw new ExpectedError(
        'baseline',
        `the image ${name} (${reference}) lies outside of the repository, where another commit's would be the same`,
      );
    const weighed = await weighImage({ ...image, directory: join(worktree, relative(clone.root, directory)) }, needs.weighing);
    records.set(name, weighed);
  }
  return records;
}

/** The places that the image is made from or lies at, its folder first. */
function pathsOf({ reference, build }: NamedImage): string[] {
  const named = reference.replace(/^[a-z-]+:/, '');
  if (build === undefined) return isAbsolute(named) ? ['.', named] : ['.'];
  if (build.kind === 'bake') return ['.', ...build.files];
  return ['.', build.context, ...(build.file === undefined ? [] : [build.file])];
}

/** Neither the token nor the runner's own are for the command, and what it writes to the files of a step is not said by this step. */
function environmentOfCommand(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:INPUT_|ACTIONS_)/.test(name));
  const files = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'];
  return { ...Object.fromEntries(kept), ...Object.fromEntries(files.map((name) => [name, '/dev/null'])) };
}

/** Streams the command's output to the log, and keeps its end for the error. */
async function runCommand(command: string, cwd: string, { log, signal }: Needs): Promise<void> {
  const child = spawn('bash', ['-eo', 'pipefail', '-c', command], {
    cwd,
    env: environmentOfCommand(),
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      log(line);
      last.push(line);
      if (last.length > lastLines) last.shift();
    });
  }
  const ended = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  }).catch((cause: unknown) => {
    throw new ExpectedError('baseline', `running build-command in ${cwd}: ${(cause as Error).message}`, { cause });
  });
  if (ended.code === 0) return;
  const [first = '', ...more] = last;
  throw new ExpectedError('baseline', [`build-command ended with ${ended.code ?? ended.signal}: ${first}`, ...more]);
}
