/** One image in every form that a tool can write it in, each made by that tool; and what the tools themselves say of it. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTortureContext } from './contexts.ts';
import { startEngines } from './engines.ts';
import { makeHandmadeImage } from './handmade.ts';
import { rearrangeAsClassic25, rearrangeAsContainerdStore } from './rearrange.ts';
import { serveRegistry } from './registry.ts';
import { runTool } from './tools.ts';

/** One form of the image. */
export type Form = {
  /** Which tool wrote it, and as what. */
  name: string;
  /** What Plimsoll is asked to weigh. */
  reference: string;
  /** Digest of the form's own image config, read by skopeo. */
  imageID: string;
  /** Digest of its manifest and sum of its layers' sizes; absent where the form keeps no manifest or no blobs as they are pushed. */
  digest?: string;
  compressed?: number;
};

type SkopeoManifest = { config: { digest: string }; layers: { size: number }[] };

/** What skopeo, which is not ours, reads of an image. */
async function inspect(reference: string): Promise<{ digest: string; imageID: string; compressed: number }> {
  const raw = await runTool('skopeo', ['inspect', '--raw', reference]);
  const manifest = JSON.parse(raw) as SkopeoManifest;
  return {
    digest: `sha256:${createHash('sha256').update(raw).digest('hex')}`,
    imageID: manifest.config.digest,
    compressed: manifest.layers.reduce((sum, { size }) => sum + size, 0),
  };
}

