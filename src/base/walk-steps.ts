/**
 * The steps of a build as BuildKit's provenance of mode `max` tells them, walked from the result down to what its stages began with.
 * https://github.com/moby/buildkit/blob/master/solver/pb/ops.proto
 */
import { member, optional, readList, readString, ShapeFault, type Value } from '../image/shape.ts';

/** What the final stage began with: an image, which is the output of a step, or nothing. */
export type StageRoot = { kind: 'image'; identifier: string; output: string } | { kind: 'scratch' };

const maxSteps = 50_000;

type Step = { op: Value; inputs: readonly string[] };

/**
 * Follows each step to the one whose filesystem it changes.
 * @returns undefined where the steps lead elsewhere, in a circle or nowhere
 * @throws ShapeFault
 */
export function findStageRoot(definition: Value): StageRoot | undefined {
  const steps = new Map<string, Step>();
  const ids = readList(definition, (value) => {
    const id = readString(member(value, 'id'));
    steps.set(id, { op: member(member(value, 'op'), 'Op'), inputs: readList(member(value, 'inputs'), readString) });
    return id;
  });
  if (ids.length > maxSteps) throw new ShapeFault(definition.place, `expected at most ${maxSteps} steps, found ${ids.length}`);
  // The last one does nothing but name the result.
  let at = steps.get(ids.at(-1) ?? '')?.inputs[0];
  for (const seen = new Set<string>(); at !== undefined && !seen.has(at); ) {
    seen.add(at);
    const [, id = '', output = ''] = /^(.*):(\d+)$/s.exec(at) ?? [];
    const step = steps.get(id);
    if (step === undefined) return undefined;
    const source = member(step.op, 'source');
    if (source.json !== undefined) return rootOf(readString(member(source, 'identifier')), at);
    const input = inputOf(step, Number(output));
    if (input === -1) return { kind: 'scratch' };
    at = input === undefined ? undefined : step.inputs[input];
  }
  return undefined;
}

function rootOf(identifier: string, output: string): StageRoot | undefined {
  const [, name] = /^(?:docker-image|oci-layout):\/\/(.+)$/s.exec(identifier) ?? [];
  return name === undefined ? undefined : { kind: 'image', identifier: name, output };
}

/** Which input's filesystem becomes the output: -1 is none, an empty one; undefined where that cannot be told. */
function inputOf({ op, inputs }: Step, output: number): number | undefined {
  const [exec, file, merge] = [member(op, 'exec'), member(op, 'file'), member(op, 'merge')];
  if (exec.json !== undefined) {
    const mounts = readList(member(exec, 'mounts'), (mount) => ({
      dest: optional(member(mount, 'dest'), readString),
      input: numberAt(mount, 'input'),
      output: numberAt(mount, 'output'),
    }));
    return mounts.find((mount) => mount.dest === '/' && mount.output === output)?.input;
  }
  if (merge.json !== undefined) return readList(member(merge, 'inputs'), (input) => numberAt(input, 'input'))[0];
  return file.json === undefined ? undefined : inputOfFile(file, inputs.length, output);
}

/** The actions of a file step build on each other: inputs beyond the step's own are the outputs of its actions. */
function inputOfFile(file: Value, inputs: number, output: number): number | undefined {
  const actions = readList(member(file, 'actions'), (action) => ({ input: numberAt(action, 'input'), output: numberAt(action, 'output') }));
  let action = actions.findLast((one) => one.output === output);
  for (let count = 0; action !== undefined && count <= actions.length; count++) {
    if (action.input < inputs) return action.input;
    action = actions[action.input - inputs];
  }
  return undefined;
}

/** Numbers that are 0 are left out. */
function numberAt(value: Value, key: string): number {
  const { json, place } = member(value, key);
  if (json === undefined) return 0;
  if (!Number.isSafeInteger(json) || (json as number) < -1) throw new ShapeFault(place, 'expected a number from -1 on');
  return json as number;
}
