import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  endGroup,
  graceMilliseconds,
  withoutCredentials
} from "./chunk-7ETI7AAE.js";
import {
  shellQuote
} from "./chunk-4UUKHMBZ.js";
import {
  NoStore,
  findStores,
  ofPulledAlone,
  openStored,
  placesOfImages
} from "./chunk-ZEVWNO6A.js";
import {
  cannotVerify,
  notDirect
} from "./chunk-CTCILQBP.js";
import {
  StoreFault,
  imageNotFound,
  ownFiles,
  sudoFiles
} from "./chunk-YKDGMEN5.js";
import "./chunk-SSLFGIHA.js";
import "./chunk-TMFPA2JO.js";
import "./chunk-IUPM4RPA.js";
import {
  readSize
} from "./chunk-APSE5AVC.js";
import "./chunk-A423ZOMY.js";
import "./chunk-VUSY7YSB.js";
import "./chunk-EVG6426J.js";
import "./chunk-IHCDD5UU.js";
import {
  PassedMembers
} from "./chunk-4M2TII4Y.js";
import {
  ExportedImage
} from "./chunk-P7DQNF6O.js";
import "./chunk-WTL5UKUZ.js";
import {
  DockerArchive
} from "./chunk-AIL643C2.js";
import "./chunk-ZYTXOB37.js";
import "./chunk-OHHQZVAT.js";
import "./chunk-I44IK55E.js";
import "./chunk-HUFAO3EZ.js";
import "./chunk-NTYIXUAT.js";
import "./chunk-XVTP6P6O.js";
import "./chunk-MCXDM5AR.js";
import {
  checkAbort,
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

// src/sources/engine/ask-program.ts
import { execFile } from "node:child_process";
var maxAnswerBytes = 64 << 20;
async function listNames(asked) {
  const images = await ask(asked, asked.program === "buildah" ? ["images", "--json"] : ["images", "--format", "json"]);
  if (!Array.isArray(images)) return void 0;
  const names = asList(images).flatMap((image) => image.names ?? image.Names ?? []);
  return names.filter((name) => typeof name === "string" && !name.includes("<none>"));
}
async function describeImage(name, asked) {
  if (asked.program === "podman") {
    const [image2] = asList(await ask(asked, ["image", "inspect", name]));
    return openingOf([image2?.Os, image2?.Architecture, image2?.Variant], image2?.RootFS?.Layers, image2?.Size);
  }
  const { OCIv1: image, FromImageID: id } = await ask(asked, ["inspect", "--type", "image", name]) ?? {};
  if (image === void 0 || typeof id !== "string") return void 0;
  const [listed] = asList(await ask(asked, ["images", "--json", id]));
  return openingOf([image.os, image.architecture, image.variant], image.rootfs?.diff_ids, listed?.size);
}
function openingOf(platform, layers, size) {
  if (typeof platform[0] !== "string" || !Array.isArray(layers)) return void 0;
  const read = typeof size === "string" || typeof size === "number" ? readSize(size) : void 0;
  return {
    platform: platform.filter((part) => typeof part === "string" && part !== "").join("/"),
    totalBytes: read !== void 0 && "value" in read ? read.value : void 0,
    totalLayers: layers.length
  };
}
function asList(answer) {
  return Array.isArray(answer) ? answer.map((item) => item ?? {}) : [];
}
async function ask({ program, place, environment, signal }, args) {
  const options = { env: environment, maxBuffer: maxAnswerBytes, ...signal === void 0 ? {} : { signal } };
  return await new Promise((resolve) => {
    const child = execFile(program, [...place, ...args], options, (error, stdout) => {
      if (error !== null) return resolve(void 0);
      try {
        resolve(JSON.parse(stdout));
      } catch {
        resolve(void 0);
      }
    });
    child.stdin?.on("error", () => {
    });
    child.stdin?.end();
  });
}

// src/sources/engine/export-by-program.ts
var exporters = [
  { program: "buildah", args: (name) => ["push", "--quiet", name, "docker-archive:/dev/stdout"] },
  { program: "podman", args: (name) => ["save", "--quiet", "--format", "docker-archive", name] }
];
var maxSaidBytes = 4096;
var final = ["interrupted", "too-large"];
async function exportByProgram(name, { store, environment, maxUncompressedBytes, onStep, onOpening, ...passing }) {
  const place = store === void 0 ? [] : ["--root", store.root, "--storage-driver", store.driver];
  if (store?.runRoot !== void 0) place.push("--runroot", store.runRoot);
  let failed;
  for (const { program, args } of exporters) {
    checkAbort(passing.signal);
    const asked = { program, place, environment: withoutCredentials(environment), signal: passing.signal };
    try {
      const allowance = maxUncompressedBytes === void 0 ? {} : { allowance: makeAllowance(maxUncompressedBytes) };
      const opening = onOpening === void 0 ? void 0 : await describeImage(name, asked);
      checkAbort(passing.signal);
      const options = {
        ...passing,
        ...allowance,
        ...opening === void 0 ? {} : { onBytes: (bytes) => onOpening?.(opening, bytes) }
      };
      const members = await run(program, [...place, ...args(name)], { name, environment: asked.environment, options });
      if (members !== void 0) return members;
    } catch (error) {
      checkAbort(passing.signal);
      if (error instanceof ExpectedError && error.code === "not-found") {
        const where = store === void 0 ? `the store of ${program}` : `the store ${store.root}`;
        const names = await listNames(asked);
        checkAbort(passing.signal);
        throw names === void 0 ? error : imageNotFound(name, names, where, `${program} images`);
      }
      if (!(error instanceof ExpectedError) || final.includes(error.code)) throw error;
      onStep?.(error.message, "debug");
      failed ??= error;
    }
  }
  if (failed !== void 0) throw failed;
  throw new ExpectedError("engine", `looking for the image ${name}: neither podman nor buildah is here to export it`, {
    hint: "install one of them, or run as a user who may read the store: --engine-read direct says what stands in the way"
  });
}
var piped = '{ "$@"; echo $? >&3; } | cat 3>&- 2>/dev/null';
var notThere = 127;
var imageMissing = /: image not known$|no such image|image \S+ does not exist/i;
async function run(program, args, { name, environment, options }) {
  const child = spawn("sh", ["-c", piped, "sh", program, ...args], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    // The shell's end is not that of the program: both are in one group, which is ended.
    detached: true,
    env: environment
  });
  const said = collect(child.stderr);
  const told = collect(child.stdio[3]);
  const ended = new Promise((resolve) => {
    child.on("error", () => resolve());
    child.on("close", () => resolve());
  });
  const output = child.stdout;
  let patience;
  const letGo = () => child.stdio.forEach((stream) => void stream?.destroy());
  const kill = () => {
    endGroup(child, "SIGKILL");
    patience = setTimeout(letGo, graceMilliseconds);
  };
  const stop = () => {
    endGroup(child, "SIGTERM");
    output.destroy();
    patience ??= setTimeout(kill, graceMilliseconds);
  };
  options.signal?.addEventListener("abort", stop, { once: true });
  process.once("exit", kill);
  let fault;
  let isStopped = false;
  const tar = async (take) => {
    for await (const chunk of output) {
      isStopped = true;
      await take(chunk);
      isStopped = false;
    }
  };
  const members = await PassedMembers.read(tar, `that ${program} writes of ${name}`, options).catch((error) => {
    fault = error;
    stop();
    return void 0;
  });
  await ended;
  clearTimeout(patience);
  options.signal?.removeEventListener("abort", stop);
  process.removeListener("exit", kill);
  checkAbort(options.signal);
  if (fault !== void 0 && !(fault instanceof ExpectedError)) throw fault;
  const status = told() === "" ? void 0 : Number(told());
  if (status === notThere) return void 0;
  if (fault !== void 0 && fault.code !== "engine") throw fault;
  if (members !== void 0 && status === 0) return members;
  const last = said().trim().split("\n").at(-1)?.trim() ?? "";
  const isOfReader = fault !== void 0 && (isStopped || status === 0 || status === void 0);
  const isMissing = !isOfReader && imageMissing.test(last);
  const byItself = `${[program, ...args].map(shellQuote).join(" ")} | wc -c`;
  throw new ExpectedError(
    isMissing ? "not-found" : "engine",
    isOfReader ? fault.message : `exporting the image ${name} by ${program}: ${last || `it ended with ${status ?? "a signal"}`}`,
    {
      hint: isMissing ? `${program} images lists what is there` : `run it by itself to see more (${byItself}); --engine-read direct says what stands in the way of reading the store`,
      cause: fault
    }
  );
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

// src/sources/engine/containers-storage.ts
async function openContainersStorage({ name, store }, options, userID = process.getuid?.()) {
  const { engineRead = "auto", environment = process.env, signal, verify, maxUncompressedBytes, cache, onStep, onOpening } = options;
  if (engineRead === "direct" && verify === true) throw cannotVerify();
  if (engineRead !== "export" && verify !== true) {
    const isSudo = engineRead === "sudo";
    const around = { environment, home: environment.HOME || homedir(), ...userID === void 0 ? {} : { userID } };
    const own = store === void 0 ? findStores(around) : { roots: [store.root], driver: store.driver };
    try {
      return await openDirectly(name, own, options, `reading the store in ${placesOfImages(own)[0]} with sudo`);
    } catch (error) {
      if (isSudo && store === void 0 && userID !== 0 && (error instanceof NoStore || isNotFound(error)))
        return await openRoots(name, own, options, error);
      if (!(error instanceof StoreFault)) throw error;
      const where = whereIn(name, own);
      if (engineRead === "direct") throw notDirect(where, error);
      onStep?.(`${where} is exported, as its store cannot be read: ${error.message}`, isSudo ? "note" : "debug");
    }
  }
  const passing = {
    ...signal === void 0 ? {} : { signal },
    ...verify === void 0 ? {} : { verify },
    ...cache === void 0 ? {} : { blobs: cache }
  };
  const members = await exportByProgram(name, {
    ...passing,
    environment,
    onStep,
    onOpening,
    ...maxUncompressedBytes === void 0 ? {} : { maxUncompressedBytes },
    ...store === void 0 ? {} : { store }
  });
  return new ExportedImage(new DockerArchive(members, void 0), members, {
    name: `the image ${name} in containers-storage`,
    uncompressed: ofPulledAlone,
    options: passing
  });
}
function whereIn(name, places) {
  return `the image ${name} in the store ${placesOfImages(places).join(", ")}`;
}
async function openDirectly(name, places, { engineRead, signal, maxUncompressedBytes, onStep }, note) {
  const isSudo = engineRead === "sudo";
  if (isSudo) onStep?.(note, "note");
  const what = whereIn(name, places);
  const source = await openStored(name, places, {
    files: isSudo ? sudoFiles : ownFiles,
    what,
    ...signal === void 0 ? {} : { signal },
    ...maxUncompressedBytes === void 0 ? {} : { allowance: makeAllowance(maxUncompressedBytes) }
  });
  onStep?.(`${what} is read directly`, "debug");
  return source;
}
async function openRoots(name, own, options, lacking) {
  const places = findStores({ environment: {}, home: "/root", userID: 0 });
  const note = `reading root's store in ${placesOfImages(places)[0]} with sudo, as ${name} is not in ${own.roots[0]}`;
  try {
    return await openDirectly(name, places, options, note);
  } catch (error) {
    if (isNotFound(lacking) && error instanceof NoStore) throw lacking;
    if (isNotFound(lacking) && isNotFound(error)) {
      const { hint = "" } = error;
      throw new ExpectedError("not-found", `${lacking.message}; ${error.message}`, { hint });
    }
    throw error instanceof StoreFault ? notOfRoot(whereIn(name, places), error, lacking) : error;
  }
}
function notOfRoot(where, fault, { message }) {
  return new ExpectedError("engine", `reading ${where} with sudo: ${fault.message}; in the own store: ${message}`, {
    hint: fault instanceof NoStore ? "build or pull the image first, or let buildah or podman look for it: --engine-read export" : "run as root, or allow this user `sudo -n cat` of what lies in that store",
    cause: fault
  });
}
function isNotFound(error) {
  return error instanceof ExpectedError && error.code === "not-found";
}
export {
  openContainersStorage
};