/** Makes all forms in `folder`, with forms.json that lists them. */
export async function makeForms(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await using engines = await startEngines();
  const context = join(folder, 'context');
  mkdirSync(context);
  await makeTortureContext(context);
  const forms: Form[] = [];
  const at = (name: string) => join(folder, name);
  const copy = (from: string, to: string, ...options: string[]) =>
    runTool('skopeo', ['--insecure-policy', '--override-os', 'linux', '--override-arch', 'amd64', 'copy', '--quiet', ...options, from, to]);

  // BuildKit, each output from the same cached steps, so that the layers' contents are the same.
  const build = async (file: string, type: string, options: string, ...more: string[]) => {
    const output = `type=${type},dest=${at(file)}${options}`;
    await engines.buildx([
      'build',
      '--quiet',
      '--provenance=false',
      '--platform',
      'linux/amd64',
      '-t',
      'torture:latest',
      ...more,
      '--output',
      output,
      context,
    ]);
  };
  const add = async (name: string, reference: string, known: 'compressed' | 'manifest' | 'config', inspected = reference) => {
    const { digest, imageID, compressed } = await inspect(inspected);
    forms.push({ name, reference, imageID, ...(known === 'config' ? {} : { digest }), ...(known === 'compressed' ? { compressed } : {}) });
  };
  await build('buildx-gzip.tar', 'oci', ',compression=gzip,force-compression=true');
  await add('buildx, OCI archive, gzip', `oci-archive:${at('buildx-gzip.tar')}`, 'compressed');
  const gzipped = forms[0]!;
  await build('buildx-zstd.tar', 'oci', ',compression=zstd,force-compression=true');
  await add('buildx, OCI archive, zstd', `oci-archive:${at('buildx-zstd.tar')}`, 'compressed');
  await build('buildx-plain.tar', 'oci', ',compression=uncompressed,force-compression=true');
  await add('buildx, OCI archive, uncompressed', `oci-archive:${at('buildx-plain.tar')}`, 'compressed');
  await build('buildx-layout', 'oci', ',tar=false,compression=gzip,force-compression=true');
  await add('buildx, OCI layout', `oci:${at('buildx-layout')}`, 'compressed');
  await build('buildx-docker.tar', 'docker', ',compression=gzip,force-compression=true');
  forms.push({ ...gzipped, name: 'buildx, docker archive with gzip layers', reference: `docker-archive:${at('buildx-docker.tar')}` });
  await build('buildx-attested.tar', 'oci', ',compression=gzip,force-compression=true', '--provenance=mode=max');
  forms.push({ ...gzipped, name: 'buildx, OCI archive with attestations', reference: `oci-archive:${at('buildx-attested.tar')}` });

  // The engine: load BuildKit's archive, save it again as 20.10 does; and what it makes of it on its disk.
  await engines.docker(['load', '--quiet', '--input', at('buildx-docker.tar')]);
  await engines.docker(['save', '--output', at('docker-save.tar'), 'torture:latest']);
  const saved = { imageID: gzipped.imageID, reference: `docker-archive:${at('docker-save.tar')}` };
  forms.push({ ...saved, name: 'docker save 20.10' });
  const container = (await engines.docker(['create', 'torture:latest', '/bin/true'])).trim();
  await engines.docker(['export', '--output', at('docker-export.tar'), container]);
  await rearrangeAsClassic25(at('docker-save.tar'), at('docker-save-25.tar'), at('rearranged-classic'));
  forms.push({ ...saved, name: 'docker save 25, classic store (rearranged)', reference: `docker-archive:${at('docker-save-25.tar')}` });
  await rearrangeAsContainerdStore(
    at('buildx-attested.tar'),
    at('docker-save-containerd.tar'),
    at('rearranged-containerd'),
    'torture:latest',
  );
  forms.push({
    ...gzipped,
    name: 'docker save, containerd store (rearranged)',
    reference: `docker-archive:${at('docker-save-containerd.tar')}`,
  });

  // The containers tools.
  const source = `oci-archive:${at('buildx-gzip.tar')}`;
  await copy(source, `docker-archive:${at('skopeo-docker.tar')}:torture:latest`);
  await add('skopeo, docker archive (as podman save)', `docker-archive:${at('skopeo-docker.tar')}`, 'config');
  await copy(source, `oci:${at('skopeo-layout')}:latest`);
  await add('skopeo, OCI layout', `oci:${at('skopeo-layout')}:latest`, 'compressed');
  await copy(source, `oci-archive:${at('skopeo-zstd.tar')}:latest`, '--dest-compress-format', 'zstd', '--dest-compress-level', '3');
  await add('skopeo, OCI archive', `oci-archive:${at('skopeo-zstd.tar')}`, 'compressed');
  const storage = ['--root', at('buildah'), '--runroot', at('buildah-run'), '--storage-driver', 'vfs'];
  await runTool('buildah', [...storage, 'pull', '--quiet', '--policy', 'always', source]);
  const pulled = (await runTool('buildah', [...storage, 'images', '--quiet', '--no-trunc'])).trim();
  await runTool('buildah', [...storage, 'push', '--quiet', pulled, `oci:${at('buildah-layout')}:latest`]);
  await add('buildah, OCI layout', `oci:${at('buildah-layout')}:latest`, 'compressed');
  await runTool('buildah', [...storage, 'push', '--quiet', pulled, `docker-archive:${at('buildah-docker.tar')}:torture:latest`]);
  await add('buildah, docker archive', `docker-archive:${at('buildah-docker.tar')}`, 'config');
  rmSync(at('buildah'), { recursive: true });

  // go-containerregistry, which crane, kaniko and others write with.
  {
    await using registry = await serveRegistry();
    await copy(source, `docker://${registry.host}/torture:latest`, '--dest-tls-verify=false');
    const remote = `${registry.host}/torture:latest`;
    for (const format of ['tarball', 'legacy', 'oci'])
      await runTool('crane', ['pull', '--insecure', `--format=${format}`, remote, at(`crane-${format}`)]);
  }
  forms.push({
    ...gzipped,
    name: 'crane, docker archive with gzip layers (as kaniko)',
    reference: `docker-archive:${at('crane-tarball')}`,
  });
  forms.push({ ...saved, name: 'crane, docker archive of the old form', reference: `docker-archive:${at('crane-legacy')}` });
  forms.push({ ...gzipped, name: 'crane, OCI layout', reference: `oci:${at('crane-oci')}` });

  // An archive that is itself compressed.
  await runTool('gzip', ['--keep', at('docker-save.tar')]);
  forms.push({ ...saved, name: 'docker save | gzip', reference: `docker-archive:${at('docker-save.tar.gz')}` });
  await runTool('zstd', ['--quiet', at('docker-save.tar')]);
  forms.push({ ...saved, name: 'docker save | zstd', reference: `docker-archive:${at('docker-save.tar.zst')}` });

  // The same Dockerfile by the engine's own builder, whose layers are what overlayfs kept: opaque directories, not lists of whiteouts.
  await engines.docker(['build', '--quiet', '--network', 'host', '--tag', 'classic:latest', context]);
  await engines.docker(['save', '--output', at('classic.tar'), 'classic:latest']);
  const classic = (await engines.docker(['create', 'classic:latest', '/bin/true'])).trim();
  await engines.docker(['export', '--output', at('classic-export.tar'), classic]);

  await makeTwoPlatforms(folder, engines.buildx);
  // Of other layers, and so no form of the same image.
  await build('buildx-estargz.tar', 'oci', ',compression=estargz,force-compression=true');
  await makeHandmadeImage(folder);
  // Relative: the folder gets its name when it is whole.
  writeFileSync(at('forms.json'), JSON.stringify(forms, undefined, 2).replaceAll(`${folder}/`, ''));
}

/** two-platforms.tar: the same Dockerfile, which runs nothing, for two platforms. */
async function makeTwoPlatforms(folder: string, buildx: (args: readonly string[]) => Promise<string>): Promise<void> {
  const context = join(folder, 'two-platforms');
  mkdirSync(context);
  writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nARG TARGETARCH\nCOPY common /common\nCOPY $TARGETARCH /bin/program\n');
  writeFileSync(join(context, 'common'), 'c'.repeat(10_000));
  writeFileSync(join(context, 'amd64'), 'x'.repeat(4_000));
  writeFileSync(join(context, 'arm64'), 'a'.repeat(5_000));
  const output = `type=oci,dest=${join(folder, 'two-platforms.tar')}`;
  await buildx(['build', '--quiet', '--platform', 'linux/amd64,linux/arm64', '-t', 'two:latest', '--output', output, context]);
}

export function readForms(folder: string): Form[] {
  const forms = JSON.parse(readFileSync(join(folder, 'forms.json'), 'utf8')) as Form[];
  return forms.map((form) => ({ ...form, reference: form.reference.replace(/^[a-z-]+:/, (transport) => `${transport}${folder}/`) }));
}
