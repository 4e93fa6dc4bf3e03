/** Runs and artifacts of GitHub Actions. */
import type { Hub } from './hub.ts';
import { pageOf } from './pages.ts';
import { notFound, Refusal } from './refusal.ts';
import { type Route, reads, route, writes } from './route.ts';
import { artifactOf, runOf } from './run-shape.ts';

const actions = '/repos/{owner}/{repo}/actions' as const;
const readActions = reads('actions');

export const runRoutes: Route[] = [
  route(`GET ${actions}/artifacts`, readActions, ({ hub, query, url }) => {
    const all = hub.artifacts.list(hub).filter(({ name }) => query.name === undefined || name === query.name);
    const { items, headers } = pageOf(all, query, url, hub);
    return { status: 200, body: { total_count: all.length, artifacts: items.map((each) => artifactOf(each, hub)) }, headers };
  }),

  route(`GET ${actions}/runs/{run_id}/artifacts`, readActions, ({ hub, path, query, url }) => {
    const ofRun = hub.artifacts.list(hub).filter(({ runId }) => runId === path.run_id);
    if (ofRun.length === 0 && !hub.runs.has(path.run_id)) throw notFound();
    const all = ofRun.filter(({ name }) => query.name === undefined || name === query.name);
    const { items, headers } = pageOf(all, query, url, hub);
    return { status: 200, body: { total_count: all.length, artifacts: items.map((each) => artifactOf(each, hub)) }, headers };
  }),

  route(`GET ${actions}/artifacts/{artifact_id}`, readActions, ({ hub, path }) => {
    return { status: 200, body: artifactOf(findArtifact(hub, path.artifact_id), hub) };
  }),

  route(`GET ${actions}/artifacts/{artifact_id}/{archive_format}`, readActions, ({ hub, path }) => {
    const artifact = findArtifact(hub, path.artifact_id);
    if (path.archive_format !== 'zip') throw notFound();
    if (artifact.expired) throw new Refusal(410, 'Artifact has expired');
    return { status: 302, body: undefined as never, headers: { location: `${hub.downloads}/artifacts/${artifact.id}.zip?sig=0badc0ffee` } };
  }),

  route(`DELETE ${actions}/artifacts/{artifact_id}`, writes('actions'), ({ hub, path }) => {
    hub.artifacts.remove(findArtifact(hub, path.artifact_id).id);
    return { status: 204, body: undefined };
  }),

  route(`GET ${actions}/runs/{run_id}`, readActions, ({ hub, path }) => {
    const run = hub.runs.get(path.run_id);
    if (run === undefined) throw notFound();
    return { status: 200, body: runOf(run, hub) };
  }),

  route(`GET ${actions}/runs`, readActions, ({ hub, query, url }) => {
    const matches = (value: string | null, wanted: string | undefined) => wanted === undefined || value === wanted;
    const all = [...hub.runs.values()]
      .filter((run) => matches(run.headSha, query.head_sha) && matches(run.headBranch, query.branch) && matches(run.event, query.event))
      .reverse();
    const { items, headers } = pageOf(all, query, url, hub);
    return { status: 200, body: { total_count: all.length, workflow_runs: items.map((run) => runOf(run, hub)) }, headers };
  }),
];

function findArtifact(hub: Hub, wanted: number) {
  const artifact = hub.artifacts.list(hub).find(({ id }) => id === wanted);
  if (artifact === undefined) throw notFound();
  return artifact;
}
