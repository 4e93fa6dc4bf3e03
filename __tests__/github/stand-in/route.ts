/** One operation of GitHub's API: named, typed by GitHub's own description, and found from a request. */
import type { paths } from '@octokit/openapi-types';
import type { Hub } from './hub.ts';
import { Refusal } from './refusal.ts';
import type { Permission, TokenHolder } from './tokens.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

type Named<Path extends keyof paths> = {
  [Verb in keyof paths[Path]]: Uppercase<Verb & string> extends Method ? `${Uppercase<Verb & string>} ${Path}` : never;
}[keyof paths[Path]];

/** An operation that GitHub's description has. */
export type OperationName = { [Path in keyof paths]: Named<Path> }[keyof paths];
/** `GET /repos/{owner}/{repo}/pulls` and the like. */
export type RouteName = OperationName | 'POST /graphql';

type Operation<Name extends OperationName> = Name extends `${infer Verb} ${infer Path}`
  ? Path extends keyof paths
    ? paths[Path][Lowercase<Verb> & keyof paths[Path]]
    : never
  : never;

type Parameters<Op> = Op extends { parameters: infer P } ? P : Record<never, never>;
type PathOf<Op> = Parameters<Op> extends { path: infer P } ? P : Record<never, never>;
type QueryOf<Op> = Parameters<Op> extends { query?: infer Q } ? NonNullable<Q> : Record<never, never>;
type BodyOf<Op> = Op extends { requestBody?: { content: { 'application/json': infer B } } } ? B : undefined;
type Content<R> = R extends { content: { 'application/json': infer C } } ? C : undefined;
type Success = 200 | 201 | 202 | 204 | 302;
type AnswersOf<Op> = Op extends { responses: infer Responses }
  ? {
      [Status in keyof Responses & Success]: { status: Status; body: Content<Responses[Status]>; headers?: Record<string, string> };
    }[keyof Responses & Success]
  : never;

/** Bytes as they are, where the request's Accept asks for another form than JSON. */
export type RawAnswer = { status: 200; raw: Uint8Array; mediaType: string };
export type AnyAnswer = { status: number; body: unknown; headers?: Record<string, string> } | RawAnswer;

export type Call = {
  hub: Hub;
  /** Undefined where no token came, which only a public repository allows. */
  holder: TokenHolder | undefined;
  /** The Accept header. */
  accept: string;
  /** Where this operation is, for links to other pages. */
  url: URL;
};
type CallOf<Op> = Call & { path: PathOf<Op>; query: QueryOf<Op>; body: BodyOf<Op> };

/** One of the permissions is enough; an operation without needs asks only for a token. */
export type Needs = { anyOf: readonly Permission[]; access: 'read' | 'write' };

export type Route = {
  name: RouteName;
  needs: Needs | undefined;
  pattern: RegExp;
  handle: (call: Call & { path: never; query: never; body: never }) => AnyAnswer | Promise<AnyAnswer>;
};

/** Declares an operation. An answer that GitHub's description does not allow does not compile; errors are thrown as a Refusal. */
export function route<Name extends OperationName>(
  name: Name,
  needs: Needs | undefined,
  handle: (call: CallOf<Operation<Name>>) => AnswersOf<Operation<Name>> | RawAnswer | Promise<AnswersOf<Operation<Name>> | RawAnswer>,
): Route {
  return { name, needs, pattern: patternOf(name), handle };
}

export const reads = (...anyOf: Permission[]): Needs => ({ anyOf, access: 'read' });
export const writes = (...anyOf: Permission[]): Needs => ({ anyOf, access: 'write' });

// References and paths hold slashes; everything else ends at one.
const withSlashes = new Set(['ref', 'path', 'basehead']);

export function patternOf(name: string): RegExp {
  const pattern = name.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${pattern.replaceAll(/\{(\w+)\}/g, (_, part: string) => `(?<${part}>${withSlashes.has(part) ? '.+' : '[^/]+'})`)}$`);
}

const numbers = /(^|_)(id|number|page)$/;

/** Texts from the path or the query, with numbers where GitHub's description has numbers. */
export function readParameters(texts: Record<string, string>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => {
      const value = decodeURIComponent(text);
      if (!numbers.test(key)) return [key, value];
      if (!/^\d+$/.test(value)) throw new Refusal(404, 'Not Found');
      return [key, Number(value)];
    }),
  );
}
