/** A stand-in for a container engine, for what a real one does not do when it is told to: break off, refuse, lie. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { BuiltImage } from './image-builder.ts';
import { newFolder } from './image-files.ts';

export interface FakeEngine extends AsyncDisposable {
  /** As DOCKER_HOST is written. */
  host: string;
  socket: string;
  /** What it was asked for, in order. */
  asked: string[];
}

export type Behaviour = {
  image?: BuiltImage;
  /** Names that it knows the image by. */
  names?: string[];
  /** What it exports. */
  archive?: Buffer;
  info?: Record<string, unknown>;
  /** Answers in place of what it does by itself; undefined: it does. */
  answer?: (path: string, response: ServerResponse) => boolean | undefined;
};

/** Listens on a socket, or on a port of this machine, with TLS or without. */
export async function startFakeEngine(behaviour: Behaviour, at: ServerOptions | 'socket' | 'port' = 'socket'): Promise<FakeEngine> {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    const path = decodeURIComponent(request.url ?? '').replace(/^\/v1\.\d+/, '');
    asked.push(path);
    response.setHeader('Api-Version', '1.41');
    if (behaviour.answer?.(path, response) !== true) answer(path, response, behaviour);
  };
  const server: Server = typeof at === 'string' ? createServer(listener) : createSecureServer(at, listener);
  const socket = join(newFolder(), 'engine.sock');
  await new Promise<void>((resolve) => (at === 'socket' ? server.listen(socket, resolve) : server.listen(0, '127.0.0.1', resolve)));
  return {
    host: at === 'socket' ? `unix://${socket}` : `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    socket,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(path: string, response: ServerResponse<IncomingMessage>, { image, names = ['sample:ci'], archive, info }: Behaviour): void {
  const send = (document: unknown, status = 200) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(document));
  };
  const name = /^\/images\/(.+)\/json$/.exec(path)?.[1];
  if (path === '/_ping') response.end('OK');
  else if (path === '/info') send(info ?? { DockerRootDir: '/nowhere', Driver: 'overlay2', DriverStatus: [['Supports d_type', 'true']] });
  else if (path === '/images/json') send([{ RepoTags: names }, { RepoTags: ['<none>:<none>'] }, { RepoTags: null }]);
  else if (name !== undefined && image !== undefined && (names.includes(name) || image.imageID === name)) {
    const layers = image.layers.map(({ diffID }) => diffID);
    send({ Id: image.imageID, Os: 'linux', Architecture: 'amd64', Size: 1000, RootFS: { Type: 'layers', Layers: layers } });
  } else if (path === `/images/${image?.imageID}/get` && archive !== undefined) response.end(archive);
  else send({ message: `No such image: ${name ?? path}` }, 404);
}
