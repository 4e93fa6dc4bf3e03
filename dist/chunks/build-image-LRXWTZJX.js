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
  checkPaths,
  isRemote
} from "./chunk-JJOKLAEN.js";
import {
  builders
} from "./chunk-6ZSUARQE.js";
import {
  looksSecret
} from "./chunk-IE4SQLRI.js";
import {
  urlSecrets,
  withoutUsers
} from "./chunk-UGXUY2KA.js";
import {
  formatSize
} from "./chunk-APSE5AVC.js";
import {
  ExpectedError,
  showUnseen
} from "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";

// src/build/build-image.ts
import { writeSync } from "node:fs";
import { readFile as readFile2 } from "node:fs/promises";
import { join as join3, resolve as resolve2 } from "node:path";

// src/build/option-values.ts
function optionValues(args, option2) {
  return args.flatMap((arg, at) => {
    if (args[at - 1] === option2) return [{ at, value: arg }];
    return arg.startsWith(`${option2}=`) ? [{ at, value: arg.slice(option2.length + 1) }] : [];
  });
}
function findBuildArguments(args) {
  const options = ["--build-arg", "--env"].flatMap((option2) => optionValues(args, option2));
  const found = options.map((option2) => ({ ...option2, assignment: option2.value }));
  const set = optionValues(args, "--set").flatMap((option2) => {
    const [, assignment] = /^[^.=]*\.args\.(.*)$/s.exec(option2.value) ?? [];
    return assignment === void 0 ? [] : [{ ...option2, assignment }];
  });
  return [...found, ...set].map(({ at, assignment }) => {
    const [, name, value] = /^([^=]*?)(?:\+?=(.*))?$/s.exec(assignment);
    return { at, name, ...value === void 0 ? {} : { value } };
  });
}
var csvOptions = ["--cache-from", "--cache-to", "--secret", "--output"];
var csvField = /^[^=.]*\.(?:cache-from|cache-to|secrets?|output)\+?=(.*)$/s;
function findCsvValues(args) {
  const set = optionValues(args, "--set").flatMap(({ at, value }) => {
    const [, csv] = csvField.exec(value) ?? [];
    return csv === void 0 ? [] : [{ at, value: csv }];
  });
  return [...csvOptions.flatMap((option2) => optionValues(args, option2)), ...set];
}
function csvFields(csv) {
  const quotes = csv.split('"').length - 1;
  return quotes % 2 === 0 ? csv.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/) : csv.split(",");
}
function readAttribute(field) {
  const plain = /^\s*"/.test(field) ? field.trim().replace(/^"|"$/g, "").replaceAll('""', '"') : field;
  const equals = plain.indexOf("=");
  return equals < 0 ? { value: plain } : { name: plain.slice(0, equals).trim(), value: plain.slice(equals + 1) };
}

