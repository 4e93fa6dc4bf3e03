/** Who the token belongs to. */
import { notFound, Refusal } from './refusal.ts';
import { userOf } from './repository-shape.ts';
import { type Route, route } from './route.ts';
import { isBot } from './tokens.ts';

export const userRoutes: Route[] = [
  route('GET /user', undefined, ({ hub, holder }) => {
    if (holder === undefined) throw new Refusal(401, 'Requires authentication');
    // An installation's token belongs to no user.
    if (isBot(holder.login)) throw new Refusal(403, 'Resource not accessible by integration');
    const counts = { public_repos: 0, public_gists: 0, followers: 0, following: 0 };
    const about = { name: null, company: null, blog: null, location: null, email: null, hireable: null, bio: null };
    const dates = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };
    return { status: 200, body: { ...userOf(holder.login, hub), ...about, ...counts, ...dates } };
  }),

  // Only `viewer { login }`, which every token may ask.
  {
    name: 'POST /graphql',
    needs: undefined,
    pattern: /^POST \/graphql$/,
    handle: ({ holder, body }) => {
      const { query } = (body ?? {}) as { query?: string };
      if (holder === undefined) throw new Refusal(401, 'This endpoint requires you to be authenticated.');
      if (!/^(query(\s+\w+)?)?\s*\{\s*viewer\s*\{\s*login\s*\}\s*\}$/.test(query?.trim() ?? '')) throw notFound();
      return { status: 200, body: { data: { viewer: { login: holder.login } } } };
    },
  },
];
