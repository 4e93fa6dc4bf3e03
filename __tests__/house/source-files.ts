/** The project's own TypeScript files, as the tests of the house read them. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

export type SourceFile = { path: string; text: string };

/** The files under these folders, paths from the root. */
export function readFiles(...patterns: string[]): SourceFile[] {
  return globSync(patterns, { cwd: root })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** What a file imports: own files by their path from the root, packages by their name, Node's modules with `node:`. Types are taken too, unless left out. */
export function importsOf({ path, text }: SourceFile, { types = true } = {}): string[] {
  const found = (types ? text : text.replaceAll(/^(import|export) type\b[^;]*;/gm, '')).matchAll(
    /^\s*(?:import|export)\b[^'"`;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...found].map(([, from, bare, dynamic]) => {
    const specifier = (from ?? bare ?? dynamic)!;
    if (specifier.startsWith('.')) return join(dirname(path), specifier);
    if (specifier.startsWith('node:')) return specifier;
    return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  });
}
