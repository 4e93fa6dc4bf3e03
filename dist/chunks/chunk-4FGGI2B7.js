import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// package.json
var package_default = {
  name: "plimsoll",
  version: "0.1.0",
  description: "The load line for container images: weigh an image, judge it by a committed budget, say what changed and why",
  keywords: [
    "container",
    "docker",
    "oci",
    "image",
    "size",
    "budget",
    "ci"
  ],
  license: "MIT",
  type: "module",
  bin: {
    plimsoll: "dist/cli.js"
  },
  files: [
    "dist",
    "schema",
    "docs"
  ],
  engines: {
    node: ">=20.19.0"
  },
  scripts: {
    build: "node scripts/build.ts",
    generate: "node scripts/generate.ts",
    check: "npm run lint && npm run types",
    lint: "biome ci .",
    fix: "biome check --write .",
    types: "tsc --noEmit",
    test: "node __tests__/support/run.ts",
    bench: "node __tests__/bench/bench.ts"
  },
  devDependencies: {
    "@biomejs/biome": "2.5.15",
    "@types/cli-progress": "3.11.6",
    "@types/node": "24.19.2",
    "@types/picomatch": "4.0.3",
    "@types/tar-stream": "3.1.5",
    "cli-progress": "3.12.0",
    esbuild: "0.28.2",
    "fast-check": "4.10.2",
    fzstd: "0.1.1",
    minizlib: "3.1.0",
    node: "24.21.0",
    picomatch: "4.0.7",
    "string-width": "7.2.0",
    "tar-stream": "3.2.2",
    typescript: "7.0.2",
    yaml: "2.9.1",
    zod: "4.6.7"
  },
  allowScripts: {
    esbuild: true,
    node: true
  }
};

// src/version.ts
var { version } = package_default;

export {
  version
};
