/** What is in the images that the bench makes: names, sizes and times from a seed. */
type File = { path: string; bytes: number; mode: number; mtime: number };
export type LayerPlan = { createdBy: string; files: File[]; whiteouts: string[] };

/** Mulberry32: small, seeded, good enough for sizes and contents. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

function files(prefix: string, count: number, averageBytes: number, seed: number): File[] {
  const next = random(seed);
  return Array.from({ length: count }, (_, index) => ({
    path: `${prefix}/d${Math.floor(index / 400)}/s${Math.floor((index % 400) / 20)}/file-${index}.js`,
    // Many small files and a few large ones, as everywhere.
    bytes: Math.floor(Math.log(1 - next()) ** 2 * averageBytes * 0.5),
    mode: 0o644,
    mtime: 1_700_000_000 + index,
  }));
}

/** A base, its packages, an application, a chmod over part of it, and a removal. */
export function planImage(fileCount: number, totalBytes: number): LayerPlan[] {
  const average = totalBytes / (fileCount * 1.1);
  const base = files('usr/lib', Math.floor(fileCount * 0.4), average, 1);
  const packages = files('opt/packages', Math.floor(fileCount * 0.2), average, 2);
  const app = files('app/node_modules', Math.floor(fileCount * 0.4), average, 3);
  const changed = app.slice(0, Math.floor(app.length * 0.25)).map((file) => ({ ...file, mode: 0o664 }));
  return [
    { createdBy: 'ADD rootfs.tar / # buildkit', files: base, whiteouts: [] },
    { createdBy: 'RUN apt-get install -y packages # buildkit', files: packages, whiteouts: [] },
    { createdBy: 'COPY node_modules /app/node_modules # buildkit', files: app, whiteouts: [] },
    { createdBy: 'RUN chmod -R g+w /app/node_modules # buildkit', files: changed, whiteouts: [] },
    { createdBy: 'RUN rm -rf /opt/packages/d0 # buildkit', files: [], whiteouts: ['opt/packages/d0'] },
  ];
}

/** A layer to lie on top of the image, about a fiftieth of it: the same names at each revision, other contents. */
export function planTop(fileCount: number, totalBytes: number, revision: number): LayerPlan {
  const built = files('app/build', Math.ceil(fileCount / 50), totalBytes / fileCount, 5);
  return {
    createdBy: 'COPY build /app/build # buildkit',
    files: built.map((file) => ({ ...file, mtime: file.mtime + revision })),
    whiteouts: [],
  };
}

/** The plan that a rival takes 16 s for: whiteouts one by one in a wide tree. */
export function planWhiteouts(fileCount: number, whiteoutCount: number): LayerPlan[] {
  const wide = files('srv/data', fileCount, 200, 4);
  return [
    { createdBy: 'COPY data /srv/data', files: wide, whiteouts: [] },
    { createdBy: 'RUN rm some', files: [], whiteouts: wide.slice(0, whiteoutCount).map((file) => file.path) },
  ];
}
