/** Bundles the command line and the two actions into dist/, readable and the same bytes on every machine, with the licences of what is in it. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..');

// Packages in CommonJS call `require`, which an ES module does not have.
const banner = `import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);`;

/**
 * Modules of packages whose functions nothing here calls, but that would bring much along: the OpenID client of the toolkit, and how the
 * artifact client lists and downloads. They are bundled as functions that throw.
 */
const unused =
  /node_modules\/@actions\/(?:core\/lib\/oidc-utils|artifact\/lib\/internal\/(?:download\/download-artifact|find\/(?:get-artifact|list-artifacts)))\.js$/;

const leaveOutUnused: Plugin = {
  name: 'leave-out-unused',
  setup({ onLoad }) {
    onLoad({ filter: unused }, ({ path }) => {
      const names = [...readFileSync(path, 'utf8').matchAll(/^export (?:class|function) (\w+)/gm)].map(([, name]) => name);
      return { contents: names.map((name) => `export function ${name}() { throw new Error('${name} is not bundled'); }`).join('\n') };
    });
  },
};

/** Builds into `dist`, in place of what was there. */
export async function buildInto(dist: string): Promise<void> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      cli: 'src/cli.ts',
      action: 'src/action.ts',
      'comment-action': 'src/comment-action.ts',
      'scan-thread': 'src/scan/scan-thread.ts',
    },
    outdir: dist,
    bundle: true,
    // What only one command or action needs is a chunk of its own, so that --help reads little; what several need is there once.
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    // The oldest that the command line runs on. The actions run on 24, and share its chunks.
    target: 'node20.19',
    plugins: [leaveOutUnused],
    charset: 'utf8',
    legalComments: 'external',
    banner: { js: banner },
    metafile: true,
    write: false,
    logLevel: 'warning',
  });

  rmSync(dist, { recursive: true, force: true });
  const legalComments: string[] = [];
  for (const { path, text } of outputFiles) {
    if (path.endsWith('.LEGAL.txt')) {
      legalComments.push(text.trim());
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  chmodSync(join(dist, 'cli.js'), 0o755);
  writeFileSync(join(dist, 'licenses.txt'), licenses(metafile, legalComments));
}

/** The licence text of each package that has a byte in the bundle, and the notices that its sources carry. */
function licenses({ outputs }: Metafile, comments: readonly string[]): string {
  const folders = new Set<string>();
  for (const output of Object.values(outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  const parts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Record<string, string>;
    const file = readdirSync(join(root, folder)).find((each) => /^(licen[cs]e|copying)(\.|$)/i.test(each));
    // A package without a licence file grants its licence in package.json; one with neither may not be shipped.
    if (file === undefined && !license) throw new Error(`${name} ${version} names no licence`);
    return `${name} ${version} (${license})\n\n${file === undefined ? `Licensed under ${license}.` : readFileSync(join(root, folder, file), 'utf8').trim()}`;
  });
  const notices = [...new Set(comments)].sort();
  return `${['Plimsoll bundles these packages.', ...parts, ...notices].join(`\n\n${'-'.repeat(80)}\n\n`).replaceAll('\r\n', '\n')}\n`;
}

if (import.meta.main) await buildInto(process.argv[2] ?? join(root, 'dist'));
