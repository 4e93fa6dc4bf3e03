/** What this user may show a registry: from docker's config.json, podman's auth.json, and the helpers that they name. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ExpectedError } from '../../errors.ts';
import { askHelper, HelperFault } from './credential-helper.ts';
import type { Environment } from './proxy.ts';

export type Credential = {
  /** Where it was found, for messages. */
  origin: string;
} & (
  | { kind: 'password'; user: string; password: string }
  /** Stands for the user, and is exchanged for tokens. */
  | { kind: 'identity'; token: string }
  /** Shown to the registry as it is. */
  | { kind: 'token'; token: string }
);

/** What is inside of a credential file, as far as it is one. */
type AuthFile = { file: string; auths: Record<string, unknown>; helpers: Record<string, unknown>; store: string | undefined };

/**
 * The credential for a repository; undefined where there is none.
 * @param onProblem told of what is named as a keeper of credentials but cannot be asked: an image may well be public
 * @throws ExpectedError `registry` for a file that is no JSON
 */
export async function findCredential(
  { host, repository }: { host: string; repository: string },
  { environment, onProblem }: { environment: Environment; onProblem?: ((problem: string) => void) | undefined },
): Promise<Credential | undefined> {
  for (const file of readAuthFiles(environment, onProblem)) {
    const found = (await fromHelper(file, host, environment, onProblem)) ?? fromFile(file, host, repository);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is named by a variable comes before what lies at its usual place. https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md */
function readAuthFiles(environment: Environment, onProblem: ((problem: string) => void) | undefined): AuthFile[] {
  const home = environment.HOME || homedir();
  const { DOCKER_AUTH_CONFIG: inline, REGISTRY_AUTH_FILE: named, DOCKER_CONFIG: docker, XDG_RUNTIME_DIR: runtime } = environment;
  const files = [
    ...(named ? [named] : []),
    join(docker || join(home, '.docker'), 'config.json'),
    ...(runtime ? [join(runtime, 'containers', 'auth.json')] : []),
    join(environment.XDG_CONFIG_HOME || join(home, '.config'), 'containers', 'auth.json'),
  ];
  const read = files.flatMap((file) => {
    try {
      return [parseAuthFile(file, readFileSync(file, 'utf8'))];
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (error instanceof ExpectedError) throw error;
      if (code !== 'ENOENT' && code !== 'ENOTDIR') onProblem?.(`the credentials in ${file} cannot be read (${code})`);
      return [];
    }
  });
  return inline ? [parseAuthFile('DOCKER_AUTH_CONFIG', inline), ...read] : read;
}

/** @throws ExpectedError `registry` */
function parseAuthFile(file: string, text: string): AuthFile {
  let json: unknown;
  try {
    json = text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    // What a parser says of a text quotes it, and here stand passwords.
    throw new ExpectedError('registry', `reading the credentials in ${file}: it is not JSON`, {
      hint: 'mend the file, or make it anew with docker login or podman login',
    });
  }
  const { auths, credHelpers, credsStore } = record(json);
  return { file, auths: record(auths), helpers: record(credHelpers), store: typeof credsStore === 'string' ? credsStore : undefined };
}

async function fromHelper(
  { file, helpers, store }: AuthFile,
  host: string,
  environment: Environment,
  onProblem: ((problem: string) => void) | undefined,
): Promise<Credential | undefined> {
  const key = Object.keys(helpers).find((one) => plainKey(one) === host);
  const name = key === undefined ? store : helpers[key];
  if (typeof name !== 'string' || name === '') return undefined;
  try {
    // Docker Hub's credentials are kept under the address that its first API had.
    const found = await askHelper(name, host === 'docker.io' ? 'https://index.docker.io/v1/' : host, environment);
    const origin = `docker-credential-${name}, which ${file} names`;
    if (found === undefined) return undefined;
    if (found.user === '<token>') return { kind: 'identity', token: found.secret, origin };
    return { kind: 'password', user: found.user, password: found.secret, origin };
  } catch (error) {
    if (!(error instanceof HelperFault)) throw error;
    onProblem?.(`the credentials for ${host} cannot be had: ${file} names docker-credential-${name}, and ${error.message}`);
    return undefined;
  }
}

/** A key may name a namespace below the host: the longest that fits is meant. */
function fromFile({ file, auths }: AuthFile, host: string, repository: string): Credential | undefined {
  const name = `${host}/${repository}`;
  const [key] = Object.keys(auths)
    .filter((each) => name === plainKey(each) || name.startsWith(`${plainKey(each)}/`))
    .toSorted((one, other) => plainKey(other).length - plainKey(one).length);
  if (key === undefined) return undefined;
  const entry = record(auths[key]);
  const text = (field: string): string | undefined => {
    const value = entry[field];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [registryToken, identity, auth] = [text('registrytoken'), text('identitytoken'), text('auth')];
  if (registryToken !== undefined) return { kind: 'token', token: registryToken, origin: file };
  if (identity !== undefined) return { kind: 'identity', token: identity, origin: file };
  const decoded = auth === undefined ? undefined : /^([^:]*):(.*)$/s.exec(Buffer.from(auth, 'base64').toString().replace(/\0+$/, ''));
  const user = decoded?.[1] ?? text('username');
  const password = decoded?.[2] ?? text('password');
  if (user === undefined || password === undefined) return undefined;
  if (user === '<token>') return { kind: 'identity', token: password, origin: file };
  return { kind: 'password', user, password, origin: file };
}

/** `https://index.docker.io/v1/` and `docker.io` mean the same. */
function plainKey(key: string): string {
  const plain = key.replace(/^https?:\/\//, '').replace(/\/(?:v[12]\/?)?$/, '');
  return plain === 'index.docker.io' || plain === 'registry-1.docker.io' ? 'docker.io' : plain;
}

function record(json: unknown): Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : {};
}
