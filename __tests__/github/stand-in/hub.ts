/** What all operations share: the repository, its issues and runs, who may what, and the clock. */
import type { ArtifactStore } from './artifact-store.ts';
import type { GitStore } from './git-store.ts';
import { notFound } from './refusal.ts';
import type { Comment, Label, NewComment, NewLabelEvent, NewPullRequest, NewRun, PullRequest, Role, Run } from './state.ts';
import { actionsBot, type TokenHolder } from './tokens.ts';

export class Hub {
  readonly owner: string;
  readonly name: string;
  readonly visibility: 'public' | 'private';
  readonly git: GitStore;
  readonly artifacts: ArtifactStore;
  /** Roots, without a slash at the end; known once the servers listen. */
  api = '';
  server = '';
  downloads = '';

  readonly tokens = new Map<string, TokenHolder>();
  readonly roles = new Map<string, Role>();
  readonly runs = new Map<number, Run>();
  readonly pulls = new Map<number, PullRequest>();
  readonly labelEvents: Label[] = [];
  comments: Comment[] = [];
  readonly #ids = new Map<string, number>();
  #lastId = 1000;
  #seconds = Date.parse('2026-01-01T00:00:00Z') / 1000;

  constructor(about: { owner: string; name: string; visibility: 'public' | 'private'; git: GitStore; artifacts: ArtifactStore }) {
    this.owner = about.owner;
    this.name = about.name;
    this.visibility = about.visibility;
    this.git = about.git;
    this.artifacts = about.artifacts;
  }

  get fullName(): string {
    return `${this.owner}/${this.name}`;
  }

  /** `https://api…/repos/OWNER/NAME`. */
  get home(): string {
    return `${this.api}/repos/${this.fullName}`;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** The same number for the same repository or user. */
  repositoryId(fullName: string): number {
    return this.#idOf(`repository ${fullName.toLowerCase()}`);
  }

  userId(login: string): number {
    return this.#idOf(`user ${login.toLowerCase()}`);
  }

  #idOf(what: string): number {
    const id = this.#ids.get(what) ?? this.nextId();
    this.#ids.set(what, id);
    return id;
  }

  /** Each thing is a second younger than the one before. */
  now(): string {
    this.#seconds += 1;
    return new Date(this.#seconds * 1000).toISOString().replace('.000Z', 'Z');
  }

  addComment({ user = actionsBot, ...about }: NewComment): Comment {
    const at = this.now();
    const comment = { id: this.nextId(), user, ...about, createdAt: at, updatedAt: at };
    this.comments.push(comment);
    return comment;
  }

  /** @throws Refusal 404 where neither a pull request nor anything else has this number. */
  issueExists(number: number): void {
    const known = this.pulls.has(number) || [...this.comments, ...this.labelEvents].some(({ issue }) => issue === number);
    if (!known) throw notFound();
  }

  addPullRequest(pull: NewPullRequest): PullRequest {
    const number = pull.number ?? Math.max(0, ...this.pulls.keys()) + 1;
    const { head, base = {}, ...given } = pull;
    const added: PullRequest = {
      title: `Pull request ${number}`,
      body: null,
      user: 'contributor',
      state: 'open',
      merged: false,
      draft: false,
      labels: [],
      createdAt: this.now(),
      ...given,
      number,
      head: { repository: this.fullName, sha: '', ...head },
      base: { ref: 'main', repository: this.fullName, sha: '', ...base },
    };
    this.pulls.set(number, added);
    return added;
  }

  changePullRequest(number: number, change: Partial<Omit<PullRequest, 'number'>>): PullRequest {
    const pull = this.pulls.get(number);
    if (pull === undefined) throw new Error(`there is no pull request ${number} to change`);
    return Object.assign(pull, change);
  }

  addLabelEvent({ issue, label, actor, action = 'labeled' }: NewLabelEvent): Label {
    const event = { id: this.nextId(), issue, action, label, actor, createdAt: this.now() };
    this.labelEvents.push(event);
    const pull = this.pulls.get(issue);
    if (pull !== undefined) {
      const others = pull.labels.filter((name) => name !== label);
      pull.labels = action === 'labeled' ? [...others, label] : others;
    }
    return event;
  }

  addRun(run: NewRun): Run {
    const added: Run = {
      id: run.id ?? this.nextId(),
      attempt: 1,
      event: 'push',
      headBranch: 'main',
      headRepository: this.fullName,
      path: '.github/workflows/ci.yml',
      conclusion: 'success',
      createdAt: this.now(),
      ...run,
    };
    this.runs.set(added.id, added);
    return added;
  }
}
