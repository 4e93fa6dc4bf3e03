/**
 * The service that the runner gives to actions for artifacts, for runs that are not under act: the few calls of `@actions/artifact`,
 * stricter than act's own. A name is taken once a run, and what was uploaded must have the digest that the client says.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export type ArtifactService = AsyncDisposable & {
  readonly url: string;
  /** What the runner sets for an action of this run: where the service is, and the token that names the run. */
  environment(runId: number): Record<string, string>;
};

type Call = { workflow_run_backend_id: string; name: string; hash?: string; name_filter?: string };
type Blob = { blocks: Map<string, Buffer>; whole?: Buffer };

/** Artifacts lie in `directory` as RUN/NAME/NAME.zip: the stand-in's `artifactDirectory`. */
export async function startArtifactService(directory: string): Promise<ArtifactService> {
  const blobs = new Map<string, Blob>();
  const folderOf = (run: string, name: string) => join(directory, run, name);
  const fileOf = (run: string, name: string) => join(folderOf(run, name), `${name}.zip`);
  let url = '';

  const calls: Record<string, (call: Call) => { status?: number; body: unknown }> = {
    CreateArtifact: ({ workflow_run_backend_id: run, name }) => {
      if (existsSync(fileOf(run, name))) {
        return { status: 409, body: { code: 'already_exists', msg: 'an artifact with this name already exists on the workflow run' } };
      }
      blobs.set(`/blobs/${run}/${encodeURIComponent(name)}`, { blocks: new Map() });
      return { body: { ok: true, signed_upload_url: `${url}/blobs/${run}/${encodeURIComponent(name)}?sig=0badc0ffee` } };
    },
    FinalizeArtifact: ({ workflow_run_backend_id: run, name, hash }) => {
      const bytes = blobs.get(`/blobs/${run}/${encodeURIComponent(name)}`)?.whole;
      const digest = bytes && `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      if (bytes === undefined || hash !== digest)
        return { status: 400, body: { code: 'invalid_argument', msg: `${hash} is not ${digest}` } };
      mkdirSync(folderOf(run, name), { recursive: true });
      writeFileSync(fileOf(run, name), bytes);
      return { body: { ok: true, artifact_id: '1' } };
    },
    ListArtifacts: ({ workflow_run_backend_id: run, name_filter: wanted }) => {
      const names = existsSync(join(directory, run)) ? readdirSync(join(directory, run)) : [];
      const artifacts = names.map((name, index) => ({
        ...{ workflow_run_backend_id: run, workflow_job_run_backend_id: run, database_id: String(index + 1), name },
        ...{ size: String(statSync(fileOf(run, name)).size), created_at: '2026-01-01T00:00:00Z' },
      }));
      return { body: { artifacts: artifacts.filter(({ name }) => wanted === undefined || name === wanted) } };
    },
    DeleteArtifact: ({ workflow_run_backend_id: run, name }) => {
      rmSync(folderOf(run, name), { recursive: true });
      return { body: { ok: true, artifact_id: '1' } };
    },
  };

  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { pathname, searchParams } = new URL(message.url ?? '/', url);
    const call = calls[pathname.slice(pathname.lastIndexOf('/') + 1)];
    const blob = blobs.get(pathname);
    if (message.method === 'POST' && call !== undefined) {
      const { status = 200, body: answer } = call(JSON.parse(body.toString()) as Call);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    } else if (message.method === 'PUT' && blob !== undefined) {
      putBlob(blob, searchParams, body);
      response.writeHead(201).end();
    } else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    environment: (runId) => ({ ACTIONS_RESULTS_URL: `${url}/`, ACTIONS_RUNTIME_URL: `${url}/`, ACTIONS_RUNTIME_TOKEN: tokenOf(runId) }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** As Azure takes blobs: block by block, and then the list of those that count. */
function putBlob(blob: Blob, query: URLSearchParams, body: Buffer): void {
  if (query.get('comp') === 'block') blob.blocks.set(query.get('blockid') ?? '', body);
  else if (query.get('comp') === 'blocklist') {
    const ids = [...body.toString().matchAll(/<(?:Latest|Uncommitted)>(.*?)</g)].map(([, id = '']) => id);
    blob.whole = Buffer.concat(ids.map((id) => blob.blocks.get(id) ?? Buffer.alloc(0)));
  } else blob.whole = body;
}

/** Unsigned; the client reads only for which run it is. */
function tokenOf(runId: number): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ scp: `Actions.Results:${runId}:${runId}`, exp: 4_102_444_800 })}.x`;
}
