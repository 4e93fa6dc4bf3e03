import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/sources/directory-store.ts
import { closeSync, fstatSync, openSync, readdirSync, statSync } from "node:fs";
import { isAbsolute, join, normalize, sep } from "node:path";

// src/sources/read-fault.ts
var sentences = {
  ENOENT: { found: "there is no such file or directory", hint: "check the path" },
  ENOTDIR: { found: "a part of the path is not a directory", hint: "check the path" },
  EACCES: { found: "this user may not read it", hint: "run as a user who may, or change its permissions" },
  EPERM: { found: "this user may not read it", hint: "run as a user who may, or change its permissions" },
  EISDIR: { found: "it is a directory", hint: "name a file, or an OCI layout with oci:DIRECTORY" },
  EMFILE: { found: "too many files are open", hint: "raise the limit (ulimit -n)" },
  EIO: { found: "the device failed to read it", hint: "check the disk, or copy the file again" }
};
function readFault(path, error) {
  const code = error.code ?? "unknown error";
  const { found, hint } = sentences[code] ?? { found: `the system says ${code}`, hint: "check the path and the device it is on" };
  return new ExpectedError(code === "ENOENT" || code === "ENOTDIR" ? "not-found" : "not-readable", `opening ${path}: ${found}`, {
    hint,
    cause: error
  });
}

// src/sources/directory-store.ts
var DirectoryStore = class {
  path;
  kind = "directory";
  notes = [];
  #directory;
  #open = /* @__PURE__ */ new Map();
  constructor(directory, path) {
    this.path = path;
    this.#directory = directory;
  }
  find(name) {
    const relative = normalize(name);
    if (isAbsolute(relative) || relative.split(sep)[0] === "..") return void 0;
    if (!this.#open.has(relative)) this.#open.set(relative, this.#openFile(relative));
    return this.#open.get(relative);
  }
  #openFile(relative) {
    let fd;
    try {
      if (!statSync(join(this.#directory, relative)).isFile()) return void 0;
      fd = openSync(join(this.#directory, relative), "r");
    } catch (error) {
      const { code } = error;
      if (code === "ENOENT" || code === "ENOTDIR") return void 0;
      throw readFault(join(this.path, relative), error);
    }
    const stats = fstatSync(fd);
    if (stats.isFile()) return { kind: "file", fd, offset: 0, length: stats.size };
    closeSync(fd);
    return void 0;
  }
  topNames() {
    try {
      return readdirSync(this.#directory);
    } catch (error) {
      throw readFault(this.path, error);
    }
  }
  close() {
    for (const content of this.#open.values()) if (content !== void 0) closeSync(content.fd);
    this.#open.clear();
  }
};

export {
  readFault,
  DirectoryStore
};
