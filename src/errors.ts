/**
 * The one error class for what a user can meet, and the table of its codes.
 *
 * A room throws an ExpectedError; the shells turn it into a sentence, a hint and exit code 2.
 * Anything else that is thrown is a bug of ours.
 */
import { showUnseen } from './show-unseen.ts';

/** What each code means, in the words of docs/errors.md, which is generated from here. */
export const errorCodes = {
  option: 'A command, an option or its value on the command line is not one that Plimsoll knows.',
  budget: 'The budget file cannot be read or does not say what a budget may say. Every problem is listed with its line and column.',
  'not-supported-yet': 'The budget or the command asks for something that is designed but not built yet.',
  'not-found': 'The image, file or directory that was named is not there.',
  'not-readable': 'The image, file or directory is there, but this user may not read it, or the device failed.',
  'not-an-image': 'The bytes were read, but they are neither a docker archive nor an OCI layout.',
  'which-image': 'The archive or layout holds several images and nothing says which one is meant.',
  platform: 'The image does not exist for the platform that was asked for.',
  registry: 'A registry cannot be reached, refuses, or breaks off. An image that is not there may look like one that may not be pulled.',
  build: 'An image could not be built: no program that builds is ready, or a step of the build failed.',
  engine: 'No container engine answers, or it cannot give what is asked of it.',
  content: 'The image contradicts itself: truncated, corrupt, or a digest or size that is not what was declared.',
  unsupported:
    'The image is whole, but uses something that cannot be weighed (an encrypted layer, an unknown layer type, an artifact that is no image).',
  'too-large': 'The image is larger than a limit that guards this machine.',
  'unknown-metric': 'A limit applies to a metric that this source cannot know.',
  baseline:
    'A baseline cannot be had: the store cannot be reached, or what it keeps is not what it should be. That nothing was kept yet is no error.',
  git: 'Git could not say or do what was needed of the repository.',
  github: 'GitHub refused a request or could not be reached. The message names the permission that is missing, where it is one.',
  analysis: 'A saved analysis or inventory is not one, or was written by a version that is not understood here.',
  write: 'A result could not be written. What stood there before is still there.',
  interrupted: 'The run was interrupted.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/**
 * An error that a user can act on.
 * `message` says what was being done, to what, what was found and what was expected; `hint` is the next step.
 * Both may hold text of an image, a registry or a file name: no character of it makes a line, or anything else than what is seen.
 */
export class ExpectedError extends Error {
  override readonly name = 'ExpectedError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  /** @param message a list where it has several lines */
  constructor(code: ErrorCode, message: string | readonly string[], options: { hint?: string; cause?: unknown } = {}) {
    super([message].flat().map(showUnseen).join('\n'), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint === undefined ? undefined : showUnseen(options.hint);
  }
}

/** What an error says, with its next step, on one line. */
export function withHint({ message, hint }: ExpectedError): string {
  return hint === undefined ? message : `${message}; ${hint}`;
}
