/**
 * What BuildKit's provenance says of a base image, as a stranger's word: https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md
 * It holds build arguments, of which nothing may be shown.
 */
import type { BaseImage } from '../analysis/analysis.ts';
import type { Layer } from '../image/image.ts';
import { member, optional, readList, readObject, readString, ShapeFault, type Value } from '../image/shape.ts';
import { type NamedBase, pinnedName, readBaseName } from './base-name.ts';
import type { BuildFile } from './build-file.ts';
import { findStageRoot, type StageRoot } from './walk-steps.ts';

/** Where both versions of the predicate keep what is needed. */
type Parts = { materials: Value; steps: Value; buildkit: Value; args: Value };

/**
 * The base that the steps of the build lead to, with its layers told by the steps and held against those of the image.
 * @returns undefined where it does not say them (mode `min`), is no such predicate, or does not fit to the image
 */
export function baseOfSteps(predicate: unknown, layers: readonly Layer[]): BaseImage | undefined {
  return tolerant(predicate, (parts) => {
    const root = parts.steps.json === undefined ? undefined : findStageRoot(parts.steps);
    if (root?.kind === 'scratch') return { name: 'scratch', layers: 0, knownBy: 'provenance' };
    const count = root === undefined ? undefined : countLayers(root, member(parts.buildkit, 'layers'), layers);
    if (root === undefined || count === undefined) return undefined;
    const named = readBaseName(root.identifier);
    const called = named === undefined ? {} : { ...named, name: isPinned(named, parts) ? pinnedName(named) : named.name };
    return { ...called, layers: count, knownBy: 'provenance' };
  });
}

/** The chain of the root's layers. BuildKit names them as it kept them; where it was told to compress them anew, only their number fits. */
function countLayers(root: StageRoot & { kind: 'image' }, chains: Value, layers: readonly Layer[]): number | undefined {
  const outputs = readObject(chains);
  const chainOf = (output: string) => readList(member(chains, output), (chain) => readList(chain, readLayer))[0];
  const chain = Object.hasOwn(outputs, root.output) ? chainOf(root.output) : undefined;
  if (chain === undefined) return undefined;
  const isPrefix = chain.every((digest, index) => [layers[index]?.descriptor.digest, layers[index]?.diffID].includes(digest));
  if (isPrefix) return chain.length;
  const longest = Object.keys(outputs).reduce((most, output) => Math.max(most, chainOf(output)?.length ?? 0), 0);
  return longest === layers.length ? chain.length : undefined;
}

function readLayer(layer: Value): string {
  return readString(member(layer, 'digest'));
}

/** Whether the user wrote the digest, and not the builder that looked it up. */
function isPinned({ digest }: NamedBase, { buildkit, args }: Parts): boolean {
  if (digest === undefined) return false;
  const given = argsOf(args).flatMap(([, value]) => (value.startsWith('oci-layout:') ? [] : [value]));
  return [...given, dockerfileOf(buildkit) ?? ''].some((text) => text.includes(digest));
}

/** What reads Dockerfiles and what looks into results stands among the materials too: of Docker Hub, and no image's base. */
const tools = /^docker\/(?:dockerfile(?:-upstream)?|buildkit-[a-z0-9-]+)(?=$|:)/;

/**
 * The images of all stages of the build, of which at most one is the base.
 * @returns undefined where one of them is named so that nobody could be asked for it
 */
export function materialsOf(predicate: unknown): NamedBase[] | undefined {
  return tolerant(predicate, ({ materials }) => {
    const found: NamedBase[] = [];
    for (const { uri, digest } of readList(materials, readMaterial)) {
      const [, type, path = '', version = ''] = /^pkg:(docker|oci)\/([^?@#]+)(?:@([^?#]*))?/.exec(uri) ?? [];
      if (type === undefined && !/^pkg:(?:docker|oci)\b/.test(uri)) continue;
      const tag = decode(version);
      const named = readBaseName(`${decode(path)}${tag === '' || tag.includes(':') ? '' : `:${tag}`}`);
      if (named !== undefined && tools.test(named.name)) continue;
      // What was taken from a folder has no registry.
      if (named === undefined || type !== 'docker' || digest === undefined)
        throw new ShapeFault('materials', 'expected images of registries');
      found.push({ name: named.name, digest });
    }
    return found;
  });
}

function readMaterial(material: Value): { uri: string; digest?: string } {
  const sha256 = optional(member(material, 'digest'), readObject)?.sha256;
  const isDigest = typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256);
  return { uri: optional(member(material, 'uri'), readString) ?? '', ...(isDigest ? { digest: `sha256:${sha256}` } : {}) };
}

/** The Dockerfile as it was built, with its arguments; undefined where it is not told, or nobody knows in which stage it ended. */
export function buildFileOf(predicate: unknown): BuildFile | undefined {
  return tolerant(predicate, ({ buildkit, args }) => {
    const text = buildkit.json === undefined ? undefined : dockerfileOf(buildkit);
    if (text === undefined) return undefined;
    const given = argsOf(args);
    const target = given.find(([key]) => key === 'target')?.[1];
    const namesAfter = (prefix: string) =>
      given.flatMap(([key, value]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), value] as const] : []));
    return {
      text,
      args: Object.fromEntries(namesAfter('build-arg:')),
      contexts: Object.fromEntries(namesAfter('context:').map(([name, value]) => [name.replace(/::.*$/s, ''), value])),
      ...(target === undefined ? {} : { target }),
    };
  });
}

function dockerfileOf(buildkit: Value): string | undefined {
  const source = member(buildkit, 'source');
  if (source.json === undefined) return undefined;
  const [first] = readList(member(source, 'infos'), (info) => ({
    language: optional(member(info, 'language'), readString),
    data: optional(member(info, 'data'), readString),
  }));
  return first?.data === undefined || first.language !== 'Dockerfile' ? undefined : Buffer.from(first.data, 'base64').toString('utf8');
}

function argsOf(args: Value): [string, string][] {
  return Object.entries(args.json === undefined ? {} : readObject(args)).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as [string, string]] : [],
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** What is not as it should be says nothing. */
function tolerant<T>(predicate: unknown, read: (parts: Parts) => T): T | undefined {
  try {
    return read(partsOf({ json: predicate, place: '' }));
  } catch (error) {
    if (error instanceof ShapeFault) return undefined;
    throw error;
  }
}

function partsOf(predicate: Value): Parts {
  const at = (...keys: string[]): Value => keys.reduce((value, key) => (value.json === undefined ? value : member(value, key)), predicate);
  const isSecond = member(predicate, 'buildDefinition').json !== undefined;
  if (!isSecond) {
    return {
      materials: at('materials'),
      steps: at('buildConfig', 'llbDefinition'),
      buildkit: at('metadata', 'https://mobyproject.org/buildkit@v1#metadata'),
      args: at('invocation', 'parameters', 'args'),
    };
  }
  return {
    materials: at('buildDefinition', 'resolvedDependencies'),
    steps: at('buildDefinition', 'internalParameters', 'buildConfig', 'llbDefinition'),
    buildkit: at('runDetails', 'metadata', 'buildkit_metadata'),
    args: at('buildDefinition', 'externalParameters', 'request', 'args'),
  };
}
