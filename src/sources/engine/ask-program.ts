/** What buildah and podman say of the images that they keep, for what is told beside an export. */
import { execFile } from 'node:child_process';
import type { Environment } from './endpoint.ts';

/** A program, the options that name its store, and where it runs. */
export type Asked = { program: 'buildah' | 'podman'; place: readonly string[]; environment: Environment; signal?: AbortSignal | undefined };

const maxAnswerBytes = 64 << 20;

/** The names of all images; undefined where the program does not say. */
export async function listNames(asked: Asked): Promise<string[] | undefined> {
  const images = await ask(asked, asked.program === 'buildah' ? ['images', '--json'] : ['images', '--format', 'json']);
  if (!Array.isArray(images)) return undefined;
  const names = (images as ({ names?: unknown; Names?: unknown } | null)[]).flatMap((image) => image?.names ?? image?.Names ?? []);
  return names.filter((name) => typeof name === 'string' && !name.includes('<none>')) as string[];
}

/** @returns undefined where there is no answer, or none in JSON */
async function ask({ program, place, environment, signal }: Asked, args: readonly string[]): Promise<unknown> {
  const options = { env: environment as NodeJS.ProcessEnv, maxBuffer: maxAnswerBytes, ...(signal === undefined ? {} : { signal }) };
  return await new Promise((resolve) => {
    const child = execFile(program, [...place, ...args], options, (error, stdout) => {
      if (error !== null) return resolve(undefined);
      try {
        resolve(JSON.parse(stdout));
      } catch {
        resolve(undefined);
      }
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end();
  });
}
