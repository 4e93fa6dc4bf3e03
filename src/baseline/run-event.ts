/** What made the workflow run, in as far as it bears on the choice of the baseline: the webhook's payload, validated. */
import * as z from 'zod';
import { ExpectedError } from '../errors.ts';
import { objectIdPattern } from '../object-id.ts';

/** `sha` is what the event says; what was checked out is asked of git. */
export type RunEvent =
  | {
      name: 'pull_request' | 'pull_request_target';
      number: number;
      action: string;
      /** `repository` is OWNER/NAME; null where a fork was deleted. */
      base: { ref: string; sha: string; repository: string };
      head: { ref: string; sha: string; repository: string | null };
      labels: string[];
      /**
       * Whether no token of this run can be expected to write: it is for a fork of a public repository, which gets no secrets either. A private
       * repository may send forks tokens that write, and `permissions:` may raise Dependabot's: what those may is known when they try.
       */
      readOnly: boolean;
    }
  | { name: 'push'; ref: string; before: string; after: string; forced: boolean }
  | { name: 'merge_group'; baseSha: string; headSha: string; baseRef: string; headRef: string }
  /** Without `ref` where the payload does not say it, as that of a schedule. */
  | { name: 'workflow_dispatch' | 'schedule'; ref?: string }
  | { name: 'other'; event: string };

const sha = z.string().regex(objectIdPattern, 'the full id of a commit');
const ref = z.string().min(1);
const repository = z.object({ full_name: z.string().regex(/^[^/\s]+\/[^/\s]+$/, 'OWNER/NAME') });

// GitHub adds fields at any time: only those that are used are declared.
const pullRequest = z.object({
  action: z.string(),
  pull_request: z.object({
    number: z.int().min(1),
    base: z.object({ ref, sha, repo: repository.extend({ private: z.boolean().optional() }) }),
    head: z.object({ ref, sha, repo: repository.nullable() }),
    labels: z.array(z.object({ name: z.string() })),
  }),
});
const push = z.object({ ref, before: sha, after: sha, forced: z.boolean() });
const mergeGroup = z.object({ merge_group: z.object({ base_sha: sha, head_sha: sha, base_ref: ref, head_ref: ref }) });
const onDemand = z.object({ ref: ref.nullish() });

/**
 * Reads GITHUB_EVENT_NAME and the payload behind GITHUB_EVENT_PATH. Events that say nothing of a baseline are `other`, whatever their payload.
 * @throws ExpectedError `github` where the payload is not what GitHub sends
 */
export function readRunEvent(name: string, payload: unknown): RunEvent {
  switch (name) {
    case 'pull_request':
    case 'pull_request_target':
      return readPullRequest(name, payload);
    case 'push': {
      const { ref, before, after, forced } = parse(push, name, payload);
      return { name, ref, before, after, forced };
    }
    case 'merge_group': {
      const { base_sha, head_sha, base_ref, head_ref } = parse(mergeGroup, name, payload).merge_group;
      return { name, baseSha: base_sha, headSha: head_sha, baseRef: base_ref, headRef: head_ref };
    }
    case 'workflow_dispatch':
    case 'schedule': {
      const { ref } = parse(onDemand, name, payload);
      return { name, ...(ref == null ? {} : { ref }) };
    }
    default:
      return { name: 'other', event: name };
  }
}

function readPullRequest(name: 'pull_request' | 'pull_request_target', payload: unknown): RunEvent {
  const { action, pull_request: pull } = parse(pullRequest, name, payload);
  const { number, base, head, labels } = pull;
  const fork = head.repo === null || head.repo.full_name.toLowerCase() !== base.repo.full_name.toLowerCase();
  return {
    name,
    number,
    action,
    base: { ref: base.ref, sha: base.sha, repository: base.repo.full_name },
    head: { ref: head.ref, sha: head.sha, repository: head.repo?.full_name ?? null },
    labels: labels.map((label) => label.name),
    readOnly: fork && name === 'pull_request' && base.repo.private !== true,
  };
}

function parse<T>(schema: z.ZodType<T>, name: string, payload: unknown): T {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  const place = path.length === 0 ? 'the payload' : path.join('.');
  throw new ExpectedError('github', `reading the payload of the event ${name}: ${place} is not what GitHub sends (${message})`, {
    hint: 'GITHUB_EVENT_PATH must name the file that the runner wrote for this event.',
  });
}
