import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  openRegistryImage
} from "./chunk-OX7HVI2V.js";
import {
  findParting,
  guessBase
} from "./chunk-6JUU46EK.js";
import {
  loadImages
} from "./chunk-IUPM4RPA.js";
import "./chunk-GHHV2QTC.js";
import "./chunk-IRSMJQLC.js";
import "./chunk-EVG6426J.js";
import "./chunk-WTL5UKUZ.js";
import "./chunk-OHHQZVAT.js";
import {
  ShapeFault,
  member,
  optional,
  parseRoot,
  readList,
  readObject,
  readString
} from "./chunk-I44IK55E.js";
import {
  fetchDocument,
  maxManifestBytes
} from "./chunk-HUFAO3EZ.js";
import {
  familiarImageName,
  isSameImageName,
  parseImageName,
  shortDigest
} from "./chunk-NTYIXUAT.js";
import "./chunk-MCXDM5AR.js";
import "./chunk-IGIL577L.js";
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
  const { digest } = parsed;
  return { name: familiarImageName(parsed), ...digest === void 0 ? {} : { digest } };
}
function pinnedName({ name, digest }) {
  return digest === void 0 ? name : `${name}@${shortDigest(digest)}`;
}

// src/base/align-history.ts
var keywords = new Set(
  "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(" ")
);
function alignHistory(history, own) {
  const isBuildKit = isOfBuildKit(history.at(-1));
  const expected = isBuildKit ? own.keywords.filter((keyword) => keyword !== "ONBUILD") : own.keywords;
  const start = history.length - expected.length;
  if (start < 0 || own.from === "scratch" && start > 0) return void 0;
  if (!expected.every((keyword, index) => keywordOf(history[start + index]) === keyword)) return void 0;
  const below = history.slice(0, start);
  const isOdd = (item) => keywordOf(item) === "ONBUILD" || item.comment?.startsWith("buildkit.exporter") === true;
  return below.some(isOdd) || mayBeTriggered(below, isBuildKit) ? void 0 : start;
}
function mayBeTriggered(below, isBuildKit) {
  return !isBuildKit && !isOfBuildKit(below.at(-1)) && below.some(isOfBuildKit);
}
function isOfBuildKit(item) {
  return item?.comment?.startsWith("buildkit.") === true;
}
function keywordOf({ created_by: text = "", comment = "" }) {
  const noOperation = /^(?:\S+ ){1,8}#\(nop\) +([A-Z]+)(?:\s|$)/.exec(text)?.[1];
  if (noOperation !== void 0) return noOperation;
  const [, first = ""] = /^([A-Z]+)(?:\s|$)/.exec(text) ?? [];
  if (keywords.has(first)) return first;
  return text === "" || comment.startsWith("buildkit.") ? void 0 : "RUN";
}