// src/build/build-arguments.ts
function buildxArguments(build, context, { platforms, places, delivery }) {
  return [
    "build",
    ...option("--builder", build.builder),
    ...delivery === "layout" ? ["--output", layoutOutput(places.layout)] : ["--load", "--iidfile", places.imageID],
    ...["--metadata-file", places.metadata],
    ...option("--platform", platforms?.join(",")),
    ...commonArguments(build),
    ...build.cacheTo.flatMap((cache) => ["--cache-to", cache]),
    ...build.extraArgs,
    context
  ];
}
function storeBuildArguments(build, context, { program, platform, imageID }) {
  return [
    // `buildah bud` is known to old and new ones.
    program === "buildah" ? "bud" : "build",
    ...["--iidfile", imageID],
    ...option("--platform", platform),
    ...commonArguments(build),
    ...build.cacheTo.flatMap((cache) => ["--cache-to", cache]),
    ...build.extraArgs,
    context
  ];
}
function commonArguments(build) {
  return [
    ...option("--file", build.file),
    ...option("--target", build.target),
    ...Object.entries(build.args).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
    ...build.secrets.flatMap((secret) => ["--secret", secret]),
    ...build.cacheFrom.flatMap((cache) => ["--cache-from", cache])
  ];
}
function bakeArguments(build, target, { platforms, places, delivery, mayAllow }) {
  const output = delivery === "layout" ? layoutOutput(places.layout) : "type=docker";
  return [
    "bake",
    ...bakeFiles(build),
    // Newer ones write outside of the current folder only where it is allowed.
    ...mayAllow && delivery === "layout" ? ["--allow", `fs.write=${places.layout}`] : [],
    ...["--set", `${target}.output=${output}`, "--metadata-file", places.metadata],
    ...platforms === void 0 ? [] : ["--set", `${target}.platform=${platforms.join(",")}`],
    ...build.extraArgs,
    target
  ];
}
function bakePrintArguments(build) {
  return ["bake", ...bakeFiles(build), "--print", ...build.extraArgs, build.target];
}
function bakeFiles(build) {
  return [...option("--builder", build.builder), ...build.files.flatMap((file) => ["--file", file])];
}
function option(name, value) {
  return value === void 0 ? [] : [name, value];
}
function layoutOutput(folder) {
  const dest = `dest=${folder}`;
  return `type=oci,tar=false,${/[",]/.test(dest) ? `"${dest.replaceAll('"', '""')}"` : dest}`;
}
function shownCommand(command, args) {
  const shown = [...args];
  const replaceEnd = (at, value, by) => {
    shown[at] = args[at].slice(0, args[at].length - value.length) + by;
  };
  for (const { at, name, value } of findBuildArguments(args)) if (value !== void 0 && looksSecret(name)) replaceEnd(at, value, "***");
  for (const { at, value } of findCsvValues(args)) replaceEnd(at, value, withoutSecretAttributes(value));
  for (const { at, value } of optionValues(args, "--creds")) replaceEnd(at, value, "***");
  return [command, ...shown].map((arg) => shellQuote(withoutUsers(arg))).join(" ");
}
function withoutSecretAttributes(csv) {
  const shown = csvFields(csv).map((field) => {
    const { name } = readAttribute(field);
    return name !== void 0 && looksSecret(name) ? `${name}=***` : field;
  });
  return shown.join(",");
}

