import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  parseConfig,
  parseDockerManifest
} from "./chunk-I44IK55E.js";
import {
  maxConfigBytes,
  maxManifestBytes,
  mediaTypes,
  readContent,
  sha256
} from "./chunk-HUFAO3EZ.js";
import {
  isSameImageName,
  parseImageName
} from "./chunk-NTYIXUAT.js";
import {
  sniffCompression
} from "./chunk-MCXDM5AR.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/sources/docker-archive.ts
import { Readable } from "node:stream";

// src/sources/choose-entry.ts
async function chooseEntry(entries, wanted, where, imageID) {
  const matching = wanted === void 0 ? [...entries] : await findEntries(entries, wanted, imageID);
  const [first, ...others] = matching;
  if (first !== void 0 && others.every((other) => isSameEntry(first, other))) return first;
  const list = (await Promise.all((first === void 0 ? entries : matching).map((entry) => describe(entry, imageID)))).join(", ");
  if (first === void 0)
    throw new ExpectedError("not-found", `choosing ${wanted} in ${where}: it is none of the ${entries.length} there: ${list}`, {
      hint: "name one of these with --tag"
    });
  throw new ExpectedError("which-image", `choosing ${wanted ?? "an image"} in ${where}: it may be each of ${matching.length}: ${list}`, {
    hint: "name one of these with --tag"
  });
}
async function findEntries(entries, wanted, imageID) {
  const byTag = (isMeant) => entries.filter(({ RepoTags }) => RepoTags.some(isMeant));
  const named = byTag((tag) => tag === wanted || isSameImageName(tag, wanted));
  if (named.length > 0) return named;
  const tagged = byTag((tag) => parseImageName(tag)?.tag === wanted);
  if (tagged.length > 0) return tagged;
  const id = /^(?:sha256:)?([0-9a-f]{7,64})$/.exec(wanted)?.[1];
  if (id === void 0) return [];
  const ids = await Promise.all(entries.map(imageID));
  return entries.filter((_, index) => ids[index]?.startsWith(`sha256:${id}`));
}
function isSameEntry(one, other) {
  return one.Config === other.Config && one.Layers.join("\n") === other.Layers.join("\n");
}
async function describe(entry, imageID) {
  return entry.RepoTags.length > 0 ? entry.RepoTags.join(" = ") : await imageID(entry);
}

// src/sources/member-store.ts
import { readSync } from "node:fs";
function sniffMember(content) {
  if (content.kind === "stream") return sniffCompression(content.head);
  const head = Buffer.alloc(Math.min(8, content.length));
  readSync(content.fd, head, 0, head.length, content.offset);
  return sniffCompression(head);
}
function sparseMember(path, name) {
  return new ExpectedError("unsupported", `reading ${path}: its member ${name} is stored with holes, where a plain member was expected`, {
    hint: "make the archive again without --sparse"
  });
}

// src/sources/docker-archive.ts
var presented = "manifest.json/";
var DockerArchive = class {
  kind = "docker-archive";
  mayBeUnpacked = true;
  name;
  notes;
  #store;
  #wanted;
  #chosen;
  #manifest;
  /** @param wanted a tag, a reference or an image ID that chooses among several images */
  constructor(store, wanted) {
    this.name = `docker ${store.kind} ${store.path}`;
    this.notes = [...store.notes];
    this.#store = store;
    this.#wanted = wanted;
  }
  async resolve() {
    this.#manifest ??= Buffer.from(JSON.stringify(await this.#present(await this.choose())));
    return { mediaType: mediaTypes.manifest, size: this.#manifest.length, at: presented };
  }
  /** The entry of manifest.json that is wanted. @throws ExpectedError `not-found`, `which-image`, `content` */
  async choose() {
    this.#chosen ??= await chooseEntry(
      await this.#readManifest(),
      this.#wanted,
      this.name,
      async (entry) => sha256(await this.#readConfig(entry))
    );
    return this.#chosen;
  }
  async has(descriptor) {
    return descriptor.at === presented || descriptor.at !== void 0 && this.#store.find(descriptor.at) !== void 0;
  }
  async fetch(descriptor) {
    if (descriptor.at === presented && this.#manifest !== void 0)
      return { kind: "stream", stream: Readable.from([this.#manifest]), length: this.#manifest.length };
    return this.#member(descriptor.at ?? descriptor.digest ?? "");
  }
  async [Symbol.asyncDispose]() {
    this.#store.close();
  }
  #member(name) {
    const content = this.#store.find(name);
    if (content !== void 0) return content;
    throw new ExpectedError("content", `reading ${this.name}: its manifest.json names ${name}, which is not there`, {
      hint: "the archive was cut off or is damaged: save or copy it again"
    });
  }
  async #readManifest() {
    const what = `manifest.json of ${this.name}`;
    const content = this.#store.find("manifest.json");
    if (content === void 0) {
      throw new ExpectedError("unsupported", `reading ${this.name}: it has no manifest.json, as archives from before Docker 1.10`, {
        hint: "load it into an engine and save it again"
      });
    }
    const entries = parseDockerManifest(await readContent(content, maxManifestBytes, what), what);
    if (entries.length === 0) throw new ExpectedError("content", `reading ${what}: it names no image`, { hint: "save the image again" });
    return entries;
  }
  async #readConfig({ Config: name }) {
    const what = `the config ${name} of ${this.name}`;
    const bytes = await readContent(this.#member(name), maxConfigBytes, what);
    const declared = /(?:^|[/:])([0-9a-f]{64})(?:\.json)?$/.exec(name)?.[1];
    const found = sha256(bytes);
    if (declared !== void 0 && found !== `sha256:${declared}`)
      throw new ExpectedError("content", `reading ${what}: its bytes have the digest ${found}, which is not that in its name`, {
        hint: "the archive is damaged or was changed by hand: save the image again"
      });
    return bytes;
  }
  /** The entry in an OCI manifest's words. */
  async #present(entry) {
    const bytes = await this.#readConfig(entry);
    const config = parseConfig(bytes, `the config ${entry.Config} of ${this.name}`);
    return {
      config: { mediaType: mediaTypes.config, digest: sha256(bytes), size: bytes.length, at: entry.Config },
      layers: entry.Layers.map((name, index) => this.#presentLayer(name, index, config))
    };
  }
  #presentLayer(name, index, config) {
    const content = this.#member(name);
    const compression = sniffMember(content);
    const diffID = config.rootfs.diff_ids[index];
    const inName = /^(?:\.\/)?blobs\/(sha256|sha512)\/([0-9a-f]+)$/.exec(name);
    const blob = inName === null ? void 0 : `${inName[1]}:${inName[2]}`;
    const isTar = compression !== "gzip" && compression !== "zstd";
    const digest = isTar ? diffID : blob;
    if (isTar && diffID !== void 0 && blob !== diffID && blob?.startsWith(diffID.slice(0, 7)) === true)
      throw new ExpectedError(
        "content",
        `reading ${this.name}: layer ${index} is the uncompressed blob ${blob}, where the config declares the diffID ${diffID}`,
        { hint: "the archive is damaged or was put together wrongly: save the image again" }
      );
    const mediaType = isTar ? mediaTypes.layer : compression === "gzip" ? mediaTypes.gzipLayer : mediaTypes.zstdLayer;
    return { mediaType, at: name, size: content.length, ...digest === void 0 ? {} : { digest } };
  }
};

export {
  sparseMember,
  DockerArchive
};
