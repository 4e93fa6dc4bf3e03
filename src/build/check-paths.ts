/** Whether what a build is made from is there, before a builder is asked. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BuildSource } from '../budget/build-source.ts';
import { ExpectedError } from '../errors.ts';
import { withoutUsers } from '../url-users.ts';

/** Whether the builder fetches it by itself. */
export const isRemote = (path: string): boolean => /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/.test(path);

/** @throws ExpectedError `not-found`, or `build` for what no builder reads */
export async function checkPaths(build: BuildSource, doing: string, directory: string): Promise<void> {
  const from = `it is taken from ${directory}, the folder of the budget`;
  if (build.kind === 'bake') {
    for (const file of build.files) {
      if (isRemote(file))
        throw new ExpectedError(
          'build',
          `${doing}: the bake file ${withoutUsers(file)} is remote, where a file of this machine was expected`,
          {
            hint: 'Check its repository out, and name the file in it.',
          },
        );
      if (!existsSync(resolve(directory, file)))
        throw new ExpectedError('not-found', `${doing}: there is no bake file ${file}`, { hint: `Check the path; ${from}.` });
    }
    return;
  }
  const { context, file } = build;
  const path = resolve(directory, context);
  const found = isRemote(context) ? undefined : await stat(path).catch(() => 'nothing' as const);
  if (found === 'nothing')
    throw new ExpectedError('not-found', `${doing}: there is no directory ${context} for its context`, {
      hint: `Check the path; ${from}.`,
    });
  if (found !== undefined && !found.isDirectory())
    throw new ExpectedError('not-found', `${doing}: its context ${context} is a file, where a directory was expected`);
  // The file of a remote context lies in it.
  if (file === undefined || found === undefined || existsSync(resolve(directory, file))) return;
  const within = existsSync(resolve(path, file)) ? ` In the context there is one: write file: ${join(context, file)}.` : '';
  throw new ExpectedError('not-found', `${doing}: there is no Dockerfile ${file}`, { hint: `Check the path; ${from}.${within}` });
}