// src/build/build-failure.ts
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
var shownLines = 20;
var stepBegins = /^(?:\[\d+\/\d+\] )?(?:STEP|Step) \d+\/\d+ ?: /;
function failingLines(lines) {
  const said = lines.map((line) => line.trimEnd()).filter((line) => line !== "");
  const from = said.findLastIndex((line, index) => line === "------" && / > /.test(said[index + 1] ?? ""));
  const lastWord2 = said.findLastIndex((line) => /^ERROR: /.test(line));
  if (from >= 0) {
    const account = said.slice(from + 1, lastWord2 < from ? void 0 : lastWord2 + 1).filter((line) => !/^-{6,}$/.test(line));
    const [name, ...rest] = account;
    return shorten([name, ...said[from + 2] === "------" ? outputOfFailed(said) : [], ...rest]);
  }
  const begin = said.findLastIndex((line) => stepBegins.test(line));
  if (begin >= 0) return shorten(said.slice(begin).filter((line, index, all) => !isLogged(line) || index === all.length - 1));
  const unnumbered = said.filter((line) => !/^#\d+ /.test(line));
  return (unnumbered.length > 0 ? unnumbered : said).slice(-shownLines / 2);
}
function outputOfFailed(said) {
  const [, number] = /^#(\d+) /.exec(said.findLast((line) => /^#\d+ ERROR: /.test(line)) ?? "") ?? [];
  return said.flatMap((line) => line.startsWith(`#${number} `) ? /^#\d+ (\d+\.\d+ .*)$/s.exec(line)?.slice(1) ?? [] : []);
}
function isLogged(line) {
  return /^time="[^"]*" level=\w+ msg=/.test(line);
}
function shorten(step) {
  return step.length <= shownLines ? [...step] : [step[0], "…", ...step.slice(2 - shownLines)];
}
var largestSecret = 64 * 1024;
function secretValues(build, environment, directory) {
  const { extraArgs } = build;
  const stated = build.kind === "bake" ? [] : Object.entries(build.args).map(([name, value]) => ({ name, value }));
  const args = [...stated, ...findBuildArguments(extraArgs)].filter(({ name }) => looksSecret(name));
  const secrets = [...build.kind === "bake" ? [] : build.secrets, ...optionValues(extraArgs, "--secret").map(({ value }) => value)];
  const variables = secrets.flatMap((secret) => /,env=(.+)$/.exec(secret)?.slice(1) ?? []);
  const files = secrets.flatMap((secret) => /,(?:src|source)=(.+)$/.exec(secret)?.slice(1) ?? []);
  const values = [
    ...args.map(({ name, value }) => value ?? environment[name] ?? ""),
    ...variables.map((name) => environment[name] ?? ""),
    ...files.map((file) => readSecret(resolve(directory, file))),
    ...attributeSecrets(build),
    ...textsOf(build).flatMap(urlSecrets)
  ];
  return [...new Set(values.flatMap((value) => value.split(/\r?\n/)))].filter((value) => value.length >= 4).sort((one, other) => other.length - one.length);
}
function attributeSecrets(build) {
  const stated = build.kind === "bake" ? [] : [...build.cacheFrom, ...build.cacheTo, ...build.secrets];
  const fields = [...stated, ...findCsvValues(build.extraArgs).map(({ value }) => value)].flatMap(csvFields).map(readAttribute);
  const passwords = optionValues(build.extraArgs, "--creds").map(({ value }) => value.slice(value.indexOf(":") + 1));
  return [...fields.flatMap(({ name, value }) => name !== void 0 && looksSecret(name) ? [value] : []), ...passwords];
}
function textsOf(build) {
  if (build.kind === "bake") return [...build.files, ...build.extraArgs];
  return [build.context, ...Object.values(build.args), ...build.cacheFrom, ...build.cacheTo, ...build.extraArgs];
}
function readSecret(file) {
  try {
    const found = statSync(file);
    return found.isFile() && found.size <= largestSecret ? readFileSync(file, "utf8") : "";
  } catch {
    return "";
  }
}
function withoutValues(line, values) {
  return values.reduce((text, value) => text.replaceAll(value, "***"), line);
}
function buildFailed(what, lines, { secrets = [], isTold = false } = {}) {
  const said = failingLines(lines).map((line) => withoutValues(line, secrets));
  if (said.length > 0) return new ExpectedError("build", [`${what}:`, ...said]);
  return new ExpectedError("build", `${what}${isTold ? "; what it said stands above" : " and said nothing"}`);
}

// src/build/refuse-caches.ts
function refuseCaches(program, build, { doing, env }) {
  if (program === "docker" && build.cacheTo.length > 0)
    throw new ExpectedError("build", `${doing} with docker: docker without buildx knows no cache-to`, {
      hint: "Install buildx, build with podman, or leave cache-to out."
    });
  const why = program === "docker" ? void 0 : whyCachesIgnored(program, build, env);
  if (program === "docker" || why === void 0) return void 0;
  const found = cachesOf(build);
  const squash = program === "podman" ? squashOf(build) : void 0;
  const hint = squash === void 0 ? `Write extra-args: [--layers] beside with: ${program}, or leave ${found} out.` : `Leave ${squash} out of extra-args, or leave ${found} out.`;
  if (build.with !== void 0) throw new ExpectedError("build", `${doing} with ${program}: ${why}`, { hint });
  return `${doing} with ${program}: ${why}. ${hint}`;
}
function whyCachesIgnored(program, build, env) {
  const found = cachesOf(build);
  if (found === "" || keepsSteps(program, build, env)) return void 0;
  return `it makes one layer of all steps, and would ignore ${found}`;
}
function cachesOf({ cacheFrom, cacheTo }) {
  return [...cacheFrom.length > 0 ? ["cache-from"] : [], ...cacheTo.length > 0 ? ["cache-to"] : []].join(" and ");
}
function keepsSteps(program, build, { BUILDAH_LAYERS: layers = "" }) {
  if (program === "podman" && squashOf(build) !== void 0) return false;
  const said = lastOf("--layers", build);
  if (said !== void 0) return !isOff(said);
  return program === "buildah" ? /^(?:true|1)$/i.test(layers) : !/^(?:false|0)$/i.test(layers);
}
function squashOf(build) {
  const isLayered = lastOf("--layers", build) !== void 0;
  const found = [lastOf("--squash", build), ...isLayered ? [] : [lastOf("--squash-all", build)]];
  return found.find((arg) => arg !== void 0 && !isOff(arg));
}
function lastOf(option2, { extraArgs }) {
  return extraArgs.findLast((arg) => arg === option2 || arg.startsWith(`${option2}=`));
}
var isOff = (arg) => /=(?:0|f|false)$/i.test(arg);

// src/build/run-tool.ts
import { execFile, spawn } from "node:child_process";
import { StringDecoder } from "node:string_decoder";

// src/build/descendants.ts
import { readdirSync, readFileSync as readFileSync2 } from "node:fs";
function findDescendants(root) {
  const children = /* @__PURE__ */ new Map();
  for (const name of listProc()) {
    const found = /^\d+$/.test(name) ? readStat(Number(name)) : void 0;
    if (found === void 0) continue;
    children.set(found.parent, [...children.get(found.parent) ?? [], found.mark]);
  }
  const all = [];
  for (let queue = [root]; queue.length > 0; ) {
    const next = queue.flatMap((pid) => children.get(pid) ?? []);
    all.push(...next);
    queue = next.map(({ pid }) => pid);
  }
  return all;
}
function killAll(marks) {
  for (const { pid, start } of marks) {
    try {
      if (readStat(pid)?.mark.start === start) process.kill(pid, "SIGKILL");
    } catch {
    }
  }
}
function listProc() {
  try {
    return readdirSync("/proc");
  } catch {
    return [];
  }
}
function readStat(pid) {
  try {
    const text = readFileSync2(`/proc/${pid}/stat`, "latin1");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), mark: { pid, start: fields[19] ?? "" } };
  } catch {
    return void 0;
  }
}

