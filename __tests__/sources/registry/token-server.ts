/** A registry that shows images only to who has a token, and the server that gives tokens. */
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Loopback, refuse, StandInRegistry } from './stand-in.ts';

export type TokenRequest = {
  method: string;
  query: Record<string, string>;
  form: Record<string, string>;
  authorization: string | undefined;
};

export type Guarded = AsyncDisposable & {
  registry: StandInRegistry;
  /** What tokens were asked for with. */
  asked: TokenRequest[];
  /** No token given so far is good any more. */
  expire(): void;
};

/** @param admits who is given a token */
export async function startGuarded(admits: (asked: TokenRequest) => boolean = () => true): Promise<Guarded> {
  const registry = await StandInRegistry.start();
  const asked: TokenRequest[] = [];
  const good = new Set<string>();
  let given = 0;
  const tokens = await Loopback.listen(async ({ method, path, authorization }, answer, request: IncomingMessage) => {
    const url = new URL(path, 'http://token');
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    const one = { method, query: Object.fromEntries(url.searchParams), form, authorization };
    asked.push(one);
    if (!admits(one)) return refuse(answer, 401, 'UNAUTHORIZED');
    const token = `token-${++given}`;
    good.add(token);
    answer.end(JSON.stringify(given % 2 === 0 ? { token } : { access_token: token, expires_in: 60 }));
    return true;
  });
  registry.intercept = ({ authorization = '', path }, answer) => {
    if (good.has(authorization.replace('Bearer ', ''))) return undefined;
    const challenge = `Bearer realm="http://${tokens.host}/token?account=x",service="a, b",scope="repository:${path.split('/')[2]}/api:pull,push"`;
    return refuse(answer, 401, 'UNAUTHORIZED', { 'WWW-Authenticate': challenge });
  };
  return {
    registry,
    asked,
    expire: () => good.clear(),
    async [Symbol.asyncDispose]() {
      await tokens[Symbol.asyncDispose]();
      await registry[Symbol.asyncDispose]();
    },
  };
}
