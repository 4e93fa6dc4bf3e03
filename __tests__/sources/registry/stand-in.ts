/** A registry on loopback that does what a test wants of it, and remembers what it was asked. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { type BuiltImage, digestOf } from '../../support/image-builder.ts';

export type Seen = { method: string; path: string; authorization: string | undefined; range: string | undefined; host: string | undefined };

/** Answers in place of the registry: true where it did. */
export type Intercept = (
  asked: Seen,
  answer: ServerResponse,
  request: IncomingMessage,
) => boolean | undefined | Promise<boolean | undefined>;

export class Loopback implements AsyncDisposable {
  readonly seen: Seen[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  protected constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
    });
    server.on('clientError', (_error, socket) => socket.destroy());
  }

  static async listen(answer: Intercept): Promise<Loopback> {
    const loopback: Loopback = new Loopback(createServer((request, response) => void loopback.answer(answer, request, response)));
    await loopback.open();
    return loopback;
  }

  protected async answer(intercept: Intercept, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const asked = { method, path: url, authorization: headers.authorization, range: headers.range, host: headers.host };
    this.seen.push(asked);
    response.on('error', () => {});
    if ((await intercept(asked, response, request)) !== true) response.writeHead(404).end();
  }

  protected open(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** When nobody is connected any more. */
  async left(): Promise<void> {
    for (const socket of this.#sockets) if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
  }

  asked(path: RegExp): Seen[] {
    return this.seen.filter((one) => path.test(one.path));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

type Stored = { bytes: Buffer; mediaType: string };

export class StandInRegistry extends Loopback {
  readonly manifests = new Map<string, Stored>();
  readonly blobs = new Map<string, Buffer>();
  /** What is done before, or in place of, what a registry does. */
  intercept: Intercept = () => undefined;

  static async start(tls?: ServerOptions): Promise<StandInRegistry> {
    const listener: RequestListener = (request, response) => void registry.answer((...of) => registry.#serve(...of), request, response);
    const registry: StandInRegistry = new StandInRegistry(tls === undefined ? createServer(listener) : createSecureServer(tls, listener));
    await registry.open();
    return registry;
  }

  /** Puts an image under a name and a tag; the reference that Plimsoll is given. */
  push(name: string, tag: string, { manifest, config, layers }: BuiltImage): string {
    for (const bytes of [config, ...layers.map(({ blob }) => blob)]) this.blobs.set(digestOf(bytes), bytes);
    return this.pushManifest(name, tag, manifest);
  }

  pushManifest(name: string, tag: string, bytes: Buffer): string {
    const { mediaType = 'application/json' } = JSON.parse(bytes.toString()) as { mediaType?: string };
    for (const reference of [tag, digestOf(bytes)]) this.manifests.set(`${name} ${reference}`, { bytes, mediaType });
    return `docker://${this.host}/${name}:${tag}`;
  }

  async #serve(asked: Seen, answer: ServerResponse, request: IncomingMessage): Promise<boolean> {
    if ((await this.intercept(asked, answer, request)) === true) return true;
    const [, name = '', kind, reference = ''] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(asked.path) ?? [];
    if (kind === 'manifests') return this.#manifest(`${name} ${reference}`, answer);
    if (kind === 'blobs') return sendBlob(this.blobs.get(reference), asked, answer);
    return asked.path === '/v2/' && Boolean(answer.end('{}'));
  }

  #manifest(key: string, answer: ServerResponse): boolean {
    const stored = this.manifests.get(key);
    if (stored === undefined) return refuse(answer, 404, 'MANIFEST_UNKNOWN');
    const headers = { 'Content-Type': stored.mediaType, 'Docker-Content-Digest': digestOf(stored.bytes) };
    answer.writeHead(200, headers).end(stored.bytes);
    return true;
  }
}

export function sendBlob(bytes: Buffer | undefined, { range, method }: Seen, answer: ServerResponse): boolean {
  if (bytes === undefined) return refuse(answer, 404, 'BLOB_UNKNOWN');
  const [, first, last = ''] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const from = Number(first ?? -1);
  const part = bytes.subarray(Math.max(0, from), last === '' ? bytes.length : Number(last) + 1);
  const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': part.length };
  if (from < 0) answer.writeHead(200, headers);
  else answer.writeHead(206, { ...headers, 'Content-Range': `bytes ${from}-${from + part.length - 1}/${bytes.length}` });
  answer.end(method === 'HEAD' ? undefined : part);
  return true;
}

export function refuse(answer: ServerResponse, status: number, code: string, headers: Record<string, string> = {}): true {
  answer.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  answer.end(JSON.stringify({ errors: [{ code, message: 'the words of a stranger' }] }));
  return true;
}

/** Begins to send, and cuts the connection behind `count` bytes. */
export function cutBehind(bytes: Buffer, count: number, answer: ServerResponse): true {
  answer.writeHead(200, { 'Content-Length': bytes.length });
  answer.write(bytes.subarray(0, count), () => answer.destroy());
  return true;
}
