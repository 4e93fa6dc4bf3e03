// The tables of hourly heights, one file for each harbour and year, read once.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const harbours = ['brest', 'bristol', 'cuxhaven', 'hook-of-holland', 'leith', 'plymouth'];
const tables = new Map();

export function isHarbour(name) {
  return harbours.includes(name);
}

/** Heights in centimetres above chart datum, one for each hour of the year. */
export async function readTable(folder, harbour, year) {
  const file = join(folder, year, `${harbour}.json`);
  if (!tables.has(file)) tables.set(file, JSON.parse(await readFile(file, 'utf8')).heights);
  return tables.get(file);
}
