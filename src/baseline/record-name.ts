/** The file names of one image's record: safe on every file system, and each name can be told from its file again. */

const jsonEnding = '.json';
const inventoryEnding = '.inventory.gz';

/** The file of an image's Analysis document. */
export function analysisFileName(name: string): string {
  return `${encodeName(name)}${jsonEnding}`;
}

/** The file of one platform's inventory, which lies beside the Analysis document. */
export function inventoryFileName(name: string, platform: string): string {
  return inventoryBeside(encodeName(name), platform);
}

/** The same for a document that was named as a file: `stem` is its name without `.json`, taken as it is. */
export function inventoryBeside(stem: string, platform: string): string {
  // A dash or a dot within a part would let two platforms, or a name and a platform, run into one another.
  return `${stem}.${platform.split('/').map(encodePart).join('-')}${inventoryEnding}`;
}

/** The file name that a document's inventories begin with, taken as it is. */
export function stemOf(analysisFile: string): string {
  return analysisFile.endsWith(jsonEnding) ? analysisFile.slice(0, -jsonEnding.length) : analysisFile;
}

/** The image whose Analysis document is kept in this file; undefined where the file is none of ours. */
export function nameOfAnalysisFile(file: string): string | undefined {
  if (!file.endsWith(jsonEnding)) return undefined;
  try {
    const name = decodeURIComponent(stemOf(file));
    return analysisFileName(name) === file ? name : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the file is an inventory of the record with this stem, of whatever platform. */
export function isInventoryOf(stem: string, file: string): boolean {
  if (!file.startsWith(`${stem}.`) || !file.endsWith(inventoryEnding)) return false;
  const platform = file.slice(stem.length + 1, -inventoryEnding.length);
  return platform !== '' && !platform.includes('.');
}

/** Device names of Windows, which no file may bear whatever its ending. */
const reserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)/;

// Capitals are written as bytes too: `Api` and `api` would be one file on macOS and Windows.
function encodeName(name: string): string {
  const safe = name.replace(/[^a-z0-9._-]/gu, percent);
  return reserved.test(safe) || safe.startsWith('.') ? `${percent(safe[0]!)}${safe.slice(1)}` : safe;
}

function encodePart(part: string): string {
  return part.replace(/[^a-z0-9_]/gu, percent);
}

function percent(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
