/** A stand-in on loopback for the service that takes artifacts from a run: its four calls that an upload makes, and the storage behind it. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ResultsService = {
  /** What the runner would say of it to an action. */
  environment: Record<string, string>;
  /** Finished artifacts by name: the bytes of their zip, and when they expire. */
  artifacts: Map<string, { zip: Buffer; expires: string | undefined }>;
  /** The calls, in order. */
  calls: string[];
  /** Answers each call with this status from now on. */
  refuse(status: number | undefined): void;
  close(): void;
};

type Call = { name?: string; expires_at?: string };

export async function openResultsService(): Promise<ResultsService> {
  const artifacts: ResultsService['artifacts'] = new Map();
  const uploads = new Map<string, { body: Buffer[]; expires: string | undefined }>();
  const calls: string[] = [];
  let refusal: number | undefined;

  const answers: Record<string, (call: Call) => object | undefined> = {
    CreateArtifact({ name = '', expires_at: expires }) {
      if (artifacts.has(name)) return undefined;
      uploads.set(name, { body: [], expires });
      return { ok: true, signedUploadUrl: `${origin}/storage/${name}?sig=secret` };
    },
    FinalizeArtifact({ name = '' }) {
      const { body, expires } = uploads.get(name)!;
      artifacts.set(name, { zip: Buffer.concat(body), expires });
      return { ok: true, artifactId: '7' };
    },
    ListArtifacts: () => ({
      artifacts: [...artifacts.keys()].map((name) => ({
        workflowRunBackendId: 'run',
        workflowJobRunBackendId: 'job',
        databaseId: '7',
        name,
      })),
    }),
    DeleteArtifact({ name = '' }) {
      artifacts.delete(name);
      return { ok: true, artifactId: '7' };
    },
  };

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const body = await readBody(request);
    if (pathname.startsWith('/storage/')) {
      if (searchParams.get('comp') !== 'blocklist') uploads.get(pathname.slice('/storage/'.length))!.body.push(body);
      response.writeHead(201).end();
      return;
    }
    const method = pathname.split('/').at(-1)!;
    calls.push(method);
    const answer = refusal === undefined ? answers[method]?.(JSON.parse(body.toString()) as Call) : { msg: 'refused' };
    const status = refusal ?? (answer === undefined ? 409 : 200);
    const conflict = { code: 'already_exists', msg: 'an artifact with this name already exists on the workflow run' };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? conflict));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const claims = Buffer.from(JSON.stringify({ scp: 'Actions.Results:run:job' })).toString('base64url');
  return {
    environment: { ACTIONS_RESULTS_URL: `${origin}/`, ACTIONS_RUNTIME_TOKEN: `e30.${claims}.x`, GITHUB_RETENTION_DAYS: '90' },
    artifacts,
    calls,
    refuse: (status) => {
      refusal = status;
    },
    close: () => server.close(),
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
