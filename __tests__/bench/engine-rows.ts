/** Rows on images in the stores of Docker, containerd and podman. */
import type { EngineKind } from '../lab/engines.ts';
import { labIsMissing, ownFolder } from '../lab/tools.ts';
import type { Contender } from './measure.ts';
import { aboutArchive } from './real-image.ts';
import { type Aim, aboutGenerated, analyze, type Bench, dive, type Row, versionOf } from './row.ts';
import type { Stored } from './stores.ts';

const directAim: Aim = { against: 'dive IMAGE', atMost: 1 / 30 };
const exportAim: Aim = { against: 'docker save', atMost: 1.1 };

/** Where the images of an engine come from: as its users have them, plain layers in the classic store and compressed ones in containerd's. */
async function generatedIn(bench: Bench, kind: EngineKind): Promise<Stored> {
  const { archive, gzipArchive } = await bench.generated();
  return await bench.stores.inEngine(kind, kind === 'containerd' ? gzipArchive : archive);
}

const engineVersion = () => versionOf('dockerd', [ownFolder]) ?? 'dockerd';

function readDirectly({ name, env }: Stored): Contender[] {
  return [
    analyze(`docker-daemon:${name}`, ['--engine-read', 'direct'], env),
    ...dive('docker', name, env),
    { name: "docker inspect -f '{{.Size}}'", command: ['docker', 'inspect', '-f', '{{.Size}}', name], env, version: engineVersion() },
  ];
}

function readExported({ name, env }: Stored): Contender[] {
  return [
    analyze(`docker-daemon:${name}`, ['--engine-read', 'export'], env),
    // Its output goes nowhere, as that of all contenders.
    { name: 'docker save', command: ['docker', 'save', name], env, version: engineVersion() },
  ];
}

/** A row on the generated image. */
function generatedRow(name: string, kind: EngineKind, title: string, read: (stored: Stored) => Contender[], ...aims: Aim[]): Row {
  const contest: Row['contest'] = async (bench) =>
    labIsMissing() || { contenders: read(await generatedIn(bench, kind)), about: aboutGenerated(bench) };
  return { name, title, aims, contest };
}

export const engineRows: readonly Row[] = [
  generatedRow('engine-direct', 'classic', "Docker's classic store, read directly", readDirectly, directAim),
  {
    name: 'engine-real',
    title: "a real image in Docker's classic store, read directly",
    aims: [directAim],
    contest: async ({ realImage, stores }) => {
      const missing = labIsMissing();
      if (missing !== false) return missing;
      const archive = await realImage();
      if (archive === undefined) return 'no --image, and no engine that has an image';
      return { contenders: readDirectly(await stores.inEngine('classic', archive)), about: aboutArchive(archive) };
    },
  },
  generatedRow('engine-export', 'classic', "Docker's classic store, exported", readExported, exportAim),
  generatedRow('containerd-direct', 'containerd', "containerd's store with gzip layers, read directly", readDirectly, directAim),
  generatedRow('containerd-export', 'containerd', "containerd's store with gzip layers, exported", readExported, exportAim),
  {
    name: 'podman-direct',
    title: "podman's store, read directly",
    aims: [directAim],
    contest: async (bench) => {
      const missing = labIsMissing();
      if (missing !== false) return missing;
      const { name, env } = await bench.stores.inPodman((await bench.generated()).archive);
      const save = { name: 'podman save', command: ['podman', 'save', name], env, version: versionOf('podman')! };
      const direct = analyze(`containers-storage:${name}`, ['--engine-read', 'direct'], env);
      return { contenders: [direct, ...dive('podman', name, env), save], about: aboutGenerated(bench) };
    },
  },
];
