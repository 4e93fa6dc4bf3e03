/**
 * A stand-in for GitHub on loopback: REST operations typed by GitHub's own description, git data in a real bare repository,
 * tokens with permissions, and faults that a test asks for.
 *
 *     await using github = await startGitHub();
 *     await github.pushFrom(workdir, 'main');
 *     github.addPullRequest({ head: { ref: 'topic' } });
 *     const octokit = new Octokit({ baseUrl: github.url, auth: github.token });
 *     …
 *     assert.deepEqual(github.unexpected, []);
 */
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { ArtifactStore } from './artifact-store.ts';
import { type Fault, FaultBox, type Gate, type Matcher, matches, type RecordedRequest } from './faults.ts';
import { GitStore, gitEnvironment } from './git-store.ts';
import { Hub } from './hub.ts';
import { apiServer, downloadServer, listen } from './server.ts';
import type { Comment, Label, NewArtifact, NewComment, NewLabelEvent, NewPullRequest, NewRun, PullRequest, Role, Run } from './state.ts';
import { actionsBot, mayWrite, type TokenHolder } from './tokens.ts';

export type GitHubOptions = {
  /** `example/app` by default. */
  repository?: { owner: string; name: string };
  /** Of a public repository everybody may read everything. Private by default, where each read needs its permission. */
  visibility?: 'public' | 'private';
  /** As GitHub Enterprise Server has it: the API under `/api/v3`, GraphQL at `/api/graphql`. */
  enterprise?: boolean;
  /** What `act --artifact-server-path` fills: artifacts there are listed and downloaded beside those that were added. */
  artifactDirectory?: string;
};

export type StandIn = AsyncDisposable & {
  /** The root of the API, without a slash at the end: GITHUB_API_URL. */
  readonly url: string;
  /** GITHUB_GRAPHQL_URL. */
  readonly graphqlUrl: string;
  /** GITHUB_SERVER_URL: `https://github.com`, which is never asked, or the stand-in's own address where it is an Enterprise Server. */
  readonly serverUrl: string;
  readonly owner: string;
  readonly name: string;
  /** Of `github-actions[bot]`, which may write everything. */
  readonly token: string;
  /** The bare repository behind the git data. */
  readonly gitDirectory: string;
  /** All that it knows, for those who write payloads of events. */
  readonly hub: Hub;

  /** All that came, in order of arrival. */
  readonly requests: RecordedRequest[];
  /** `METHOD /path` of what came and is no operation here. A test ends with it empty. */
  readonly unexpected: string[];

  /** Another token: of a person, or with less permission (all by default). Gives the token. */
  addToken(holder: Partial<TokenHolder>): string;

  /** The next requests that match get these, one each. */
  fault(matcher: Matcher, ...answers: Fault[]): void;
  /** Holds requests that match until the test lets them go. */
  gate(matcher: Matcher): Gate;
  /** The requests that match, in order of arrival. */
  requestsTo(matcher: Matcher): RecordedRequest[];

  /** The comments of an issue or pull request, oldest first. */
  comments(issue: number): readonly Comment[];
  addComment(comment: NewComment): Comment;
  /** Its number, its head and what else GitHub would say; 1 is the first number. */
  addPullRequest(pull: NewPullRequest): PullRequest;
  /** Changes one in place: closes it, moves its head, retargets it. */
  changePullRequest(number: number, change: Partial<Omit<PullRequest, 'number'>>): PullRequest;
  /** What a person may on the repository; who was not named has `read` in a public repository and `none` in a private one. */
  setPermission(login: string, role: Role): void;
  /** Puts a label on or takes it off, and keeps the event with who did it. */
  addLabelEvent(event: NewLabelEvent): Label;
  addRun(run: NewRun): Run;
  /** Gives its id. */
  addArtifact(artifact: NewArtifact): number;

  /** Runs git in the bare repository and gives what it printed, without the last newline. */
  git(...args: string[]): Promise<string>;
  /** Pushes from a working repository, by force: `ref` is a refspec such as `main`, `HEAD:refs/pull/1/merge`. */
  pushFrom(workdir: string, ...refs: string[]): Promise<void>;

  /** Lets held requests go, closes connections, removes the repository. */
  close(): Promise<void>;
};

export async function startGitHub(options: GitHubOptions = {}): Promise<StandIn> {
  const { repository = { owner: 'example', name: 'app' }, visibility = 'private' } = options;
  const git = await GitStore.create();
  const hub = new Hub({ ...repository, visibility, git, artifacts: new ArtifactStore(options.artifactDirectory) });
  const log = { requests: [] as RecordedRequest[], unexpected: [] as string[], faults: new FaultBox() };
  const root = options.enterprise ? '/api/v3' : '';
  const servers = [apiServer(hub, log, root), downloadServer(hub, log)] as const;
  const address = await listen(servers[0]);
  hub.downloads = await listen(servers[1]);
  hub.api = `${address}${root}`;
  hub.server = options.enterprise ? address : 'https://github.com';

  const addToken = ({ login = actionsBot, permissions = mayWrite }: Partial<TokenHolder>) => {
    const token = `ghs_${createHash('sha256').update(`${login} ${hub.nextId()}`).digest('hex').slice(0, 36)}`;
    hub.tokens.set(token, { login, permissions });
    return token;
  };
  const close = async () => {
    log.faults.openAll();
    for (const server of servers) server.closeAllConnections();
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    await git.remove();
  };

  return {
    ...{ url: hub.api, graphqlUrl: `${address}${options.enterprise ? '/api' : ''}/graphql`, serverUrl: hub.server },
    ...{ owner: hub.owner, name: hub.name, token: addToken({}), gitDirectory: git.directory, hub },
    ...{ requests: log.requests, unexpected: log.unexpected },
    addToken,
    fault: (matcher, ...answers) => log.faults.add(matcher, answers),
    gate: (matcher) => log.faults.gate(matcher),
    requestsTo: (matcher) => log.requests.filter((request) => matches(request, matcher)),
    comments: (wanted) => hub.comments.filter(({ issue }) => issue === wanted),
    addComment: (comment) => hub.addComment(comment),
    addPullRequest: (pull) => {
      const { head, base = {} } = pull;
      const { ref = 'main' } = base;
      return hub.addPullRequest({ ...pull, head: { sha: tipOf(head.ref, git), ...head }, base: { sha: tipOf(ref, git), ref, ...base } });
    },
    changePullRequest: (number, change) => hub.changePullRequest(number, change),
    setPermission: (login, role) => void hub.roles.set(login, role),
    addLabelEvent: (event) => hub.addLabelEvent(event),
    addRun: (run) => hub.addRun(run),
    addArtifact: (artifact) => hub.artifacts.add(artifact, hub).id,
    git: (...args) => git.run(args),
    pushFrom: async (workdir, ...refs) => {
      const args = ['-C', workdir, 'push', '--quiet', '--force', git.directory, ...refs];
      await promisify(execFile)('git', args, { env: gitEnvironment });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Where a branch stands in the bare repository; for one that is not there, a SHA that is no commit's but always the same. */
function tipOf(ref: string, git: GitStore): string {
  try {
    const args = ['-C', git.directory, 'rev-parse', '--verify', '--quiet', `refs/heads/${ref}`];
    return execFileSync('git', args, { env: gitEnvironment, encoding: 'utf8' }).trim();
  } catch {
    return createHash('sha1').update(ref).digest('hex');
  }
}
