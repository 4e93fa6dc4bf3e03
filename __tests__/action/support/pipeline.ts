/** A repository and its workflows: pushes, pull requests, groups and what follows them, each run under act with the rights that its workflow asks for. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { type GitHubOptions, type StandIn, startGitHub } from '../../github/stand-in/stand-in.ts';
import { type Access, mayNothing, mayRead, type Permissions } from '../../github/stand-in/tokens.ts';
import { runWorkflow, type StepRun, type WorkflowResult, type WorkflowRun } from './act.ts';
import { type Change, createProject, type OpenedPull, type Project } from './git-project.ts';
import { mergeGroupPayload, pullRequestPayload, pushPayload, workflowRunPayload } from './payloads.ts';

/** A run that has ended. `action` is the last step of all, which uses the action; to ask for it where no step ran is an error. */
export type PipelineRun = WorkflowResult & { runId: number; sha: string; action: StepRun };

export type Pipeline = AsyncDisposable & {
  readonly github: StandIn;
  readonly project: Project;
  /** Commits to main, or takes what is there, and runs the workflow for the push. */
  push(workflow: string, change?: Change): Promise<PipelineRun>;
  /** Runs the workflow for a pull request as it is now, on its merge commit. */
  pullRequest(workflow: string, opened: OpenedPull): Promise<PipelineRun>;
  /** Another commit on the branch of a pull request. */
  commitTo(opened: OpenedPull, change: Change): Promise<OpenedPull>;
  /** Makes the group of a pull request on top of main and runs the workflow for it. */
  mergeGroup(workflow: string, opened: OpenedPull): Promise<PipelineRun>;
  /** Runs the workflow for the end of another run. */
  workflowRun(workflow: string, runId: number): Promise<PipelineRun>;
  /** The comments of the stand-in's bot on a pull request, without the marker. */
  comments(opened: OpenedPull): string[];
};

export type PipelineOptions = GitHubOptions & {
  first?: Change;
  /** Folders that stand for other actions than checkout and this one. */
  actions?: Record<string, string>;
};

const imageBuilder = resolve(import.meta.dirname, '..', '..', 'support');

/** What makes the archive from app.json of the folder `context`, as an engine would. */
export const buildArchive = (context: string, archive: string): string =>
  `node build.mjs ${context} ${archive} ${pathToFileURL(imageBuilder)}`;

// It is committed, so it holds no path of this machine: commits have the same ids everywhere.
const archiveScript = `import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
const [context, archive, support] = process.argv.slice(2);
const { docker25 } = await import(support + '/docker-archives.ts');
const { archiveOf, buildImage } = await import(support + '/image-builder.ts');
const files = JSON.parse(readFileSync(join(context, 'app.json'), 'utf8'));
writeFileSync(archive, archiveOf(docker25(buildImage([{ files: { 'usr/base': 100_000 } }, { files }]))));
`;

/** The budget of an image that a step before made: at most 500 kB, and 50 kB more than before. */
export function archiveBudget(...names: string[]): string {
  const images = names.map(
    (name) => `  ${name}:\n    source: ${name}.tar\n    limits:\n      total: { max: 500 kB, max-increase: 50 kB }\n`,
  );
  return `version: 1\nimages:\n${images.join('')}`;
}

