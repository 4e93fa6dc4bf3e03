/** What must be known of the commits of a repository, wherever it is asked: of a clone or of GitHub. */

export type Commit = { sha: string; parents: readonly string[] };

export type History = {
  /** The commit with its true parents, also where the clone is shallow; undefined where nobody knows it. */
  commit(sha: string): Promise<Commit | undefined>;
  /** The first parent of `from`, its first parent, and so on: at most `most` of them, fewer where history ends or cannot be followed. */
  firstParents(from: string, most: number): Promise<string[]>;
  /** Where the line of `head` left the line of `base`; undefined where they have nothing in common. */
  mergeBase(base: string, head: string): Promise<string | undefined>;
  /** Tags that can be reached from `from`, each with the commit that it names (annotated tags peeled). */
  tags(from: string): Promise<{ name: string; commit: string }[]>;
};
