/** From a request to GitHub's answer: which operation, whose token, is it allowed, and the operation itself. */
import type { RecordedRequest } from './faults.ts';
import type { Hub } from './hub.ts';
import { Refusal } from './refusal.ts';
import { type AnyAnswer, type Needs, type Route, readParameters } from './route.ts';
import { isBot, suffices, type TokenHolder } from './tokens.ts';

export type Found = { route: Route; path: Record<string, string> };

/** The operation at this path, which begins behind the API's root. */
export function findRoute(routes: readonly Route[], method: string, path: string): Found | undefined {
  for (const route of routes) {
    const found = route.pattern.exec(`${method} ${path}`);
    if (found !== null) return { route, path: { ...found.groups } };
  }
  return undefined;
}

/** Who asks: undefined without a token. @throws Refusal 401 with one that GitHub does not know. */
export function holderOf(authorization: string | undefined, hub: Hub): TokenHolder | undefined {
  if (authorization === undefined) return undefined;
  const token = /^(?:bearer|token)\s+(.+)$/i.exec(authorization)?.[1] ?? '';
  const holder = hub.tokens.get(token);
  if (holder === undefined) throw new Refusal(401, 'Bad credentials');
  return holder;
}

/** @throws Refusal as GitHub words it */
export async function answer(found: Found | undefined, request: RecordedRequest, url: URL, hub: Hub): Promise<AnyAnswer> {
  const { authorization, accept } = request.headers;
  const holder = holderOf(authorization === undefined ? undefined : String(authorization), hub);
  if (found === undefined) throw new Refusal(404, 'Not Found');
  const { route } = found;
  const path = readParameters(found.path);
  if (path.owner !== undefined && `${path.owner}/${path.repo}`.toLowerCase() !== hub.fullName.toLowerCase())
    throw new Refusal(404, 'Not Found');
  if (path.owner !== undefined) allow(route.needs, holder, hub);
  const query = readParameters(request.query);
  const call = { hub, holder, accept: String(accept ?? ''), url, path, query, body: request.body ?? {} };
  // The operation was declared with the types of what the description says that it takes.
  return route.handle(call as unknown as Parameters<Route['handle']>[0]);
}

function allow(needs: Needs | undefined, holder: TokenHolder | undefined, hub: Hub): void {
  const reading = needs === undefined || needs.access === 'read';
  if (reading && hub.visibility === 'public') return;
  if (holder === undefined) throw reading ? new Refusal(404, 'Not Found') : new Refusal(401, 'Requires authentication');
  if (needs === undefined) return;
  if (needs.anyOf.some((permission) => suffices(holder.permissions[permission], needs.access))) return;
  const wanted = needs.anyOf.map((permission) => `${permission.replace('-', '_')}=${needs.access}`).join('; ');
  const whose = isBot(holder.login) ? 'integration' : 'personal access token';
  throw new Refusal(403, `Resource not accessible by ${whose}`, { headers: { 'x-accepted-github-permissions': wanted } });
}
