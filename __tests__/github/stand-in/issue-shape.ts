/** Comments, labels and pull requests, as GitHub's description has them. */
import type { components } from '@octokit/openapi-types';
import type { Hub } from './hub.ts';
import { nodeId, repositoryOf, userOf } from './repository-shape.ts';
import type { Comment, Label, PullEnd, PullRequest, Role } from './state.ts';

type Schemas = components['schemas'];

export function commentOf(comment: Comment, hub: Hub): Schemas['issue-comment'] {
  const { id, issue, user, body, createdAt, updatedAt, minimized } = comment;
  return {
    id,
    node_id: nodeId('IssueComment', id),
    url: `${hub.home}/issues/comments/${id}`,
    html_url: `${hub.server}/${hub.fullName}/pull/${issue}#issuecomment-${id}`,
    issue_url: `${hub.home}/issues/${issue}`,
    user: userOf(user, hub),
    author_association: authorAssociation(user, hub),
    body,
    created_at: createdAt,
    updated_at: updatedAt,
    performed_via_github_app: null,
    minimized: minimized === undefined ? null : { reason: minimized },
  };
}

function authorAssociation(login: string, hub: Hub): Schemas['author-association'] {
  if (login === hub.owner) return 'OWNER';
  return hub.roles.has(login) ? 'COLLABORATOR' : 'NONE';
}

export function labelOf(name: string, hub: Hub): Schemas['label'] & { id: number } {
  return {
    id: hub.userId(`label ${name}`),
    node_id: nodeId('Label', name),
    url: `${hub.home}/labels/${encodeURIComponent(name)}`,
    name,
    description: '',
    color: 'ededed',
    default: false,
  };
}

export function labelEventOf({ id, action, label, actor, createdAt }: Label, hub: Hub): Schemas['labeled-issue-event'] {
  return {
    id,
    node_id: nodeId('LabeledEvent', id),
    url: `${hub.home}/issues/events/${id}`,
    actor: userOf(actor, hub),
    event: action,
    commit_id: null,
    commit_url: null,
    created_at: createdAt,
    performed_via_github_app: null,
    label: { name: label, color: 'ededed' },
  };
}

function endOf({ ref, sha, repository }: PullEnd, hub: Hub) {
  const repo = repositoryOf(repository, hub);
  return { label: `${repo.owner.login}:${ref}`, ref, sha, user: repo.owner, repo };
}

export function pullOf(pull: PullRequest, hub: Hub) {
  const { number, state, merged, createdAt } = pull;
  const url = `${hub.home}/pulls/${number}`;
  const issue = `${hub.home}/issues/${number}`;
  const page = `${hub.server}/${hub.fullName}/pull/${number}`;
  const statuses = `${hub.home}/statuses/${pull.head.sha}`;
  const links = {
    commits: `${url}/commits`,
    comments: `${issue}/comments`,
    reviews: `${url}/comments`,
    review: `${url}/comments{/number}`,
  };
  const link = (href: string) => ({ href });
  return {
    id: hub.userId(`pull ${number}`),
    node_id: nodeId('PullRequest', number),
    number,
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    commits_url: links.commits,
    comments_url: links.comments,
    review_comments_url: links.reviews,
    review_comment_url: links.review,
    statuses_url: statuses,
    state,
    locked: false,
    title: pull.title,
    body: pull.body,
    user: userOf(pull.user, hub),
    labels: pull.labels.map((name) => ({ ...labelOf(name, hub), description: '' })),
    draft: pull.draft,
    head: endOf(pull.head, hub),
    base: endOf(pull.base, hub),
    created_at: createdAt,
    updated_at: createdAt,
    closed_at: state === 'closed' ? createdAt : null,
    merged_at: merged ? createdAt : null,
    merge_commit_sha: null,
    ...{ milestone: null, assignee: null, assignees: [], requested_reviewers: [], requested_teams: [], auto_merge: null },
    author_association: authorAssociation(pull.user, hub),
    _links: {
      self: link(url),
      html: link(page),
      issue: link(issue),
      commits: link(links.commits),
      comments: link(links.comments),
      statuses: link(statuses),
      review_comments: link(links.reviews),
      review_comment: link(links.review),
    },
  } satisfies Schemas['pull-request-simple'];
}

export function wholePullOf(pull: PullRequest, hub: Hub) {
  const { head, base, ...simple } = pullOf(pull, hub);
  const withUser = (end: typeof head) => ({ ...end, user: end.repo.owner });
  return {
    ...simple,
    requested_teams: [],
    state: pull.state,
    head: withUser(head),
    base: withUser(base),
    merged: pull.merged,
    merged_by: null,
    mergeable: true,
    mergeable_state: 'clean',
    maintainer_can_modify: false,
    ...{ comments: 0, review_comments: 0, commits: 1, additions: 0, deletions: 0, changed_files: 0 },
  } satisfies Schemas['pull-request'];
}

/** What GitHub says of a role: `maintain` counts as write, `triage` as read. */
export function permissionOf(role: Role): 'admin' | 'write' | 'read' | 'none' {
  if (role === 'maintain') return 'write';
  return role === 'triage' ? 'read' : role;
}