// src/build/run-tool.ts
var keptLines = 300;
var longestLine = 16 * 1024;
async function askTool(command, args, { cwd, env, signal }) {
  return await new Promise((resolve3, reject) => {
    const options = { cwd, env: { ...env }, maxBuffer: 16 * 1024 * 1024, ...signal === void 0 ? {} : { signal } };
    const child = execFile(command, [...args], options, (error, stdout, stderr) => {
      if (signal?.aborted === true) return reject(interrupted(command));
      const code = error === null ? 0 : error.code;
      if (code === "ENOENT" || code === "EACCES") return resolve3(void 0);
      resolve3({ code: typeof code === "number" ? code : 1, stdout, stderr });
    });
    child.stdin?.on("error", () => {
    });
    child.stdin?.end();
  });
}
async function runTool(command, args, { cwd, env, signal, output }) {
  const isAborted = () => signal?.aborted === true;
  if (isAborted()) throw interrupted(command);
  const toTerminal = output !== void 0 && "terminal" in output;
  const sink = toTerminal ? output.terminal : "pipe";
  const detached = process.platform !== "win32";
  const child = spawn(command, [...args], { cwd, env: { ...env }, detached, stdio: ["ignore", sink, sink] });
  const lines = [];
  const take = (line) => {
    lines.push(line);
    if (lines.length > keptLines) lines.shift();
    if (output !== void 0 && "onLine" in output) output.onLine(line);
  };
  for (const stream of [child.stdout, child.stderr]) if (stream !== null) splitLines(stream, take);
  let patience;
  let started = [];
  const stop = () => {
    if (child.pid !== void 0) started = findDescendants(child.pid);
    if (command === "docker") endGroup(child, "SIGTERM");
    else child.kill("SIGTERM");
    patience = setTimeout(() => endGroup(child, "SIGKILL"), graceMilliseconds);
  };
  const kill = () => {
    if (child.pid !== void 0) started.push(...findDescendants(child.pid));
    endGroup(child, "SIGKILL");
    killAll(started);
  };
  signal?.addEventListener("abort", stop, { once: true });
  process.prependOnceListener("exit", kill);
  try {
    const how = await new Promise((resolve3, reject) => {
      child.once("error", reject);
      child.once("close", (code, by) => resolve3(code ?? by ?? 1));
    });
    if (isAborted()) throw interrupted(command);
    return { how, lines };
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    throw new ExpectedError("build", `running ${command} in ${cwd}: ${error.message}`, { cause: error });
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener("abort", stop);
    process.removeListener("exit", kill);
    if (isAborted()) {
      endGroup(child, "SIGKILL");
      killAll(started);
    }
  }
}
function interrupted(command) {
  return new ExpectedError("interrupted", `interrupted while running ${command}`);
}
function splitLines(stream, take) {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  stream.on("data", (chunk) => {
    const parts = (rest + decoder.write(chunk)).split(/\r?\n|\r(?=[^\n])/);
    rest = parts.pop() ?? "";
    for (const line of parts) take(line);
    if (rest.length < longestLine) return;
    take(rest);
    rest = "";
  });
  stream.on("end", () => {
    if (rest !== "") take(rest);
  });
  stream.on("error", () => {
  });
}

