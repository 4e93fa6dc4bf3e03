/** What the `source` of an image may say: a part of the declaration of the budget file. */
import * as z from 'zod';
import { type BuildSource, builders } from './build-source.ts';
import { describe, isText, value } from './declare-value.ts';
import { text } from './values.ts';

const relative = 'A relative path is taken from the folder of this file, or from the repository when this file stands in `.github`.';

const argumentName = value<string>({
  title: 'argument name',
  accepted: 'the name of an ARG: letters, digits and "_", with no digit first',
  check: (found) => (isText(found) && /^[A-Za-z_][A-Za-z0-9_]*$/.test(found) ? undefined : { problem: 'is not the name of an ARG' }),
  json: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
  examples: ['NODE_VERSION'],
});

/** YAML would make 1.1 of 1.10: what is no text has lost what was written. */
const argumentValue = value<string>({
  title: 'argument',
  accepted: 'a text; what looks like a number, true or false stands in quotes',
  check: (found) => (isText(found) ? undefined : { problem: 'is not text' }),
  json: { type: 'string' },
  examples: ['24', 'production'],
});

const secretPattern = 'id=[^,=]+,(env=[A-Za-z_][A-Za-z0-9_]*|(src|source)=[^,]+)';

/** A secret by reference: its value stands in no budget. */
const secret = value<string>({
  title: 'secret',
  accepted: 'id=ID,env=VARIABLE or id=ID,src=FILE',
  check: (found) => {
    if (!isText(found)) return { problem: 'is not text' };
    return new RegExp(`^${secretPattern}$`).test(found) ? undefined : { problem: 'does not say where the secret is' };
  },
  json: { type: 'string', pattern: `^${secretPattern}$` },
  examples: ['id=npm,env=NPM_TOKEN', 'id=npm,src=.npmrc'],
});

/** Options that say where a build's result goes, or what it prints: Plimsoll's own to say. */
const ownOptions = ['output', 'push', 'load', 'iidfile', 'metadata-file', 'progress', 'quiet', 'print', 'call', 'check', 'manifest'];
const ownPattern = `(--(${ownOptions.join('|')})(=.*)?|-[oq].*)`;

const extraArgument = value<string>({
  title: 'build option',
  accepted: 'options of the builder, each part an item of its own',
  check: (found) => {
    if (!isText(found)) return { problem: 'is not text' };
    if (found === '') return { problem: 'is empty' };
    return new RegExp(`^${ownPattern}$`, 's').test(found) ? { problem: 'is for Plimsoll to say, which takes the result' } : undefined;
  },
  json: { type: 'string', minLength: 1, pattern: `^(?!${ownPattern}$)` },
  examples: ['--no-cache', '--build-context=base=oci-layout://base'],
});

const builder = describe(
  text('the name of a builder of buildx', ['ci']),
  'The builder of buildx. By default the one in use. The builders of `docker buildx ls` have these names.',
);
const extraArguments = z.array(extraArgument).meta({
  description: 'More options for the builder, handed on as they are, without a shell.',
  examples: [['--network=host']],
});

const buildBounds = z.strictObject({
  context: describe(
    text('a directory, or the URL of a repository or an archive', ['services/api']),
    `The build context: a directory, or a URL that the builder fetches. ${relative} Without it, that folder itself.`,
  ).optional(),
  file: describe(text('a file', ['services/api/Dockerfile']), `The Dockerfile. ${relative} Without it, the one in the context.`).optional(),
  target: describe(text('the name of a stage', ['runtime']), 'The stage to build. Without it, the last.').optional(),
  args: z
    .record(argumentName, argumentValue)
    .meta({ description: 'Build arguments, by name.', examples: [{ NODE_VERSION: '24' }] })
    .optional(),
  secrets: z
    .array(secret)
    .meta({ description: 'Secrets, each by where its value is: in an environment variable or in a file.' })
    .optional(),
  builder: builder.optional(),
  'cache-from': z
    .array(text('a cache as the builder takes it', ['type=gha']))
    .meta({ description: 'Where cached steps are taken from, as `--cache-from` takes it.', examples: [['type=gha']] })
    .optional(),
  'cache-to': z
    .array(text('a cache as the builder takes it', ['type=gha,mode=max']))
    .meta({ description: 'Where cached steps are kept, as `--cache-to` takes it.', examples: [['type=gha,mode=max']] })
    .optional(),
  'extra-args': extraArguments.optional(),
  with: z
    .enum(builders)
    .meta({
      description:
        'The program that builds. Without it, the first of `buildx`, `docker`, `buildah` and `podman` that is ready. Beside `builder`, only `buildx`.',
    })
    .optional(),
});
const build = z.union([buildBounds, text('the directory of the build context, or a map', ['services/api'])]).meta({
  id: 'build',
  description: 'A build from a Dockerfile. A text alone is short for `context`: `build: .` is `build: { context: . }`.',
});

const bakeBounds = z.strictObject({
  target: describe(text('the name of a target', ['api']), 'The target. A group of several targets is refused.'),
  files: z
    .array(text('a file', ['docker-bake.hcl']))
    .meta({ description: `The bake files. ${relative} Without it, those that buildx looks for there.`, examples: [['docker-bake.hcl']] })
    .optional(),
  builder: builder.optional(),
  'extra-args': extraArguments.optional(),
});
const bake = z.union([bakeBounds, text('the name of a target, or a map', ['api'])]).meta({
  id: 'bake',
  description: 'A target of a bake file, built with buildx. A text alone is short for `target`: `bake: api` is `bake: { target: api }`.',
});

/** Where an image is, or how it is made. */
export const source = z
  .union([
    z.strictObject({ build: build.optional(), bake: bake.optional() }).meta({ minProperties: 1, maxProperties: 1 }),
    text('a reference, written as on the command line, such as api:ci, out/api.tar or oci:out, or a map with build or bake', [
      'api:ci',
      'out/api.tar',
      'oci:out',
      'docker-archive:out/api.tar',
    ]),
  ])
  .meta({
    id: 'source',
    description: `Where the image is, or how it is made. A text is a reference, written as on the command line. ${relative} A map says how to build the image: it has \`build\` or \`bake\`. May be left out where \`--image NAME=REF\` says it.`,
  });

type SourceFile = z.infer<typeof source>;

/** The source as the rest of the program takes it: a reference, or a build with nothing left to guess. */
export function resolveSource(found: SourceFile): string | BuildSource {
  if (typeof found === 'string') return found.trim();
  if (found.bake !== undefined) {
    const { target, files = [], builder: name, 'extra-args': extraArgs = [] } = asMap(found.bake, 'target');
    return { kind: 'bake', target, files, extraArgs, ...(name === undefined ? {} : { builder: name }) };
  }
  const { context = '.', args = {}, secrets = [], ...rest } = asMap(found.build ?? {}, 'context');
  const { 'cache-from': cacheFrom = [], 'cache-to': cacheTo = [], 'extra-args': extraArgs = [], ...optional } = rest;
  return { kind: 'build', context, args, secrets, cacheFrom, cacheTo, extraArgs, ...withoutUndefined(optional) };
}

function asMap<T extends object, K extends keyof T>(found: T | string, key: K): T {
  return typeof found === 'string' ? ({ [key]: found.trim() } as unknown as T) : found;
}

function withoutUndefined<T extends object>(map: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(map).filter(([, each]) => each !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}
