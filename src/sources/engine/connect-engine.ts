/** The container engine that is meant: the one chosen, else the first of the usual ones that answers. */
import { homedir } from 'node:os';
import { ExpectedError } from '../../errors.ts';
import { type Endpoint, type Environment, findEndpoints } from './endpoint.ts';
import { EngineClient } from './engine-client.ts';
import { FetchFault } from './fetch-fault.ts';

/**
 * @param what the image that is looked for, for messages
 * @throws ExpectedError `engine`, which lists what was tried; `interrupted`
 */
export async function connectEngine(
  what: string,
  { environment, signal }: { environment: Environment; signal?: AbortSignal },
): Promise<EngineClient> {
  const tried: { endpoint: Endpoint; fault: FetchFault }[] = [];
  for (const endpoint of findEndpoints({ environment, home: environment.HOME || homedir() })) {
    try {
      return await EngineClient.connect(endpoint, signal);
    } catch (error) {
      if (!(error instanceof FetchFault)) throw error;
      tried.push({ endpoint, fault: error });
    }
  }
  throw nobodyAnswers(what, tried);
}

function nobodyAnswers(what: string, tried: readonly { endpoint: Endpoint; fault: FetchFault }[]): ExpectedError {
  // One sentence for all places of which the same is true.
  const clauses = new Map<string, string[]>();
  for (const { endpoint, fault } of tried) {
    const place = endpoint.origin === undefined ? endpoint.url : `${endpoint.url}, which ${endpoint.origin} names`;
    clauses.set(fault.message, [...(clauses.get(fault.message) ?? []), place]);
  }
  const list = [...clauses].map(([clause, places]) => `${places.join(', ')}: ${clause}`);
  const forbidden = tried.find(({ fault }) => fault.code === 'EACCES' || fault.code === 'EPERM');
  const chosen = tried.find(({ endpoint }) => endpoint.origin !== undefined)?.endpoint.origin;
  const hint =
    forbidden !== undefined
      ? `run as a user who may open ${forbidden.endpoint.url}: root, or a member of the group docker (sudo usermod -aG docker USER, then log in again)`
      : chosen !== undefined
        ? `start that engine, or change ${chosen}`
        : "start Docker, or podman's socket (systemctl --user start podman.socket), or name the engine with DOCKER_HOST; an image that was saved to a file needs none";
  return new ExpectedError('engine', `looking for ${what}: no container engine answers. Tried ${list.join('; ')}`, { hint });
}
