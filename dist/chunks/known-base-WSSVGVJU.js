import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  isPrivate,
  openRegistryImage
} from "./chunk-5XGR2AUT.js";
import {
  guessBase
} from "./chunk-FWRK3DMA.js";
import {
  loadImages
} from "./chunk-CFTPMO3C.js";
import "./chunk-UNRLA6ZQ.js";
import "./chunk-WTL5UKUZ.js";
import "./chunk-UZPCWW7H.js";
import {
  ShapeFault,
  member,
  optional,
  parseRoot,
  readList,
  readObject,
  readString
} from "./chunk-JC374NSG.js";
import {
  fetchDocument,
  maxManifestBytes,
  parseImageName
} from "./chunk-TYJF4ATT.js";
import "./chunk-FOM4KPNH.js";
import "./chunk-PAZWRSQF.js";
import "./chunk-4HT4ARZI.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import {
  __callDispose,
  __using
} from "./chunk-QWRNOYTG.js";

// src/base/base-name.ts
function readBaseName(text) {
  const parsed = text.length > 1e3 ? void 0 : parseImageName(text);
  if (parsed === void 0) return void 0;
  const { domain, path, tag, digest } = parsed;
  const plain = domain === "docker.io" ? path.replace(/^library\//, "") : `${domain}/${path}`;
  return { name: `${plain}${tag === void 0 ? "" : `:${tag}`}`, ...digest === void 0 ? {} : { digest } };
}
function pinnedName({ name, digest }) {
  return digest === void 0 ? name : `${name}@${digest.replace(/^([^:]+:.{12}).*$/, "$1")}`;
}

// src/base/align-history.ts
var keywords = new Set(
  "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(" ")
);
function alignHistory(history, own) {
  const isBuildKit = history.at(-1)?.comment?.startsWith("buildkit.") === true;
  const expected = isBuildKit ? own.keywords.filter((keyword) => keyword !== "ONBUILD") : own.keywords;
  const start = history.length - expected.length;
  if (start < 0 || own.from === "scratch" && start > 0) return void 0;
  if (!expected.every((keyword, index) => keywordOf(history[start + index]) === keyword)) return void 0;
  const below = history.slice(0, start);
  const isOdd = (item) => keywordOf(item) === "ONBUILD" || item.comment?.startsWith("buildkit.exporter") === true;
  return below.some(isOdd) ? void 0 : start;
}
function keywordOf({ created_by: text = "", comment = "" }) {
  const noOperation = /^(?:\S+ ){1,8}#\(nop\) +([A-Z]+)(?:\s|$)/.exec(text)?.[1];
  if (noOperation !== void 0) return noOperation;
  const [, first = ""] = /^([A-Z]+)(?:\s|$)/.exec(text) ?? [];
  if (keywords.has(first)) return first;
  return text === "" || comment.startsWith("buildkit.") ? void 0 : "RUN";
}

// src/base/build-file.ts
function findOwnInstructions(instructions, { target, args, contexts }, platform) {
  const stages = [];
  const variables = platformArguments(platform);
  for (const { keyword, from, defaults = [] } of instructions) {
    const stage = stages.at(-1);
    if (from !== void 0) {
      stages.push({
        ...from.stage === void 0 ? {} : { name: from.stage.toLowerCase() },
        image: expand(from.image, variables) ?? "",
        keywords: []
      });
    } else if (stage !== void 0) stage.keywords.push(keyword);
    else if (keyword === "ARG") {
      for (const [name, value] of defaults) {
        const given = args[name] ?? (value === void 0 ? void 0 : expand(value, variables));
        if (given !== void 0) variables.set(name, given);
      }
    } else return void 0;
  }
  const keywords2 = [];
  const replaced = Object.keys(contexts).map((name) => name.toLowerCase());
  for (let index = findStage(stages, target); index >= 0; ) {
    const { name, image, keywords: its } = stages[index];
    if (image === "" || name !== void 0 && replaced.includes(name)) return void 0;
    keywords2.unshift(...its);
    const below = stages.slice(0, index).findIndex((stage) => stage.name === image.toLowerCase());
    if (below < 0) return isReplacedByFolder(image, contexts) ? void 0 : { keywords: keywords2, from: image };
    index = below;
  }
  return void 0;
}
function findStage(stages, target) {
  if (target === void 0 || target === "") return stages.length - 1;
  const named = stages.findIndex(({ name }) => name === target.toLowerCase());
  if (named >= 0) return named;
  return /^\d{1,4}$/.test(target) && Number(target) < stages.length ? Number(target) : -1;
}
function isReplacedByFolder(image, contexts) {
  const plain = (name) => readBaseName(name)?.name.replace(/:latest$/, "") ?? name;
  return Object.entries(contexts).some(
    ([name, value]) => !/^(?:docker-image|oci-layout):/.test(value) && (name === image || plain(name) === plain(image))
  );
}
function platformArguments(platform) {
  const [os = "", architecture = "", variant = ""] = platform.split("/");
  return /* @__PURE__ */ new Map([
    ["TARGETPLATFORM", platform],
    ["TARGETOS", os],
    ["TARGETARCH", architecture],
    ["TARGETVARIANT", variant]
  ]);
}
function expand(text, variables) {
  const bare = /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
  let isKnown = !/["'\\`]/.test(bare);
  const whole = bare.replaceAll(
    /\$(?:(\w+)|\{(\w+)(?:(:?[-+])([^${}]*))?\}|)/g,
    (_all, plain, braced, mark, word = "") => {
      const value = variables.get(plain ?? braced ?? "");
      const isSet = value !== void 0 && !(mark?.startsWith(":") === true && value === "");
      if (mark?.endsWith("-") === true) return isSet ? value : String(word);
      if (mark?.endsWith("+") === true) return isSet ? String(word) : "";
      isKnown &&= value !== void 0;
      return value ?? "";
    }
  );
  return isKnown ? whole : void 0;
}

// src/base/walk-steps.ts
var maxSteps = 5e4;
function findStageRoot(definition) {
  const steps = /* @__PURE__ */ new Map();
  const ids = readList(definition, (value) => {
    const id = readString(member(value, "id"));
    steps.set(id, { op: member(member(value, "op"), "Op"), inputs: readList(member(value, "inputs"), readString) });
    return id;
  });
  if (ids.length > maxSteps) throw new ShapeFault(definition.place, `expected at most ${maxSteps} steps, found ${ids.length}`);
  let at = steps.get(ids.at(-1) ?? "")?.inputs[0];
  for (const seen = /* @__PURE__ */ new Set(); at !== void 0 && !seen.has(at); ) {
    seen.add(at);
    const [, id = "", output = ""] = /^(.*):(\d+)$/s.exec(at) ?? [];
    const step = steps.get(id);
    if (step === void 0) return void 0;
    const source = member(step.op, "source");
    if (source.json !== void 0) return rootOf(readString(member(source, "identifier")), at);
    const input = inputOf(step, Number(output));
    if (input === -1) return { kind: "scratch" };
    at = input === void 0 ? void 0 : step.inputs[input];
  }
  return void 0;
}
function rootOf(identifier, output) {
  const [, name] = /^(?:docker-image|oci-layout):\/\/(.+)$/s.exec(identifier) ?? [];
  return name === void 0 ? void 0 : { kind: "image", identifier: name, output };
}
function inputOf({ op, inputs }, output) {
  const [exec, file, merge] = [member(op, "exec"), member(op, "file"), member(op, "merge")];
  if (exec.json !== void 0) {
    const mounts = readList(member(exec, "mounts"), (mount) => ({
      dest: optional(member(mount, "dest"), readString),
      input: numberAt(mount, "input"),
      output: numberAt(mount, "output")
    }));
    return mounts.find((mount) => mount.dest === "/" && mount.output === output)?.input;
  }
  if (merge.json !== void 0) return readList(member(merge, "inputs"), (input) => numberAt(input, "input"))[0];
  return file.json === void 0 ? void 0 : inputOfFile(file, inputs.length, output);
}
function inputOfFile(file, inputs, output) {
  const actions = readList(member(file, "actions"), (action2) => ({ input: numberAt(action2, "input"), output: numberAt(action2, "output") }));
  let action = actions.findLast((one) => one.output === output);
  for (let count = 0; action !== void 0 && count <= actions.length; count++) {
    if (action.input < inputs) return action.input;
    action = actions[action.input - inputs];
  }
  return void 0;
}
function numberAt(value, key) {
  const { json, place } = member(value, key);
  if (json === void 0) return 0;
  if (!Number.isSafeInteger(json) || json < -1) throw new ShapeFault(place, "expected a number from -1 on");
  return json;
}

// src/base/provenance.ts
function baseOfSteps(predicate, layers) {
  return tolerant(predicate, (parts) => {
    const root = parts.steps.json === void 0 ? void 0 : findStageRoot(parts.steps);
    if (root?.kind === "scratch") return { name: "scratch", layers: 0, knownBy: "provenance" };
    const count = root === void 0 ? void 0 : countLayers(root, member(parts.buildkit, "layers"), layers);
    if (root === void 0 || count === void 0) return void 0;
    const named = readBaseName(root.identifier);
    const called = named === void 0 ? {} : { ...named, name: isPinned(named, parts) ? pinnedName(named) : named.name };
    return { ...called, layers: count, knownBy: "provenance" };
  });
}
function countLayers(root, chains, layers) {
  const outputs = readObject(chains);
  const chainOf = (output) => readList(member(chains, output), (chain2) => readList(chain2, readLayer))[0];
  const chain = Object.hasOwn(outputs, root.output) ? chainOf(root.output) : void 0;
  if (chain === void 0) return void 0;
  const isPrefix = chain.every((digest, index) => [layers[index]?.descriptor.digest, layers[index]?.diffID].includes(digest));
  if (isPrefix) return chain.length;
  const longest = Object.keys(outputs).reduce((most, output) => Math.max(most, chainOf(output)?.length ?? 0), 0);
  return longest === layers.length ? chain.length : void 0;
}
function readLayer(layer) {
  return readString(member(layer, "digest"));
}
function isPinned({ digest }, { buildkit, args }) {
  if (digest === void 0) return false;
  const given = argsOf(args).flatMap(([, value]) => value.startsWith("oci-layout:") ? [] : [value]);
  return [...given, dockerfileOf(buildkit) ?? ""].some((text) => text.includes(digest));
}
function materialsOf(predicate) {
  const found = tolerant(
    predicate,
    ({ materials }) => readList(materials, (material) => {
      const [, path = "", version = ""] = /^pkg:docker\/([^?@#]+)(?:@([^?#]*))?/.exec(optional(member(material, "uri"), readString) ?? "") ?? [];
      const digest = optional(member(material, "digest"), readObject)?.sha256;
      if (path === "" || typeof digest !== "string" || !/^[0-9a-f]{64}$/.test(digest)) return void 0;
      const tag = decode(version);
      const named = readBaseName(`${decode(path)}${tag === "" || tag.includes(":") ? "" : `:${tag}`}`);
      return named && { name: named.name, digest: `sha256:${digest}` };
    })
  );
  return (found ?? []).filter((material) => material !== void 0);
}
function buildFileOf(predicate) {
  return tolerant(predicate, ({ buildkit, args }) => {
    const text = buildkit.json === void 0 ? void 0 : dockerfileOf(buildkit);
    if (text === void 0) return void 0;
    const given = argsOf(args);
    const target = given.find(([key]) => key === "target")?.[1];
    const namesAfter = (prefix) => given.flatMap(([key, value]) => key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : []);
    return {
      text,
      args: Object.fromEntries(namesAfter("build-arg:")),
      contexts: Object.fromEntries(namesAfter("context:").map(([name, value]) => [name.replace(/::.*$/s, ""), value])),
      ...target === void 0 ? {} : { target }
    };
  });
}
function dockerfileOf(buildkit) {
  const source = member(buildkit, "source");
  if (source.json === void 0) return void 0;
  const [first] = readList(member(source, "infos"), (info) => ({
    language: optional(member(info, "language"), readString),
    data: optional(member(info, "data"), readString)
  }));
  return first?.data === void 0 || first.language !== "Dockerfile" ? void 0 : Buffer.from(first.data, "base64").toString("utf8");
}
function argsOf(args) {
  return Object.entries(args.json === void 0 ? {} : readObject(args)).flatMap(
    ([key, value]) => typeof value === "string" ? [[key, value]] : []
  );
}
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
function tolerant(predicate, read) {
  try {
    return read(partsOf({ json: predicate, place: "" }));
  } catch (error) {
    if (error instanceof ShapeFault) return void 0;
    throw error;
  }
}
function partsOf(predicate) {
  const at = (...keys) => keys.reduce((value, key) => value.json === void 0 ? value : member(value, key), predicate);
  const isSecond = member(predicate, "buildDefinition").json !== void 0;
  if (!isSecond) {
    return {
      materials: at("materials"),
      steps: at("buildConfig", "llbDefinition"),
      buildkit: at("metadata", "https://mobyproject.org/buildkit@v1#metadata"),
      args: at("invocation", "parameters", "args")
    };
  }
  return {
    materials: at("buildDefinition", "resolvedDependencies"),
    steps: at("buildDefinition", "internalParameters", "buildConfig", "llbDefinition"),
    buildkit: at("runDetails", "metadata", "buildkit_metadata"),
    args: at("buildDefinition", "externalParameters", "request", "args")
  };
}

// src/base/read-attestations.ts
var maxBytes = 16 << 20;
var maxCount = 4;
async function readAttestations(source, { attestations = [], platform }) {
  const predicates = [];
  for (const attestation of attestations.slice(0, maxCount)) {
    const what = `the attestations of ${platform} in ${source.name}`;
    if (!await source.has(attestation)) continue;
    const { mediaType } = attestation;
    const root = parseRoot(await fetchDocument(source, attestation, maxManifestBytes, what), what, { mediaType });
    const statements = "manifest" in root ? root.manifest.layers.filter(isProvenance) : [];
    for (const statement of statements.slice(0, maxCount)) {
      const bytes = await fetchDocument(source, statement, maxBytes, what);
      predicates.push(predicateOf(bytes, what));
    }
  }
  return predicates;
}
function isProvenance({ mediaType, annotations }) {
  return mediaType === "application/vnd.in-toto+json" && /^https:\/\/slsa\.dev\/provenance\/v(?:0\.2|1)$/.test(annotations?.["in-toto.io/predicate-type"] ?? "");
}
function predicateOf(bytes, what) {
  try {
    const statement = JSON.parse(bytes.toString("utf8"));
    return typeof statement === "object" && statement !== null && "predicate" in statement ? statement.predicate : void 0;
  } catch (error) {
    throw new ExpectedError("content", `reading ${what}: it is not JSON (${bytes.length} bytes)`, { cause: error });
  }
}

// src/base/find-base-here.ts
async function findBaseHere(source, image, { metadata = {}, buildFile }, onStep = () => {
}) {
  const key = "buildx.build.provenance";
  const told = [metadata[`${key}/${image.platform}`], metadata[key]].filter((predicate) => predicate !== void 0);
  const materials = [];
  const tryOne = async (predicate) => {
    const base2 = baseOfSteps(predicate, image.layers);
    if (base2 !== void 0) return base2;
    materials.push(...materialsOf(predicate));
    const file = buildFileOf(predicate);
    return file === void 0 ? void 0 : await baseOfFile(image, file, "provenance");
  };
  for (const predicate of told) {
    const base2 = await tryOne(predicate);
    if (base2 !== void 0) return { base: base2, materials: [] };
  }
  try {
    for (const predicate of await readAttestations(source, image)) {
      const base2 = await tryOne(predicate);
      if (base2 !== void 0) return { base: base2, materials: [] };
    }
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code === "interrupted") throw error;
    onStep(`the provenance of ${source.name} is passed over: ${error.message}`);
  }
  const base = buildFile === void 0 ? void 0 : await baseOfFile(image, buildFile, "dockerfile");
  return { ...base === void 0 ? {} : { base }, materials };
}
async function baseOfFile({ history, platform }, file, knownBy) {
  if (history === void 0) return void 0;
  const { parseDockerfile } = await import("./parse-dockerfile-J67BY5X3.js");
  const instructions = parseDockerfile(file.text);
  const own = instructions && findOwnInstructions(instructions, file, platform);
  const items = own && alignHistory(history, own);
  if (own === void 0 || items === void 0) return void 0;
  const layers = history.slice(0, items).filter(({ empty_layer }) => empty_layer !== true).length;
  const named = readBaseName(own.from);
  return { ...named === void 0 ? {} : { ...named, name: pinnedName(named) }, layers, knownBy };
}

// src/known-base.ts
var maxAsked = 4;
var patience = { answer: 1e4, piece: 1e4, longestPause: 5e3 };
async function findKnownBase(source, image, evidence, options) {
  const debug = (line) => options.onStep?.(line, "debug");
  const { base, materials } = await findBaseHere(source, image, evidence, debug);
  if (base !== void 0 || source.kind !== "registry") return base;
  const ask = (named) => askRegistries(source, image, named, options);
  const material = await ask(materials);
  if (material !== void 0) return { ...material, knownBy: "provenance" };
  const annotated = await ask(namesIn(image.annotations));
  if (annotated !== void 0) return { ...annotated, knownBy: "annotation" };
  const labelled = await ask(namesIn(image.baseLabels));
  const isInherited = labelled !== void 0 && (guessBase(image.history ?? [])?.layers ?? 0) > labelled.layers;
  return labelled === void 0 || isInherited ? void 0 : { ...labelled, knownBy: "annotation" };
}
function namesIn(texts = {}) {
  const named = readBaseName(texts["org.opencontainers.image.base.name"] ?? "");
  const digest = texts["org.opencontainers.image.base.digest"] ?? named?.digest;
  return named === void 0 || digest === void 0 ? [] : [{ name: named.name, digest }];
}
async function askRegistries(source, image, named, options) {
  const own = parseImageName(source.name.replace(/^docker:\/\//, ""))?.domain;
  const debug = (line) => options.onStep?.(line, "debug");
  const once = [...new Map(named.map((one) => [one.digest, one])).values()];
  let best;
  for (const { name, digest } of once.slice(0, maxAsked)) {
    const parsed = parseImageName(`${name}@${digest}`);
    if (parsed === void 0) continue;
    if (parsed.domain !== own && (isPrivate(parsed.domain.replace(/:\d+$/, "")) || !/[a-z][^/]*\.[a-z]/i.test(parsed.domain))) continue;
    try {
      var _stack = [];
      try {
        const registry = __using(_stack, openRegistryImage(parsed, { ...options, onStep: debug, patience: { ...patience, ...options.patience } }), true);
        const platforms = [image.platform];
        const [base] = await loadImages(registry, { platforms, ...options.signal === void 0 ? {} : { signal: options.signal } });
        const diffIDs = base?.layers.map(({ diffID }) => diffID) ?? [];
        if (diffIDs.some((diffID, index) => image.layers[index]?.diffID !== diffID)) {
          debug(`${name} is named as a base of ${source.name}, but its layers are not the lowest of it`);
        } else if (diffIDs.length > (best?.layers ?? 0)) best = { name, digest, layers: diffIDs.length };
      } catch (_) {
        var _error = _, _hasError = true;
      } finally {
        var _promise = __callDispose(_stack, _error, _hasError);
        _promise && await _promise;
      }
    } catch (error) {
      if (!(error instanceof ExpectedError) || error.code === "interrupted") throw error;
      debug(`whether ${name} is the base of ${source.name} could not be told: ${error.message}`);
    }
  }
  return best;
}
export {
  findKnownBase
};