// src/build/choose-builder.ts
async function chooseBuilder(doing, build, options) {
  const wanted = programsFor(build);
  const tried = [];
  let last;
  for (const program of wanted) {
    const found = program === "buildx" ? await probeBuildx(build.builder, options) : await probe(program, options);
    const isReady = !("why" in found);
    const why = isReady ? whyIgnored(program, build, options) : found.why;
    if (isReady && why === void 0) return { chosen: found, passed: tried };
    if (isReady && program !== "docker") last ??= { chosen: found, passed: [...tried] };
    tried.push({ text: `${program}: ${why}`, isInstalled: isReady || found.isInstalled });
  }
  if (last !== void 0) return last;
  const hint = wanted.length === 1 ? "Install it or start it, or build with another program." : "Install or start one of them.";
  throw new ExpectedError("build", `${doing}: no program that builds it is ready (${tried.map(({ text }) => text).join("; ")})`, { hint });
}
function programsFor(build) {
  if (build.kind === "bake") return ["buildx"];
  if (build.with !== void 0) return [build.with];
  return build.builder === void 0 ? builders : ["buildx"];
}
function whyIgnored(program, build, { env }) {
  if (build.kind === "bake" || program === "buildx") return void 0;
  if (program === "docker") return build.cacheTo.length > 0 && build.with === void 0 ? "without buildx it knows no cache-to" : void 0;
  return whyCachesIgnored(program, build, env);
}
var absent = (why) => ({ why, isInstalled: false });
var unready = (why) => ({ why, isInstalled: true });
async function probe(program, options) {
  const version = await askTool(program, ["--version"], options);
  if (version === void 0) return absent("not installed");
  if (program !== "docker") return version.code === 0 ? { program } : unready(lastWord(version));
  if (!/^docker version/i.test(version.stdout)) return absent("it is another program by that name");
  const engine = await askTool("docker", ["version", "--format", "{{.Server.Version}}"], options);
  if (engine === void 0) return absent("not installed");
  return engine.code === 0 ? { program } : unready(lastWord(engine));
}
async function probeBuildx(builder, options) {
  const version = await askTool("docker", ["buildx", "version"], options);
  if (version === void 0) return absent("docker is not installed");
  if (version.code !== 0 || !version.stdout.includes("docker/buildx")) return absent("docker has no buildx");
  const inspected = await askTool("docker", ["buildx", "inspect", ...builder === void 0 ? [] : [builder]], options);
  if (inspected === void 0) return absent("not installed");
  if (inspected.code !== 0) return unready(lastWord(inspected));
  const { driver, endpoint, error } = readInspection(inspected.stdout);
  if (driver === void 0) return unready(error ?? "its builder has no driver");
  const mayAllow = knowsAllow(version.stdout);
  if (driver !== "docker") return { program: "buildx", delivery: "layout", mayAllow };
  const context = endpoint === void 0 || endpoint === "default" || endpoint.includes("://") ? void 0 : endpoint;
  const delivery = await hasContentStore(context, options) ? "layout" : "load";
  return { program: "buildx", delivery, mayAllow, ...context === void 0 ? {} : { context } };
}
function readInspection(text) {
  const first = (key) => new RegExp(`^${key}:[ \\t]*(\\S.*)$`, "m").exec(text)?.[1]?.trim();
  const [driver, endpoint, error] = [first("Driver"), first("Endpoint"), first("Error")];
  return {
    ...driver === void 0 ? {} : { driver },
    ...endpoint === void 0 ? {} : { endpoint },
    ...error === void 0 ? {} : { error }
  };
}
function knowsAllow(version) {
  const [, major = "0", minor = "0"] = /\bv?(\d+)\.(\d+)\.\d+/.exec(version) ?? [];
  return Number(major) > 0 || Number(minor) >= 19 || major === "0" && minor === "0";
}
async function hasContentStore(context, options) {
  const chosen = context === void 0 ? [] : ["--context", context];
  const info = await askTool("docker", [...chosen, "info", "--format", "{{json .DriverStatus}}"], options);
  return info?.stdout.includes("io.containerd.snapshotter.v1") === true;
}
function lastWord({ stdout, stderr }) {
  const lines = `${stdout}
${stderr}`.split("\n").filter((line) => line.trim() !== "");
  return (lines.at(-1) ?? "it failed and said nothing").trim().replace(/^ERROR: /, "").slice(0, 300);
}

