/** What a run is compared with, once it was looked for. */
import type { Weighed } from '../analysis/analysis.ts';

export type Baseline = {
  /**
   * What was kept of the image that the budget calls so, one for each platform; empty where nothing was.
   * @throws ExpectedError where something was kept and cannot be used
   */
  load(name: string): Promise<readonly Weighed[]>;
  /** What the report calls it in the head of its table, such as `main 4be21c7`; without it, `base`. */
  label?: string;
  /**
   * How many first-parent steps the record lies behind the commit that it should be of; absent where it is of that very commit.
   * Growth over it only warns, unless the budget is strict.
   */
  behind?: number;
  /**
   * Where it comes from, or why there is none: a sentence without its full stop, or nothing where nothing needs to be said.
   * @param compared whether any image had a baseline of its platform
   */
  note(compared: boolean): string | undefined;
};
