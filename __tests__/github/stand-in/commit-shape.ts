/** Commits and git objects, as GitHub's description has them. */
import type { components } from '@octokit/openapi-types';
import type { StoredCommit, TreeEntry } from './git-store.ts';
import type { Hub } from './hub.ts';
import { nodeId } from './repository-shape.ts';

type Schemas = components['schemas'];

const unsigned = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

export function commitOf({ sha, tree, parents, author, committer, message }: StoredCommit, hub: Hub): Schemas['commit'] {
  const url = `${hub.home}/commits/${sha}`;
  return {
    sha,
    node_id: nodeId('Commit', sha),
    url,
    html_url: commitPage(sha, hub),
    comments_url: `${url}/comments`,
    commit: {
      url: `${hub.home}/git/commits/${sha}`,
      author,
      committer,
      message,
      comment_count: 0,
      tree: { sha: tree, url: `${hub.home}/git/trees/${tree}` },
      verification: unsigned,
    },
    // Whose e-mail address nobody on GitHub has.
    author: null,
    committer: null,
    parents: parents.map((parent) => ({ sha: parent, url: `${hub.home}/commits/${parent}`, html_url: commitPage(parent, hub) })),
  };
}

export function gitCommitOf({ sha, tree, parents, author, committer, message }: StoredCommit, hub: Hub): Schemas['git-commit'] {
  return {
    sha,
    node_id: nodeId('Commit', sha),
    url: `${hub.home}/git/commits/${sha}`,
    html_url: commitPage(sha, hub),
    author,
    committer,
    message,
    tree: { sha: tree, url: `${hub.home}/git/trees/${tree}` },
    parents: parents.map((parent) => ({ sha: parent, url: `${hub.home}/git/commits/${parent}`, html_url: commitPage(parent, hub) })),
    verification: unsigned,
  };
}

export function treeOf(sha: string, entries: readonly TreeEntry[], hub: Hub): Schemas['git-tree'] {
  return {
    sha,
    url: `${hub.home}/git/trees/${sha}`,
    truncated: false,
    tree: entries.map(({ path, mode, type, sha: object, size }) => ({
      path,
      mode,
      type,
      sha: object,
      url: `${hub.home}/git/${type}s/${object}`,
      ...(size === undefined ? {} : { size }),
    })),
  };
}

export function referenceOf({ ref, sha, type }: { ref: string; sha: string; type: string }, hub: Hub): Schemas['git-ref'] {
  return {
    ref,
    node_id: nodeId('Ref', ref),
    url: `${hub.home}/git/${ref}`,
    object: { type, sha, url: `${hub.home}/git/${type}s/${sha}` },
  };
}

/** Base64 in lines of 60, as GitHub sends it. */
export function base64Lines(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll(/.{1,60}/g, (line) => `${line}\n`);
}

function commitPage(sha: string, hub: Hub): string {
  return `${hub.server}/${hub.fullName}/commit/${sha}`;
}
