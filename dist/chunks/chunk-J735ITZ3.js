import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  buildText
} from "./chunk-6ZSUARQE.js";
import {
  didYouMean
} from "./chunk-A423ZOMY.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/name-images.ts
import { basename } from "node:path";
function chooseImages(budget, { directory, images, platforms }) {
  const names = budget.images.map(({ name }) => name);
  const unknown = images.filter(({ name }) => !names.includes(name));
  if (unknown.length > 0) {
    const found = unknown.map(({ name }) => `${JSON.stringify(name)}${didYouMean(name, names)}`).join(" and ");
    throw new ExpectedError(
      "option",
      `--image names ${found}, which the budget ${budget.file} does not have; its images are ${names.join(", ")}`
    );
  }
  const narrowed = images.some(({ reference }) => reference === void 0);
  const wanted = narrowed ? budget.images.filter(({ name }) => images.some((image) => image.name === name)) : budget.images;
  const nowhere = [];
  const named = wanted.flatMap((image) => {
    const said = images.find(({ name }) => name === image.name)?.reference;
    const source = said ?? image.source;
    if (source === void 0) nowhere.push(image.name);
    if (source === void 0) return [];
    const from = said === void 0 ? budget.folder : directory;
    const what = typeof source === "string" ? { reference: source } : { reference: buildText(source), build: source };
    const base = image.base === void 0 ? {} : { base: { reference: image.base, directory: budget.folder } };
    return [{ name: image.name, ...what, directory: from, ...base, ...wantedPlatforms(platforms, image) }];
  });
  if (nowhere.length === 0) return named;
  throw new ExpectedError("option", `the budget ${budget.file} does not say where to find ${nowhere.join(", ")}`, {
    hint: `Say it with ${nowhere.map((name) => `--image ${name}=REF`).join(" ")}, or with source: in the budget.`
  });
}
function nameReferences({ directory, references = [], images, platforms }) {
  const named = images.map(({ name, reference }) => {
    if (reference !== void 0) return { name, reference };
    throw new ExpectedError("option", `--image ${name} does not say what the image is, and no budget does`, {
      hint: `Write --image ${name}=REF.`
    });
  });
  for (const reference of references) {
    const name = nameOfReference(reference);
    let free = name;
    for (let number = 2; named.some((other) => other.name === free); number++) free = `${name}-${number}`;
    named.push({ name: free, reference });
  }
  if (named.length === 0)
    throw new ExpectedError("option", "no image was named", { hint: "Name a file, such as out/api.tar, or --image NAME=REF." });
  return named.map((image) => ({ ...image, directory, ...wantedPlatforms(platforms) }));
}
function wantedPlatforms(asked, image) {
  if (asked === "all") return {};
  const platforms = asked ?? image?.platforms;
  return platforms === void 0 ? {} : { platforms };
}
function nameOfReference(reference) {
  const inStore = /^(?:docker:\/\/|docker-daemon:|containers-storage:)(?:\[[^\]]*\])?(.+)$/.exec(reference)?.[1] ?? bareName(reference);
  const [, path = reference, image = inStore] = /^(?:docker-archive|oci-archive|oci):([^:]+)(?::(.+))?$/.exec(reference) ?? [];
  const name = image === void 0 ? fileStem(path) : repositoryName(image);
  const plain = name.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
  return plain === "" ? "image" : plain.slice(0, 60);
}
function bareName(reference) {
  return /^[\w./-]+:\w[\w.-]*$/.test(reference) && !/^(?:docker-archive|oci-archive|oci):|\.(?:json|tgz|tar|gz|zstd?)$/.test(reference) ? reference : void 0;
}
function fileStem(path) {
  return basename(path).replace(/\.(?:json|tgz|tar(?:\.(?:gz|zst|zstd))?)$/i, "");
}
function repositoryName(name) {
  return name.replace(/@.*$/, "").replace(/^.*\//, "").replace(/:.*$/, "");
}

export {
  chooseImages,
  nameReferences,
  nameOfReference
};
