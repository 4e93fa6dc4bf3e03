import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/image/image-name.ts
var component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
var host = /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
var tagPattern = /^\w[\w.-]{0,127}$/;
var digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
var maxPathLength = 255;
function parseImageName(text) {
  let rest = text;
  let digest;
  const at = rest.indexOf("@");
  if (at >= 0) {
    digest = rest.slice(at + 1);
    if (!digestPattern.test(digest)) return void 0;
    rest = rest.slice(0, at);
  }
  let tag;
  const colon = rest.lastIndexOf(":");
  if (colon > rest.lastIndexOf("/")) {
    tag = rest.slice(colon + 1);
    if (!tagPattern.test(tag)) return void 0;
    rest = rest.slice(0, colon);
  }
  const name = splitDomain(rest);
  if (name === void 0) return void 0;
  return { ...name, ...tag === void 0 ? {} : { tag }, ...digest === void 0 ? {} : { digest } };
}
function isImageID(text) {
  return /^[a-f0-9]{64}$/.test(text);
}
function splitDomain(name) {
  if (isImageID(name)) return void 0;
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  let domain = "docker.io";
  let path = name;
  if (/[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase()) {
    domain = first;
    path = name.slice(slash + 1);
  }
  if (domain === "index.docker.io") domain = "docker.io";
  if (!host.test(domain)) return void 0;
  if (path.length > maxPathLength || !path.split("/").every((part) => component.test(part))) return void 0;
  if (domain === "docker.io" && !path.includes("/")) path = `library/${path}`;
  return { domain, path };
}
function formatImageName({ domain, path, tag, digest }) {
  return `${domain}/${path}${digest === void 0 ? `:${tag ?? "latest"}` : `@${digest}`}`;
}
function familiarImageName({ domain, path, tag }) {
  const plain = domain === "docker.io" ? path.replace(/^library\/(?=[^/]+$)/, "") : `${domain}/${path}`;
  return `${plain}${tag === void 0 ? "" : `:${tag}`}`;
}
function shortDigest(digest) {
  return digest.replace(/^([^:]+:.{12}).*$/, "$1");
}
function isSameImageName(one, other) {
  const [left, right] = [parseImageName(one), parseImageName(other)];
  return left !== void 0 && right !== void 0 && formatImageName(left) === formatImageName(right);
}

export {
  parseImageName,
  isImageID,
  formatImageName,
  familiarImageName,
  shortDigest,
  isSameImageName
};
