/** Which program builds: the one that was chosen, else the first that is ready; and what it can give. */
import { type Builder, type BuildSource, builders } from '../budget/build-source.ts';
import { ExpectedError } from '../errors.ts';
import type { Delivery } from './build-arguments.ts';
import { whyCachesIgnored } from './refuse-caches.ts';
import { type Answer, askTool, type ToolOptions } from './run-tool.ts';

export type ChosenBuilder =
  | {
      program: 'buildx';
      delivery: Delivery;
      /** The docker context of the engine that a loaded image lies in; absent for the one in use. */
      context?: string;
      /** Whether it knows `--allow fs.write=…`. */
      mayAllow: boolean;
    }
  | { program: 'docker' | 'buildah' | 'podman' };

/** Why a program is not ready, as a clause. */
type Unready = { why: string; isInstalled: boolean };

/** A program that stood before the chosen one, and why it was not taken: `buildx: docker is not installed`. */
export type PassedOver = { text: string; isInstalled: boolean };

/**
 * @param doing what is being done, for messages: `building api`
 * @returns the builder, and why those before it were passed over: another builder may make other layers
 * @throws ExpectedError `build` where none is ready, with why not; `interrupted`
 */
export async function chooseBuilder(
  doing: string,
  build: BuildSource,
  options: ToolOptions,
): Promise<{ chosen: ChosenBuilder; passed: PassedOver[] }> {
  const wanted = programsFor(build);
  const tried: PassedOver[] = [];
  // It would build, but without the caches that were asked for: only where no other one is ready.
  let last: { chosen: ChosenBuilder; passed: PassedOver[] } | undefined;
  for (const program of wanted) {
    const found = program === 'buildx' ? await probeBuildx(build.builder, options) : await probe(program, options);
    const isReady = !('why' in found);
    const why = isReady ? whyIgnored(program, build, options) : found.why;
    if (isReady && why === undefined) return { chosen: found, passed: tried };
    if (isReady && program !== 'docker') last ??= { chosen: found, passed: [...tried] };
    tried.push({ text: `${program}: ${why}`, isInstalled: isReady || found.isInstalled });
  }
  if (last !== undefined) return last;
  const hint = wanted.length === 1 ? 'Install it or start it, or build with another program.' : 'Install or start one of them.';
  throw new ExpectedError('build', `${doing}: no program that builds it is ready (${tried.map(({ text }) => text).join('; ')})`, { hint });
}

/** Some things only buildx can do. */
function programsFor(build: BuildSource): readonly Builder[] {
  if (build.kind === 'bake') return ['buildx'];
  if (build.with !== undefined) return [build.with];
  return build.builder === undefined ? builders : ['buildx'];
}

/** Why a program that is ready would leave the caches of the build alone, or could not be given them. */
function whyIgnored(program: Builder, build: BuildSource, { env }: ToolOptions): string | undefined {
  if (build.kind === 'bake' || program === 'buildx') return undefined;
  if (program === 'docker') return build.cacheTo.length > 0 && build.with === undefined ? 'without buildx it knows no cache-to' : undefined;
  return whyCachesIgnored(program, build, env);
}

const absent = (why: string): Unready => ({ why, isInstalled: false });
const unready = (why: string): Unready => ({ why, isInstalled: true });

async function probe(program: 'docker' | 'buildah' | 'podman', options: ToolOptions): Promise<ChosenBuilder | Unready> {
  const version = await askTool(program, ['--version'], options);
  if (version === undefined) return absent('not installed');
  if (program !== 'docker') return version.code === 0 ? { program } : unready(lastWord(version));
  // What podman installs by this name keeps its images elsewhere.
  if (!/^docker version/i.test(version.stdout)) return absent('it is another program by that name');
  const engine = await askTool('docker', ['version', '--format', '{{.Server.Version}}'], options);
  if (engine === undefined) return absent('not installed');
  return engine.code === 0 ? { program } : unready(lastWord(engine));
}

async function probeBuildx(builder: string | undefined, options: ToolOptions): Promise<ChosenBuilder | Unready> {
  const version = await askTool('docker', ['buildx', 'version'], options);
  if (version === undefined) return absent('docker is not installed');
  if (version.code !== 0 || !version.stdout.includes('docker/buildx')) return absent('docker has no buildx');
  const inspected = await askTool('docker', ['buildx', 'inspect', ...(builder === undefined ? [] : [builder])], options);
  if (inspected === undefined) return absent('not installed');
  if (inspected.code !== 0) return unready(lastWord(inspected));
  const { driver, endpoint, error } = readInspection(inspected.stdout);
  if (driver === undefined) return unready(error ?? 'its builder has no driver');
  const mayAllow = knowsAllow(version.stdout);
  if (driver !== 'docker') return { program: 'buildx', delivery: 'layout', mayAllow };
  const context = endpoint === undefined || endpoint === 'default' || endpoint.includes('://') ? undefined : endpoint;
  const delivery = (await hasContentStore(context, options)) ? 'layout' : 'load';
  return { program: 'buildx', delivery, mayAllow, ...(context === undefined ? {} : { context }) };
}

/** `docker buildx inspect` writes `Key: value`, the builder first and then its nodes. */
export function readInspection(text: string): { driver?: string; endpoint?: string; error?: string } {
  const first = (key: string) => new RegExp(`^${key}:[ \\t]*(\\S.*)$`, 'm').exec(text)?.[1]?.trim();
  const [driver, endpoint, error] = [first('Driver'), first('Endpoint'), first('Error')];
  return {
    ...(driver === undefined ? {} : { driver }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(error === undefined ? {} : { error }),
  };
}

/** From 0.19 on; one without a version was built by hand, lately. */
function knowsAllow(version: string): boolean {
  const [, major = '0', minor = '0'] = /\bv?(\d+)\.(\d+)\.\d+/.exec(version) ?? [];
  return Number(major) > 0 || Number(minor) >= 19 || (major === '0' && minor === '0');
}

/** An engine that keeps images as containerd does gives an OCI layout; the classic store gives none. */
async function hasContentStore(context: string | undefined, options: ToolOptions): Promise<boolean> {
  const chosen = context === undefined ? [] : ['--context', context];
  const info = await askTool('docker', [...chosen, 'info', '--format', '{{json .DriverStatus}}'], options);
  return info?.stdout.includes('io.containerd.snapshotter.v1') === true;
}

function lastWord({ stdout, stderr }: Answer): string {
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  return (lines.at(-1) ?? 'it failed and said nothing')
    .trim()
    .replace(/^ERROR: /, '')
    .slice(0, 300);
}