// src/build/find-target.ts
async function findTarget(build, doing, tool, secrets) {
  refuseOverrides(build, doing);
  const answer = await askTool("docker", ["buildx", ...bakePrintArguments(build)], tool);
  if (answer?.code !== 0)
    throw buildFailed(`${doing}: reading the bake target ${build.target} failed`, answer?.stderr.split("\n") ?? [], { secrets });
  const plan = JSON.parse(answer.stdout);
  const leaves = leavesOf(plan, build.target);
  const [only, ...others] = leaves;
  const call = plan.target?.[only ?? ""]?.call ?? "build";
  if (only !== void 0 && others.length === 0 && call !== "build")
    throw new ExpectedError("build", `${doing}: the bake target ${only} makes no image: it says call = ${JSON.stringify(call)}`, {
      hint: "Name a target that builds."
    });
  if (only !== void 0 && others.length === 0) return only;
  throw new ExpectedError(
    "build",
    `${doing}: the bake target ${build.target} stands for ${leaves.length} targets (${leaves.join(", ")}), where one was expected`,
    { hint: "Make each of them an image of the budget, with a source of its own." }
  );
}
function refuseOverrides({ extraArgs }, doing) {
  const values = optionValues(extraArgs, "--set").map(({ value }) => value);
  const [found] = values.flatMap((value) => /^[^=]*\.(?:output|push|load|call)(?=\+?=)/s.exec(value) ?? []);
  if (found === void 0) return;
  throw new ExpectedError("build", `${doing}: extra-args set ${found}, which is for Plimsoll to say: it takes the result`, {
    hint: "Take it out; where the image goes besides is for another step to say."
  });
}
function leavesOf({ group = {}, target = {} }, wanted) {
  const leaves = /* @__PURE__ */ new Set();
  const visited = /* @__PURE__ */ new Set();
  const visit = (name) => {
    if (visited.has(name)) return;
    visited.add(name);
    if (Object.hasOwn(target, name)) leaves.add(name);
    else if (Object.hasOwn(group, name)) for (const inner of group[name]?.targets ?? []) visit(inner);
  };
  visit(Object.hasOwn(group, wanted) || Object.hasOwn(target, wanted) ? wanted : "default");
  return [...leaves];
}

// src/build/full-disk.ts
import { readdir as readdir2, readFile } from "node:fs/promises";
import { join as join2 } from "node:path";

