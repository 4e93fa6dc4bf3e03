/**
 * A team that uses the action: its repository at the stand-in, its project, the service for artifacts, and a run of the action for each
 * event of its workflow, with the workspace that the workflow's checkout and build would leave.
 *
 *     await using team = await startTeam();
 *     await team.push();
 *     const { number } = await team.project.openPull('topic', { app: { 'app/main.js': 180_000 } });
 *     const run = await team.pull(number);
 *
 * No run may show the token anywhere, and no request may be one that the stand-in does not know: both are asserted here.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GitHubOptions, type StandIn, startGitHub } from '../../github/stand-in/stand-in.ts';
import { type ArtifactService, startArtifactService } from './artifact-service.ts';
import { type Change, createProject, type Project } from './git-project.ts';
import { pullRequestPayload, pushPayload, workflowRunPayload } from './payloads.ts';
import { type ActionResult, type ActionRun, runAction } from './run-action.ts';

export type RunOptions = Pick<ActionRun, 'inputs' | 'token' | 'attempt' | 'actor' | 'env' | 'entry' | 'onStart'> & {
  /** Another number than the next one, for a rerun or a race. */
  runId?: number;
  /** What is checked out; by default what actions/checkout takes for the event. `nothing` leaves an empty folder. */
  checkout?: string;
  depth?: number;
  /** A workspace that is there already, with its image. */
  workspace?: string;
};
export type Event = Pick<ActionRun, 'event' | 'payload' | 'sha' | 'ref'> & {
  /** What GitHub says of the run, where it is not of `sha` and `ref` of this repository. */
  head?: { headSha: string; headRepository: string; headBranch: string };
};

export type Team = AsyncDisposable & {
  readonly github: StandIn;
  readonly project: Project;
  readonly service: ArtifactService;
  /** Lives as long as the team; `records` in it is the store. */
  readonly folder: string;
  /** The run of a push of what the branch is now; what was there at its last push is `before`. */
  push(options?: RunOptions & { branch?: string; before?: string; forced?: boolean }): Promise<ActionResult>;
  pull(
    number: number,
    options?: RunOptions & { event?: 'pull_request' | 'pull_request_target'; action?: 'synchronize' | 'edited' | 'labeled' },
  ): Promise<ActionResult>;
  run(event: Event, options?: RunOptions): Promise<ActionResult>;
  /** The run of the second action after a run has ended, in an empty folder. */
  post(endedRun: number, options?: Pick<RunOptions, 'inputs' | 'token' | 'env' | 'entry'>): Promise<ActionResult>;
  /** A workspace with the image that its commit makes. */
  workspace(ref: string, depth?: number): string;
};

/**
 * Records are kept in a directory beside the workspaces, unless the inputs say otherwise: then GitHub is asked for nothing that a test is not about.
 * @param options.inputs of every run, beside its own
 */
export async function startTeam(
  options: { first?: Change; github?: Omit<GitHubOptions, 'artifactDirectory'>; inputs?: Record<string, string> } = {},
): Promise<Team> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-team-'));
  const artifacts = join(folder, 'artifacts');
  const github = await startGitHub({ ...options.github, artifactDirectory: artifacts });
  const service = await startArtifactService(artifacts);
  const project = await createProject(github, options.first);
  const pushed = new Map<string, string>();
  let lastRun = 0;

  const workspace: Team['workspace'] = (ref, depth) => {
    const made = project.checkout(ref, depth === undefined ? {} : { depth });
    project.build(made);
    return made;
  };

  const run: Team['run'] = async ({ event, payload, sha, ref, head }, given = {}) => {
    const { inputs, checkout = ref, depth, runId = lastRun + 1, ...rest } = given;
    lastRun = Math.max(lastRun, runId);
    const where = rest.workspace ?? (checkout === 'nothing' ? mkdtempSync(join(folder, 'empty-')) : workspace(checkout, depth));
    if (!github.hub.runs.has(runId)) github.addRun({ id: runId, event, headSha: sha, headBranch: ref.replace('refs/heads/', ''), ...head });
    const result = await runAction({
      ...{ standIn: github, event, payload, sha, ref, runId, ...rest, workspace: where },
      inputs: { store: `file:${join(folder, 'records')}`, ...options.inputs, ...inputs },
      env: { ...service.environment(runId), ...rest.env },
    });
    refuseSecret(result, rest.token ?? github.token, github);
    return result;
  };

  const post: Team['post'] = async (endedRun, given = {}) => {
    const about = { event: 'workflow_run', payload: workflowRunPayload(github, endedRun), action: 'comment' };
    const main = { sha: project.git('rev-parse', 'main'), ref: 'refs/heads/main', workspace: mkdtempSync(join(folder, 'empty-')) };
    lastRun += 1;
    const result = await runAction({ standIn: github, ...about, ...main, runId: lastRun, ...given });
    refuseSecret(result, given.token ?? github.token, github);
    return result;
  };

  return {
    ...{ github, project, service, folder, run, post, workspace },
    push: async ({ branch = 'main', before = pushed.get(branch), forced = false, ...rest } = {}) => {
      const after = project.git('rev-parse', branch);
      const ref = `refs/heads/${branch}`;
      const payload = await pushPayload(github, { after, ref, forced, ...(before === undefined ? {} : { before }) });
      pushed.set(branch, after);
      return await run({ event: 'push', payload, sha: after, ref }, rest);
    },
    pull: async (number, { event = 'pull_request', action, ...rest } = {}) => {
      const payload = pullRequestPayload(github, number, action);
      const { head, base } = payload.pull_request;
      const about = { event, payload, head: { headSha: head.sha, headRepository: head.repo?.full_name ?? '', headBranch: head.ref } };
      if (event === 'pull_request_target') return await run({ ...about, sha: base.sha, ref: `refs/heads/${base.ref}` }, rest);
      const ref = `refs/pull/${number}/merge`;
      return await run({ ...about, sha: await github.git('rev-parse', ref), ref }, rest);
    },
    [Symbol.asyncDispose]: async () => {
      project[Symbol.dispose]();
      await service[Symbol.asyncDispose]();
      await github.close();
      rmSync(folder, { recursive: true, force: true });
      assert.deepEqual(github.unexpected, []);
    },
  };
}

/** The runner takes the value of `add-mask` out of the log itself. */
function refuseSecret({ stdout, stderr, summary, outputs }: ActionResult, token: string, github: StandIn): void {
  const shown = [stdout.replaceAll(`::add-mask::${token}`, ''), stderr, summary, JSON.stringify(outputs)];
  for (const text of [...shown, ...github.hub.comments.map(({ body }) => body)])
    assert.ok(!text.includes(token), `the token is shown:\n${text}`);
}
