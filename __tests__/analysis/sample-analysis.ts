/** A small whole Analysis for tests; fields given replace its own. */
import type { Analysis, LayerAnalysis } from '../../src/analysis/analysis.ts';

export function sampleDigest(seed: string): string {
  return `sha256:${Buffer.from(seed).toString('hex').padEnd(64, '0').slice(0, 64)}`;
}

export function sampleLayer(seed: string, fields: Partial<LayerAnalysis> = {}): LayerAnalysis {
  return { diffID: sampleDigest(seed), mediaType: 'application/vnd.oci.image.layer.v1.tar', total: 100, wasted: 0, entries: 1, ...fields };
}

export function sampleAnalysis(fields: Partial<Analysis> = {}): Analysis {
  return {
    reference: 'api:ci',
    platform: 'linux/amd64',
    imageID: sampleDigest('image'),
    sizes: { total: 200, live: 150, wasted: 50 },
    efficiency: 0.75,
    layers: [
      sampleLayer('a', { wasted: 50, createdBy: 'ADD rootfs.tar / # buildkit' }),
      sampleLayer('b', { createdBy: 'RUN rm /etc/motd' }),
    ],
    waste: [{ path: 'etc/motd', bytes: 50, cause: 'removed', storedIn: 0, wastedIn: 1 }],
    directories: [
      { path: '', bytes: 150, files: 2 },
      { path: 'bin', bytes: 150, files: 2 },
    ],
    ...fields,
  };
}
