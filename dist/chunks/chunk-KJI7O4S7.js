import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  isImageID,
  parseImageName
} from "./chunk-NTYIXUAT.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/image/reference.ts
import { existsSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
function isInRegistry(text) {
  return text.startsWith("docker://");
}
function isPathReference(text, exists) {
  return pathTransports.some((transport) => text.startsWith(`${transport}:`)) || exists(text);
}
var pathTransports = ["docker-archive", "oci-archive", "oci"];
var otherTransports = ["dir", "ostree", "sif", "tarball", "registry"];
function parseImageReference(text, exists = existsSync) {
  if (text === "")
    throw new ExpectedError("option", "an image reference is empty, where a path or a reference was expected", { hint: knownForms });
  const colon = text.indexOf(":");
  const transport = colon < 0 ? "" : text.slice(0, colon);
  const rest = text.slice(colon + 1);
  const kind = pathTransports.find((known) => known === transport);
  if (kind !== void 0) return { kind, ...splitPath(text, rest, exists) };
  if (exists(text)) return { kind: "path", path: text };
  if (transport === "docker-daemon") return { kind: "docker-daemon", name: checkName(text, rest), bare: false };
  if (transport === "containers-storage") return { kind: "containers-storage", ...splitStore(text, rest) };
  if (transport === "docker") return { kind: "docker", name: registryName(text) };
  if (otherTransports.includes(transport)) throw unsupported(text, transport);
  if (looksLikePath(text)) refuseTransport(text, transport);
  if (looksLikePath(text))
    throw new ExpectedError("not-found", `looking for the image ${text}: there is no such file or directory`, {
      hint: "check the path, or name an archive, an OCI layout or its directory, or an image in the local engine"
    });
  return { kind: "docker-daemon", name: text, bare: true };
}
function locateImage(text, directory) {
  const reference = parseImageReference(text, (path) => existsSync(resolve(directory, path)));
  return "path" in reference && !isAbsolute(reference.path) ? { ...reference, path: join(directory, reference.path) } : reference;
}
function looksLikePath(text) {
  return /^[./~]|\.(?:tar|tgz|gz|zst|oci|json)$/i.test(text) || parseImageName(text) === void 0 && !isImageID(text);
}
var knownForms = "Name an archive, an OCI layout or its directory, an image of the local engine (api:ci, docker-daemon:api:ci) or of podman (containers-storage:api:ci), or one in a registry (docker://ghcr.io/o/api:ci).";
function refuseTransport(text, transport) {
  if (!/^[a-z][a-z0-9+-]+$/.test(transport) || /^[^:]*:\d+\//.test(text) || /\.(?:tar|tgz|gz|zst|oci|json)$/i.test(text)) return;
  const address = /^https?:\/\/(.+)$/is.exec(text)?.[1];
  const inRegistry = address === void 0 || parseImageName(address) === void 0 ? void 0 : address;
  throw new ExpectedError(
    "option",
    `the image reference ${text} begins with ${transport}:, which is no transport, and no file is called so`,
    {
      hint: inRegistry === void 0 ? knownForms : `An image in a registry is docker://${inRegistry}.`
    }
  );
}
function checkName(text, name) {
  if (parseImageName(name) !== void 0 || isImageID(name)) return name;
  throw new ExpectedError("option", `the image reference ${text} names no image behind its transport (${name === "" ? "nothing" : name})`, {
    hint: "write the name as docker images shows it: docker-daemon:api:ci"
  });
}
function registryName(text) {
  const name = isInRegistry(text) ? parseImageName(text.slice("docker://".length)) : void 0;
  if (name !== void 0) return name;
  throw new ExpectedError("option", `the image reference ${text} names no image in a registry`, {
    hint: "write it as docker://HOST/PATH:TAG, such as docker://ghcr.io/o/api:ci; without a host, Docker Hub is meant"
  });
}
function splitStore(text, rest) {
  const [, driver, root, runRoot, name] = /^\[([a-z0-9-]+)@([^\]+:]+)(?:\+([^\]:]+))?[^\]]*\](.*)$/.exec(rest) ?? [];
  if (driver === void 0 || root === void 0 || name === void 0) return { name: checkName(text, rest) };
  return { name: checkName(text, name), store: { driver, root, ...runRoot === void 0 ? {} : { runRoot } } };
}
function splitPath(text, rest, exists) {
  for (let end = rest.length; end > 0; end = rest.lastIndexOf(":", end - 1)) {
    const path2 = rest.slice(0, end);
    if (!exists(path2)) continue;
    const name = rest.slice(end + 1);
    return name === "" ? { path: path2 } : { path: path2, name };
  }
  const path = /^(?:[A-Za-z]:(?=[\\/]))?[^:]*/.exec(rest)?.[0] ?? "";
  if (path === "")
    throw new ExpectedError("option", `the image reference ${text} names no path behind its transport`, {
      hint: `write the path behind the colon, and behind another one a name, if there are several images: ${text.split(":", 1)[0]}:PATH[:NAME]`
    });
  throw new ExpectedError("not-found", `looking for the image ${text}: there is no file or directory ${path}`, {
    hint: "check the path; it is taken from the current directory, or, in a budget, from the directory of the budget file"
  });
}
function unsupported(text, transport) {
  return new ExpectedError("not-supported-yet", `the image ${text} cannot be weighed where it lies: ${transport}: is not supported yet`, {
    hint: `copy it first, then weigh the copy: skopeo copy ${text} oci-archive:image.tar`
  });
}

export {
  isInRegistry,
  isPathReference,
  locateImage
};
