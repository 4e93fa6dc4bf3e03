/** The Git Data API: blobs, trees, commits, tags and references. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { base64Lines, gitCommitOf, referenceOf, treeOf } from './commit-shape.ts';
import type { Signature } from './git-store.ts';
import type { Hub } from './hub.ts';
import { notFound, Refusal } from './refusal.ts';
import { nodeId } from './repository-shape.ts';
import { type Route, reads, route, writes } from './route.ts';

const data = '/repos/{owner}/{repo}/git' as const;
const readContents = reads('contents');
const writeContents = writes('contents');

export const gitDataRoutes: Route[] = [
  route(`GET ${data}/blobs/{file_sha}`, readContents, async ({ hub, path: { file_sha: sha }, accept }) => {
    await expectObject(sha, 'blob', hub);
    const bytes = await hub.git.blob(sha);
    if (accept.includes('.raw')) return { status: 200, raw: bytes, mediaType: 'application/vnd.github.raw; charset=utf-8' };
    const about = { sha, node_id: nodeId('Blob', sha), url: `${hub.home}/git/blobs/${sha}`, size: bytes.length };
    return { status: 200, body: { ...about, encoding: 'base64', content: base64Lines(bytes) } };
  }),

  route(`POST ${data}/blobs`, writeContents, async ({ hub, body }) => {
    const sha = await hub.git.writeBlob(Buffer.from(body.content, body.encoding === 'base64' ? 'base64' : 'utf8'));
    return { status: 201, body: { sha, url: `${hub.home}/git/blobs/${sha}` } };
  }),

  route(`GET ${data}/trees/{tree_sha}`, readContents, async ({ hub, path, query }) => {
    const tree = await hub.git.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${path.tree_sha}^{tree}`]);
    if (tree === undefined) throw notFound();
    return { status: 200, body: treeOf(tree, await hub.git.entries(tree, query.recursive !== undefined), hub) };
  }),

  route(`POST ${data}/trees`, writeContents, async ({ hub, body }) => {
    const lines: string[] = [];
    for (const { path, mode, sha, content } of body.tree) {
      if (path === undefined || path.startsWith('/')) throw new Refusal(422, 'tree.path is not valid');
      const object = sha === null ? '0'.repeat(40) : (sha ?? (await hub.git.writeBlob(Buffer.from(content ?? ''))));
      if (sha && (await hub.git.typeOf(sha)) === undefined) throw new Refusal(422, `tree.sha ${sha} is not a valid object`);
      lines.push(`${sha === null ? '0' : (mode ?? '100644')} ${object}\t${path}\n`);
    }
    if (body.base_tree !== undefined && !['tree', 'commit'].includes((await hub.git.typeOf(body.base_tree)) ?? ''))
      throw new Refusal(422, 'base_tree is not a valid tree oid');
    const index = join(hub.git.directory, `index-${randomUUID()}`);
    const env = { GIT_INDEX_FILE: index };
    try {
      await hub.git.run(['read-tree', body.base_tree ?? '--empty'], { env });
      await hub.git.run(['update-index', '--index-info'], { env, input: lines.join('') });
      const tree = await hub.git.run(['write-tree'], { env });
      return { status: 201, body: treeOf(tree, await hub.git.entries(tree), hub) };
    } finally {
      await rm(index, { force: true });
    }
  }),

  route(`GET ${data}/commits/{commit_sha}`, readContents, async ({ hub, path: { commit_sha: sha } }) => {
    await expectObject(sha, 'commit', hub);
    return { status: 200, body: gitCommitOf(await hub.git.commit(sha), hub) };
  }),

  route(`POST ${data}/commits`, writeContents, async ({ hub, body, holder }) => {
    if ((await hub.git.typeOf(body.tree)) !== 'tree') throw new Refusal(422, 'Tree SHA does not exist');
    const parents = body.parents ?? [];
    for (const parent of parents) {
      if ((await hub.git.typeOf(parent)) !== 'commit') throw new Refusal(422, 'Parent SHA does not exist or is not a commit object');
    }
    const login = holder?.login ?? 'nobody';
    const itself = { name: login, email: `${hub.userId(login)}+${login}@users.noreply.github.com`, date: hub.now() };
    const author = { ...itself, ...body.author };
    const args = ['commit-tree', body.tree, ...parents.flatMap((parent) => ['-p', parent])];
    const env = { ...signed('AUTHOR', author), ...signed('COMMITTER', { ...author, ...body.committer }) };
    const sha = await hub.git.run(args, { env, input: body.message });
    return { status: 201, body: gitCommitOf(await hub.git.commit(sha), hub) };
  }),

  route(`GET ${data}/tags/{tag_sha}`, readContents, async ({ hub, path: { tag_sha: sha } }) => {
    await expectObject(sha, 'tag', hub);
    const text = await hub.git.run(['cat-file', 'tag', sha]);
    const head = text.slice(0, text.indexOf('\n\n'));
    const field = (name: string) => new RegExp(`^${name} (.*)$`, 'm').exec(head)?.[1] ?? '';
    const [, name = '', email = '', seconds = '0'] = /^(.*) <(.*)> (\d+)/.exec(field('tagger')) ?? [];
    const about = { sha, node_id: nodeId('Tag', sha), url: `${hub.home}/git/tags/${sha}`, tag: field('tag') };
    const object = { sha: field('object'), type: field('type'), url: `${hub.home}/git/${field('type')}s/${field('object')}` };
    const tagger = { name, email, date: new Date(Number(seconds) * 1000).toISOString() };
    return { status: 200, body: { ...about, message: text.slice(head.length + 2), tagger, object } };
  }),

  route(`GET ${data}/ref/{ref}`, readContents, async ({ hub, path }) => {
    const found = (await hub.git.references(`refs/${path.ref}`)).find(({ ref }) => ref === `refs/${path.ref}`);
    if (found === undefined) throw notFound();
    return { status: 200, body: referenceOf(found, hub) };
  }),

  route(`GET ${data}/matching-refs/{ref}`, readContents, async ({ hub, path }) => {
    const found = (await hub.git.references('refs')).filter(({ ref }) => ref.startsWith(`refs/${path.ref}`));
    return { status: 200, body: found.map((reference) => referenceOf(reference, hub)) };
  }),

  route(`POST ${data}/refs`, writeContents, async ({ hub, body: { ref, sha } }) => {
    if (!/^refs\/[^/]+\/./.test(ref)) throw new Refusal(422, 'Reference name must start with "refs/" and have at least two slashes');
    const type = await hub.git.typeOf(sha);
    if (type === undefined) throw new Refusal(422, 'Object does not exist');
    // Git itself sees to it that of two that race one wins.
    const made = await hub.git.ask(['update-ref', ref, sha, '0'.repeat(40)]);
    if (made === undefined) throw new Refusal(422, 'Reference already exists');
    return { status: 201, body: referenceOf({ ref, sha, type }, hub) };
  }),

  route(`PATCH ${data}/refs/{ref}`, writeContents, async ({ hub, path, body: { sha, force = false } }) => {
    const ref = `refs/${path.ref}`;
    const old = await hub.git.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', ref]);
    if (old === undefined) throw new Refusal(422, 'Reference does not exist');
    const type = await hub.git.typeOf(sha);
    if (type === undefined) throw new Refusal(422, 'Object does not exist');
    if (!force && !(await hub.git.isAncestor(old, sha))) throw new Refusal(422, 'Update is not a fast forward');
    const moved = await hub.git.ask(['update-ref', ref, sha, old]);
    if (moved === undefined) throw new Refusal(422, 'Update is not a fast forward');
    return { status: 200, body: referenceOf({ ref, sha, type }, hub) };
  }),

  route(`DELETE ${data}/refs/{ref}`, writeContents, async ({ hub, path }) => {
    const ref = `refs/${path.ref}`;
    const old = await hub.git.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', ref]);
    if (old === undefined) throw new Refusal(422, 'Reference does not exist');
    await hub.git.run(['update-ref', '-d', ref, old]);
    return { status: 204, body: undefined };
  }),
];

async function expectObject(sha: string, type: string, hub: Hub): Promise<void> {
  if ((await hub.git.typeOf(sha)) !== type) throw notFound();
}

function signed(role: 'AUTHOR' | 'COMMITTER', { name, email, date }: Signature): Record<string, string> {
  return { [`GIT_${role}_NAME`]: name, [`GIT_${role}_EMAIL`]: email, [`GIT_${role}_DATE`]: date };
}
