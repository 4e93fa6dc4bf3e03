/** Imports go one way, and a package has a home. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importsOf, readFiles } from './source-files.ts';

const sources = readFiles('src/**/*.ts');

/** Which rooms a room may import. The files on the ground floor serve everybody; what is not listed here tells the story and imports what it tells. */
const ground = [
  'errors',
  'bytes',
  'end-group',
  'looks-secret',
  'object-id',
  'nearest',
  'read-file',
  'registry-host',
  'shell-quote',
  'show-unseen',
  'url-users',
  'version',
  'without-credentials',
  'write-file',
];
const rooms: Record<string, readonly string[]> = {
  image: [],
  scan: ['image'],
  // An archive that is compressed as a whole is opened by what opens layers.
  sources: ['image', 'scan'],
  cache: ['image', 'scan'],
  analysis: ['image', 'scan'],
  base: ['image', 'analysis', 'budget'],
  comparison: ['analysis'],
  baseline: ['analysis'],
  budget: ['analysis', 'comparison'],
  report: ['analysis', 'comparison', 'budget'],
  // It builds what a budget says.
  build: ['budget'],
  options: [],
  // Each takes strings and plain data; the action's shell puts them together.
  git: [],
  github: [],
};

/** Where each package is at home: files, or a folder that ends in a slash. */
const homes: Record<string, readonly string[]> = {
  '@actions/artifact': ['src/action/upload.ts'],
  '@actions/core': ['src/action/toolkit.ts'],
  '@actions/github': ['src/action/toolkit.ts'],
  '@octokit/plugin-retry': ['src/github/'],
  '@octokit/plugin-throttling': ['src/github/'],
  '@octokit/rest': ['src/github/'],
  'cli-progress': ['src/cli/progress.ts'],
  'dockerfile-ast': ['src/base/parse-dockerfile.ts'],
  fzstd: ['src/scan/zstd.ts'],
  minizlib: ['src/scan/scan-gzip.ts'],
  picomatch: ['src/budget/'],
  semver: ['src/baseline/', 'src/action/history.ts'],
  'string-width': ['src/report/'],
  yauzl: ['src/github/'],
  yaml: ['src/budget/', 'src/cli/'],
  zod: ['src/analysis/', 'src/baseline/', 'src/budget/', 'src/image/', 'src/report/fork-report.ts'],
};

/** `src/scan/tar-reader.ts` is in the room scan, `src/errors.ts` is errors itself. */
function roomOf(path: string): string {
  return path.split('/')[1]!.replace(/\.ts$/, '');
}

describe('imports', () => {
  it('are found at all', () => {
    const weigh = sources.find(({ path }) => path === 'src/read-layers.ts')!;
    assert.ok(importsOf(weigh).includes('src/errors.ts'));
    assert.ok(importsOf(weigh).some((path) => path.startsWith('src/sources/')));
  });

  it('go from a room to the rooms that it may know, and nowhere else', () => {
    const wrong = sources.flatMap((file) => {
      const room = roomOf(file.path);
      const allowed = ground.includes(room) ? ground : rooms[room] && [...rooms[room], ...ground, room];
      if (allowed === undefined) return [];
      const known = importsOf(file).filter((path) => path.startsWith('src/') && !allowed.includes(roomOf(path)));
      return known.map((path) => `${file.path} imports ${path}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('take the shells from nowhere but the shells', () => {
    const shells = ['check', 'report-checked', 'cli', 'run-cli', 'action', 'comment-action'];
    const wrong = sources
      .filter(({ path }) => !shells.includes(roomOf(path)))
      .flatMap((file) =>
        importsOf(file)
          .filter((path) => path.startsWith('src/') && shells.includes(roomOf(path)))
          .map((path) => `${file.path} imports ${path}`),
      );
    assert.deepEqual(wrong, []);
  });

  it('take a package only at its home', () => {
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .filter((name) => !/^(src\/|node:)/.test(name) && name !== 'package.json')
        .filter((name) => !homes[name]?.some((home) => (home.endsWith('/') ? file.path.startsWith(home) : file.path === home)))
        .map((name) => `${file.path} imports ${name}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('make no circle of files, but for types', () => {
    const graph = new Map(sources.map((file) => [file.path, importsOf(file, { types: false }).filter((path) => path.startsWith('src/'))]));
    const done = new Set<string>();
    const circleFrom = (path: string, way: readonly string[]): string[] | undefined => {
      if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
      if (done.has(path)) return undefined;
      for (const next of graph.get(path) ?? []) {
        const circle = circleFrom(next, [...way, path]);
        if (circle !== undefined) return circle;
      }
      done.add(path);
      return undefined;
    };
    const circles = [...graph.keys()].map((path) => circleFrom(path, [])?.join(' → ')).filter((circle) => circle !== undefined);
    assert.deepEqual(circles, []);
  });

  it('leave nothing that only re-exports', () => {
    const barrels = sources.filter(({ text }) => /^export (\*|\{[^}]*\}|type \{[^}]*\}) from /m.test(text)).map(({ path }) => path);
    assert.deepEqual(barrels, []);
  });
});