// src/build/temporary-folder.ts
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, realpath, rm, stat, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
async function makeTemporaryFolder(parent = tmpdir()) {
  let path;
  try {
    await mkdir(parent, { recursive: true });
    path = await mkdtemp(join(await realpath(parent), "plimsoll-build-"));
  } catch (error) {
    throw new ExpectedError("write", `making a folder for the built image in ${parent}: ${error.message}`, { cause: error });
  }
  const removeNow = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  process.once("exit", removeNow);
  return {
    path,
    async [Symbol.asyncDispose]() {
      process.removeListener("exit", removeNow);
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
    }
  };
}
async function bytesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.filter((each) => each.isFile()).map(async (each) => (await stat(join(each.parentPath, each.name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
async function freeBytes(folder) {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

// src/build/full-disk.ts
var nothingFree = 1024 * 1024;
async function explainFullDisk(error, doing, folder) {
  if (!(error instanceof ExpectedError) || error.code !== "build") return error;
  const [written, free] = [await bytesIn(folder), await freeBytes(folder)];
  const lines = error.message.split("\n");
  const named = lines.filter((line) => /no space left on device|disk quota exceeded/i.test(line));
  if (free >= nothingFree && named.length === 0) return error;
  const isHere = named.some((line) => line.includes(folder));
  const needed = written + Math.max(isHere ? free : 0, await bytesToCome(folder).catch(() => 0));
  if (free >= nothingFree && !isHere)
    return new ExpectedError("build", lines, {
      hint: `There is room in ${folder} (${formatSize(free)}): it is the builder's own disk that is full. docker buildx prune makes room there.`,
      cause: error
    });
  return new ExpectedError(
    "write",
    [
      `${doing}: the disk of ${folder} is full: the image needs at least ${formatSize(needed)} there, of which ${formatSize(written)} were written, and ${formatSize(free)} are free`,
      ...lines
    ],
    {
      hint: `Make room there, or set TMPDIR (RUNNER_TEMP on GitHub) to a folder on a disk with more than ${formatSize(needed)} free.`,
      cause: error
    }
  );
}
async function bytesToCome(folder) {
  const entries = await readdir2(folder, { recursive: true, withFileTypes: true });
  const begun = entries.filter((each) => each.isFile() && each.name === "total" && each.parentPath.includes("/ingest/"));
  const left = begun.map(async ({ parentPath }) => {
    const said = await readFile(join2(parentPath, "total"), "latin1").catch(() => "");
    const total = /^\d{1,15}$/.test(said.trim()) ? Number(said) : 0;
    return Math.max(0, total - await bytesIn(parentPath));
  });
  return (await Promise.all(left)).reduce((sum, bytes) => sum + bytes, 0);
}

// src/build/build-image.ts
async function buildImage(build, options) {
  const { name, directory, environment = process.env, signal, temporaryDirectory } = options;
  const doing = `building ${name}`;
  await checkPaths(build, doing, directory);
  const tool = { cwd: directory, env: toolEnvironment(environment), ...signal === void 0 ? {} : { signal } };
  const { chosen, passed } = await chooseBuilder(doing, build, tool);
  tellPassedOver(passed, `${doing} with ${chosen.program}`, options);
  const folder = await makeTemporaryFolder(temporaryDirectory);
  try {
    const at = (file) => join3(folder.path, file);
    const places = { layout: at("layout"), imageID: at("image-id"), metadata: at("metadata.json") };
    const work = { build, doing, places, tool, secrets: secretValues(build, environment, directory), options };
    const result = chosen.program === "buildx" ? await buildWithBuildx(work, chosen) : await buildIntoStore(work, chosen.program);
    const context = chosen.program === "buildx" ? chosen.context : void 0;
    return {
      ...result,
      program: chosen.program,
      environment: context === void 0 ? environment : { ...environment, DOCKER_HOST: void 0, DOCKER_CONTEXT: context },
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]()
    };
  } catch (error) {
    const fault = await explainFullDisk(error, doing, folder.path).catch(() => error);
    await folder[Symbol.asyncDispose]();
    throw fault;
  }
}
function tellPassedOver(passed, doing, { onStep }) {
  const installed = passed.filter(({ isInstalled }) => isInstalled);
  const told = installed.length > 0 ? installed : passed;
  if (told.length === 0) return;
  onStep?.(`${doing} (${told.map(({ text }) => text).join("; ")})`, installed.length > 0 ? "note" : "debug");
}
function toolEnvironment(environment) {
  const own = Object.entries(environment).filter(([name]) => !name.startsWith("INPUT_"));
  return {
    // The steps of the build tell the base image. What is asked for here is written beside the image, and changes nothing of it.
    BUILDX_METADATA_PROVENANCE: "max",
    ...Object.fromEntries(own),
    // Plain lines, wherever BuildKit does not find a terminal.
    BUILDKIT_PROGRESS: void 0
  };
}
function contextOf({ context }, directory) {
  return isRemote(context) ? context : resolve2(directory, context);
}
async function buildWithBuildx(work, chosen) {
  const { build, places, options, tool } = work;
  const target = build.kind === "bake" ? await findTarget(build, work.doing, work.tool, work.secrets) : void 0;
  const { platforms } = options;
  const each = chosen.delivery === "load" && platforms !== void 0 ? platforms.map((platform) => [platform]) : [platforms];
  const images = [];
  let metadata = {};
  for (const wanted of each) {
    const asked = { platforms: wanted, places, delivery: chosen.delivery };
    const args = build.kind === "bake" ? bakeArguments(build, target, { ...asked, mayAllow: chosen.mayAllow }) : buildxArguments(build, contextOf(build, tool.cwd), asked);
    await run(work, "docker", ["buildx", ...args], "docker buildx");
    metadata = await readMetadata(places.metadata, target);
    const reference = chosen.delivery === "layout" ? `oci:${places.layout}` : `docker-daemon:${await loadedID(work, metadata)}`;
    if (chosen.delivery === "layout") images.push({ reference });
    else images.push({ reference, ...wanted === void 0 ? {} : { platforms: wanted }, uncompressed: inClassicStore });
  }
  return { images, metadata };
}
async function loadedID({ build, places, doing }, metadata) {
  if (build.kind === "build") return await readImageID(places.imageID, doing);
  const digest = metadata["containerimage.config.digest"] ?? metadata["containerimage.digest"];
  return imageIDOf(String(digest), doing);
}
async function readMetadata(file, target) {
  const all = JSON.parse(await readFile2(file, "utf8").catch(() => "{}"));
  return (target === void 0 ? all : all[target]) ?? {};
}
async function buildIntoStore(work, program) {
  const { places, options, doing, tool } = work;
  const build = work.build;
  const ignored = refuseCaches(program, build, { doing, env: tool.env });
  if (ignored !== void 0) options.onStep?.(ignored, "note");
  const transport = program === "docker" ? "docker-daemon" : "containers-storage";
  const images = [];
  for (const platform of options.platforms ?? [void 0]) {
    const args = storeBuildArguments(build, contextOf(build, tool.cwd), { program, platform, imageID: places.imageID });
    await run(work, program, args, program);
    const id = await readImageID(places.imageID, doing);
    const built = { reference: `${transport}:${id}`, ...platform === void 0 ? {} : { platforms: [platform] } };
    if (program === "docker") images.push({ ...built, uncompressed: inClassicStore });
    else if (options.asPushed !== true) images.push({ ...built, uncompressed: notAskedFor(program) });
    else images.push({ ...built, reference: await compressAsPushed(work, program, id, `${places.layout}-${images.length}`) });
  }
  return { images };
}
var inClassicStore = "docker's classic store keeps layers uncompressed, and what a push would send is not known before it: build with a builder of buildx that has the driver docker-container (docker buildx create --use, or docker/setup-buildx-action), or turn containerd's image store on";
var notAskedFor = (program) => `${program} keeps layers uncompressed; a limit on compressed, update or churn has it compress them as for a push`;
async function compressAsPushed(work, program, id, layout) {
  const tool = { ...work.tool, env: withoutCredentials(work.tool.env) };
  const options = { ...work.options, output: asLines(work.options.output) };
  await run({ ...work, tool, options }, program, ["push", id, `oci:${layout}`], `${program} push`);
  return `oci:${layout}`;
}
function asLines(output) {
  if (output === void 0 || "onLine" in output) return output;
  return {
    onLine: (line) => {
      try {
        writeSync(output.terminal, `${showUnseen(line)}
`);
      } catch {
      }
    }
  };
}
async function readImageID(file, doing) {
  return imageIDOf(await readFile2(file, "utf8").catch(() => ""), doing);
}
function imageIDOf(said, doing) {
  const id = /^(?:sha256:)?([0-9a-f]{64})\s*$/.exec(said)?.[1];
  if (id !== void 0) return id;
  throw new ExpectedError("build", `${doing}: the build ended well, but does not say which image it made`);
}
async function run({ doing, tool, secrets, options }, command, args, program) {
  const { output, onStep } = options;
  onStep?.(shownCommand(command, args), "debug");
  const shown = output === void 0 || "terminal" in output ? output : { onLine: (line) => output.onLine(withoutValues(line, secrets)) };
  const isTerminal = output !== void 0 && "terminal" in output;
  const env = isTerminal ? tool.env : { ...tool.env, BUILDKIT_PROGRESS: "plain" };
  const ended = await runTool(command, args, { ...tool, env, output: shown });
  if (ended.how === 0) return;
  const how = typeof ended.how === "number" ? `ended with ${ended.how}` : `was ended by ${ended.how}`;
  throw buildFailed(`${doing}: ${program} ${how}`, ended.lines, { secrets, isTold: isTerminal });
}
export {
  buildImage
};
