/** What an action needs of the runner; toolkit.ts is the real one. Everything that the runner says of itself comes through here. */

/** Where an annotation points; lines are 1-based. */
export type AnnotationPlace = { file: string; line: number; column: number };
export type AnnotationLevel = 'error' | 'warning' | 'notice';

export type Runner = {
  /** What the workflow gave, by name, trimmed; '' where nothing was given. */
  input(name: string): string;
  /** The names of all inputs that the runner passed on, in lower case, also those that action.yml does not know. */
  readonly inputNames: readonly string[];
  /** GITHUB_EVENT_NAME and the payload behind GITHUB_EVENT_PATH, not validated. */
  readonly event: { name: string; payload: unknown };
  /** GITHUB_SHA. */
  readonly sha: string;
  readonly repository: { owner: string; name: string };
  readonly run: { id: number; attempt: number; url: string };
  /** Without a slash at the end. */
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** GITHUB_WORKSPACE. */
  readonly workspace: string;
  /** RUNNER_TEMP. */
  readonly temporary: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the workflow is cancelled: a few seconds are left then. */
  readonly signal: AbortSignal;
  /** The fetch of the toolkit, which goes through the proxies that the environment names. */
  readonly fetch: typeof fetch;
  /** The text may be foreign: it is neutralised, so that the runner takes no command from it. */
  log(text: string): void;
  debug(text: string): void;
  annotate(level: AnnotationLevel, message: string, place?: AnnotationPlace): void;
  /** How many annotations of each level were made so far. */
  readonly annotated: Readonly<Record<AnnotationLevel, number>>;
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
  output(name: string, value: string): void;
  /** Appends to the job summary; at most 1 MiB a step. One that cannot be written is a warning. */
  summary(markdown: string): Promise<void>;
  /** Hides a value in all logs from here on. */
  secret(value: string): void;
};
