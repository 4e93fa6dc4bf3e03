/** Whether a path lies in a folder, by its name alone. */
import { isAbsolute, relative, sep } from 'node:path';

/**
 * @param path absolute, or taken from the current folder
 * @returns the path from `root` with slashes, as git and GitHub write it; undefined where it lies outside
 */
export function within(root: string, path: string): string | undefined {
  const inside = relative(root, path);
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? undefined : inside.replaceAll(sep, '/');
}
