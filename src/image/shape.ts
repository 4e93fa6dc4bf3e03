/**
 * Reads values of a stranger's JSON: each function gives the value as what it should be, or says where and what it found.
 * A few lines of our own, since a library for this takes longer to load than an image takes to weigh.
 */

/** A value that is not what it should be. `place` is like `layers[0].size`, empty for the document itself. */
export class ShapeFault extends Error {
  readonly place: string;

  constructor(place: string, message: string) {
    super(message);
    this.place = place;
  }

  static of({ json, place }: Value, expected: string): ShapeFault {
    return new ShapeFault(place, `expected ${expected}, found ${kindOf(json)}`);
  }
}

/** A value and where it stands. */
export type Value = { json: unknown; place: string };

function kindOf(json: unknown): string {
  if (json === undefined || json === null) return 'nothing';
  return Array.isArray(json) ? 'array' : typeof json;
}

export function readObject({ json, place }: Value): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw ShapeFault.of({ json, place }, 'object');
  return json as Record<string, unknown>;
}

/** The member of an object; its value may be absent. */
export function member(of: Value, key: string): Value {
  return { json: readObject(of)[key], place: of.place === '' ? key : `${of.place}.${key}` };
}

/** Every value of a list; none where there is no list. */
export function readList<T>({ json, place }: Value, read: (value: Value) => T): T[] {
  if (json === undefined) return [];
  if (!Array.isArray(json)) throw ShapeFault.of({ json, place }, 'array');
  // Not `map`: an element that was null is a hole.
  return Array.from(json, (each, index) => read({ json: each, place: `${place}[${index}]` }));
}

export function readString({ json, place }: Value): string {
  if (typeof json !== 'string') throw ShapeFault.of({ json, place }, 'string');
  return json;
}

export function optional<T>(value: Value, read: (value: Value) => T): T | undefined {
  return value.json === undefined ? undefined : read(value);
}

/** A number of bytes. */
export function readSize({ json, place }: Value): number {
  if (typeof json !== 'number') throw ShapeFault.of({ json, place }, 'number');
  if (!Number.isSafeInteger(json) || json < 0) throw new ShapeFault(place, `expected an integer from 0 to 2^53, found ${json}`);
  return json;
}
