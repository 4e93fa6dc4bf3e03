/** A Dockerfile and what it was built with; which of its instructions made the image, and on what it stands. */

import { readBaseName } from './base-name.ts';
import type { Instruction } from './parse-dockerfile.ts';

/** Arguments may hold what nobody may see: none of them is ever shown, but as part of a base image's name. */
export type BuildFile = {
  text: string;
  /** The stage that was built; the last one by default. */
  target?: string;
  args: Readonly<Record<string, string>>;
  /** What stands for stages and images of the Dockerfile, by name: `docker-image://…`, `oci-layout://…`, a folder. */
  contexts: Readonly<Record<string, string>>;
};

/** The instructions above the base image, in their order, and the base as FROM or what stands for it names it; absent where nothing does. */
export type OwnInstructions = { keywords: string[]; from?: string };

/** `below` is the stage that it stands on; absent where that is an image. `image` is empty where it cannot be told. */
type Stage = { name?: string; image: string; below?: number; keywords: string[] };

/** A stranger's Dockerfile may be made to take long. Real ones have some hundred instructions. */
const maxInstructions = 10_000;
/** In characters, of an argument and of what FROM names: values that are made of each other grow without end. */
const maxValue = 1000;

/**
 * The target stage with those that it stands on, down to an image that the file does not make.
 * @param platform os/architecture[/variant], for the arguments that say it
 * @returns undefined where it cannot be told
 */
export function findOwnInstructions(
  instructions: readonly Instruction[],
  { target, args, contexts }: Omit<BuildFile, 'text'>,
  platform: string,
): OwnInstructions | undefined {
  if (instructions.length > maxInstructions) return undefined;
  const stages = readStages(instructions, args, platform);
  if (stages === undefined) return undefined;
  const replaced = new Set(Object.keys(contexts).map((name) => name.toLowerCase()));
  const parts: string[][] = [];
  for (let index: number | undefined = findStage(stages, target); index !== undefined; ) {
    const { name, image, below, keywords }: Stage = stages[index]!;
    // What stands for a stage was not made from its instructions.
    if (image === '' || (name !== undefined && replaced.has(name))) return undefined;
    parts.push(keywords);
    if (below === undefined) {
      const from = findImage(image, contexts);
      return from && { keywords: parts.reverse().flat(), ...from };
    }
    index = below;
  }
  return undefined;
}

function readStages(instructions: readonly Instruction[], args: BuildFile['args'], platform: string): Stage[] | undefined {
  const stages: Stage[] = [];
  // Names may repeat: the last one above is meant.
  const byName = new Map<string, number>();
  const variables = platformArguments(platform);
  for (const { keyword, from, defaults = [] } of instructions) {
    if (from !== undefined) {
      const image = expand(from.image, variables) ?? '';
      const [name, below] = [from.stage?.toLowerCase(), byName.get(image.toLowerCase())];
      if (name !== undefined) byName.set(name, stages.length);
      stages.push({ ...(name === undefined ? {} : { name }), image, ...(below === undefined ? {} : { below }), keywords: [] });
    } else if (stages.length > 0) stages.at(-1)!.keywords.push(keyword);
    else if (keyword === 'ARG') {
      for (const [name, value] of defaults) setArgument(variables, name, Object.hasOwn(args, name) ? args[name] : value, args);
    } else return undefined;
  }
  return stages;
}

/** One without a value keeps what it is; one whose value cannot be told is unknown from here on. */
function setArgument(variables: Map<string, string>, name: string, value: string | undefined, args: BuildFile['args']): void {
  if (value === undefined) return;
  const expanded = Object.hasOwn(args, name) ? value : expand(value, variables);
  if (expanded === undefined || expanded.length > maxValue) variables.delete(name);
  else variables.set(name, expanded);
}

/** The last stage of that name, or the one of that number; undefined where there is none. */
function findStage(stages: readonly Stage[], target: string | undefined): number | undefined {
  if (target === undefined || target === '') return stages.length === 0 ? undefined : stages.length - 1;
  const named = stages.findLastIndex(({ name }) => name === target.toLowerCase());
  if (named >= 0) return named;
  return /^\d{1,4}$/.test(target) && Number(target) < stages.length ? Number(target) : undefined;
}

/**
 * The image that a FROM stands on: what it names, or what stands for it.
 * @returns undefined where that is no image, and may hold instructions of its own; without a name where it is in a folder
 */
function findImage(image: string, contexts: BuildFile['contexts']): { from?: string } | undefined {
  const plain = (name: string) => readBaseName(name)?.name.replace(/:latest$/, '') ?? name;
  const [stands, ...others] = Object.entries(contexts).filter(([name]) => name === image || plain(name) === plain(image));
  if (stands === undefined) return { from: image };
  const [, kind, name] = /^(docker-image|oci-layout):(?:\/\/)?(.+)$/s.exec(stands[1]) ?? [];
  if (kind === undefined || others.length > 0 || image === 'scratch' || name === 'scratch') return undefined;
  return kind === 'oci-layout' ? {} : { from: name! };
}

/** https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope, as far as the image tells them. */
function platformArguments(platform: string): Map<string, string> {
  const [os = '', architecture = '', variant = ''] = platform.split('/');
  return new Map([
    ['TARGETPLATFORM', platform],
    ['TARGETOS', os],
    ['TARGETARCH', architecture],
    ['TARGETVARIANT', variant],
  ]);
}

/** `$NAME`, `${NAME}`, `${NAME:-word}` and `${NAME:+word}`. Undefined for anything else, for a variable that nobody has set, and beyond the limit. */
function expand(text: string, variables: ReadonlyMap<string, string>): string | undefined {
  if (text.length > maxValue) return undefined;
  const bare = /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
  let isKnown = !/["'\\`]/.test(bare);
  let length = bare.length;
  const whole = bare.replaceAll(
    /\$(?:(\w+)|\{(\w+)(?:(:?[-+])([^${}]*))?\}|)/g,
    (_all, plain?: string, braced?: string, mark?: string, word = '') => {
      const value = variables.get(plain ?? braced ?? '');
      const isSet = value !== undefined && !(mark?.startsWith(':') === true && value === '');
      if (mark?.endsWith('+') === true) return isSet ? String(word) : '';
      if (mark?.endsWith('-') === true && !isSet) return String(word);
      length += value?.length ?? 0;
      isKnown &&= value !== undefined && length <= 2 * maxValue;
      return isKnown ? value! : '';
    },
  );
  return isKnown && whole.length <= maxValue ? whole : undefined;
}
