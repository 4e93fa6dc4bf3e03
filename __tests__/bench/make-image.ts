/** Makes the image that the bench weighs: a docker archive and an OCI layout of the same layers, from a seed, so that every machine gets the same bytes. */
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import { type LayerPlan, random } from './plan-image.ts';

/** Text and noise in turn, so that gzip finds about as much to do as in a real image (a third remains). */
function makeContents(): Buffer {
  const next = random(7);
  const pool = Buffer.alloc(8 << 20);
  const words = Array.from({ length: 900 }, () =>
    Buffer.from(
      Math.floor(next() * 2 ** 48)
        .toString(36)
        .slice(0, 3 + Math.floor(next() * 7)),
    ),
  );
  for (let at = 0; at < pool.length; ) {
    if (next() < 0.002) {
      const end = Math.min(pool.length, at + 600);
      while (at < end) pool[at++] = Math.floor(next() * 256);
      continue;
    }
    // Common words are common, as in any text.
    at += words[Math.floor(next() ** 3 * words.length)]!.copy(pool, at);
    if (at < pool.length) pool[at++] = 32;
  }
  return pool;
}

/** Writes a tar into a file by way of `tap`; what `write` throws ends it. */
async function writeTar(file: string, tap: Transform, write: (tar: Pack) => Promise<void>): Promise<void> {
  const tar = pack();
  const written = pipeline(tar, tap, createWriteStream(file, { highWaterMark: 4 << 20 }));
  try {
    await write(tar);
    tar.finalize();
  } catch (error) {
    tar.destroy();
    await written.catch(() => {});
    throw error;
  }
  await written;
}

/** Writes a layer by itself as a plain tar. */
export async function writeLayerFile(plan: LayerPlan, file: string, signal: AbortSignal): Promise<void> {
  await writeLayer(plan, file, makeContents(), signal);
}

async function writeLayer(plan: LayerPlan, file: string, contents: Buffer, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const tap = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await writeTar(file, tap, (tar) => packLayer(tar, plan, contents, signal));
  return `sha256:${hash.digest('hex')}`;
}

async function packLayer(tar: Pack, plan: LayerPlan, contents: Buffer, signal: AbortSignal): Promise<void> {
  const made = new Set<string>();
  const makeDirectories = (path: string): void => {
    const parts = path.split('/').slice(0, -1);
    for (let length = 1; length <= parts.length; length++) {
      const name = parts.slice(0, length).join('/');
      if (made.has(name)) continue;
      made.add(name);
      tar.entry({ name: `${name}/`, type: 'directory', mode: 0o755, mtime: new Date(1_700_000_000_000) });
    }
  };
  for (const { path, bytes, mode, mtime } of plan.files) {
    signal.throwIfAborted();
    makeDirectories(path);
    await new Promise<void>((resolve, reject) => {
      const entry = tar.entry({ name: path, size: bytes, mode, mtime: new Date(mtime * 1000) }, (error) =>
        error ? reject(error) : resolve(),
      );
      // The same file has the same contents in every layer that stores it.
      const start = (mtime * 4099) % (contents.length / 2);
      for (let left = bytes; left > 0; left -= contents.length / 2)
        entry.write(contents.subarray(start, start + Math.min(left, contents.length / 2)));
      entry.end(undefined);
    });
  }
  for (const path of plan.whiteouts) {
    makeDirectories(path);
    const at = path.lastIndexOf('/') + 1;
    tar.entry({ name: `${path.slice(0, at)}.wh.${path.slice(at)}`, mode: 0o600, mtime: new Date(0) }, '');
  }
}

const digestOf = (bytes: string | Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 4 << 20 })) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}

/** One image in the forms that are weighed: a docker archive with plain layers, an OCI layout with gzip layers, a docker archive with the same gzip layers. */
export type BenchImage = { archive: string; layout: string; gzipArchive: string };

