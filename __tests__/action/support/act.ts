/** Runs whole workflows with act, in no container: its own artifact service, the stand-in as GitHub's API, and this repository as the action. */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { StandIn } from '../../github/stand-in/stand-in.ts';
import { labEnvironment, toolsAreMissing, workflowTools } from '../../lab/tools.ts';
import { startArtifactProxy } from './artifact-proxy.ts';
import { type Annotation, annotationsIn } from './workflow-commands.ts';

const root = resolve(import.meta.dirname, '..', '..', '..');

/** What a workflow calls the action of this repository; its folders follow the name: `example/plimsoll/comment@v1`. */
export const actionName = 'example/plimsoll@v1';

export type WorkflowRun = {
  standIn: StandIn;
  /** The text of the workflow file, whose jobs run on `ubuntu-latest` and begin with `actions/checkout`. */
  workflow: string;
  event: string;
  payload: unknown;
  /** A checkout, which `actions/checkout` copies; it is not written to. */
  workspace: string;
  sha: string;
  ref: string;
  runId: number;
  attempt?: number;
  actor?: string;
  /** `github.token`; the stand-in's own by default. */
  token?: string;
  /** Where uploaded artifacts lie, the same as the stand-in's `artifactDirectory`. */
  artifactDirectory: string;
  /** Folders that stand for other actions, by what the workflow calls them. */
  actions?: Record<string, string>;
};

export type StepRun = {
  /** The job's id; with the values of its leg where it has a matrix, as GitHub shows it: `size (api, amd64)`. */
  job: string;
  /** The step's `id`, else its place from 0. */
  id: string;
  /** What the log calls it. */
  name: string;
  result: string;
  outputs: Record<string, string>;
  summary: string;
  annotations: Annotation[];
  /** What it printed, commands left out. */
  log: string;
};

export type WorkflowResult = {
  code: number | null;
  /** `success` or `failure`, by the job as `StepRun` names it. act gives to each leg of a matrix what they come to together. */
  jobs: Record<string, string>;
  steps: StepRun[];
  /** The step with this id, of whichever job. */
  step(id: string): StepRun;
  /** All that act said, for a test that fails. */
  log: string;
};

/** The sentence to skip a test with, or false where act is there. */
export const actIsMissing = (): string | false => toolsAreMissing(workflowTools);

export async function runWorkflow(run: WorkflowRun): Promise<WorkflowResult> {
  for (let tries = 1; ; tries++) {
    const result = await tryWorkflow(run);
    if (tries === 5 || !lostItsPort(result)) return result;
  }
}

/** Another process may have taken the port before act did: then act ends, before it has run a step. */
function lostItsPort({ code, steps, log }: WorkflowResult): boolean {
  return code === 1 && steps.length === 0 && /"level":"fatal","msg":"listen tcp \S+ bind: address already in use"/.test(log);
}

