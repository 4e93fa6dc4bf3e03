/** Keeps a file with the run, as an artifact, by the service that the runner gives to actions. The client is large and loaded when it is needed. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExpectedError } from '../errors.ts';

/**
 * Uploads an artifact of one file, in place of one of that name that this run has already.
 * @param file what the file is called in the artifact
 * @param options.retentionDays at most what the repository allows, and by default that
 * @throws ExpectedError `baseline` where it could not be kept
 */
export async function uploadArtifact(
  name: string,
  file: string,
  bytes: Uint8Array,
  { retentionDays }: { retentionDays?: number } = {},
): Promise<void> {
  requireService(name);
  const { ArtifactNotFoundError, DefaultArtifactClient } = await import('@actions/artifact');
  const client = new DefaultArtifactClient();
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP || tmpdir(), 'plimsoll-artifact-'));
  try {
    const path = join(folder, file);
    await writeFile(path, bytes);
    const upload = () => client.uploadArtifact(name, [path], folder, retentionDays === undefined ? {} : { retentionDays });
    await upload().catch(async (error: unknown) => {
      if (!isConflict(error)) throw error;
      await client.deleteArtifact(name).catch((problem: unknown) => {
        if (!(problem instanceof ArtifactNotFoundError)) throw problem;
      });
      await upload();
    });
  } catch (cause) {
    throw new ExpectedError('baseline', `keeping the artifact ${name}: ${(cause as Error).message}`, {
      hint: 'Run the job again, or keep records with store: branch, which needs no artifacts.',
      cause,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Asked before the client is: it would annotate its own refusal as one that another try may mend. */
function requireService(name: string): void {
  const host = new URL(process.env.GITHUB_SERVER_URL || 'https://github.com').hostname;
  if (host !== 'github.com' && !/\.(?:ghe\.com|localhost)$/.test(host)) {
    throw new ExpectedError(
      'baseline',
      `keeping the artifact ${name}: GitHub Enterprise Server (${host}) does not take artifacts of this kind`,
      {
        hint: 'Use store: branch.',
      },
    );
  }
  const missing = ['ACTIONS_RUNTIME_TOKEN', 'ACTIONS_RESULTS_URL'].filter((variable) => !process.env[variable]);
  if (missing.length === 0) return;
  throw new ExpectedError(
    'baseline',
    `keeping the artifact ${name}: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set`,
    {
      hint: 'A runner sets them for an action that a workflow uses. Elsewhere, store: branch or file:DIR keeps records.',
    },
  );
}

/** A name is taken once a run; the client says so in its words alone. */
function isConflict(error: unknown): boolean {
  return error instanceof Error && /\(409\)|already exists/i.test(error.message);
}
