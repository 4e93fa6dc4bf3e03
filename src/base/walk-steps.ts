/**
 * The steps of a build as BuildKit's provenance of mode `max` tells them, walked from the result down to what its stages began with.
 * https://github.com/moby/buildkit/blob/master/solver/pb/ops.proto
 */
import { member, optional, readList, readString, ShapeFault, type Value } from '../image/shape.ts';

/** What the final stage began with: an image, which is the output of a step, or nothing. */
export type StageRoot = { kind: 'image'; identifier: string; output: string } | { kind: 'scratch' };

/** Steps, inputs, mounts, actions and visits together: a real build has some thousand. They are counted before they are read. */
const maxWork = 50_000;

/** `place` is where a list stands, for the message. */
type Spend = (count: number, place: string) => void;

/** Where an output of a step comes from: an input of the step, or -1 for an empty filesystem; undefined where that cannot be told. */
type Inputs = (output: number) => number | undefined;

type Step = { op: Value; inputs: readonly string[]; inputOf?: Inputs };

/**
 * Follows each step to the one whose filesystem it changes.
 * @returns undefined where the steps lead elsewhere, in a circle or nowhere
 * @throws ShapeFault
 */
export function findStageRoot(definition: Value): StageRoot | undefined {
  let work = 0;
  const spend: Spend = (count, place) => {
    work += count;
    if (work > maxWork) throw new ShapeFault(place, `expected a build of at most ${maxWork} steps and what they take, found more`);
  };
  const steps = new Map<string, Step>();
  const ids = readCounted(definition, spend, (value) => {
    const id = readString(member(value, 'id'));
    steps.set(id, { op: member(member(value, 'op'), 'Op'), inputs: readCounted(member(value, 'inputs'), spend, readString) });
    return id;
  });
  // The last one does nothing but name the result.
  let at = steps.get(ids.at(-1) ?? '')?.inputs[0];
  for (const seen = new Set<string>(); at !== undefined && !seen.has(at); ) {
    spend(1, definition.place);
    seen.add(at);
    const [, id = '', output = ''] = /^(.*):(\d+)$/s.exec(at) ?? [];
    const step = steps.get(id);
    if (step === undefined) return undefined;
    const source = member(step.op, 'source');
    if (source.json !== undefined) return rootOf(readString(member(source, 'identifier')), at);
    // Each is read once, however many of its outputs are asked for.
    step.inputOf ??= readInputs(step, spend);
    const input = step.inputOf(Number(output));
    if (input === -1) return { kind: 'scratch' };
    at = input === undefined ? undefined : step.inputs[input];
  }
  return undefined;
}

function rootOf(identifier: string, output: string): StageRoot | undefined {
  const [, name] = /^(?:docker-image|oci-layout):\/\/(.+)$/s.exec(identifier) ?? [];
  return name === undefined ? undefined : { kind: 'image', identifier: name, output };
}

function readCounted<T>(list: Value, spend: Spend, read: (value: Value) => T): T[] {
  if (Array.isArray(list.json)) spend(list.json.length, list.place);
  return readList(list, read);
}

function readInputs({ op, inputs }: Step, spend: Spend): Inputs {
  const [exec, file, merge] = [member(op, 'exec'), member(op, 'file'), member(op, 'merge')];
  if (exec.json !== undefined) {
    const mounts = readCounted(member(exec, 'mounts'), spend, (mount) => ({
      dest: optional(member(mount, 'dest'), readString),
      input: numberAt(mount, 'input'),
      output: numberAt(mount, 'output'),
    })).filter(({ dest }) => dest === '/');
    // Of several with one output the first.
    const byOutput = new Map(mounts.reverse().map(({ output, input }) => [output, input]));
    return (output) => byOutput.get(output);
  }
  if (merge.json !== undefined) {
    const [first] = readCounted(member(merge, 'inputs'), spend, (input) => numberAt(input, 'input'));
    return () => first;
  }
  return file.json === undefined ? () => undefined : readActions(file, inputs.length, spend);
}

/** The actions of a file step build on each other: inputs beyond the step's own are the outputs of its actions. */
function readActions(file: Value, inputs: number, spend: Spend): Inputs {
  const actions = readCounted(member(file, 'actions'), spend, (action) => ({
    input: numberAt(action, 'input'),
    output: numberAt(action, 'output'),
  }));
  const byOutput = new Map(actions.map((action) => [action.output, action]));
  return (output) => {
    let action = byOutput.get(output);
    for (let count = 0; action !== undefined && count <= actions.length; count++) {
      spend(1, file.place);
      if (action.input < inputs) return action.input;
      action = actions[action.input - inputs];
    }
    return undefined;
  };
}

/** Numbers that are 0 are left out. */
function numberAt(value: Value, key: string): number {
  const { json, place } = member(value, key);
  if (json === undefined) return 0;
  if (!Number.isSafeInteger(json) || (json as number) < -1) throw new ShapeFault(place, 'expected a number from -1 on');
  return json as number;
}
