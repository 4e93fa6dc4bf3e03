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
import type { Fault, Gate, Matcher, RecordedRequest } from './faults.ts';
import type { Comment, Label, NewArtifact, NewComment, NewLabelEvent, NewPullRequest, NewRun, PullRequest, Role, Run } from './state.ts';
import type { TokenHolder } from './tokens.ts';

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
  /** GITHUB_SERVER_URL. */
  readonly serverUrl: string;
  readonly owner: string;
  readonly name: string;
  /** Of `github-actions[bot]`, which may write everything. */
  readonly token: string;
  /** The bare repository behind the git data. */
  readonly gitDirectory: string;

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

export async function startGitHub(_options: GitHubOptions = {}): Promise<StandIn> {
  throw new Error('not built yet');
}
