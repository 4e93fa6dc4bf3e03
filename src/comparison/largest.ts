/** The largest changes among very many, kept without keeping the rest. */

type Change = { path: string; change: number };

/** The largest change of either sign first, then by path. */
export function byChange(one: Change, other: Change): number {
  return Math.abs(other.change) - Math.abs(one.change) || (one.path < other.path ? -1 : one.path > other.path ? 1 : 0);
}

/** Takes any number of changes in any order and keeps the `limit` largest. */
export class LargestChanges<T extends Change> {
  readonly #limit: number;
  #kept: T[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(change: T): void {
    this.#kept.push(change);
    // Sorting once in `limit` additions costs each of them little.
    if (this.#kept.length >= 2 * this.#limit) this.#prune();
  }

  #prune(): void {
    this.#kept = this.#kept.sort(byChange).slice(0, this.#limit);
  }

  /** The largest first. */
  take(): T[] {
    this.#prune();
    return this.#kept;
  }
}