export async function openPipeline({ first, actions = {}, ...options }: PipelineOptions = {}): Promise<Pipeline> {
  const artifactDirectory = mkdtempSync(join(tmpdir(), 'plimsoll-pipeline-'));
  const github = await startGitHub({ ...options, artifactDirectory });
  const budget = archiveBudget('api');
  const files = { 'build.mjs': archiveScript, '.gitignore': '*.tar\n', ...first?.files };
  const project = await createProject(github, { budget, ...first, files });
  let runId = 0;

  type Run = Pick<WorkflowRun, 'workflow' | 'event' | 'payload' | 'sha' | 'ref'> & { headSha: string; headBranch: string; fork?: string };
  const run = async ({ headSha, headBranch, fork, ...about }: Run): Promise<PipelineRun> => {
    const repository = fork === undefined ? {} : { headRepository: fork };
    github.addRun({ id: runId, event: about.event, headSha, headBranch, ...repository });
    const permissions = permissionsOf(about.workflow, about.event, fork !== undefined);
    const token = github.addToken({ permissions });
    const workspace = project.checkout(about.ref);
    const done = await runWorkflow({ standIn: github, artifactDirectory, workspace, runId, token, actions, ...about });
    const ended = { ...done, runId, sha: about.sha };
    return Object.defineProperty(ended, 'action', { get: () => lastStep(done) }) as PipelineRun;
  };

  const pipeline: Pipeline = {
    github,
    project,
    push: async (workflow, change) => {
      runId += 1;
      const before = change === undefined ? undefined : project.git('rev-parse', 'main');
      const sha = change === undefined ? project.git('rev-parse', 'main') : await project.commit('main', 'work on main', change);
      const payload = await pushPayload(github, { after: sha, ...(before === undefined ? {} : { before }) });
      return await run({ workflow, event: 'push', payload, sha, ref: 'refs/heads/main', headSha: sha, headBranch: 'main' });
    },
    pullRequest: async (workflow, { number, pull, headSha, mergeSha }) => {
      runId += 1;
      const fork = pull.head.repository === github.hub.fullName ? {} : { fork: pull.head.repository };
      const about = { event: 'pull_request', payload: pullRequestPayload(github, number), headSha, headBranch: pull.head.ref };
      return await run({ workflow, ...about, sha: mergeSha, ref: `refs/pull/${number}/merge`, ...fork });
    },
    commitTo: async ({ number, pull }, change) => {
      await project.commit(pull.head.ref, 'more', change);
      return await project.mergePull(number);
    },
    mergeGroup: async (workflow, { number, headSha }) => {
      runId += 1;
      const baseSha = project.git('rev-parse', 'main');
      const headBranch = `gh-readonly-queue/main/pr-${number}-${baseSha}`;
      project.git('checkout', '--quiet', '-b', headBranch, 'main');
      project.git('merge', '--quiet', '--no-ff', '--message', `Merge pull request #${number}`, headSha);
      const sha = project.git('rev-parse', 'HEAD');
      await github.pushFrom(project.directory, headBranch);
      project.git('checkout', '--quiet', 'main');
      const payload = await mergeGroupPayload(github, { headSha: sha, baseSha, pull: number });
      return await run({ workflow, event: 'merge_group', payload, sha, ref: `refs/heads/${headBranch}`, headSha: sha, headBranch });
    },
    workflowRun: async (workflow, ended) => {
      runId += 1;
      const sha = project.git('rev-parse', 'main');
      const payload = workflowRunPayload(github, ended);
      return await run({ workflow, event: 'workflow_run', payload, sha, ref: 'refs/heads/main', headSha: sha, headBranch: 'main' });
    },
    comments: ({ number }) => github.comments(number).map(({ body }) => body.slice(body.indexOf('\n') + 1)),
    [Symbol.asyncDispose]: async () => {
      project[Symbol.dispose]();
      await github.close();
      rmSync(artifactDirectory, { recursive: true, force: true });
    },
  };
  return pipeline;
}

function lastStep({ steps, log }: WorkflowResult): StepRun {
  const last = steps.at(-1);
  if (last === undefined) throw new Error(`no step ran:\n${log}`);
  return last;
}

type Asked = { permissions?: Record<string, Access>; if?: string };

/** What GitHub would give the jobs that run for this event; all that a workflow names nowhere is nothing. Of a fork's it only reads. */
function permissionsOf(workflow: string, event: string, readOnly: boolean): Permissions {
  const { permissions: ofAll, jobs } = parse(workflow) as Asked & { jobs: Record<string, Asked> };
  const given = { ...mayNothing };
  for (const { permissions = ofAll, if: condition = '' } of Object.values(jobs)) {
    const other = /github\.event_name == '(\w+)'/.exec(condition);
    if (other !== null && other[1] !== event) continue;
    if (permissions === undefined) throw new Error('a workflow says which permissions it needs');
    for (const [name, access] of Object.entries(permissions)) {
      if (!(name in mayNothing)) throw new Error(`the stand-in knows no permission ${name}`);
      given[name as keyof Permissions] = readOnly && access === 'write' ? mayRead[name as keyof Permissions] : access;
    }
  }
  return given;
}
