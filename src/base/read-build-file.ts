/** The Dockerfile of a build that was run, where it lies on this machine and the build says no more than a budget can. */
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BuildSource } from '../budget/build-source.ts';
import type { BuildFile } from './build-file.ts';

const maxBytes = 512 * 1024;

/** Options that say of which file and stage the image is made, or that leave no history of it. */
const decisive = /^(?:-[ft]?f|--(?:file|target|squash|squash-all|call|check))(?:=|$)/;

/**
 * @param directory where relative paths begin
 * @returns undefined where the file is not here, or which file it is cannot be told
 */
export async function readBuildFile(build: BuildSource, directory: string): Promise<BuildFile | undefined> {
  if (build.kind === 'bake' || build.extraArgs.some((arg) => decisive.test(arg))) return undefined;
  const text = await readText(
    build.file === undefined ? join(resolve(directory, build.context), 'Dockerfile') : resolve(directory, build.file),
  );
  if (text === undefined) return undefined;
  return {
    text,
    args: { ...build.args, ...valuesOf(build.extraArgs, '--build-arg') },
    contexts: valuesOf(build.extraArgs, '--build-context'),
    ...(build.target === undefined ? {} : { target: build.target }),
  };
}

/** Of `--build-arg NAME=value` and `--build-arg=NAME=value`. */
function valuesOf(args: readonly string[], option: string): Record<string, string> {
  const texts = args.flatMap((arg, index) => {
    if (arg.startsWith(`${option}=`)) return [arg.slice(option.length + 1)];
    return args[index - 1] === option ? [arg] : [];
  });
  return Object.fromEntries(
    texts.map((text) => {
      const [, name = text, value = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
      return [name, value];
    }),
  );
}

async function readText(path: string): Promise<string | undefined> {
  try {
    await using file = await open(path);
    const stats = await file.stat();
    return stats.isFile() && stats.size <= maxBytes ? await file.readFile('utf8') : undefined;
  } catch {
    return undefined;
  }
}
