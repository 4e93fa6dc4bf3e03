/** Rows on an image in a registry on loopback: with nothing known of it, with all but its top layer known, and with its sizes alone wanted. */
import { copyFileSync, cpSync, linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool, toolsAreMissing } from '../lab/tools.ts';
import { writeLayerFile } from './make-image.ts';
import type { Contender } from './measure.ts';
import { planTop } from './plan-image.ts';
import { aboutGenerated, type Bench, plimsoll, type Row, versionOf } from './row.ts';
import { keep } from './stores.ts';

/** The image that is weighed, and the one before it, of which the cache knows: only their top layers differ. */
const [now, before] = ['bench:now', 'bench:before'];

/** Pushes both images, once in a run. @returns the registry's host */
const push = keep(async (bench: Bench): Promise<string> => {
  const { host } = await bench.stores.registry();
  await runTool('crane', ['push', (await bench.generated()).layout, `${host}/bench:base`]);
  for (const [revision, image] of [before, now].entries()) {
    const layer = join(bench.scratch, 'top.layer');
    await writeLayerFile(planTop(bench.files, bench.bytes, revision), layer, bench.signal);
    await runTool('crane', ['append', '--base', `${host}/bench:base`, '--new_layer', layer, '--new_tag', `${host}/${image}`]);
    rmSync(layer);
  }
  return host;
});

/** A contender that asks the registry, and asks by way of the proxy in the round that does not count. */
async function asking(bench: Bench, make: (host: string) => Contender): Promise<Contender> {
  const { host, proxy } = await bench.stores.registry();
  return { ...make(host), counted: { command: make(proxy.host).command, counter: proxy } };
}

const craneExport = (host: string): Contender => ({
  name: 'crane export',
  command: ['crane', 'export', `${host}/${now}`, '-'],
  version: versionOf('crane')!,
});

/** Puts the image into an OCI layout, as a pull does that unpacks nothing. */
const skopeoCopy = (host: string, layout: string, image = now): string[] => [
  ...['skopeo', '--insecure-policy', 'copy', '--quiet', '--src-tls-verify=false'],
  ...[`docker://${host}/${image}`, `oci:${layout}:bench`],
];

/** The same files, with links for blobs: nobody writes to a blob. */
function copyLayout(from: string, to: string): void {
  const blobs = join('blobs', 'sha256');
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(to, blobs), { recursive: true });
  for (const file of ['index.json', 'oci-layout']) copyFileSync(join(from, file), join(to, file));
  for (const blob of readdirSync(join(from, blobs))) linkSync(join(from, blobs, blob), join(to, blobs, blob));
}

export const registryRows: readonly Row[] = [
  {
    name: 'registry-cold',
    title: 'a registry, nothing cached',
    contest: async (bench) => {
      const missing = toolsAreMissing(['crane', 'skopeo']);
      if (missing !== false) return missing;
      await push(bench);
      const [cache, layout] = [join(bench.scratch, 'cold'), join(bench.scratch, 'cold.oci')];
      const contenders = [
        (host: string): Contender => ({
          ...plimsoll(['analyze', `docker://${host}/${now}`, '--format', 'json', '--quiet'], { PLIMSOLL_CACHE: cache }),
          prepare: () => rmSync(cache, { recursive: true, force: true }),
        }),
        craneExport,
        (host: string): Contender => ({
          name: 'skopeo copy to a layout',
          command: skopeoCopy(host, layout),
          version: versionOf('skopeo')!,
          prepare: () => rmSync(layout, { recursive: true, force: true }),
        }),
      ];
      return { contenders: await Promise.all(contenders.map((make) => asking(bench, make))), about: aboutGenerated(bench) };
    },
  },
  {
    name: 'registry-top',
    title: 'a registry, the top layer alone changed',
    contest: async (bench) => {
      const missing = toolsAreMissing(['crane', 'skopeo']);
      if (missing !== false) return missing;
      const host = await push(bench);
      const at = (name: string) => join(bench.scratch, name);
      await runTool(process.execPath, plimsoll(['analyze', `docker://${host}/${before}`]).command.slice(1), {
        env: { PLIMSOLL_CACHE: at('known') },
      });
      const [program, ...rest] = skopeoCopy(host, at('known.oci'), before);
      await runTool(program!, rest);
      const contenders = [
        (asked: string): Contender => ({
          ...plimsoll(['analyze', `docker://${asked}/${now}`, '--format', 'json', '--quiet'], { PLIMSOLL_CACHE: at('top') }),
          prepare: () => {
            rmSync(at('top'), { recursive: true, force: true });
            cpSync(at('known'), at('top'), { recursive: true });
          },
        }),
        craneExport,
        (asked: string): Contender => ({
          name: 'skopeo copy to a layout with the other layers',
          command: skopeoCopy(asked, at('top.oci')),
          version: versionOf('skopeo')!,
          prepare: () => copyLayout(at('known.oci'), at('top.oci')),
        }),
      ];
      return { contenders: await Promise.all(contenders.map((make) => asking(bench, make))), about: aboutGenerated(bench) };
    },
  },
  {
    name: 'registry-sizes',
    title: 'a registry, sizes alone',
    contest: async (bench) => {
      const missing = toolsAreMissing(['crane']);
      if (missing !== false) return missing;
      await push(bench);
      const contenders = [
        (host: string) => {
          const budget = join(bench.scratch, `sizes-${host.replace(':', '-')}.yml`);
          const image = { source: `docker://${host}/${now}`, limits: { compressed: '100 GB', layers: 100 } };
          // YAML is a superset of JSON.
          writeFileSync(budget, JSON.stringify({ version: 1, images: { bench: image } }));
          return plimsoll(['check', '--config', budget, '--quiet', '--no-cache']);
        },
        (host: string): Contender => ({
          name: 'crane manifest',
          command: ['crane', 'manifest', `${host}/${now}`],
          version: versionOf('crane')!,
        }),
      ];
      return { contenders: await Promise.all(contenders.map((make) => asking(bench, make))), about: aboutGenerated(bench) };
    },
  },
];
