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
  /** The ID that it gives the image: the config's digest, unless it keeps images as containerd does. */
  id?: string;
  /** What it says of the image besides. */
  details?: Record<string, unknown>;
  /** Of its API. */
  version?: string;
  /** Names that it knows the image by. */
  names?: string[];
  /** What it exports. */
  archive?: Buffer;
  /** The export is written in pieces of so many bytes. */
  pieceBytes?: number;
  /** What it says of itself, or that it is not told. */
  info?: Record<string, unknown> | 'refused';
  /** Answers in place of what it does by itself; undefined: it does. */
  answer?: (path: string, response: ServerResponse) => boolean | undefined;
};

/** Listens on a socket, or on a port of this machine, with TLS or without. */
export async function startFakeEngine(behaviour: Behaviour, at: ServerOptions | 'socket' | 'port' = 'socket'): Promise<FakeEngine> {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    const path = decodeURIComponent(request.url ?? '').replace(/^\/v1\.\d+/, '');
    asked.push(path);
    response.setHeader('Api-Version', behaviour.version ?? '1.41');
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

function answer(
  path: string,
  response: ServerResponse<IncomingMessage>,
  { image, id = image?.imageID, details, names = ['sample:ci'], archive, pieceBytes, info }: Behaviour,
): void {
  const send = (document: unknown, status = 200) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(document));
  };
  const name = /^\/images\/(.+)\/json(?:\?manifests=1)?$/.exec(path)?.[1];
  if (path === '/_ping') response.end('OK');
  else if (path === '/info' && info === 'refused') response.writeHead(403).end('<html>Forbidden</html>');
  else if (path === '/info') send(info ?? { DockerRootDir: '/nowhere', Driver: 'overlay2', DriverStatus: [['Supports d_type', 'true']] });
  else if (path === '/images/json') send([{ RepoTags: names }, { RepoTags: ['<none>:<none>'] }, { RepoTags: null }]);
  else if (name !== undefined && image !== undefined && (names.includes(name) || id === name)) {
    const layers = image.layers.map(({ diffID }) => diffID);
    send({ Id: id, Os: 'linux', Architecture: 'amd64', Size: 1000, RootFS: { Type: 'layers', Layers: layers }, ...details });
  } else if (path === `/images/${id}/get` && archive !== undefined) {
    for (let at = 0; pieceBytes !== undefined && at < archive.length; at += pieceBytes)
      response.write(archive.subarray(at, at + pieceBytes));
    response.end(pieceBytes === undefined ? archive : undefined);
  } else send({ message: `No such image: ${name ?? path}` }, 404);
}
