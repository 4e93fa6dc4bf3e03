/** The docker CLI's contexts: which engine it talks to where no variable says so. https://docs.docker.com/engine/manage-resources/contexts */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from '../../errors.ts';
import { didYouMean } from '../../nearest.ts';

/** What a TLS connection needs, in PEM. */
export type Certificates = { ca?: Buffer; cert?: Buffer; key?: Buffer };
export type Tls = Certificates & { verify: boolean };

type ContextFile = { Name?: unknown; Endpoints?: { docker?: { Host?: unknown; SkipTLSVerify?: unknown } } };

/** What config.json calls the current context; undefined where there is none, or no such file. */
export function readCurrentContext(configFolder: string): string | undefined {
  const config = readJson(join(configFolder, 'config.json')) as { currentContext?: unknown } | undefined;
  return typeof config?.currentContext === 'string' && config.currentContext !== '' ? config.currentContext : undefined;
}

/**
 * The engine that a context names, with its certificates.
 * @throws ExpectedError `engine` where there is no such context, or it names no engine
 */
export function readContext(configFolder: string, name: string): { host: string; tls?: Tls } {
  const key = createHash('sha256').update(name).digest('hex');
  const folder = join(configFolder, 'contexts');
  const context = readJson(join(folder, 'meta', key, 'meta.json')) as ContextFile | undefined;
  if (context === undefined) {
    const names = contextNames(folder);
    throw new ExpectedError('engine', `looking for the container engine: there is no docker context ${name}${didYouMean(name, names)}`, {
      hint: `choose one with DOCKER_CONTEXT or docker context use: ${['default', ...names].join(', ')}`,
    });
  }
  const host = context.Endpoints?.docker?.Host;
  if (typeof host !== 'string' || host === '') {
    throw new ExpectedError('engine', `looking for the container engine: the docker context ${name} names none`, {
      hint: 'choose another with DOCKER_CONTEXT, or name the engine with DOCKER_HOST',
    });
  }
  const skips = context.Endpoints?.docker?.SkipTLSVerify === true;
  const certificates = readCertificates(join(folder, 'tls', key, 'docker'));
  const isTls = skips || Object.keys(certificates).length > 0;
  return isTls ? { host, tls: { verify: !skips, ...certificates } } : { host };
}

function contextNames(folder: string): string[] {
  try {
    return readdirSync(join(folder, 'meta')).flatMap((key) => {
      const name = (readJson(join(folder, 'meta', key, 'meta.json')) as ContextFile | undefined)?.Name;
      return typeof name === 'string' ? [name] : [];
    });
  } catch {
    return [];
  }
}

/** @throws ExpectedError `engine` for a file that is there and cannot be understood */
function readJson(file: string): unknown {
  const bytes = readIfThere(file);
  if (bytes === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(bytes.toString());
    return typeof json === 'object' && json !== null ? json : undefined;
  } catch (error) {
    throw new ExpectedError('engine', `looking for the container engine: ${file} is not JSON`, {
      hint: 'mend the file, or name the engine with DOCKER_HOST',
      cause: error,
    });
  }
}

/** The certificates in a folder, each of which may be missing. */
export function readCertificates(folder: string): Certificates {
  const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readIfThere(join(folder, name)));
  return { ...(ca === undefined ? {} : { ca }), ...(cert === undefined ? {} : { cert }), ...(key === undefined ? {} : { key }) };
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new ExpectedError('engine', `looking for the container engine: ${file} cannot be read (${code})`, {
      hint: 'see that this user may read it, or name the engine with DOCKER_HOST',
      cause: error,
    });
  }
}
