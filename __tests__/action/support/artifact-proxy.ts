/** Stands before act's artifact service, which is older than today's client, and mends the two places where they do not understand each other. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ArtifactProxy = AsyncDisposable & {
  /** With a slash at the end, as the runner gives it. */
  readonly url: string;
};

/** Fields of CreateArtifact that are newer than the service. */
const unknownFields = ['mimeType', 'mime_type'];

/** The answers name the service itself for uploads and downloads: bodies of artifacts do not pass here. */
export async function startArtifactProxy(service: string): Promise<ArtifactProxy> {
  const server = createServer(async (message, response) => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of message) chunks.push(chunk);
      const asked = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      for (const field of unknownFields) delete asked[field];
      const headers = { 'content-type': 'application/json', authorization: String(message.headers.authorization) };
      const answer = await fetch(new URL(message.url ?? '/', service), { method: 'POST', headers, body: JSON.stringify(asked) });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
      // The signature of an address ends with a `=` that the client, which cuts at each, would lose.
      response.end((await answer.text()).replaceAll('=&', '%3D&'));
    } catch (error) {
      // No client tries 501 again: the test sees it at once.
      response.writeHead(501).end(JSON.stringify({ msg: String(error) }));
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
