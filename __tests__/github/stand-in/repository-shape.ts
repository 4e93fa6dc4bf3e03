/** Users and repositories, whole, as GitHub's description has them. */
import type { components } from '@octokit/openapi-types';
import type { Hub } from './hub.ts';
import { actionsBot, isBot } from './tokens.ts';

type Schemas = components['schemas'];
/** Ids are numbers here, as the payloads of events have them. */
export type User = Schemas['simple-user'] & { id: number };
export type Repository = Schemas['repository'] & { id: number; owner: User; license: null; visibility: 'public' | 'private' };

const userPaths = {
  followers_url: 'followers',
  following_url: 'following{/other_user}',
  gists_url: 'gists{/gist_id}',
  starred_url: 'starred{/owner}{/repo}',
  subscriptions_url: 'subscriptions',
  organizations_url: 'orgs',
  repos_url: 'repos',
  events_url: 'events{/privacy}',
  received_events_url: 'received_events',
};

const repositoryPaths = {
  archive_url: '{archive_format}{/ref}',
  assignees_url: 'assignees{/user}',
  blobs_url: 'git/blobs{/sha}',
  branches_url: 'branches{/branch}',
  collaborators_url: 'collaborators{/collaborator}',
  comments_url: 'comments{/number}',
  commits_url: 'commits{/sha}',
  compare_url: 'compare/{base}...{head}',
  contents_url: 'contents/{+path}',
  contributors_url: 'contributors',
  deployments_url: 'deployments',
  downloads_url: 'downloads',
  events_url: 'events',
  forks_url: 'forks',
  git_commits_url: 'git/commits{/sha}',
  git_refs_url: 'git/refs{/sha}',
  git_tags_url: 'git/tags{/sha}',
  hooks_url: 'hooks',
  issue_comment_url: 'issues/comments{/number}',
  issue_events_url: 'issues/events{/number}',
  issues_url: 'issues{/number}',
  keys_url: 'keys{/key_id}',
  labels_url: 'labels{/name}',
  languages_url: 'languages',
  merges_url: 'merges',
  milestones_url: 'milestones{/number}',
  notifications_url: 'notifications{?since,all,participating}',
  pulls_url: 'pulls{/number}',
  releases_url: 'releases{/id}',
  stargazers_url: 'stargazers',
  statuses_url: 'statuses/{sha}',
  subscribers_url: 'subscribers',
  subscription_url: 'subscription',
  tags_url: 'tags',
  teams_url: 'teams',
  trees_url: 'git/trees{/sha}',
};

function under<Key extends string>(root: string, paths: Record<Key, string>): Record<Key, string> {
  const entries = (Object.entries(paths) as [Key, string][]).map(([key, path]) => [key, `${root}/${path}`]);
  return Object.fromEntries(entries) as Record<Key, string>;
}

export function userOf(login: string, hub: Hub): User {
  const url = `${hub.api}/users/${encodeURIComponent(login)}`;
  const page = isBot(login) ? `${hub.server}/apps/${login.replace(/\[bot\]$/, '')}` : `${hub.server}/${login}`;
  return {
    // The number that this bot has in all the world.
    id: login === actionsBot ? 41898282 : hub.userId(login),
    login,
    node_id: nodeId('User', login),
    avatar_url: `${hub.server}/avatars/${encodeURIComponent(login)}`,
    gravatar_id: '',
    url,
    html_url: page,
    ...under(url, userPaths),
    type: isBot(login) ? 'Bot' : 'User',
    site_admin: false,
  };
}

/** `owner/name`; every other than the stand-in's own is a fork. */
export function repositoryOf(fullName: string, hub: Hub): Repository {
  const [owner = '', name = ''] = fullName.split('/');
  const url = `${hub.api}/repos/${fullName}`;
  const page = `${hub.server}/${fullName}`;
  return {
    id: hub.repositoryId(fullName),
    node_id: nodeId('Repository', fullName),
    name,
    full_name: fullName,
    owner: userOf(owner, hub),
    private: hub.visibility === 'private',
    visibility: hub.visibility,
    html_url: page,
    description: null,
    fork: fullName !== hub.fullName,
    url,
    ...under(url, repositoryPaths),
    git_url: `git://${new URL(hub.server).host}/${fullName}.git`,
    ssh_url: `git@${new URL(hub.server).host}:${fullName}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: 'main',
    ...{ forks: 0, forks_count: 0, stargazers_count: 0, watchers: 0, watchers_count: 0, size: 1, open_issues: 0, open_issues_count: 0 },
    ...{ has_issues: true, has_projects: false, has_wiki: false, has_pages: false, has_downloads: true },
    archived: false,
    disabled: false,
    pushed_at: '2026-01-01T00:00:00Z',
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
  };
}

export function nodeId(kind: string, name: string | number): string {
  return Buffer.from(`${kind}:${name}`).toString('base64url');
}
