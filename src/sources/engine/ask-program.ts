/** What buildah and podman say of the images that they keep, for what is told beside an export. */
import { execFile } from 'node:child_process';
import { readSize } from '../../bytes.ts';
import type { Environment } from './endpoint.ts';
import type { Opening } from './open-engine.ts';

/** A program, the options that name its store, and where it runs. */
export type Asked = { program: 'buildah' | 'podman'; place: readonly string[]; environment: Environment; signal?: AbortSignal | undefined };

const maxAnswerBytes = 64 << 20;

/** The names of all images; undefined where the program does not say. */
export async function listNames(asked: Asked): Promise<string[] | undefined> {
  const images = await ask(asked, asked.program === 'buildah' ? ['images', '--json'] : ['images', '--format', 'json']);
  if (!Array.isArray(images)) return undefined;
  const names = asList<{ names: unknown; Names: unknown }>(images).flatMap((image) => image.names ?? image.Names ?? []);
  return names.filter((name) => typeof name === 'string' && !name.includes('<none>')) as string[];
}

type Inspected = {
  OCIv1?: { os?: unknown; architecture?: unknown; variant?: unknown; rootfs?: { diff_ids?: unknown } };
  FromImageID?: unknown;
};
type PodmanInspected = { Os?: unknown; Architecture?: unknown; Variant?: unknown; RootFS?: { Layers?: unknown }; Size?: unknown };

/** What is known of an image before it is exported; undefined where the program does not say. */
export async function describeImage(name: string, asked: Asked): Promise<Opening | undefined> {
  if (asked.program === 'podman') {
    const [image] = asList<PodmanInspected>(await ask(asked, ['image', 'inspect', name]));
    return openingOf([image?.Os, image?.Architecture, image?.Variant], image?.RootFS?.Layers, image?.Size);
  }
  const { OCIv1: image, FromImageID: id } = ((await ask(asked, ['inspect', '--type', 'image', name])) ?? {}) as Inspected;
  if (image === undefined || typeof id !== 'string') return undefined;
  // It rounds: 5.93 MB.
  const [listed] = asList<{ size?: unknown }>(await ask(asked, ['images', '--json', id]));
  return openingOf([image.os, image.architecture, image.variant], image.rootfs?.diff_ids, listed?.size);
}

function openingOf(platform: readonly unknown[], layers: unknown, size: unknown): Opening | undefined {
  if (typeof platform[0] !== 'string' || !Array.isArray(layers)) return undefined;
  const read = typeof size === 'string' || typeof size === 'number' ? readSize(size) : undefined;
  return {
    platform: platform.filter((part) => typeof part === 'string' && part !== '').join('/'),
    totalBytes: read !== undefined && 'value' in read ? read.value : undefined,
    totalLayers: layers.length,
  };
}

function asList<Item>(answer: unknown): Partial<Item>[] {
  return Array.isArray(answer) ? answer.map((item) => (item ?? {}) as Partial<Item>) : [];
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