async function tryWorkflow(run: WorkflowRun): Promise<WorkflowResult> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-act-'));
  try {
    const port = await freePort();
    await using service = await startArtifactProxy(`http://127.0.0.1:${port}`);
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const eventFile = file('event.json', JSON.stringify(run.payload));
    const actions = { [actionName]: copyAction(folder), ...run.actions };
    const args = [
      run.event,
      ...['--json', '--no-cache-server', '--container-daemon-socket', '-'],
      ...['ubuntu-latest', 'ubuntu-24.04'].flatMap((label) => ['--platform', `${label}=-self-hosted`]),
      ...['--directory', run.workspace, '--workflows', file('workflow.yml', run.workflow), '--eventpath', eventFile],
      ...['--actor', run.actor ?? 'contributor', '--secret', `GITHUB_TOKEN=${run.token ?? run.standIn.token}`],
      ...['--artifact-server-path', run.artifactDirectory, '--artifact-server-addr', '127.0.0.1', '--artifact-server-port', port],
      ...Object.entries(actions).flatMap(([name, place]) => ['--local-repository', `${name}=${place}`]),
      ...Object.entries(variables(run)).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ];
    const { code, lines } = await runAct(args, folder, service.url);
    return readLog(code, lines);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What act does not know of itself, or would take from the machine's own settings. */
function variables({ standIn, sha, ref, runId, attempt = 1 }: WorkflowRun): Record<string, string> {
  return {
    GITHUB_API_URL: standIn.url,
    GITHUB_GRAPHQL_URL: standIn.graphqlUrl,
    GITHUB_SERVER_URL: standIn.serverUrl,
    GITHUB_REPOSITORY: `${standIn.owner}/${standIn.name}`,
    GITHUB_REPOSITORY_OWNER: standIn.owner,
    GITHUB_RUN_ID: String(runId),
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_REF: ref,
    // What act reads GITHUB_SHA from.
    SHA_REF: sha,
  };
}

/** Only what a release has: act copies all that it finds. */
function copyAction(folder: string): string {
  const copy = join(folder, 'action');
  mkdirSync(copy);
  for (const part of ['action.yml', 'comment', 'dist', 'package.json']) {
    if (existsSync(join(root, part))) cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  return copy;
}

/** act takes no 0, and does not say which port it has. */
function freePort(): Promise<string> {
  return new Promise((done, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(String(typeof address === 'object' ? address?.port : '')));
    });
  });
}

function runAct(args: readonly string[], home: string, artifactService: string): Promise<{ code: number | null; lines: string[] }> {
  const { PATH = '', LC_ALL = '' } = labEnvironment();
  // `using: node24` runs the node that is first on PATH.
  const env = { PATH: [dirname(process.execPath), PATH].join(delimiter), LC_ALL, HOME: home, ACTIONS_RUNTIME_URL: artifactService };
  return new Promise((done, reject) => {
    const child = spawn('act', args, { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => done({ code, lines: text.split('\n') }));
  });
}

/** A line of act's log, as far as it is read here. */
type Line = {
  jobID?: string;
  matrix?: Record<string, unknown>;
  jobResult?: string;
  step?: string;
  stage?: string;
  stepID?: string[];
  stepResult?: string;
  command?: string;
  /** Of a command: what it was. */
  raw?: string;
  name?: string;
  arg?: string;
  content?: string;
  raw_output?: boolean;
  msg: string;
};

function readLog(code: number | null, lines: readonly string[]): WorkflowResult {
  const jobs: Record<string, string> = {};
  const steps: StepRun[] = [];
  for (const line of lines.flatMap(parseLine)) {
    const { jobID = '', matrix = {}, stepID: [id] = [] } = line;
    const leg = Object.values(matrix).join(', ');
    const job = leg === '' ? jobID : `${jobID} (${leg})`;
    if (line.jobResult !== undefined) jobs[job] = line.jobResult;
    if (id === undefined || line.stage !== 'Main') continue;
    let step = steps.find((each) => each.job === job && each.id === id);
    if (step === undefined) {
      step = { job, id, name: line.step ?? '', result: '', outputs: {}, summary: '', annotations: [], log: '' };
      steps.push(step);
    }
    readLine(step, line);
  }
  const log = lines.join('\n');
  const step = (id: string) => {
    const found = steps.find((each) => each.id === id);
    if (found === undefined) throw new Error(`no step ${id} ran:\n${log}`);
    return found;
  };
  return { code, jobs, steps, step, log };
}

function readLine(step: StepRun, { stepResult, command, name, arg, content, raw, raw_output: printed, msg }: Line): void {
  if (stepResult !== undefined) step.result = stepResult;
  if (command === 'set-output' && name !== undefined) step.outputs[name] = arg ?? '';
  else if (command === 'summary') step.summary += content ?? '';
  else if (command !== undefined) step.annotations.push(...annotationsIn(raw ?? ''));
  else if (printed) step.log += msg;
}

function parseLine(line: string): Line[] {
  try {
    return [JSON.parse(line) as Line];
  } catch {
    // What act says before it has read its options.
    return [];
  }
}
