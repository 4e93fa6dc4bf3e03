/** Rows on images in files, and on what starts before anything is weighed. */
import { join } from 'node:path';
import { makeImage } from './make-image.ts';
import { planImage, planWhiteouts } from './plan-image.ts';
import { pullRequestRun } from './pull-request-run.ts';
import { aboutArchive } from './real-image.ts';
import { type Aim, aboutGenerated, analyze, dive, plimsoll, type Row, top } from './row.ts';

const plainAims: readonly Aim[] = [
  { against: 'dive', atMost: 1 / 6 },
  { against: 'dive', atMost: 1, of: 'memory' },
];

export const fileRows: readonly Row[] = [
  {
    name: 'archive',
    title: 'docker archive, layers not compressed',
    aims: plainAims,
    contest: async (bench) => {
      const { archive } = await bench.generated();
      return { contenders: [analyze(archive), ...dive('docker-archive', archive)], about: aboutGenerated(bench) };
    },
  },
  {
    name: 'real',
    title: 'docker archive of a real image',
    aims: plainAims,
    contest: async ({ realImage }) => {
      const archive = await realImage();
      if (archive === undefined) return 'no --image, and no engine that has an image';
      return { contenders: [analyze(archive), ...dive('docker-archive', archive)], about: aboutArchive(archive) };
    },
  },
  {
    name: 'gzip',
    title: 'gzip layers',
    aims: [
      { against: 'node zlib alone', atMost: 1.2 },
      { against: 'dive', atMost: 1 / 2 },
    ],
    contest: async (bench) => {
      const { layout, gzipArchive } = await bench.generated();
      const zlib = { name: 'node zlib alone', command: [process.execPath, join(import.meta.dirname, 'inflate.ts'), layout] };
      return { contenders: [analyze(`oci:${layout}`), zlib, ...dive('docker-archive', gzipArchive)], about: aboutGenerated(bench) };
    },
  },
  {
    name: 'cached',
    title: 'the same gzip layers, everything cached',
    aims: [{ seconds: 0.3 }],
    contest: async (bench) => {
      const { layout, gzipArchive } = await bench.generated();
      // The round that does not count fills it.
      const env = { PLIMSOLL_CACHE: join(bench.scratch, 'cached') };
      const cached = plimsoll(['analyze', `oci:${layout}`, '--format', 'json', '--quiet'], env);
      return { contenders: [cached, ...dive('docker-archive', gzipArchive)], about: aboutGenerated(bench) };
    },
  },
  {
    name: 'whiteouts',
    title: '1,000 whiteouts over 20,000 files',
    contest: async ({ kept, signal }) => {
      const { archive } = await makeImage(kept, 'whiteouts', planWhiteouts(20_000, 1_000), false, signal);
      return { contenders: [analyze(archive), ...dive('docker-archive', archive)] };
    },
  },
  {
    name: 'million',
    title: 'a million files',
    aims: [{ peakBytes: 400e6 }],
    contest: async ({ kept, signal }) => {
      const { archive } = await makeImage(kept, 'million', planImage(1_000_000, 1_000_000_000), false, signal);
      return { contenders: [analyze(archive), ...dive('docker-archive', archive)] };
    },
  },
];

export const startRows: readonly Row[] = [
  {
    name: 'help',
    title: '`plimsoll --help`',
    aims: [{ seconds: 0.12 }],
    contest: async () => ({ contenders: [plimsoll(['--help']), { name: 'node alone', command: [process.execPath, '-e', '0'] }] }),
  },
  {
    name: 'action',
    title: 'the action on a pull request, to its first line of work',
    aims: [{ seconds: 0.4 }],
    contest: async ({ scratch }) => {
      const until = 'weighing ';
      const env = pullRequestRun(scratch, join(top, 'example', 'app-2.tar'));
      return {
        contenders: [
          { name: 'plimsoll', command: [process.execPath, join(top, 'dist', 'action.js')], env, until },
          { name: 'node alone', command: [process.execPath, '-e', `console.log('${until}')`], until },
        ],
      };
    },
  },
];
