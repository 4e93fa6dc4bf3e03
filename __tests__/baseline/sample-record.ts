/** A small whole record for tests. */
import type { InventoryFile, Weighed } from '../../src/analysis/analysis.ts';
import type { CommitRecord } from '../../src/baseline/record.ts';
import { sampleAnalysis, sampleDigest } from '../analysis/sample-analysis.ts';

export const sampleFiles: InventoryFile[] = [
  { path: 'bin/sh\udc80', bytes: 100, layer: 0, content: 'crc32:00000001' },
  { path: 'etc/hosts\n', bytes: 50, layer: 1 },
];

export function sampleWeighed(platform: string, files?: InventoryFile[]): Weighed {
  const analysis = sampleAnalysis({ platform, imageID: sampleDigest(platform) });
  if (!files) return { analysis };
  return { analysis, inventory: { imageID: analysis.imageID, platform, files, count: files.length } };
}

export function sampleRecord(commit: string, fields: Partial<CommitRecord> = {}): CommitRecord {
  return {
    commit,
    created: '2026-11-21T12:00:00Z',
    images: [
      { name: 'api', weighed: [sampleWeighed('linux/amd64', sampleFiles), sampleWeighed('linux/arm64')] },
      { name: '__proto__', weighed: [sampleWeighed('linux/amd64')] },
    ],
    ...fields,
  };
}

/** The same with the files of inventories as lists, so that it can be compared. */
export function listedRecord(record: CommitRecord | undefined): unknown {
  return (
    record && {
      ...record,
      images: record.images.map(({ name, weighed }) => ({
        name,
        weighed: weighed.map(({ analysis, inventory }) => ({
          analysis,
          inventory: inventory && { ...inventory, files: [...inventory.files] },
        })),
      })),
    }
  );
}

/** A full commit id that is easy to tell from others. */
export function commitId(number: number): string {
  return number.toString(16).padStart(7, '0').padEnd(40, 'c');
}
