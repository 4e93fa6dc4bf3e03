/** An image that is built before it is weighed, as a budget says it. Plain data. */
import { withoutUsers } from '../url-users.ts';

/** The programs that build images. */
export const builders = ['buildx', 'docker', 'buildah', 'podman'] as const;
export type Builder = (typeof builders)[number];

/** A build from a Dockerfile. Paths are as written, taken from the budget's folder. */
export type DockerfileBuild = {
  kind: 'build';
  context: string;
  /** By default the Dockerfile in the context. */
  file?: string;
  target?: string;
  args: Readonly<Record<string, string>>;
  /** `id=ID,env=VAR` or `id=ID,src=FILE`. */
  secrets: readonly string[];
  /** A builder of buildx; by default the one in use. */
  builder?: string;
  cacheFrom: readonly string[];
  cacheTo: readonly string[];
  extraArgs: readonly string[];
  /** By default the first of `builders` that is there. */
  with?: Builder;
};

/** A target of a bake file, which buildx alone reads. */
export type BakeBuild = {
  kind: 'bake';
  target: string;
  /** By default those that buildx looks for. */
  files: readonly string[];
  builder?: string;
  extraArgs: readonly string[];
};

export type BuildSource = DockerfileBuild | BakeBuild;

/** What a report calls the image of a build: `build:services/api#runtime`, `bake:api`. */
export function buildText(build: BuildSource): string {
  if (build.kind === 'bake') return `bake:${build.target}`;
  return `build:${withoutUsers(build.context)}${build.target === undefined ? '' : `#${build.target}`}`;
}
