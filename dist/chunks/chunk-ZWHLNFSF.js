import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/image/verifier.ts
import { createHash } from "node:crypto";
var algorithms = ["sha256", "sha512"];
var Verifier = class _Verifier {
  expected;
  #hash;
  #algorithm;
  constructor(expected, algorithm) {
    this.expected = expected;
    this.#algorithm = algorithm;
    this.#hash = createHash(algorithm);
  }
  /** None where no digest is known, or one of an algorithm that can be carried but not checked. */
  static for(digest) {
    const algorithm = digest?.split(":", 1)[0] ?? "";
    return digest !== void 0 && algorithms.includes(algorithm) ? new _Verifier(digest, algorithm) : void 0;
  }
  update(chunk) {
    this.#hash.update(chunk);
  }
  /** The digest of all bytes that passed. */
  digest() {
    return `${this.#algorithm}:${this.#hash.digest("hex")}`;
  }
};

export {
  Verifier
};