/** Writes the image into the folder, the last two forms only with `gzip`; what is there already is kept, and what the signal breaks off is removed. */
export async function makeImage(folder: string, name: string, plan: LayerPlan[], gzip: boolean, signal: AbortSignal): Promise<BenchImage> {
  const archive = join(folder, `${name}.tar`);
  const layout = join(folder, `${name}.oci`);
  const gzipArchive = join(folder, `${name}-gzip.tar`);
  if (existsSync(archive) && (!gzip || existsSync(gzipArchive))) return { archive, layout, gzipArchive };
  mkdirSync(folder, { recursive: true });
  const unfinished = mkdtempSync(join(folder, 'unfinished-'));
  try {
    await writeForms(unfinished, name, plan, gzip, signal);
    for (const form of gzip ? [archive, layout, gzipArchive] : [archive]) {
      rmSync(form, { recursive: true, force: true });
      renameSync(join(unfinished, basename(form)), form);
    }
  } finally {
    rmSync(unfinished, { recursive: true });
  }
  return { archive, layout, gzipArchive };
}

async function writeForms(folder: string, name: string, plan: LayerPlan[], gzip: boolean, signal: AbortSignal): Promise<void> {
  const contents = makeContents();
  const layers: { file: string; diffID: string }[] = [];
  for (const [index, layer] of plan.entries()) {
    const file = join(folder, `${index}.layer`);
    layers.push({ file, diffID: await writeLayer(layer, file, contents, signal) });
  }
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffID }) => diffID) },
    history: plan.map(({ createdBy }) => ({ created: '2026-01-01T00:00:00Z', created_by: createdBy })),
  });
  const plain = layers.map(({ file, diffID }) => ({ file, member: `${diffID.slice(7)}/layer.tar` }));
  await writeArchive(join(folder, `${name}.tar`), name, config, plain, signal);
  if (!gzip) return;
  const blobs = await writeLayout(join(folder, `${name}.oci`), config, layers, signal);
  // As crane and kaniko name them: a rival looks for compressed layers under such names alone.
  const packed = blobs.map((file) => ({ file, member: `${basename(file)}.tar.gz` }));
  await writeArchive(join(folder, `${name}-gzip.tar`), name, config, packed, signal);
}

type ArchiveLayer = { file: string; member: string };

async function writeArchive(archive: string, name: string, config: string, layers: ArchiveLayer[], signal: AbortSignal): Promise<void> {
  const mtime = new Date(0);
  const configName = `${digestOf(config).slice(7)}.json`;
  const manifest = [{ Config: configName, RepoTags: [`${name}:bench`], Layers: layers.map(({ member }) => member) }];
  await writeTar(archive, new PassThrough(), async (tar) => {
    tar.entry({ name: configName, mtime }, config);
    for (const { file, member } of layers) {
      signal.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        const entry = tar.entry({ name: member, mtime, size: statSync(file).size }, (error) => (error ? reject(error) : resolve()));
        createReadStream(file, { highWaterMark: 4 << 20 }).pipe(entry);
      });
    }
    tar.entry({ name: 'manifest.json', mtime }, JSON.stringify(manifest));
  });
}

async function writeLayout(
  layout: string,
  config: string,
  layers: { file: string; diffID: string }[],
  signal: AbortSignal,
): Promise<string[]> {
  const blobs = join(layout, 'blobs', 'sha256');
  mkdirSync(blobs, { recursive: true });
  const put = (bytes: string) => {
    const digest = digestOf(bytes);
    writeFileSync(join(blobs, digest.slice(7)), bytes);
    return { digest, size: Buffer.byteLength(bytes) };
  };
  const descriptors = await Promise.all(
    layers.map(async ({ file }) => {
      await pipeline(
        createReadStream(file, { highWaterMark: 1 << 20 }),
        createGzip({ chunkSize: 1 << 18 }),
        createWriteStream(`${file}.gz`),
        { signal },
      );
      const digest = await digestOfFile(`${file}.gz`);
      const blob = join(blobs, digest.slice(7));
      renameSync(`${file}.gz`, blob);
      return { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest, size: statSync(blob).size };
    }),
  );
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...put(config) },
    layers: descriptors,
  });
  writeFileSync(join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  writeFileSync(
    join(layout, 'index.json'),
    JSON.stringify({
      schemaVersion: 2,
      manifests: [
        {
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          ...put(manifest),
          annotations: { 'org.opencontainers.image.ref.name': 'bench' },
        },
      ],
    }),
  );
  return descriptors.map(({ digest }) => join(blobs, digest.slice(7)));
}
