/** What the name of a base image tells of it: what people call it, and whether others published it. */
import { parseImageName } from '../image/image-name.ts';
import { isInRegistry } from '../image/reference.ts';
import { isThisMachine } from '../image/this-machine.ts';
import type { BaseImage } from './analysis.ts';

/** The name without its transport, and without what Docker Hub implies: a reference in a budget and a name in a Dockerfile may mean the same image. */
export function plainBaseName(name: string): string {
  return name
    .replace(/^(?:docker:\/\/|docker-daemon:|containers-storage:(?!\[))/, '')
    .replace(/^docker\.io\//, '')
    .replace(/^library\//, '');
}

/**
 * Whether the name is that of an image in a registry, beyond this machine. What lies in a file, an engine or a store may have been built a
 * step before, by the same change. In a budget, a name without a transport is one of these.
 */
export function isFromRegistry({ name = '', knownBy }: BaseImage): boolean {
  if (knownBy === 'budget' && !isInRegistry(name)) return false;
  // The digest that a name is pinned to is shortened.
  const parsed = parseImageName(plainBaseName(name).replace(/@.*$/s, ''));
  return parsed !== undefined && !isThisMachine(parsed.domain);
}
