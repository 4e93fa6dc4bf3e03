/** Where a container engine may listen: what the environment says, as the docker CLI reads it, else the usual sockets. */
import { isIP } from 'node:net';
import { join } from 'node:path';
import { ExpectedError } from '../../errors.ts';
import { readCertificates, readContext, readCurrentContext, type Tls } from './docker-context.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type Endpoint = {
  /** As people write it, without credentials: `unix:///var/run/docker.sock`. */
  url: string;
  /** Who names it: `DOCKER_HOST`, `the context ci`; absent for a socket at a usual place. */
  origin?: string;
  connection:
    | { kind: 'socket'; path: string }
    | { kind: 'tcp'; host: string; port: number; tls?: Tls }
    /** The docker CLI on the other side hands the bytes on. */
    | { kind: 'ssh'; host: string; port?: number; user?: string; path?: string };
};

/** What every request says. What stands in Host is of no concern to an engine, but a path of a socket may not stand there. */
export const requestHeaders: Readonly<Record<string, string>> = { Host: 'docker', 'User-Agent': 'plimsoll' };

/** Where to connect with TLS, and what to believe and to show there. An address is no name that a server could be asked for by. */
export function secureOptions({ host, port, tls: { verify, ...certificates } }: { host: string; port: number; tls: Tls }) {
  return { host, port, servername: isIP(host) === 0 ? host : '', rejectUnauthorized: verify, ...certificates };
}

type Surroundings = { environment: Environment; home: string; platform?: NodeJS.Platform; userID?: number };

/**
 * The endpoint that was chosen, or all the usual ones in the order in which they are tried.
 * @throws ExpectedError `engine` where what was chosen cannot be understood or is not there
 */
export function findEndpoints(around: Surroundings): Endpoint[] {
  const { environment, home } = around;
  const configFolder = environment.DOCKER_CONFIG || join(home, '.docker');
  if (environment.DOCKER_HOST) return [parseEndpoint(environment.DOCKER_HOST, 'DOCKER_HOST', tlsOfEnvironment(environment, configFolder))];
  const context = environment.DOCKER_CONTEXT || readCurrentContext(configFolder);
  if (context !== undefined && context !== 'default') {
    const { host, tls } = readContext(configFolder, context);
    return [parseEndpoint(host, `the docker context ${context}`, tls)];
  }
  if (environment.CONTAINER_HOST) return [parseEndpoint(environment.CONTAINER_HOST, 'CONTAINER_HOST')];
  return usualEndpoints(around);
}

function usualEndpoints({ environment, home, platform = process.platform, userID = process.getuid?.() }: Surroundings): Endpoint[] {
  if (platform === 'win32') return [socketAt('//./pipe/docker_engine'), socketAt('//./pipe/podman-machine-default')];
  const runtime = environment.XDG_RUNTIME_DIR || (userID === undefined ? undefined : `/run/user/${userID}`);
  const places = [
    '/var/run/docker.sock',
    // Rootless Docker.
    ...(runtime === undefined ? [] : [`${runtime}/docker.sock`]),
    // Docker Desktop, OrbStack, Colima and Rancher Desktop where they were not allowed to put a link at the first place.
    ...['.docker/run', '.docker/desktop', '.orbstack/run', '.colima/default', '.rd'].map((folder) => join(home, folder, 'docker.sock')),
    ...(runtime === undefined ? [] : [`${runtime}/podman/podman.sock`]),
    '/run/podman/podman.sock',
  ];
  return [...new Set(places)].map(socketAt);
}

function socketAt(path: string): Endpoint {
  return { url: `${path.startsWith('//') ? 'npipe' : 'unix'}://${path}`, connection: { kind: 'socket', path } };
}

/** https://docs.docker.com/reference/cli/docker/#environment-variables */
function tlsOfEnvironment(environment: Environment, configFolder: string): Tls | undefined {
  const verify = Boolean(environment.DOCKER_TLS_VERIFY);
  if (!verify && !environment.DOCKER_TLS) return undefined;
  return { verify, ...readCertificates(environment.DOCKER_CERT_PATH || configFolder) };
}

const plainPort = 2375;
const tlsPort = 2376;

/**
 * Reads `unix://PATH`, `tcp://HOST[:PORT]`, `http(s)://…`, `ssh://[USER@]HOST[:PORT]` or `npipe://PATH`.
 * @throws ExpectedError `engine`
 */
export function parseEndpoint(text: string, origin: string, tls?: Tls): Endpoint {
  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.+)$/.exec(text) ?? [];
  if (scheme === 'unix' || scheme === 'npipe') return { url: text, origin, connection: { kind: 'socket', path: rest } };
  const url = ['tcp', 'http', 'https', 'ssh'].includes(scheme) ? asUrl(text) : undefined;
  if (url === undefined || url.hostname === '') {
    throw new ExpectedError(
      'engine',
      `looking for the container engine: ${origin} does not name one that can be reached (${scheme || 'no'} scheme)`,
      {
        hint: 'it is unix://PATH, tcp://HOST:PORT or ssh://USER@HOST',
      },
    );
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const shown = `${scheme}://${url.host}`;
  if (scheme === 'ssh') {
    return {
      url: shown,
      origin,
      connection: {
        kind: 'ssh',
        host,
        ...(url.port === '' ? {} : { port: Number(url.port) }),
        ...(url.username === '' ? {} : { user: decodeURIComponent(url.username) }),
        ...(url.pathname.length > 1 ? { path: url.pathname } : {}),
      },
    };
  }
  const secure = tls ?? (scheme === 'https' ? { verify: true } : undefined);
  const port = url.port === '' ? (secure === undefined ? plainPort : tlsPort) : Number(url.port);
  return { url: shown, origin, connection: { kind: 'tcp', host, port, ...(secure === undefined ? {} : { tls: secure }) } };
}

/** By the rules for schemes that URL does not know: those of http leave out its port. */
function asUrl(text: string): URL | undefined {
  try {
    return new URL(text.replace(/^[a-z]+:/, 'engine:'));
  } catch {
    return undefined;
  }
}
