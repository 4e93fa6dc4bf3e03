import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  formatPlatform,
  isImageRole
} from "./chunk-OHHQZVAT.js";
import {
  parseIndex,
  parseLayoutVersion
} from "./chunk-I44IK55E.js";
import {
  maxManifestBytes,
  mediaTypes,
  readContent
} from "./chunk-HUFAO3EZ.js";
import {
  isSameImageName,
  parseImageName
} from "./chunk-NTYIXUAT.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/sources/oci-layout.ts
import { Readable } from "node:stream";

// src/sources/choose-descriptors.ts
var refName = "org.opencontainers.image.ref.name";
var containerdName = "io.containerd.image.name";
function chooseDescriptors(all, wanted, where) {
  const images = all.filter(isImageRole).filter(isFirstOfItsKind);
  if (images.length === 0) {
    const others = [...new Set(all.map(({ artifactType, mediaType }) => artifactType || mediaType))].join(", ");
    throw new ExpectedError(
      others === "" ? "content" : "unsupported",
      `looking for an image in ${where}: its index.json names ${others === "" ? "nothing" : `none, only ${others}`}`,
      { hint: "name what holds the image itself, or build it again" }
    );
  }
  const chosen = wanted === void 0 ? images : findDescriptors(images, wanted);
  if (chosen.length === 0)
    throw new ExpectedError("not-found", `choosing ${wanted} in ${where}: it is none of the ${images.length} there: ${list(images)}`, {
      hint: "name one of these with --tag"
    });
  const digests = new Set(chosen.map(({ digest }) => digest));
  if (digests.size === 1) return chosen.slice(0, 1);
  if (isFlatIndex(chosen)) return chosen;
  throw new ExpectedError(
    "which-image",
    `choosing ${wanted ?? "an image"} in ${where}: it may be each of ${digests.size}: ${list(chosen)}`,
    {
      hint: "name one of these with --tag, by its digest where names are equal"
    }
  );
}
function isFirstOfItsKind(descriptor, index, all) {
  const key = (each) => [each.digest, ...namesOf(each)].join(" ");
  return all.findIndex((each) => key(each) === key(descriptor)) === index;
}
function namesOf({ annotations }) {
  return [annotations?.[containerdName], annotations?.[refName]].filter((name) => name !== void 0);
}
function findDescriptors(images, wanted) {
  const tests = [
    ({ digest }) => digest === wanted,
    ({ annotations }) => isSameImageName(annotations?.[containerdName] ?? "", wanted),
    ({ annotations }) => annotations?.[refName] === wanted,
    ({ annotations }) => isSameImageName(annotations?.[refName] ?? "", wanted),
    // A bare tag stands for a name that ends in it, and a name for a bare tag.
    (descriptor) => namesOf(descriptor).some((name) => parseImageName(name)?.tag === wanted),
    ({ annotations }) => annotations?.[refName] !== void 0 && annotations[refName] === parseImageName(wanted)?.tag
  ];
  for (const test of tests) {
    const found = images.filter(test);
    if (found.length > 0) return found;
  }
  return [];
}
function isFlatIndex(chosen) {
  const names = new Set(chosen.map((each) => namesOf(each)[0]));
  const platforms = chosen.map(({ platform }) => platform && formatPlatform(platform));
  return names.size === 1 && !platforms.includes(void 0) && new Set(platforms).size === chosen.length;
}
function list(descriptors) {
  const names = descriptors.map((each) => namesOf(each)[0]);
  return descriptors.map(({ digest = "" }, index) => {
    const name = names[index];
    if (name === void 0) return digest;
    return names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${digest})`;
  }).join(", ");
}

// src/sources/oci-layout.ts
var presented = "index.json/";
var maxLayoutFileBytes = 4096;
var OciLayout = class {
  kind;
  mayBeUnpacked;
  name;
  notes;
  #store;
  #wanted;
  #root;
  #index;
  /**
   * @param wanted a tag, a reference or a digest that chooses among several images
   * @param root the descriptor that is wanted, where it is known already
   */
  constructor(store, wanted, root) {
    this.kind = store.kind === "archive" ? "oci-archive" : "oci-layout";
    this.name = `OCI ${store.kind === "archive" ? "archive" : "layout"} ${store.path}`;
    this.notes = [...store.notes];
    this.mayBeUnpacked = store.find("manifest.json") !== void 0;
    this.#store = store;
    this.#wanted = wanted;
    this.#root = root;
  }
  async resolve() {
    if (this.#root !== void 0) return this.#root;
    await this.#checkVersion();
    const chosen = chooseDescriptors((await this.readIndex()).manifests, this.#wanted, this.name);
    const [first] = chosen;
    if (chosen.length === 1 && first !== void 0) this.#root = first;
    else {
      this.#index = Buffer.from(JSON.stringify({ mediaType: mediaTypes.index, manifests: chosen }));
      this.#root = { mediaType: mediaTypes.index, size: this.#index.length, at: presented };
    }
    return this.#root;
  }
  /** @throws ExpectedError `content` */
  async readIndex() {
    const what = `index.json of ${this.name}`;
    const content = this.#store.find("index.json");
    if (content === void 0)
      throw new ExpectedError("content", `reading ${this.name}: its index.json is missing`, {
        hint: "an OCI layout has one: copy the image again, whole"
      });
    return parseIndex(await readContent(content, maxManifestBytes, what), what);
  }
  async has(descriptor) {
    return descriptor.at === presented || this.#find(descriptor) !== void 0;
  }
  async fetch(descriptor) {
    if (descriptor.at === presented && this.#index !== void 0)
      return { kind: "stream", stream: Readable.from([this.#index]), length: this.#index.length };
    const content = this.#find(descriptor);
    const { digest = "without a digest", size } = descriptor;
    if (content === void 0)
      throw new ExpectedError("content", `reading ${this.name}: its blob ${digest} is missing`, { hint: "copy the image again, whole" });
    if (size !== void 0 && size !== content.length)
      throw new ExpectedError(
        "content",
        `reading ${this.name}: its blob ${digest} has ${content.length} bytes, where ${size} were declared`,
        {
          hint: "the image is damaged or was cut off: copy it again"
        }
      );
    return content;
  }
  async [Symbol.asyncDispose]() {
    this.#store.close();
  }
  /** A digest becomes a file's name: the documents' reader has let none through that could lead elsewhere. */
  #find({ digest }) {
    return digest === void 0 ? void 0 : this.#store.find(`blobs/${digest.replace(":", "/")}`);
  }
  async #checkVersion() {
    const content = this.#store.find("oci-layout");
    if (content === void 0) {
      this.notes.push("the layout has no oci-layout file, which the specification demands");
      return;
    }
    const what = `oci-layout of ${this.name}`;
    const version = parseLayoutVersion(await readContent(content, maxLayoutFileBytes, what), what);
    if (/^1\./.test(version)) return;
    throw new ExpectedError("unsupported", `reading ${what}: found layout version ${version}, where 1.0.0 was expected`, {
      hint: "write the layout with another version of the tool that made it"
    });
  }
};

export {
  OciLayout
};
