/** Artifacts of workflow runs, and what GitHub says of the runs that made them: the only part of it that may be believed. */
import { ExpectedError } from '../errors.ts';
import { at, flagAt, integerAt, shaAt, textAt, textIfAnyAt, UnexpectedAnswer } from './answers.ts';
import { ConnectionFault } from './bounded-fetch.ts';
import { type Answer, type Call, collect, type GitHub } from './client.ts';
import { explainFault, GitHubFault, type Task } from './faults.ts';
import { mostTries } from './patience.ts';
import { readZipEntry } from './zip-entry.ts';

export type Artifact = {
  id: number;
  name: string;
  /** Of the zip. */
  bytes: number;
  expired: boolean;
  /** ISO 8601. */
  created: string;
  /** The run that made it, as GitHub knows it. */
  runId: number;
  /** The commit that the run was for. */
  headSha: string;
  /** Undefined where the fork was deleted. Another than `repositoryId` for a fork's run. */
  headRepositoryId: number | undefined;
  repositoryId: number;
};

export type WorkflowRun = {
  id: number;
  attempt: number;
  /** `push`, `pull_request`, … */
  event: string;
  headSha: string;
  headBranch: string | undefined;
  /** `OWNER/NAME`; undefined where the fork was deleted. */
  headRepository: string | undefined;
  headRepositoryId: number | undefined;
  /** `success`, `failure`, …; undefined while it runs. */
  conclusion: string | undefined;
  workflowId: number;
};

/** What a zip has beside the one file that is read from it. */
const zipOverheadBytes = 65_536;

/**
 * The artifacts of this name, of whatever run, the newest first. A page of 100 is asked for when it is come to.
 * @throws ExpectedError `github`
 */
export function listArtifacts(github: GitHub, name: string): AsyncGenerator<Artifact, void> {
  const call: Call = (octokit, here) => octokit.rest.actions.listArtifactsForRepo({ ...here, name, per_page: 100 });
  return named(name, github.list(taskOf('listing', `the artifacts ${name} of ${github.fullName}`), call, readArtifact, 'artifacts'));
}

/** The artifacts of this name that one run made: at most one for each of its attempts. @throws ExpectedError `github` */
export async function artifactsOfRun(github: GitHub, runId: number, name: string): Promise<Artifact[]> {
  const task = taskOf('listing', `the artifacts ${name} of run ${runId} of ${github.fullName}`);
  const call: Call = (octokit, here) => octokit.rest.actions.listWorkflowRunArtifacts({ ...here, run_id: runId, name, per_page: 100 });
  return await collect(named(name, github.list(task, call, readArtifact, 'artifacts')));
}

/** A server that does not know the filter sends all of them. An artifact without a run was made by nobody who can be named. */
async function* named(name: string, artifacts: AsyncIterable<Artifact | undefined>): AsyncGenerator<Artifact, void> {
  for await (const artifact of artifacts) if (artifact?.name === name) yield artifact;
}

/** @throws ExpectedError `github`, also where there is no such run */
export async function runOf(github: GitHub, runId: number): Promise<WorkflowRun> {
  const call: Call = (octokit, here) => octokit.rest.actions.getWorkflowRun({ ...here, run_id: runId });
  return await github.ask(taskOf('reading', `the run ${runId} of ${github.fullName}`), call, readRun);
}

/**
 * Reads one file of an artifact, in memory. GitHub sends on to where the artifact lies; our token stays behind.
 * @param maxBytes of the file; the zip around it may be little larger
 * @throws ExpectedError `content` where the zip is damaged, lacks the file or holds a larger one; `github` where it could not be had
 */
export async function downloadFile(github: GitHub, artifactId: number, fileName: string, maxBytes: number): Promise<Buffer> {
  const task = taskOf('downloading', `${fileName} from the artifact ${artifactId} of ${github.fullName}`);
  const zip = await downloadZip(github, task, artifactId, maxBytes + zipOverheadBytes);
  try {
    return await readZipEntry(zip, fileName, maxBytes);
  } catch (error) {
    if (!(error instanceof UnexpectedAnswer)) throw explainFault(error, task);
    // GitHub gave what it has: whoever made this one artifact is to blame.
    throw new ExpectedError('content', `${task.doing} ${task.what}: ${error.message}`, {
      cause: error,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
}

/** The address is good for a minute, so that each try asks for a new one. */
async function downloadZip(github: GitHub, task: Task, artifactId: number, maxBytes: number): Promise<Buffer> {
  const call: Call = (octokit, here) =>
    octokit.rest.actions.downloadArtifact({ ...here, artifact_id: artifactId, archive_format: 'zip', request: { redirect: 'manual' } });
  for (let tries = 1; ; tries++) {
    const address = await github.ask(task, call, readAddress);
    try {
      return await github.fetchElsewhere(task, address, maxBytes);
    } catch (error) {
      const mayRecover = error instanceof GitHubFault && error.cause instanceof ConnectionFault;
      if (!mayRecover || tries === mostTries) throw error;
      await github.pause(task, tries ** 2);
    }
  }
}

function readAddress({ headers }: Answer): string {
  const address = String(headers.location ?? '');
  if (!/^https?:\/\//.test(address) || !URL.canParse(address))
    throw new UnexpectedAnswer('the answer does not say where the artifact lies');
  return address;
}

function readArtifact(item: unknown): Artifact | undefined {
  if (at(item, 'workflow_run.id') === undefined) return undefined;
  return {
    id: integerAt(item, 'id'),
    name: textAt(item, 'name'),
    bytes: integerAt(item, 'size_in_bytes'),
    expired: flagAt(item, 'expired'),
    created: textAt(item, 'created_at'),
    runId: integerAt(item, 'workflow_run.id'),
    headSha: shaAt(item, 'workflow_run.head_sha'),
    headRepositoryId: integerIfAnyAt(item, 'workflow_run.head_repository_id'),
    repositoryId: integerAt(item, 'workflow_run.repository_id'),
  };
}

function readRun({ data }: Answer): WorkflowRun {
  return {
    id: integerAt(data, 'id'),
    attempt: integerAt(data, 'run_attempt'),
    event: textAt(data, 'event'),
    headSha: shaAt(data, 'head_sha'),
    headBranch: textIfAnyAt(data, 'head_branch'),
    headRepository: textIfAnyAt(data, 'head_repository.full_name'),
    headRepositoryId: integerIfAnyAt(data, 'head_repository.id'),
    conclusion: textIfAnyAt(data, 'conclusion'),
    workflowId: integerAt(data, 'workflow_id'),
  };
}

function integerIfAnyAt(answer: unknown, path: string): number | undefined {
  return at(answer, path) === undefined ? undefined : integerAt(answer, path);
}

function taskOf(doing: string, what: string): Task {
  return { doing, what, permissions: ['actions: read'] };
}
