/** Artifacts: those that a test added, and those that workflows uploaded to act's artifact service. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewArtifact } from './state.ts';
import { zipOf } from './zip.ts';

export type StoredArtifact = {
  id: number;
  name: string;
  runId: number;
  expired: boolean;
  createdAt: string;
  bytes: number;
  digest: string;
  read(): Buffer;
};

export type Stamp = { nextId(): number; now(): string };

export class ArtifactStore {
  readonly #directory: string | undefined;
  readonly #added: StoredArtifact[] = [];
  readonly #removed = new Set<number>();
  /** Of the service's files, by path. */
  readonly #stamps = new Map<string, { id: number; createdAt: string }>();

  constructor(directory: string | undefined) {
    this.#directory = directory;
  }

  add(artifact: NewArtifact, stamp: Stamp): StoredArtifact {
    const zip = Buffer.from('zip' in artifact ? artifact.zip : zipOf(artifact.files));
    const { name, runId, expired = false } = artifact;
    const stored = { id: stamp.nextId(), name, runId, expired, createdAt: stamp.now(), ...measure(zip), read: () => zip };
    this.#added.push(stored);
    return stored;
  }

  /** The newest first, as GitHub lists them. */
  list(stamp: Stamp): StoredArtifact[] {
    return [...this.#added, ...this.#uploaded(stamp)].filter(({ id }) => !this.#removed.has(id)).sort((one, other) => other.id - one.id);
  }

  remove(id: number): void {
    this.#removed.add(id);
  }

  /** act keeps RUN/NAME/NAME.zip. */
  #uploaded(stamp: Stamp): StoredArtifact[] {
    const root = this.#directory;
    if (root === undefined || !existsSync(root)) return [];
    return readdirSync(root)
      .filter((run) => /^\d+$/.test(run))
      .sort((one, other) => Number(one) - Number(other))
      .flatMap((run) =>
        readdirSync(join(root, run)).flatMap((name) => {
          const file = join(root, run, name, `${name}.zip`);
          if (!existsSync(file)) return [];
          const stamped = this.#stamps.get(file) ?? { id: stamp.nextId(), createdAt: stamp.now() };
          this.#stamps.set(file, stamped);
          const read = () => readFileSync(file);
          return [{ name, runId: Number(run), expired: false, ...stamped, ...measure(read()), read }];
        }),
      );
  }
}

function measure(zip: Uint8Array): { bytes: number; digest: string } {
  return { bytes: zip.length, digest: `sha256:${createHash('sha256').update(zip).digest('hex')}` };
}