// src/base/build-file.ts
var maxInstructions = 1e4;
var maxValue = 1e3;
function findOwnInstructions(instructions, { target, args, contexts }, platform) {
  if (instructions.length > maxInstructions) return void 0;
  const stages = readStages(instructions, args, platform);
  if (stages === void 0) return void 0;
  const replaced = new Set(Object.keys(contexts).map((name) => name.toLowerCase()));
  const parts = [];
  for (let index = findStage(stages, target); index !== void 0; ) {
    const { name, image, below, keywords: keywords2 } = stages[index];
    if (image === "" || name !== void 0 && replaced.has(name)) return void 0;
    parts.push(keywords2);
    if (below === void 0) {
      const from = findImage(image, contexts);
      return from && { keywords: parts.reverse().flat(), ...from };
    }
    index = below;
  }
  return void 0;
}
function readStages(instructions, args, platform) {
  const stages = [];
  const byName = /* @__PURE__ */ new Map();
  const variables = platformArguments(platform);
  for (const { keyword, from, defaults = [] } of instructions) {
    if (from !== void 0) {
      const image = expand(from.image, variables) ?? "";
      const [name, below] = [from.stage?.toLowerCase(), byName.get(image.toLowerCase())];
      if (name !== void 0) byName.set(name, stages.length);
      stages.push({ ...name === void 0 ? {} : { name }, image, ...below === void 0 ? {} : { below }, keywords: [] });
    } else if (stages.length > 0) stages.at(-1).keywords.push(keyword);
    else if (keyword === "ARG") {
      for (const [name, value] of defaults) setArgument(variables, name, Object.hasOwn(args, name) ? args[name] : value, args);
    } else return void 0;
  }
  return stages;
}
function setArgument(variables, name, value, args) {
  if (value === void 0) return;
  const expanded = Object.hasOwn(args, name) ? value : expand(value, variables);
  if (expanded === void 0 || expanded.length > maxValue) variables.delete(name);
  else variables.set(name, expanded);
}
function findStage(stages, target) {
  if (target === void 0 || target === "") return stages.length === 0 ? void 0 : stages.length - 1;
  const named = stages.findLastIndex(({ name }) => name === target.toLowerCase());
  if (named >= 0) return named;
  return /^\d{1,4}$/.test(target) && Number(target) < stages.length ? Number(target) : void 0;
}
function findImage(image, contexts) {
  const plain = (name2) => readBaseName(name2)?.name.replace(/:latest$/, "") ?? name2;
  const [stands, ...others] = Object.entries(contexts).filter(([name2]) => name2 === image || plain(name2) === plain(image));
  if (stands === void 0) return { from: image };
  const [, kind, name] = /^(docker-image|oci-layout):(?:\/\/)?(.+)$/s.exec(stands[1]) ?? [];
  if (kind === void 0 || others.length > 0 || image === "scratch" || name === "scratch") return void 0;
  return kind === "oci-layout" ? {} : { from: name };
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
  if (text.length > maxValue) return void 0;
  const bare = /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
  let isKnown = !/["'\\`]/.test(bare);
  let length = bare.length;
  const whole = bare.replaceAll(
    /\$(?:(\w+)|\{(\w+)(?:(:?[-+])([^${}]*))?\}|)/g,
    (_all, plain, braced, mark, word = "") => {
      const value = variables.get(plain ?? braced ?? "");
      const isSet = value !== void 0 && !(mark?.startsWith(":") === true && value === "");
      if (mark?.endsWith("+") === true) return isSet ? String(word) : "";
      if (mark?.endsWith("-") === true && !isSet) return String(word);
      length += value?.length ?? 0;
      isKnown &&= value !== void 0 && length <= 2 * maxValue;
      return isKnown ? value : "";
    }
  );
  return isKnown && whole.length <= maxValue ? whole : void 0;
}

// src/base/walk-steps.ts
var maxWork = 5e4;
function findStageRoot(definition) {
  let work = 0;
  const spend = (count, place) => {
    work += count;
    if (work > maxWork) throw new ShapeFault(place, `expected a build of at most ${maxWork} steps and what they take, found more`);
  };
  const steps = /* @__PURE__ */ new Map();
  const ids = readCounted(definition, spend, (value) => {
    const id = readString(member(value, "id"));
    steps.set(id, { op: member(member(value, "op"), "Op"), inputs: readCounted(member(value, "inputs"), spend, readString) });
    return id;
  });
  let at = steps.get(ids.at(-1) ?? "")?.inputs[0];
  for (const seen = /* @__PURE__ */ new Set(); at !== void 0 && !seen.has(at); ) {
    spend(1, definition.place);
    seen.add(at);
    const [, id = "", output = ""] = /^(.*):(\d+)$/s.exec(at) ?? [];
    const step = steps.get(id);
    if (step === void 0) return void 0;
    const source = member(step.op, "source");
    if (source.json !== void 0) return rootOf(readString(member(source, "identifier")), at);
    step.inputOf ??= readInputs(step, spend);
    const input = step.inputOf(Number(output));
    if (input === -1) return { kind: "scratch" };
    at = input === void 0 ? void 0 : step.inputs[input];
  }
  return void 0;
}
function rootOf(identifier, output) {
  const [, name] = /^(?:docker-image|oci-layout):\/\/(.+)$/s.exec(identifier) ?? [];
  return name === void 0 ? void 0 : { kind: "image", identifier: name, output };
}
function readCounted(list, spend, read) {
  if (Array.isArray(list.json)) spend(list.json.length, list.place);
  return readList(list, read);
}
function readInputs({ op, inputs }, spend) {
  const [exec, file, merge] = [member(op, "exec"), member(op, "file"), member(op, "merge")];
  if (exec.json !== void 0) {
    const mounts = readCounted(member(exec, "mounts"), spend, (mount) => ({
      dest: optional(member(mount, "dest"), readString),
      input: numberAt(mount, "input"),
      output: numberAt(mount, "output")
    })).filter(({ dest }) => dest === "/");
    const byOutput = new Map(mounts.reverse().map(({ output, input }) => [output, input]));
    return (output) => byOutput.get(output);
  }
  if (merge.json !== void 0) {
    const [first] = readCounted(member(merge, "inputs"), spend, (input) => numberAt(input, "input"));
    return () => first;
  }
  return file.json === void 0 ? () => void 0 : readActions(file, inputs.length, spend);
}
function readActions(file, inputs, spend) {
  const actions = readCounted(member(file, "actions"), spend, (action) => ({
    input: numberAt(action, "input"),
    output: numberAt(action, "output")
  }));
  const byOutput = new Map(actions.map((action) => [action.output, action]));
  return (output) => {
    let action = byOutput.get(output);
    for (let count = 0; action !== void 0 && count <= actions.length; count++) {
      spend(1, file.place);
      if (action.input < inputs) return action.input;
      action = actions[action.input - inputs];
    }
    return void 0;
  };
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
var tools = /^docker\/(?:dockerfile(?:-upstream)?|buildkit-[a-z0-9-]+)(?=$|:)/;
function materialsOf(predicate) {
  return tolerant(predicate, ({ materials }) => {
    const found = [];
    for (const { uri, digest } of readList(materials, readMaterial)) {
      const [, type, path = "", version = ""] = /^pkg:(docker|oci)\/([^?@#]+)(?:@([^?#]*))?/.exec(uri) ?? [];
      if (type === void 0 && !/^pkg:(?:docker|oci)\b/.test(uri)) continue;
      const tag = decode(version);
      const named = readBaseName(`${decode(path)}${tag === "" || tag.includes(":") ? "" : `:${tag}`}`);
      if (named !== void 0 && tools.test(named.name)) continue;
      if (named === void 0 || type !== "docker" || digest === void 0)
        throw new ShapeFault("materials", "expected images of registries");
      found.push({ name: named.name, digest });
    }
    return found;
  });
}
function readMaterial(material) {
  const sha256 = optional(member(material, "digest"), readObject)?.sha256;
  const isDigest = typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256);
  return { uri: optional(member(material, "uri"), readString) ?? "", ...isDigest ? { digest: `sha256:${sha256}` } : {} };
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
async function* readAttestations(source, { attestations = [], platform }) {
  if (attestations.length > maxCount) return [];
  for (const attestation of attestations) {
    const what = `the attestations of ${platform} in ${source.name}`;
    if (!await source.has(attestation)) continue;
    const { mediaType } = attestation;
    const root = parseRoot(await fetchDocument(source, attestation, maxManifestBytes, what), what, { mediaType });
    const statements = "manifest" in root ? root.manifest.layers.filter(isProvenance) : [];
    if (statements.length > maxCount) return [];
    for (const statement of statements) {
      const bytes = await fetchDocument(source, statement, maxBytes, what);
      yield predicateOf(bytes, what);
    }
  }
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
  let materials = [];
  const tryOne = async (predicate) => {
    const base2 = baseOfSteps(predicate, image.layers);
    if (base2 !== void 0) return base2;
    const more = materialsOf(predicate);
    materials = materials && more && [...materials, ...more];
    const file = buildFileOf(predicate);
    return file === void 0 ? void 0 : await baseOfFile(image, file, "provenance");
  };
  for (const predicate of told) {
    const base2 = await tryOne(predicate);
    if (base2 !== void 0) return { base: base2, materials: [] };
  }
  try {
    for await (const predicate of readAttestations(source, image)) {
      const base2 = await tryOne(predicate);
      if (base2 !== void 0) return { base: base2, materials: [] };
    }
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code === "interrupted") throw error;
    onStep(`the provenance of ${source.name} is passed over: ${error.message}`);
  }
  const base = buildFile === void 0 ? void 0 : await baseOfFile(image, buildFile, "dockerfile");
  return { ...base === void 0 ? {} : { base }, materials: materials ?? [] };
}
async function baseOfFile({ history, platform }, file, knownBy) {
  if (history === void 0) return void 0;
  const { parseDockerfile } = await import("./parse-dockerfile-J67BY5X3.js");
  const instructions = parseDockerfile(file.text);
  const own = instructions && findOwnInstructions(instructions, file, platform);
  const items = own && alignHistory(history, own);
  if (own === void 0 || items === void 0) return void 0;
  const layers = history.slice(0, items).filter(({ empty_layer }) => empty_layer !== true).length;
  const named = asFound(readBaseName(own.from ?? ""), history.slice(items));
  return { ...named === void 0 ? {} : { ...named, name: pinnedName(named) }, layers, knownBy };
}
function asFound(named, ownItems) {
  const said = ownItems.find(({ comment = "" }) => comment.startsWith("FROM "))?.comment;
  const [, found] = /^FROM (localhost\/\S+)/.exec(said ?? "") ?? [];
  if (named === void 0 || found === void 0 || !isSameImageName(found, `localhost/${named.name}`)) return named;
  return { ...named, name: `localhost/${named.name}` };
}

// src/known-base.ts
var maxAsked = 4;
var patience = { answer: 1e4, piece: 1e4, longestPause: 5e3 };
async function findKnownBase(source, image, evidence, options) {
  const debug = (line) => options.onStep?.(line, "debug");
  const { base, materials } = await findBaseHere(source, image, evidence, debug);
  if (base !== void 0) return { base };
  if (source.kind !== "registry") return {};
  const reasons = [];
  for (const [knownBy, named] of [
    ["provenance", materials],
    ["annotation", namesIn(image.annotations)],
    ["annotation", namesIn(image.baseLabels)]
  ]) {
    const asked = await askRegistries(source, image, named, options);
    const found = asked.base && knownBy === "annotation" ? confirmByHistory(image, asked.base) : asked;
    if (found.base !== void 0) return { base: { ...found.base, knownBy } };
    if (found.reason === void 0) continue;
    debug(`${source.name}: ${found.reason}`);
    reasons.push(found.reason);
  }
  return reasons[0] === void 0 ? {} : { reason: reasons[0] };
}
function confirmByHistory({ history = [] }, base) {
  if (guessBase(history)?.layers === base.layers) return { base };
  return { reason: `${base.name} is named as its base, and may be the base of that: its history does not end it there` };
}
function namesIn(texts = {}) {
  const named = readBaseName(texts["org.opencontainers.image.base.name"] ?? "");
  const digest = texts["org.opencontainers.image.base.digest"] ?? named?.digest;
  return named === void 0 || digest === void 0 ? [] : [{ name: named.name, digest }];
}
async function askRegistries(source, image, named, options) {
  const own = parseImageName(source.name.replace(/^docker:\/\//, ""))?.domain;
  const once = [...new Map(named.map((one) => [one.digest, one])).values()];
  if (once.length > maxAsked)
    return { reason: `${once.length} images are named of which one may be its base, and at most ${maxAsked} are asked for` };
  const asked = once.map(({ name, digest }) => ({ name, digest, parsed: parseImageName(`${name}@${digest}`) }));
  const stranger = asked.find(({ parsed }) => parsed === void 0 || ![own, "docker.io"].includes(parsed.domain));
  if (stranger !== void 0)
    return {
      reason: `${stranger.name} may be its base, but for an image's word only its own registry and Docker Hub are asked`
    };
  const about = once.length > 1 ? "may be its base" : "is named as its base";
  let best;
  for (const { name, digest, parsed } of asked) {
    try {
      const diffIDs = await fetchDiffIDs(parsed, image.platform, options);
      if (findParting(image.layers, diffIDs) < 0 && diffIDs.length > (best?.layers ?? 0)) best = { name, digest, layers: diffIDs.length };
    } catch (error) {
      if (!(error instanceof ExpectedError) || error.code === "interrupted") throw error;
      return { reason: `${name} ${about}, but the registry could not confirm it: ${error.message}` };
    }
  }
  if (best !== void 0) return { base: best };
  const [only, ...others] = once;
  if (only === void 0) return {};
  if (others.length > 0)
    return { reason: `${once.length} images are named of which one may be its base, but the layers of none are its lowest` };
  return { reason: `${only.name} is named as its base, but its layers are not the lowest of the image` };
}
async function fetchDiffIDs(parsed, platform, options) {
  var _stack = [];
  try {
    const onStep = (line) => options.onStep?.(line, "debug");
    const registry = __using(_stack, openRegistryImage(parsed, { ...options, onStep, patience: { ...patience, ...options.patience } }), true);
    const signal = options.signal === void 0 ? {} : { signal: options.signal };
    const [base] = await loadImages(registry, { platforms: [platform], ...signal });
    return base?.layers.map(({ diffID }) => diffID) ?? [];
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
export {
  findKnownBase
};
