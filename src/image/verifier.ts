/** Checks bytes against a digest as they pass. */
import { createHash, type Hash } from 'node:crypto';

/** Both algorithms that the specification registers. https://github.com/opencontainers/image-spec/blob/main/descriptor.md#registered-algorithms */
const algorithms = ['sha256', 'sha512'];

export class Verifier {
  readonly expected: string;
  readonly #hash: Hash;
  readonly #algorithm: string;

  private constructor(expected: string, algorithm: string) {
    this.expected = expected;
    this.#algorithm = algorithm;
    this.#hash = createHash(algorithm);
  }

  /** None where no digest is known, or one of an algorithm that can be carried but not checked. */
  static for(digest: string | undefined): Verifier | undefined {
    const algorithm = digest?.split(':', 1)[0] ?? '';
    return digest !== undefined && algorithms.includes(algorithm) ? new Verifier(digest, algorithm) : undefined;
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  /** The digest of all bytes that passed. */
  digest(): string {
    return `${this.#algorithm}:${this.#hash.digest('hex')}`;
  }
}
