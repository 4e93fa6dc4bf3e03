/** A Dockerfile as a list of instructions. Loaded only where a Dockerfile tells something: the parser is a package of its own. */
import { type Arg, DockerfileParser, type From } from 'dockerfile-ast';

export type Instruction = {
  /** In capitals. */
  keyword: string;
  /** Of a FROM: the image as written, and the name of the stage. */
  from?: { image: string; stage?: string };
  /** Of an ARG: its names, with their values as written. */
  defaults?: [name: string, value: string | undefined][];
};

const maxLength = 512 * 1024;

/** Undefined where the text is none that can be read. */
export function parseDockerfile(text: string): Instruction[] | undefined {
  if (text.length > maxLength) return undefined;
  try {
    return DockerfileParser.parse(text)
      .getInstructions()
      .map((instruction): Instruction => {
        const keyword = instruction.getKeyword();
        if (keyword === 'FROM') return { keyword, from: fromOf(instruction as From) };
        if (keyword !== 'ARG') return { keyword };
        const properties = (instruction as Arg).getProperties();
        return { keyword, defaults: properties.map((property) => [property.getName(), property.getValue() ?? undefined]) };
      });
  } catch {
    // It is a stranger's text, and no answer is always possible.
    return undefined;
  }
}

function fromOf(from: From): NonNullable<Instruction['from']> {
  const stage = from.getBuildStage();
  return { image: from.getImage() ?? '', ...(stage === null ? {} : { stage }) };
}
