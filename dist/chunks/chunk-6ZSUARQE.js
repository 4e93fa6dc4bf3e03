import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  withoutUsers
} from "./chunk-UGXUY2KA.js";

// src/budget/build-source.ts
var builders = ["buildx", "docker", "buildah", "podman"];
function buildText(build) {
  if (build.kind === "bake") return `bake:${build.target}`;
  return `build:${withoutUsers(build.context)}${build.target === void 0 ? "" : `#${build.target}`}`;
}

export {
  builders,
  buildText
};
