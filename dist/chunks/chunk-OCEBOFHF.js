import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/cache/cache-folder.ts
import { isAbsolute, join, resolve } from "node:path";
var cacheVariable = "PLIMSOLL_CACHE";
function findCacheFolder(environment, directory, platform = process.platform) {
  const chosen = environment[cacheVariable];
  if (chosen !== void 0 && chosen !== "") return resolve(directory, chosen);
  const { XDG_CACHE_HOME: standard = "", HOME: home = "", LOCALAPPDATA: local = "" } = environment;
  if (platform === "win32") return local === "" ? void 0 : join(local, "plimsoll", "cache");
  if (isAbsolute(standard)) return join(standard, "plimsoll");
  if (!isAbsolute(home)) return void 0;
  return platform === "darwin" ? join(home, "Library", "Caches", "plimsoll") : join(home, ".cache", "plimsoll");
}

// src/cache/entries.ts
import { lstatSync, readdirSync, rmSync } from "node:fs";
import { join as join2 } from "node:path";
var entryName = /^(sha256|sha512)-([0-9a-f]{64,128})\.(?:blob|tar)-v\d+$/;
var unfinishedName = /\.(?:blob|tar)-v\d+\.[0-9a-f-]{36}\.tmp$/;
var patienceMilliseconds = 36e5;
function scanFolder(root) {
  return join2(root, "scans");
}
function listEntries(folder) {
  const entries = [];
  for (const name of namesIn(folder)) {
    const file = join2(folder, name);
    const [, algorithm, hex] = entryName.exec(name) ?? [];
    if (hex === void 0 && !unfinishedName.test(name)) continue;
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats?.isFile() !== true) continue;
    if (hex !== void 0) entries.push({ file, digest: `${algorithm}:${hex}`, size: stats.size, lastUsed: stats.mtime });
    else if (stats.mtimeMs < Date.now() - patienceMilliseconds) rmSync(file, { force: true });
  }
  return entries.sort((one, other) => other.lastUsed.getTime() - one.lastUsed.getTime());
}
function clearEntries(folder) {
  const entries = listEntries(folder);
  for (const { file } of entries) rmSync(file, { force: true });
  return entries;
}
function namesIn(folder) {
  try {
    return lstatSync(folder).isDirectory() ? readdirSync(folder) : [];
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

export {
  cacheVariable,
  findCacheFolder,
  scanFolder,
  listEntries,
  clearEntries
};
