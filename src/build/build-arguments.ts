/** The arguments of each program that builds. Pure: what is asked for in, an array out. */
import type { BakeBuild, DockerfileBuild } from '../budget/build-source.ts';
import { looksSecret } from '../looks-secret.ts';
import { shellQuote } from '../shell-quote.ts';
import { withoutUsers } from '../url-users.ts';
import { csvFields, findBuildArguments, findCsvValues, optionValues, readAttribute } from './option-values.ts';

/** Where the files of a build go: an OCI layout, the id of the built image, what buildx tells of the build. */
export type ResultPlaces = { layout: string; imageID: string; metadata: string };

/** `layout` writes an OCI layout; `load` leaves the image in the engine. */
export type Delivery = 'layout' | 'load';

type Asked = { platforms?: readonly string[] | undefined; places: ResultPlaces; delivery: Delivery };

/** A build with buildx. No compression is asked for: another one would stay in the builder, and be pushed. */
export function buildxArguments(build: DockerfileBuild, context: string, { platforms, places, delivery }: Asked): string[] {
  return [
    'build',
    ...option('--builder', build.builder),
    ...(delivery === 'layout' ? ['--output', layoutOutput(places.layout)] : ['--load', '--iidfile', places.imageID]),
    ...['--metadata-file', places.metadata],
    ...option('--platform', platforms?.join(',')),
    ...commonArguments(build),
    ...build.cacheTo.flatMap((cache) => ['--cache-to', cache]),
    ...build.extraArgs,
    context,
  ];
}

/** A build with the engine's own builder, with buildah or with podman, for one platform. The image stays in their store. */
export function storeBuildArguments(
  build: DockerfileBuild,
  context: string,
  { program, platform, imageID }: { program: 'docker' | 'buildah' | 'podman'; platform?: string | undefined; imageID: string },
): string[] {
  return [
    // `buildah bud` is known to old and new ones.
    program === 'buildah' ? 'bud' : 'build',
    ...['--iidfile', imageID],
    ...option('--platform', platform),
    ...commonArguments(build),
    ...build.cacheTo.flatMap((cache) => ['--cache-to', cache]),
    ...build.extraArgs,
    context,
  ];
}

function commonArguments(build: DockerfileBuild): string[] {
  return [
    ...option('--file', build.file),
    ...option('--target', build.target),
    ...Object.entries(build.args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...build.secrets.flatMap((secret) => ['--secret', secret]),
    ...build.cacheFrom.flatMap((cache) => ['--cache-from', cache]),
  ];
}

/** A bake of one target, which is known by its resolved name. What it would push or write itself is not done. */
export function bakeArguments(
  build: BakeBuild,
  target: string,
  { platforms, places, delivery, mayAllow }: Asked & { mayAllow: boolean },
): string[] {
  const output = delivery === 'layout' ? layoutOutput(places.layout) : 'type=docker';
  return [
    'bake',
    ...bakeFiles(build),
    // Newer ones write outside of the current folder only where it is allowed.
    ...(mayAllow && delivery === 'layout' ? ['--allow', `fs.write=${places.layout}`] : []),
    ...['--set', `${target}.output=${output}`, '--metadata-file', places.metadata],
    ...(platforms === undefined ? [] : ['--set', `${target}.platform=${platforms.join(',')}`]),
    ...build.extraArgs,
    target,
  ];
}

/** What a bake would do, as JSON. */
export function bakePrintArguments(build: BakeBuild): string[] {
  return ['bake', ...bakeFiles(build), '--print', ...build.extraArgs, build.target];
}

function bakeFiles(build: BakeBuild): string[] {
  return [...option('--builder', build.builder), ...build.files.flatMap((file) => ['--file', file])];
}

function option(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [name, value];
}

/** The parts are CSV. */
function layoutOutput(folder: string): string {
  const dest = `dest=${folder}`;
  return `type=oci,tar=false,${/[",]/.test(dest) ? `"${dest.replaceAll('"', '""')}"` : dest}`;
}

/** A command as people read it, without what is secret by its name, and without the users of URLs. */
export function shownCommand(command: string, args: readonly string[]): string {
  const shown = [...args];
  const replaceEnd = (at: number, value: string, by: string) => {
    shown[at] = args[at]!.slice(0, args[at]!.length - value.length) + by;
  };
  for (const { at, name, value } of findBuildArguments(args)) if (value !== undefined && looksSecret(name)) replaceEnd(at, value, '***');
  for (const { at, value } of findCsvValues(args)) replaceEnd(at, value, withoutSecretAttributes(value));
  for (const { at, value } of optionValues(args, '--creds')) replaceEnd(at, value, '***');
  return [command, ...shown].map((arg) => shellQuote(withoutUsers(arg))).join(' ');
}

function withoutSecretAttributes(csv: string): string {
  const shown = csvFields(csv).map((field) => {
    const { name } = readAttribute(field);
    return name !== undefined && looksSecret(name) ? `${name}=***` : field;
  });
  return shown.join(',');
}
