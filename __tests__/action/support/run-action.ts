/** Runs an action as the runner does: a process of its own with the runner's environment, and the files that it leaves read back. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { StandIn } from '../../github/stand-in/stand-in.ts';
import { type Annotation, annotationsIn, commandsIn, readFileCommands, type WorkflowCommand } from './workflow-commands.ts';

const root = resolve(import.meta.dirname, '..', '..', '..');

export type ActionRun = {
  standIn: StandIn;
  /** Name of the event, such as `pull_request`. */
  event: string;
  payload: unknown;
  /** Where the repository is checked out. */
  workspace: string;
  /** GITHUB_SHA, GITHUB_REF. */
  sha: string;
  ref: string;
  /** As a workflow's `with`; those that are left out get the defaults of action.yml. */
  inputs?: Record<string, string>;
  /** The stand-in's own by default, which may write everything. */
  token?: string;
  runId?: number;
  attempt?: number;
  actor?: string;
  /** The folder of action.yml in this repository: '' by default, or `comment`. */
  action?: string;
  /** What to run in place of what action.yml names, from the root of this repository. */
  entry?: string;
  /** Beside the runner's own; of an artifact service too, which otherwise is not there. */
  env?: Record<string, string>;
  /** Called once it runs, with what sends it a signal: how the runner cancels. */
  onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
};

export type ActionResult = {
  code: number | null;
  stdout: string;
  stderr: string;
  outputs: Record<string, string>;
  /** What stands in GITHUB_STEP_SUMMARY. */
  summary: string;
  /** All that the runner would take for a command. */
  commands: WorkflowCommand[];
  annotations: Annotation[];
  /** What stands in GITHUB_STATE. */
  state: Record<string, string>;
  /** RUNNER_TEMP, which lives until the tests end. */
  temporary: string;
};

type ActionFile = {
  inputs?: Record<string, { default?: unknown; required?: boolean }>;
  outputs?: Record<string, unknown>;
  runs: { using: string; main: string };
};

export async function runAction(run: ActionRun): Promise<ActionResult> {
  const folder = join(root, run.action ?? '');
  const action = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as ActionFile;
  if (action.runs.using !== 'node24') throw new Error(`the action uses ${action.runs.using}, the harness runs node24`);
  const entry = run.entry === undefined ? join(folder, action.runs.main) : resolve(root, run.entry);
  const home = newFolder();
  const temporary = join(home, 'temp');
  mkdirSync(temporary);
  const file = (name: string, text = '') => {
    const path = join(home, name);
    writeFileSync(path, text);
    return path;
  };
  const files = {
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(run.payload)),
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_STATE: file('state'),
    GITHUB_ENV: file('env'),
    GITHUB_PATH: file('path'),
  };
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    ...runnerEnvironment(run, temporary),
    ...files,
    ...inputVariables(action, run),
    ...run.env,
  };
  const done = await runNode(entry, env, run);
  return {
    ...done,
    outputs: readFileCommands(readFileSync(files.GITHUB_OUTPUT, 'utf8')),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
    commands: commandsIn(done.stdout),
    annotations: annotationsIn(done.stdout),
    state: readFileCommands(readFileSync(files.GITHUB_STATE, 'utf8')),
    temporary,
  };
}

/** What the runner sets for every step of a job. */
export function runnerEnvironment(run: ActionRun, temporary: string): Record<string, string> {
  const { standIn, event, workspace, sha, ref, runId = 1, attempt = 1, actor = 'contributor' } = run;
  const payload = run.payload as { pull_request?: { base?: { ref?: string }; head?: { ref?: string } } };
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__run',
    GITHUB_ACTOR: actor,
    GITHUB_TRIGGERING_ACTOR: actor,
    GITHUB_API_URL: standIn.url,
    GITHUB_BASE_REF: payload.pull_request?.base?.ref ?? '',
    GITHUB_EVENT_NAME: event,
    GITHUB_GRAPHQL_URL: standIn.graphqlUrl,
    GITHUB_HEAD_REF: payload.pull_request?.head?.ref ?? '',
    GITHUB_JOB: 'size',
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: `${standIn.owner}/${standIn.name}`,
    GITHUB_REPOSITORY_ID: String(standIn.hub.repositoryId(standIn.hub.fullName)),
    GITHUB_REPOSITORY_OWNER: standIn.owner,
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_RUN_ID: String(runId),
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SERVER_URL: standIn.serverUrl,
    GITHUB_SHA: sha,
    GITHUB_WORKFLOW: 'size',
    GITHUB_WORKFLOW_REF: `${standIn.owner}/${standIn.name}/.github/workflows/ci.yml@${ref}`,
    GITHUB_WORKSPACE: workspace,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'runner',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: temporary,
    RUNNER_TOOL_CACHE: join(temporary, 'tools'),
  };
}

/** INPUT_* as the runner makes them: the defaults, then what the workflow gave, blanks as underscores, dashes as they are. */
function inputVariables({ inputs = {} }: ActionFile, { inputs: given = {}, token, standIn }: ActionRun): Record<string, string> {
  const defaults = Object.entries(inputs).map(([name, { default: value }]) => {
    return [name, evaluate(String(value ?? ''), token ?? standIn.token)] as const;
  });
  const variables = [...defaults, ...Object.entries(given)].map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ]);
  return Object.fromEntries(variables);
}

function evaluate(text: string, token: string): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    if (expression !== 'github.token') throw new Error(`the harness knows no expression ${expression} in action.yml`);
    return token;
  });
}

function runNode(entry: string, env: NodeJS.ProcessEnv, { workspace, onStart }: ActionRun) {
  return new Promise<Pick<ActionResult, 'code' | 'stdout' | 'stderr'>>((done, reject) => {
    const child = spawn(process.execPath, [entry], { cwd: workspace, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => done({ code, stdout, stderr }));
    onStart?.((signal) => child.kill(signal));
  });
}

let base: string | undefined;

/** Lives until this process ends, so that a test may read what a run left. */
function newFolder(): string {
  if (base === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'plimsoll-runner-'));
    process.on('exit', () => rmSync(made, { recursive: true, force: true }));
    base = made;
  }
  return mkdtempSync(join(base, 'run-'));
}
