import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  openStored
} from "./chunk-RKUA57YN.js";
import {
  cannotVerify,
  notDirect
} from "./chunk-IYEUBZW4.js";
import {
  StoreFault,
  ownFiles,
  sudoFiles
} from "./chunk-GADISLZI.js";
import "./chunk-PHF7NIVV.js";
import "./chunk-TMFPA2JO.js";
import "./chunk-CFTPMO3C.js";
import "./chunk-A423ZOMY.js";
import "./chunk-VUSY7YSB.js";
import "./chunk-EVG6426J.js";
import "./chunk-IHCDD5UU.js";
import {
  PassedMembers
} from "./chunk-BFFLNO27.js";
import {
  ExportedImage
} from "./chunk-WM5VD6C7.js";
import "./chunk-WTL5UKUZ.js";
import {
  DockerArchive
} from "./chunk-ESYM3VSD.js";
import "./chunk-JRTMWUF4.js";
import "./chunk-UZPCWW7H.js";
import "./chunk-JC374NSG.js";
import "./chunk-TYJF4ATT.js";
import "./chunk-FOM4KPNH.js";
import {
  makeAllowance
} from "./chunk-IGIL577L.js";
import "./chunk-4HT4ARZI.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";

// src/sources/engine/containers-storage.ts
import { homedir } from "node:os";

// src/sources/engine/export-by-program.ts
import { spawn } from "node:child_process";
var exporters = [
  { program: "buildah", args: (name) => ["push", "--quiet", name, "docker-archive:/dev/stdout"] },
  { program: "podman", args: (name) => ["save", "--quiet", "--format", "docker-archive", name] }
];
var maxSaidBytes = 4096;
async function exportByProgram(name, { store, environment, ...options }) {
  for (const { program, args } of exporters) {
    const place = store === void 0 ? [] : ["--root", store.root, "--storage-driver", store.driver];
    if (store?.runRoot !== void 0) place.push("--runroot", store.runRoot);
    const members = await run(program, [...place, ...args(name)], { name, environment, options });
    if (members !== void 0) return members;
  }
  throw new ExpectedError("engine", `looking for the image ${name}: neither podman nor buildah is here to export it`, {
    hint: "install one of them, or run as a user who may read the store: --engine-read direct says what stands in the way"
  });
}
var piped = '{ "$@"; echo $? >&3; } | cat 3>&-';
var notThere = 127;
async function run(program, args, { name, environment, options }) {
  const child = spawn("sh", ["-c", piped, "sh", program, ...args], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    env: environment
  });
  const said = collect(child.stderr);
  const told = collect(child.stdio[3]);
  const ended = new Promise((resolve) => {
    child.on("error", () => resolve());
    child.on("close", () => resolve());
  });
  const stop = () => void child.kill();
  options.signal?.addEventListener("abort", stop, { once: true });
  let fault;
  const members = await PassedMembers.read(sendAll(child.stdout), `that ${program} writes of ${name}`, options).catch(
    (error) => {
      fault = error;
      stop();
      return void 0;
    }
  );
  await ended;
  options.signal?.removeEventListener("abort", stop);
  const status = told() === "" ? void 0 : Number(told());
  if (status === notThere) return void 0;
  if (fault instanceof ExpectedError && fault.code !== "engine") throw fault;
  if (members !== void 0 && status === 0) return members;
  throw new ExpectedError(
    /not known|no such image|does not exist/i.test(said()) ? "not-found" : "engine",
    `exporting the image ${name} by ${program}: ${said().trim().split("\n").at(-1)?.trim() || `it ended with ${status ?? "a signal"}`}`,
    { hint: `${program} images lists what is there`, cause: fault }
  );
}
function sendAll(stream) {
  return async (take) => {
    for await (const chunk of stream) await take(chunk);
  };
}
function collect(stream) {
  let text = "";
  stream.on("data", (chunk) => {
    text = `${text}${chunk}`.slice(-maxSaidBytes);
  });
  stream.on("error", () => {
  });
  return () => text;
}

