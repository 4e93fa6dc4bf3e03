/** Commits, comparisons, tags and the contents of files. */
import { posix } from 'node:path';
import { base64Lines, commitOf } from './commit-shape.ts';
import type { TreeEntry } from './git-store.ts';
import type { Hub } from './hub.ts';
import { pageOf } from './pages.ts';
import { notFound, Refusal } from './refusal.ts';
import { nodeId, repositoryOf } from './repository-shape.ts';
import { type RawAnswer, type Route, reads, route } from './route.ts';

const repository = '/repos/{owner}/{repo}' as const;
const readContents = reads('contents');

export const commitRoutes: Route[] = [
  route(`GET ${repository}`, undefined, ({ hub }) => {
    const whole = repositoryOf(hub.fullName, hub);
    const { pushed_at = '', created_at = '', updated_at = '' } = whole;
    const dates = { pushed_at: pushed_at ?? '', created_at: created_at ?? '', updated_at: updated_at ?? '' };
    return { status: 200, body: { ...whole, ...dates, has_discussions: false, network_count: 0, subscribers_count: 0 } };
  }),

  route(`GET ${repository}/compare/{basehead}`, readContents, async ({ hub, path, query, url }) => {
    const [base, head] = path.basehead.split('...');
    if (base === undefined || head === undefined) throw notFound();
    const [from, to] = [await findCommit(withoutOwner(base), hub), await findCommit(withoutOwner(head), hub)];
    const mergeBase = await hub.git.mergeBase(from, to);
    if (mergeBase === undefined) throw new Refusal(404, `No common ancestor between ${base} and ${head}.`);
    const ahead = (await hub.git.log([`${from}..${to}`])).reverse();
    const behind = (await hub.git.log([`${to}..${from}`])).length;
    const status = ahead.length > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical';
    const { items, headers } = pageOf(ahead, { per_page: 250, ...query }, url, hub);
    const page = `${hub.server}/${hub.fullName}/compare/${path.basehead}`;
    const body = {
      url: `${hub.home}/compare/${path.basehead}`,
      html_url: page,
      permalink_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      base_commit: commitOf(await hub.git.commit(from), hub),
      merge_base_commit: commitOf(await hub.git.commit(mergeBase), hub),
      status,
      ahead_by: ahead.length,
      behind_by: behind,
      total_commits: ahead.length,
      commits: items.map((commit) => commitOf(commit, hub)),
    } as const;
    return { status: 200, body, headers };
  }),

  route(`GET ${repository}/commits`, readContents, async ({ hub, query, url }) => {
    if ((await hub.git.references('refs/heads')).length === 0) throw new Refusal(409, 'Git Repository is empty.');
    const start = await hub.git.commitOf(query.sha ?? 'HEAD');
    if (start === undefined) throw notFound();
    const { items, headers } = pageOf(await hub.git.log([start, '--', ...(query.path ? [query.path] : [])]), query, url, hub);
    return { status: 200, body: items.map((commit) => commitOf(commit, hub)), headers };
  }),

  route(`GET ${repository}/commits/{ref}`, readContents, async ({ hub, path, accept }) => {
    const sha = await hub.git.commitOf(path.ref);
    if (sha === undefined) throw new Refusal(422, `No commit found for SHA: ${path.ref}`);
    if (accept.includes('.sha')) return { status: 200, raw: Buffer.from(sha), mediaType: 'application/vnd.github.sha; charset=utf-8' };
    return { status: 200, body: commitOf(await hub.git.commit(sha), hub) };
  }),

  route(`GET ${repository}/tags`, readContents, async ({ hub, query, url }) => {
    const tags = (await hub.git.references('refs/tags')).reverse().map(({ ref, commit: sha }) => {
      const name = ref.slice('refs/tags/'.length);
      const balls = { zipball_url: `${hub.home}/zipball/${ref}`, tarball_url: `${hub.home}/tarball/${ref}` };
      return { name, ...balls, commit: { sha, url: `${hub.home}/commits/${sha}` }, node_id: nodeId('Tag', name) };
    });
    const { items, headers } = pageOf(tags, query, url, hub);
    return { status: 200, body: items, headers };
  }),

  route(`GET ${repository}/contents/{path}`, readContents, async ({ hub, path, query, accept }) => {
    const commit = await findCommit(query.ref ?? 'HEAD', hub, `No commit found for the ref ${query.ref ?? 'HEAD'}`);
    const wanted = posix.normalize(path.path).replace(/\/$/, '');
    const entry = (await hub.git.entries(commit, true)).find((each) => each.path === wanted);
    if (entry === undefined) throw notFound();
    const isObject = accept.includes('.object');
    if (entry.type === 'tree') {
      const entries = await directory(entry, commit, hub);
      return isObject ? json({ ...placeOf(entry, commit, hub), type: 'dir', entries }) : { status: 200, body: entries };
    }
    const bytes = await hub.git.blob(entry.sha);
    if (accept.includes('.raw')) return { status: 200, raw: bytes, mediaType: 'application/vnd.github.raw; charset=utf-8' };
    // Above 1 MB there are the raw form and that of an object alone, and only the raw one holds the content.
    const inside = bytes.length <= 1_000_000;
    if (!inside && !isObject) throw new Refusal(403, tooLarge, { errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }] });
    const about = { type: 'file', encoding: inside ? 'base64' : 'none', content: inside ? base64Lines(bytes) : '' } as const;
    return { status: 200, body: { ...placeOf(entry, commit, hub), ...about } };
  }),
];

const tooLarge =
  'This API returns blobs up to 1 MB in size. The requested blob is too large to fetch via the API, but you can use the Git Data API to request blobs up to 100 MB in size.';

/** An answer in a form that GitHub's description has no type for. */
function json(body: unknown): RawAnswer {
  return { status: 200, raw: Buffer.from(JSON.stringify(body)), mediaType: 'application/json; charset=utf-8' };
}

/** GitHub also takes `owner:branch` and `owner:repository:branch`; the stand-in holds all commits of the network. */
function withoutOwner(revision: string): string {
  return revision.slice(revision.lastIndexOf(':') + 1);
}

async function findCommit(revision: string, hub: Hub, message = 'Not Found'): Promise<string> {
  const sha = await hub.git.commitOf(revision);
  if (sha === undefined) throw new Refusal(404, message);
  return sha;
}

function placeOf({ path, sha, size = 0 }: TreeEntry, commit: string, hub: Hub) {
  const self = `${hub.home}/contents/${path}?ref=${commit}`;
  const git = `${hub.home}/git/blobs/${sha}`;
  const html = `${hub.server}/${hub.fullName}/blob/${commit}/${path}`;
  const urls = { url: self, git_url: git, html_url: html, download_url: null };
  return { name: posix.basename(path), path, sha, size, ...urls, _links: { self, git, html } };
}

async function directory(entry: TreeEntry, commit: string, hub: Hub) {
  const entries = await hub.git.entries(entry.sha);
  return entries.map((each) => {
    const place = placeOf({ ...each, path: `${entry.path}/${each.path}` }, commit, hub);
    const type = each.type === 'tree' ? 'dir' : each.type === 'commit' ? 'submodule' : each.mode === '120000' ? 'symlink' : 'file';
    return { ...place, type } as const;
  });
}
