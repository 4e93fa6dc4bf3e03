/** The two servers on loopback: the API, and the host that downloads are redirected to. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer, findRoute, holderOf } from './answer.ts';
import { commitRoutes } from './commit-routes.ts';
import type { FaultBox, RecordedRequest } from './faults.ts';
import { gitDataRoutes } from './git-data-routes.ts';
import type { Hub } from './hub.ts';
import { issueRoutes } from './issue-routes.ts';
import { pullRoutes } from './pull-routes.ts';
import { Refusal } from './refusal.ts';
import type { AnyAnswer } from './route.ts';
import { runRoutes } from './run-routes.ts';
import { userRoutes } from './user-routes.ts';

// `commits/{ref}` takes everything below `commits/`, so what is below has to come first.
const routes = [...issueRoutes, ...pullRoutes, ...gitDataRoutes, ...commitRoutes, ...runRoutes, ...userRoutes];

const rateLimit = 1000;
const page: AnyAnswer = { status: 200, raw: Buffer.from('<!doctype html><title>Unicorn!</title>'), mediaType: 'text/html; charset=utf-8' };

export type Log = { requests: RecordedRequest[]; unexpected: string[]; faults: FaultBox };

/** The API. `root` is what its paths begin with: '' or `/api/v3`. */
export function apiServer(hub: Hub, log: Log, root: string): Server {
  return serve(log, async (request, url) => {
    request.path = pathBehind(root, url.pathname, hub);
    const found = findRoute(routes, request.method, request.path);
    request.route = found?.route.name;
    request.login = loginOf(request, hub);
    if (found === undefined) log.unexpected.push(`${request.method} ${request.path}`);
    return () => answer(found, request, url, hub);
  });
}

/** Where zips lie: like the real host it refuses a request that brings the API's token. */
export function downloadServer(hub: Hub, log: Log): Server {
  return serve(log, async ({ headers }, url) => async () => {
    if (headers.authorization !== undefined) throw new Refusal(403, 'Server failed to authenticate the request.');
    const id = Number(/^\/artifacts\/(\d+)\.zip$/.exec(url.pathname)?.[1]);
    const artifact = hub.artifacts.list(hub).find((each) => each.id === id);
    if (artifact === undefined) throw new Refusal(404, 'The specified blob does not exist.');
    return { status: 200, raw: artifact.read(), mediaType: 'application/zip' };
  });
}

/** `recognise` says what a request is before it is held or gets a fault, and gives what answers it. */
function serve(log: Log, recognise: (request: RecordedRequest, url: URL) => Promise<() => Promise<AnyAnswer>>): Server {
  const handle = async (message: IncomingMessage, response: ServerResponse) => {
    const url = new URL(message.url ?? '/', `http://${message.headers.host}`);
    const request = await record(message, url, log);
    const work = await recognise(request, url);
    await log.faults.pass(request);
    const fault = log.faults.take(request);
    if (fault === 'reset') return void message.socket.destroy();
    if (fault === 'not-json') return send(request, response, page);
    const made =
      typeof fault === 'object' ? errorAnswer(fault.status, fault.message ?? 'Error', fault.headers) : await work().catch(refused);
    send(request, response, made, { torn: fault === 'torn', used: log.requests.length });
  };
  // A client that goes away in the middle of its request leaves nothing to answer.
  return createServer((message, response) => void handle(message, response).catch(() => message.socket.destroy()));
}

/** On a port of its own choice. Gives its address. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** GitHub's own links name the repository by its id. */
function pathBehind(root: string, path: string, hub: Hub): string {
  if (root !== '' && path === '/api/graphql') return '/graphql';
  const behind = path.startsWith(`${root}/`) ? path.slice(root.length) : path;
  return behind.replace(new RegExp(`^/repositories/${hub.repositoryId(hub.fullName)}(?=/|$)`), `/repos/${hub.fullName}`);
}

function loginOf({ headers }: RecordedRequest, hub: Hub): string | undefined {
  try {
    return holderOf(headers.authorization === undefined ? undefined : String(headers.authorization), hub)?.login;
  } catch {
    // The client is told with the answer.
    return undefined;
  }
}

async function record(message: IncomingMessage, url: URL, log: Log): Promise<RecordedRequest> {
  const { method = 'GET', headers } = message;
  const request: RecordedRequest = {
    ...{ method, headers, path: url.pathname, query: Object.fromEntries(url.searchParams) },
    ...{ body: undefined, login: undefined, route: undefined, status: undefined },
  };
  log.requests.push(request);
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  try {
    request.body = text === '' ? undefined : JSON.parse(text);
  } catch {
    request.body = text;
  }
  return request;
}

function refused(error: unknown): AnyAnswer {
  if (error instanceof Refusal) return errorAnswer(error.status, error.message, error.headers, error.errors);
  // A fault of the stand-in itself: no client retries 501, and a test sees what it was.
  return errorAnswer(501, `the stand-in failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

function errorAnswer(status: number, message: string, headers: Record<string, string> = {}, errors?: readonly unknown[]): AnyAnswer {
  const about = {
    message,
    ...(errors === undefined ? {} : { errors }),
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  };
  return { status, body: about, headers };
}

function send(request: RecordedRequest, response: ServerResponse, made: AnyAnswer, { torn = false, used = 0 } = {}): void {
  const bytes = 'raw' in made ? made.raw : made.body === undefined ? undefined : Buffer.from(JSON.stringify(made.body));
  const headers = {
    'content-type': 'raw' in made ? made.mediaType : 'application/json; charset=utf-8',
    'x-github-request-id': '0000:000000:0000000:0000000:00000000',
    'x-ratelimit-limit': String(rateLimit),
    'x-ratelimit-remaining': String(Math.max(rateLimit - used, 1)),
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
    'x-ratelimit-resource': 'core',
    ...(bytes === undefined ? {} : { 'content-length': String(bytes.length) }),
    ...('headers' in made ? made.headers : {}),
  };
  request.status = made.status;
  response.writeHead(made.status, headers);
  if (!torn) return void response.end(bytes);
  // The first half, and then the connection is gone.
  response.write(bytes?.subarray(0, Math.floor(bytes.length / 2)) ?? '', () => response.socket?.destroy());
}
