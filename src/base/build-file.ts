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

/** The instructions above the base image, in their order, and the base as FROM names it. */
export type OwnInstructions = { keywords: string[]; from: string };

type Stage = { name?: string; image: string; keywords: string[] };

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
  const stages: Stage[] = [];
  const variables = platformArguments(platform);
  for (const { keyword, from, defaults = [] } of instructions) {
    const stage = stages.at(-1);
    if (from !== undefined) {
      stages.push({
        ...(from.stage === undefined ? {} : { name: from.stage.toLowerCase() }),
        image: expand(from.image, variables) ?? '',
        keywords: [],
      });
    } else if (stage !== undefined) stage.keywords.push(keyword);
    else if (keyword === 'ARG') {
      for (const [name, value] of defaults) {
        const given = args[name] ?? (value === undefined ? undefined : expand(value, variables));
        if (given !== undefined) variables.set(name, given);
      }
    } else return undefined;
  }

  const keywords: string[] = [];
  const replaced = Object.keys(contexts).map((name) => name.toLowerCase());
  for (let index = findStage(stages, target); index >= 0; ) {
    const { name, image, keywords: its } = stages[index]!;
    // What stands for a stage was not made from its instructions.
    if (image === '' || (name !== undefined && replaced.includes(name))) return undefined;
    keywords.unshift(...its);
    const below = stages.slice(0, index).findIndex((stage) => stage.name === image.toLowerCase());
    if (below < 0) return isReplacedByFolder(image, contexts) ? undefined : { keywords, from: image };
    index = below;
  }
  return undefined;
}

function findStage(stages: readonly Stage[], target: string | undefined): number {
  if (target === undefined || target === '') return stages.length - 1;
  const named = stages.findIndex(({ name }) => name === target.toLowerCase());
  if (named >= 0) return named;
  return /^\d{1,4}$/.test(target) && Number(target) < stages.length ? Number(target) : -1;
}

/** Something else than an image may hold instructions of its own. */
function isReplacedByFolder(image: string, contexts: BuildFile['contexts']): boolean {
  const plain = (name: string) => readBaseName(name)?.name.replace(/:latest$/, '') ?? name;
  return Object.entries(contexts).some(
    ([name, value]) => !/^(?:docker-image|oci-layout):/.test(value) && (name === image || plain(name) === plain(image)),
  );
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

/** `$NAME`, `${NAME}`, `${NAME:-word}` and `${NAME:+word}`. Undefined for anything else, and for a variable that nobody has set. */
function expand(text: string, variables: ReadonlyMap<string, string>): string | undefined {
  const bare = /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
  let isKnown = !/["'\\`]/.test(bare);
  const whole = bare.replaceAll(
    /\$(?:(\w+)|\{(\w+)(?:(:?[-+])([^${}]*))?\}|)/g,
    (_all, plain?: string, braced?: string, mark?: string, word = '') => {
      const value = variables.get(plain ?? braced ?? '');
      const isSet = value !== undefined && !(mark?.startsWith(':') === true && value === '');
      if (mark?.endsWith('-') === true) return isSet ? value : String(word);
      if (mark?.endsWith('+') === true) return isSet ? String(word) : '';
      isKnown &&= value !== undefined;
      return value ?? '';
    },
  );
  return isKnown ? whole : undefined;
}
