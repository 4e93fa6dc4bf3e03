/** Runs and artifacts of GitHub Actions, as GitHub's description has them. */
import type { components } from '@octokit/openapi-types';
import type { StoredArtifact } from './artifact-store.ts';
import type { Hub } from './hub.ts';
import { nodeId, repositoryOf } from './repository-shape.ts';
import type { Run } from './state.ts';

type Schemas = components['schemas'];

export function runOf(run: Run, hub: Hub): Schemas['workflow-run'] {
  const url = `${hub.home}/actions/runs/${run.id}`;
  return {
    id: run.id,
    name: 'CI',
    display_title: 'CI',
    node_id: nodeId('WorkflowRun', run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    run_number: 1,
    run_attempt: run.attempt,
    event: run.event,
    status: run.conclusion === null ? 'in_progress' : 'completed',
    conclusion: run.conclusion,
    workflow_id: hub.userId(`workflow ${run.path}`),
    url,
    html_url: `${hub.server}/${hub.fullName}/actions/runs/${run.id}`,
    // Empty for forks, and for others not to be relied upon.
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: run.createdAt,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${hub.home}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${hub.home}/actions/workflows/${hub.userId(`workflow ${run.path}`)}`,
    head_commit: null,
    repository: repositoryOf(hub.fullName, hub),
    head_repository: repositoryOf(run.headRepository, hub),
  };
}

/** Without a run where it is not known here, which the description allows. */
export function artifactOf(artifact: StoredArtifact, hub: Hub): Schemas['artifact'] {
  const { id, name, bytes, expired, createdAt, digest, runId } = artifact;
  const run = hub.runs.get(runId);
  const url = `${hub.home}/actions/artifacts/${id}`;
  return {
    id,
    node_id: nodeId('Artifact', id),
    name,
    size_in_bytes: bytes,
    url,
    archive_download_url: `${url}/zip`,
    expired,
    created_at: createdAt,
    updated_at: createdAt,
    expires_at: new Date(Date.parse(createdAt) + 90 * 86_400_000).toISOString().replace('.000Z', 'Z'),
    digest,
    workflow_run:
      run === undefined
        ? null
        : {
            id: run.id,
            repository_id: hub.repositoryId(hub.fullName),
            head_repository_id: hub.repositoryId(run.headRepository),
            head_branch: run.headBranch,
            head_sha: run.headSha,
          },
  };
}
