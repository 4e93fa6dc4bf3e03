/** One operation of GitHub's API: its name, typed by GitHub's own description. */
import type { paths } from '@octokit/openapi-types';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

type Named<Path extends keyof paths> = {
  [Verb in keyof paths[Path]]: Uppercase<Verb & string> extends Method ? `${Uppercase<Verb & string>} ${Path}` : never;
}[keyof paths[Path]];

/** `GET /repos/{owner}/{repo}/pulls` and the like. */
export type RouteName = { [Path in keyof paths]: Named<Path> }[keyof paths] | 'POST /graphql';
