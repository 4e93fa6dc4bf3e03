/** Runs the `git` binary: without a shell, without asking anybody anything, and without a word that could hold a password. */
import { execFile } from 'node:child_process';
import { ExpectedError } from '../errors.ts';
import { withoutUsers } from '../url-users.ts';

/** Git in one work tree. `folder` is where it runs, `config` what every call is told by `-c`. */
export type GitPlace = { folder: string; config: readonly string[] };

export type GitOutput = { code: number; stdout: Buffer; stderr: string };

export type GitOptions = {
  input?: string;
  signal?: AbortSignal | undefined;
  env?: Readonly<Record<string, string>>;
  /** The next step where it fails. */
  hint?: string;
};

/** The most that one answer may have; what is asked for here is smaller by far. */
const maxOutputBytes = 64 * 1024 * 1024;

/**
 * Runs git to its end, whatever its exit code.
 * @returns undefined where there is no git
 * @throws ExpectedError `interrupted`, or `git` where it could not be run
 */
export async function tryGit(
  { folder, config }: GitPlace,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitOutput | undefined> {
  const { input, signal, env } = options;
  return await new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      gitArguments({ folder, config }, args),
      { encoding: 'buffer', maxBuffer: maxOutputBytes, env: { ...gitEnvironment(), ...env }, ...(signal === undefined ? {} : { signal }) },
      (error, stdout, stderr) => {
        const said = stderr.toString();
        if (error === null) return resolve({ code: 0, stdout, stderr: said });
        if (signal?.aborted === true) return reject(new ExpectedError('interrupted', `interrupted while running git ${args[0]}`));
        const { code } = error as { code?: unknown };
        if (code === 'ENOENT') return resolve(undefined);
        if (typeof code === 'number') return resolve({ code, stdout, stderr: said });
        reject(new ExpectedError('git', `running git ${args[0]} in ${folder}: ${withoutUsers(error.message)}`));
      },
    );
    // Git may end before it has read all of it; its exit code says why.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
  });
}

/**
 * Runs git to its end and expects it to succeed.
 * @param doing what is being done, for the message: `adding a work tree of 4be21c7`
 * @throws ExpectedError `git`, `interrupted`
 */
export async function runGit(place: GitPlace, doing: string, args: readonly string[], options: GitOptions = {}): Promise<Buffer> {
  const output = await tryGit(place, args, options);
  if (output === undefined) throw new ExpectedError('git', `${doing}: git is not installed`, { hint: 'Install git, and run again.' });
  if (output.code === 0) return output.stdout;
  throw new ExpectedError('git', `${doing}: git ${args[0]} ended with ${output.code}: ${lastWords(output.stderr)}`, {
    ...(options.hint === undefined ? {} : { hint: options.hint }),
  });
}

/** What stands before the command itself holds for all that git starts, too. */
export function gitArguments({ folder, config }: GitPlace, args: readonly string[]): string[] {
  return ['-C', folder, ...config.flatMap((setting) => ['-c', setting]), ...args];
}

/**
 * The environment of this process without what would lead git elsewhere or make it talk, in English.
 * A run within a git hook has GIT_DIR and GIT_INDEX_FILE of whoever runs the hook.
 */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const misleading =
    /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|INDEX_VERSION|PREFIX|COMMON_DIR|NAMESPACE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|SHALLOW_FILE|GRAFT_FILE|QUARANTINE_PATH|TRACE.*|CURL_VERBOSE)$/;
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !misleading.test(name)));
  return {
    ...own,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    // A commit is what its object says, whatever refs/replace has in its stead.
    GIT_NO_REPLACE_OBJECTS: '1',
  };
}

/** The last line that says something, in a length that fits into a sentence. */
export function lastWords(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const line = lines.findLast((text) => /^(?:fatal|error):/.test(text)) ?? lines.at(-1) ?? 'it said nothing';
  const text = withoutUsers(line.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').trim());
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
