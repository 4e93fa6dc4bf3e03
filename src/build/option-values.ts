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

/** The build arguments among others, and the variables that podman and buildah put into the image. One without a value takes it from the environment. */
export function findBuildArguments(args: readonly string[]): BuildArgument[] {
  const options = ['--build-arg', '--env'].flatMap((option) => optionValues(args, option));
  const found = options.map((option) => ({ ...option, assignment: option.value }));
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

/** Options whose values are `key=value` as CSV, and the same fields of a bake target: `--set TARGET.cache-to=…`. */
const csvOptions = ['--cache-from', '--cache-to', '--secret', '--output'];
const csvField = /^[^=.]*\.(?:cache-from|cache-to|secrets?|output)\+?=(.*)$/s;

/** The values that are CSV among others. */
export function findCsvValues(args: readonly string[]): OptionValue[] {
  const set = optionValues(args, '--set').flatMap(({ at, value }) => {
    const [, csv] = csvField.exec(value) ?? [];
    return csv === undefined ? [] : [{ at, value: csv }];
  });
  return [...csvOptions.flatMap((option) => optionValues(args, option)), ...set];
}

/** The fields as they are written, in their quotes; with commas between them they are the text again. */
export function csvFields(csv: string): string[] {
  const quotes = csv.split('"').length - 1;
  // Where quotes are not in pairs, no comma is taken to be within them: a secret behind it would be shown.
  return quotes % 2 === 0 ? csv.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/) : csv.split(',');
}

/** What a field says; one without `=` has no name. */
export function readAttribute(field: string): { name?: string; value: string } {
  const plain = /^\s*"/.test(field) ? field.trim().replace(/^"|"$/g, '').replaceAll('""', '"') : field;
  const equals = plain.indexOf('=');
  return equals < 0 ? { value: plain } : { name: plain.slice(0, equals).trim(), value: plain.slice(equals + 1) };
}
