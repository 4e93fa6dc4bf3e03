/** Comments, label events and who may do what. */
import type { Hub } from './hub.ts';
import { commentOf, labelEventOf, labelOf, permissionOf } from './issue-shape.ts';
import { pageOf } from './pages.ts';
import { invalid, notFound } from './refusal.ts';
import { userOf } from './repository-shape.ts';
import { type Route, reads, route, writes } from './route.ts';
import type { Comment } from './state.ts';

/** GitHub's limit on a comment, in characters. */
const maxComment = 65_536;

const repository = '/repos/{owner}/{repo}' as const;
const readIssues = reads('issues', 'pull-requests');
const writeIssues = writes('issues', 'pull-requests');

export const issueRoutes: Route[] = [
  route(`GET ${repository}/issues/{issue_number}/comments`, readIssues, ({ hub, path, query, url }) => {
    hub.issueExists(path.issue_number);
    const { since } = query;
    const all = hub.comments.filter(({ issue, updatedAt }) => issue === path.issue_number && (since === undefined || updatedAt >= since));
    const { items, headers } = pageOf(all, query, url, hub);
    return { status: 200, body: items.map((comment) => commentOf(comment, hub)), headers };
  }),

  route(`POST ${repository}/issues/{issue_number}/comments`, writeIssues, ({ hub, path, body, holder }) => {
    hub.issueExists(path.issue_number);
    checkBody(body.body);
    const comment = hub.addComment({ issue: path.issue_number, body: body.body, ...(holder === undefined ? {} : { user: holder.login }) });
    const answer = commentOf(comment, hub);
    return { status: 201, body: answer, headers: { location: answer.url } };
  }),

  route(`GET ${repository}/issues/comments/{comment_id}`, readIssues, ({ hub, path }) => {
    return { status: 200, body: commentOf(findComment(hub, Number(path.comment_id)), hub) };
  }),

  // As on GitHub: whoever may write may change anybody's comment.
  route(`PATCH ${repository}/issues/comments/{comment_id}`, writeIssues, ({ hub, path, body }) => {
    const comment = findComment(hub, Number(path.comment_id));
    checkBody(body.body);
    Object.assign(comment, { body: body.body, updatedAt: hub.now() });
    return { status: 200, body: commentOf(comment, hub) };
  }),

  route(`DELETE ${repository}/issues/comments/{comment_id}`, writeIssues, ({ hub, path }) => {
    const comment = findComment(hub, Number(path.comment_id));
    hub.comments = hub.comments.filter((other) => other !== comment);
    return { status: 204, body: undefined };
  }),

  route(`GET ${repository}/issues/{issue_number}/events`, readIssues, ({ hub, path, query, url }) => {
    hub.issueExists(path.issue_number);
    const { items, headers } = pageOf(labelEvents(hub, path.issue_number), query, url, hub);
    return { status: 200, body: items.map((event) => labelEventOf(event, hub)), headers };
  }),

  route(`GET ${repository}/issues/{issue_number}/timeline`, readIssues, ({ hub, path, query, url }) => {
    hub.issueExists(path.issue_number);
    const { items, headers } = pageOf(labelEvents(hub, path.issue_number), query, url, hub);
    return { status: 200, body: items.map((event) => labelEventOf(event, hub)), headers };
  }),

  route(`GET ${repository}/issues/{issue_number}/labels`, readIssues, ({ hub, path, query, url }) => {
    hub.issueExists(path.issue_number);
    const { items, headers } = pageOf(hub.pulls.get(path.issue_number)?.labels ?? [], query, url, hub);
    return { status: 200, body: items.map((name) => labelOf(name, hub)), headers };
  }),

  route(`GET ${repository}/collaborators/{username}/permission`, undefined, ({ hub, path }) => {
    const role = hub.roles.get(path.username) ?? (hub.visibility === 'public' ? 'read' : 'none');
    const user = { ...userOf(path.username, hub), role_name: role };
    return { status: 200, body: { permission: permissionOf(role), role_name: role, user } };
  }),
];

function labelEvents(hub: Hub, number: number) {
  return hub.labelEvents.filter(({ issue }) => issue === number);
}

function findComment(hub: Hub, wanted: number): Comment {
  const comment = hub.comments.find(({ id }) => id === wanted);
  if (comment === undefined) throw notFound();
  return comment;
}

function checkBody(body: unknown): void {
  if (typeof body !== 'string' || body === '') throw invalid('IssueComment', 'body', 'missing_field');
  if (body.length <= maxComment) return;
  throw invalid('IssueComment', 'data', 'unprocessable', `Body is too long (maximum is ${maxComment} characters)`);
}
