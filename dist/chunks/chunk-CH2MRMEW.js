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
    "@actions/artifact": "6.2.1",
    "@actions/core": "3.0.1",
    "@actions/github": "9.1.1",
    "@biomejs/biome": "2.5.15",
    "@octokit/openapi-types": "29.0.1",
    "@octokit/openapi-webhooks-types": "12.2.0",
    "@octokit/plugin-retry": "8.1.1",
    "@octokit/plugin-throttling": "11.0.5",
    "@octokit/rest": "22.0.1",
    "@types/cli-progress": "3.11.6",
    "@types/node": "24.19.2",
    "@types/picomatch": "4.0.3",
    "@types/semver": "7.8.0",
    "@types/tar-stream": "3.1.5",
    "@types/yauzl": "3.4.0",
    "cli-progress": "3.12.0",
    "dockerfile-ast": "0.7.1",
    esbuild: "0.28.2",
    "fast-check": "4.10.2",
    fzstd: "0.1.1",
    marked: "18.2.1",
    minizlib: "3.1.0",
    node: "24.21.0",
    picomatch: "4.0.7",
    semver: "7.8.6",
    "string-width": "7.2.0",
    "tar-stream": "3.2.2",
    typescript: "7.0.2",
    yaml: "2.9.1",
    yauzl: "3.4.0",
    zod: "4.6.7"
  },
  allowScripts: {
    esbuild: true,
    node: true
  },
  overrides: {
    "typedarray.prototype.slice": "1.0.5"
  }
};

// src/version.ts
var { version } = package_default;

export {
  version
};
