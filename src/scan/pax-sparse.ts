/** GNU's three ways to describe a sparse file in PAX records. https://www.gnu.org/software/tar/manual/html_node/Sparse-Formats.html */
import { parseInteger } from './pax-numbers.ts';
import { SparseRegions } from './sparse-map.ts';
import { TarFault } from './tar-header.ts';

/** The GNU.sparse.* records of one extended header, as text. */
export type SparseRecords = {
  major?: string;
  minor?: string;
  map?: string;
  numblocks?: string;
  name?: Uint8Array;
  size?: string;
  realsize?: string;
  /** Offsets and lengths of form 0.0 in turn, which repeats its records. */
  pairs: string[];
};

export function setSparseRecord(into: SparseRecords, key: string, value: Uint8Array, text: string): void {
  switch (key) {
    case 'major':
    case 'minor':
    case 'map':
    case 'numblocks':
    case 'size':
    case 'realsize':
      into[key] = text;
      return;
    case 'name':
      into.name = value.slice();
      return;
    case 'offset':
    case 'numbytes':
      if ((into.pairs.length % 2 === 0) !== (key === 'offset') || text.includes(','))
        throw new TarFault('sparse records that are not pairs of an offset and a length');
      into.pairs.push(text);
  }
}

/** Where the records describe a sparse file, whether its map stands at the head of the body (form 1.0) or among the records (0.0 and 0.1). */
export function sparseForm(records: SparseRecords | undefined): 'body' | 'records' | undefined {
  if (records === undefined) return undefined;
  const { major = '', minor = '', map = '' } = records;
  if (major === '1' && minor === '0') return 'body';
  if (major === '0' && (minor === '0' || minor === '1')) return 'records';
  if (major !== '' || minor !== '' || map === '') return undefined;
  return 'records';
}

/** Size of the file with its holes. Forms 0.0 and 0.1 call it `size`, 1.0 `realsize`. */
export function logicalSizeOf(records: SparseRecords): number | undefined {
  const text = records.size || records.realsize;
  return text ? parseInteger(text, 'GNU.sparse.size') : undefined;
}

/** @throws TarFault where the map of form 0.0 or 0.1 does not fit a file of `size` bytes */
export function checkSparseRecords({ numblocks = '', map = '' }: SparseRecords, size: number): void {
  const numbers = map === '' ? [] : map.split(',');
  if (parseInteger(numblocks, 'GNU.sparse.numblocks') * 2 !== numbers.length)
    throw new TarFault('a sparse map with another number of regions than it says');
  const regions = new SparseRegions(size);
  for (const number of numbers) regions.add(parseInteger(number, 'GNU.sparse.map'));
}