// src/sources/engine/storage-conf.ts
import { readFileSync } from "node:fs";
import { join } from "node:path";
function findStores({ environment, home, userID = process.getuid?.() }) {
  const isRootless = userID !== void 0 && userID !== 0;
  const ownConf = join(environment.XDG_CONFIG_HOME || join(home, ".config"), "containers/storage.conf");
  const files = ["/etc/containers/storage.conf", "/usr/share/containers/storage.conf"];
  if (environment.CONTAINERS_STORAGE_CONF) files.unshift(environment.CONTAINERS_STORAGE_CONF);
  else if (isRootless) files.unshift(ownConf);
  const found = files.map(readConf).find((conf2) => conf2 !== void 0);
  const { conf = "", isOwn = false } = found === void 0 ? {} : { conf: found.text, isOwn: found.file === files[0] && files.length > 2 };
  const expand = (path) => path.replaceAll(
    /\$\{?(HOME|UID|USER)\}?/g,
    (_, name) => name === "HOME" ? home : name === "UID" ? String(userID) : environment.USER ?? ""
  );
  const dataHome = environment.XDG_DATA_HOME || join(home, ".local/share");
  const graphRoot = isRootless && !isOwn ? void 0 : stringOf(conf, "graphroot");
  const rootless = isRootless ? stringOf(conf, "rootless_storage_path") : void 0;
  const standard = isRootless ? join(dataHome, "containers/storage") : "/var/lib/containers/storage";
  const driver = environment.STORAGE_DRIVER || stringOf(conf, "driver");
  return {
    roots: [expand(rootless ?? graphRoot ?? standard), ...listOf(conf, "additionalimagestores").map(expand)],
    ...driver ? { driver } : {}
  };
}
function readConf(file) {
  try {
    return { file, text: readFileSync(file, "utf8") };
  } catch {
    return void 0;
  }
}
function stringOf(conf, key) {
  return new RegExp(`^\\s*${key}\\s*=\\s*"([^"]*)"`, "m").exec(conf)?.[1] || void 0;
}
function listOf(conf, key) {
  const list = new RegExp(`^\\s*${key}\\s*=\\s*\\[([^\\]]*)\\]`, "m").exec(conf)?.[1] ?? "";
  return [...list.matchAll(/^[^#"]*"([^"]+)"|,\s*"([^"]+)"/gm)].map(([, first, other]) => first ?? other);
}

// src/sources/engine/containers-storage.ts
async function openContainersStorage({ name, store }, options) {
  const { engineRead = "auto", environment = process.env, signal, verify, maxUncompressedBytes, cache, onStep } = options;
  if (engineRead === "direct" && verify === true) throw cannotVerify();
  const common = {
    ...signal === void 0 ? {} : { signal },
    ...maxUncompressedBytes === void 0 ? {} : { allowance: makeAllowance(maxUncompressedBytes) }
  };
  if (engineRead !== "export" && verify !== true) {
    const places = store === void 0 ? findStores({ environment, home: environment.HOME || homedir() }) : { roots: [store.root], driver: store.driver };
    const where = `the image ${name} in the store ${places.roots.join(", ")}`;
    const isSudo = engineRead === "sudo";
    if (isSudo) onStep?.(`reading the store in ${places.roots[0]} with sudo`, "note");
    try {
      const source = await openStored(name, places, { ...common, files: isSudo ? sudoFiles : ownFiles, what: where });
      onStep?.(`${where} is read directly`, "debug");
      return source;
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      if (engineRead === "direct") throw notDirect(where, error);
      onStep?.(`${where} is exported, as its store cannot be read: ${error.message}`, isSudo ? "note" : "debug");
    }
  }
  const passing = { ...common, ...verify === void 0 ? {} : { verify }, ...cache === void 0 ? {} : { blobs: cache } };
  const members = await exportByProgram(name, { ...passing, environment, ...store === void 0 ? {} : { store } });
  return new ExportedImage(new DockerArchive(members, void 0), members, {
    name: `the image ${name} in containers-storage`,
    options: passing
  });
}
export {
  openContainersStorage
};
