/** The git data of the stand-in: a bare repository, asked with the git CLI. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Signature = { name: string; email: string; date: string };
export type StoredCommit = { sha: string; tree: string; parents: string[]; author: Signature; committer: Signature; message: string };
export type TreeEntry = { path: string; mode: string; type: string; sha: string; size: number | undefined };

/** The environment that keeps a machine's own settings out. */
export const gitEnvironment = {
  PATH: process.env.PATH,
  HOME: tmpdir(),
  LC_ALL: 'C.UTF-8',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};

export type GitInput = { input?: string | Uint8Array; env?: Record<string, string> };

// One record of `git log`, its fields ended by NUL.
const commitFormat = '%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x00';

export class GitStore {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async create(): Promise<GitStore> {
    const store = new GitStore(await mkdtemp(join(tmpdir(), 'plimsoll-github-')));
    await store.run(['init', '--bare', '--quiet', '--initial-branch=main', store.directory]);
    // As GitHub has it: any commit of the network can be fetched, refs/pull/N/merge too.
    await store.run(['config', 'uploadpack.allowAnySHA1InWant', 'true']);
    return store;
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }

  /** What git printed, as bytes. */
  bytes(args: readonly string[], { input, env }: GitInput = {}): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const options = { env: { ...gitEnvironment, ...env }, maxBuffer: 1 << 28, encoding: 'buffer' as const };
      const child = execFile('git', ['-C', this.directory, ...args], options, (error, stdout, stderr) => {
        if (error) reject(new Error(`git ${args.join(' ')} failed: ${stderr.toString() || error.message}`));
        else resolve(stdout);
      });
      // Git may end before it has read everything; its exit code tells.
      child.stdin?.on('error', () => {});
      child.stdin?.end(input);
    });
  }

  /** What git printed, without the last newline. */
  async run(args: readonly string[], input?: GitInput): Promise<string> {
    return (await this.bytes(args, input)).toString().replace(/\n$/, '');
  }

  /** undefined where git says that there is none. */
  async ask(args: readonly string[], input?: GitInput): Promise<string | undefined> {
    return this.run(args, input).catch(() => undefined);
  }

  /** The commit that a branch, a tag or a SHA names, in git's own order of precedence for GitHub: branch, tag, SHA. */
  async commitOf(name: string): Promise<string | undefined> {
    for (const place of [`refs/heads/${name}`, `refs/tags/${name}`, name]) {
      const sha = await this.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${place}^{commit}`]);
      if (sha !== undefined) return sha;
    }
    return undefined;
  }

  async typeOf(sha: string): Promise<string | undefined> {
    return /^[0-9a-f]{40}$/.test(sha) ? this.ask(['cat-file', '-t', sha]) : undefined;
  }

  async commit(sha: string): Promise<StoredCommit> {
    const [commit] = await this.log(['--max-count=1', sha]);
    if (commit === undefined) throw new Error(`no commit ${sha}`);
    return commit;
  }

  /** As `git log` lists: newest first, the lines of all parents mixed by date. */
  async log(args: readonly string[]): Promise<StoredCommit[]> {
    const text = await this.run(['log', `--format=tformat:${commitFormat}`, ...args]);
    const fields = text.split('\0');
    const commits: StoredCommit[] = [];
    for (let at = 0; at + 10 <= fields.length; at += 10) {
      const [sha = '', tree = '', parents = '', an = '', ae = '', ad = '', cn = '', ce = '', cd = '', message = ''] = fields.slice(
        at,
        at + 10,
      );
      commits.push({
        sha: sha.trim(),
        tree,
        parents: parents.split(' ').filter((parent) => parent !== ''),
        author: { name: an, email: ae, date: toUtc(ad) },
        committer: { name: cn, email: ce, date: toUtc(cd) },
        message: message.replace(/\n$/, ''),
      });
    }
    return commits;
  }

  async mergeBase(one: string, other: string): Promise<string | undefined> {
    return this.ask(['merge-base', one, other]);
  }

  async isAncestor(ancestor: string, commit: string): Promise<boolean> {
    return (await this.ask(['merge-base', '--is-ancestor', ancestor, commit])) !== undefined;
  }

  /** The entries of a tree, in git's order. */
  async entries(tree: string, recursive = false): Promise<TreeEntry[]> {
    const text = await this.run(['ls-tree', '-z', '--long', ...(recursive ? ['-r', '-t'] : []), tree]);
    return text
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => {
        const tab = line.indexOf('\t');
        const [mode = '', type = '', sha = '', size = '-'] = line.slice(0, tab).split(/ +/);
        return { path: line.slice(tab + 1), mode, type, sha, size: size === '-' ? undefined : Number(size) };
      });
  }

  blob(sha: string): Promise<Buffer> {
    return this.bytes(['cat-file', 'blob', sha]);
  }

  writeBlob(content: Uint8Array): Promise<string> {
    return this.run(['hash-object', '-w', '--stdin'], { input: content });
  }

  /** References and the objects they point at, by name. */
  async references(prefix: string): Promise<{ ref: string; sha: string; type: string; commit: string }[]> {
    const text = await this.run(['for-each-ref', '--format=%(refname) %(objectname) %(objecttype) %(*objectname)', prefix]);
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [ref = '', sha = '', type = '', peeled = ''] = line.split(' ');
        return { ref, sha, type, commit: peeled || sha };
      });
  }
}

function toUtc(date: string): string {
  return new Date(date).toISOString().replace('.000Z', 'Z');
}
