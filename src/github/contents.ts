/** A file of a commit, read through the API, within a size. */
import { at, integerAt, shaAt, textAt, UnexpectedAnswer } from './answers.ts';
import type { Answer, Call, GitHub } from './client.ts';
import { ifThere, type Task } from './faults.ts';

/** Where a file is: `ref` is best the full id of a commit, so that two files are of one state. */
export type Place = { path: string; ref: string; maxBytes: number };

/** @returns undefined where there is no such file, or no such commit. @throws ExpectedError `github`, also for a folder and for a file that is too large */
export async function contentsAt(github: GitHub, task: Task, { path, ref, maxBytes }: Place): Promise<Buffer | undefined> {
  // By default GitHub refuses files above 1 MB with 403; in this form it says what is there whatever its size, with the content up to 1 MB.
  const call: Call = (octokit, here) => octokit.rest.repos.getContent({ ...here, path, ref, mediaType: { format: 'object' } });
  const file = await ifThere(github.ask(task, call, (answer) => readFile(answer, maxBytes)));
  if (file === undefined || file.bytes !== undefined) return file?.bytes;
  const blob: Call = (octokit, here) => octokit.rest.git.getBlob({ ...here, file_sha: file.sha });
  return await github.ask(task, blob, ({ data }) => decode(data, file.size));
}

function readFile({ data }: Answer, maxBytes: number): { sha: string; size: number; bytes: Buffer | undefined } {
  const type = textAt(data, 'type');
  if (type !== 'file') throw unfit(`it is a ${type === 'dir' ? 'folder' : type}, expected a file`);
  const size = integerAt(data, 'size');
  if (size > maxBytes) throw unfit(`it has ${size} bytes, of which at most ${maxBytes} are read`);
  return { sha: shaAt(data, 'sha'), size, bytes: at(data, 'encoding') === 'base64' ? decode(data, size) : undefined };
}

function unfit(message: string): UnexpectedAnswer {
  return new UnexpectedAnswer(message, { hint: 'See what lies there in the repository.' });
}

function decode(data: unknown, size: number): Buffer {
  if (at(data, 'encoding') !== 'base64') throw new UnexpectedAnswer('its content is not in base64');
  const bytes = Buffer.from(textAt(data, 'content'), 'base64');
  if (bytes.length !== size) throw new UnexpectedAnswer(`${bytes.length} of its ${size} bytes came`);
  return bytes;
}
