/** Stores of our own, with images loaded into them, for as long as the bench runs: Docker's engines, podman, a registry. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EngineKind, makeFolders, startEngine } from '../lab/engines.ts';
import { serveRegistry } from '../lab/registry.ts';
import { runTool } from '../lab/tools.ts';
import { type CountingProxy, countTraffic } from './counting-proxy.ts';

/** An image in a store: what it is called there, and the environment in which tools find it. */
export type Stored = { name: string; env: Record<string, string> };

export type Stores = {
  /** The image of the archive in an engine. */
  inEngine: (kind: EngineKind, archive: string) => Promise<Stored>;
  /** The image of the archive in podman's store. */
  inPodman: (archive: string) => Promise<Stored>;
  /** An empty registry, and the way to it that counts. */
  registry: () => Promise<{ host: string; proxy: CountingProxy }>;
};

/** Everything is made when it is asked for first, and goes with the stack. */
export function openStores(stack: AsyncDisposableStack): Stores {
  const startKind = keep((kind: EngineKind) => startEngine(kind).then((engine) => stack.use(engine)));
  const load = async (tool: string, archive: string, env: Record<string, string>): Promise<Stored> => {
    const said = await runTool(tool, ['load', '--quiet', '--input', archive], { env });
    // What is still to be written would be written while others are timed.
    await runTool('sync', []);
    // It has a line for each of its names.
    return {
      name: said
        .split('\n')[0]!
        .trim()
        .replace(/^Loaded image[^:]*: /, ''),
      env,
    };
  };
  const loadIntoEngine = keep((kind: EngineKind) =>
    keep(async (archive: string) => await load('docker', archive, { DOCKER_HOST: (await startKind(kind)).dockerHost })),
  );
  const podmanConf = keep(async () => {
    const { data, sockets } = makeFolders(stack);
    const conf = join(data, 'storage.conf');
    writeFileSync(conf, `[storage]\ndriver = "overlay"\ngraphroot = "${join(data, 'store')}"\nrunroot = "${join(sockets, 'run')}"\n`);
    return { CONTAINERS_STORAGE_CONF: conf };
  });
  const loadIntoPodman = keep(async (archive: string) => await load('podman', archive, await podmanConf(undefined)));
  const startRegistry = keep(async () => {
    const { host } = stack.use(await serveRegistry());
    return { host, proxy: stack.use(await countTraffic(host)) };
  });
  return {
    inEngine: (kind, archive) => loadIntoEngine(kind)(archive),
    inPodman: loadIntoPodman,
    registry: () => startRegistry(undefined),
  };
}

/** What `make` gives for a key, made when it is asked for first. */
export function keep<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const there = made.get(key) ?? make(key);
    made.set(key, there);
    return there;
  };
}
