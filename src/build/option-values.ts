/** What options of a program that builds are given, in whichever form they are written. Pure. */

export type OptionValue = {
  /** Which of the arguments holds it, at its end. */
  at: number;
  value: string;
};

/** The values of `--option value` and `--option=value`. */
export function optionValues(args: readonly string[], option: string): OptionValue[] {
  return args.flatMap((arg, at) => {
    if (args[at - 1] === option) return [{ at, value: arg }];
    return arg.startsWith(`${option}=`) ? [{ at, value: arg.slice(option.length + 1) }] : [];
  });
}

export type BuildArgument = { at: number; name: string; value?: string };

/** The build arguments among others. One without a value takes it from the environment. */
export function findBuildArguments(args: readonly string[]): BuildArgument[] {
  const found = optionValues(args, '--build-arg').map((option) => ({ ...option, assignment: option.value }));
  // https://docs.docker.com/reference/cli/docker/buildx/bake/#set: `TARGET.args.NAME=value`, where TARGET is a pattern.
  const set = optionValues(args, '--set').flatMap((option) => {
    const [, assignment] = /^[^.=]*\.args\.(.*)$/s.exec(option.value) ?? [];
    return assignment === undefined ? [] : [{ ...option, assignment }];
  });
  return [...found, ...set].map(({ at, assignment }) => {
    const [, name, value] = /^([^=]*?)(?:\+?=(.*))?$/s.exec(assignment)!;
    return { at, name: name!, ...(value === undefined ? {} : { value }) };
  });
}
