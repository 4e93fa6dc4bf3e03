/** Stacks of layers for fast-check: few names, so that layers get in each other's way, and every kind of entry. */
import fc from 'fast-check';
import type { Operation } from './model.ts';

const part = fc.constantFrom('a', 'b', 'c');
const path = fc.oneof(
  { weight: 3, arbitrary: part },
  { weight: 3, arbitrary: fc.tuple(part, part).map((parts) => parts.join('/')) },
  { weight: 1, arbitrary: fc.tuple(part, part, part).map((parts) => parts.join('/')) },
);
/** The ways to write one path. */
const spelling = fc.constantFrom(
  (text: string) => text,
  (text: string) => text,
  (text: string) => `./${text}`,
  (text: string) => `/${text}`,
  (text: string) => `../x/../${text.replace('/', '//./')}`,
);
const size = fc.constantFrom(0, 7, 7, 7, 600);
const fill = fc.constantFrom('x', 'x', 'y');
/** Of a whiteout: mostly none. */
const strayBytes = fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(3) });

const inDirectory = (directory: string, name: string) => (directory === '' ? name : `${directory}/${name}`);
const hidden = (text: string) => text.replace(/[^/]+$/, '.wh.$&');

const file = fc
  .record({
    path: fc.oneof({ weight: 12, arbitrary: path }, { weight: 1, arbitrary: fc.constantFrom('.wh.', 'a/.wh.') }),
    spelling,
    size,
    fill,
  })
  .map((made): Operation => ({ kind: 'file', path: made.path, name: made.spelling(made.path), size: made.size, fill: made.fill }));
const link = fc
  .record({ path, spelling, target: path, other: spelling })
  .map((made): Operation => ({ kind: 'link', path: made.path, name: made.spelling(made.path), target: made.other(made.target) }));
const symlink = fc
  .record({
    path,
    target: fc.oneof(
      path,
      path.map((text) => `/${text}`),
      path.map((text) => `../${text}`),
      fc.constant('.'),
    ),
  })
  .map((made): Operation => ({ kind: 'symlink', path: made.path, name: made.path, target: made.target }));
const directory = fc
  .record({ path, spelling })
  .map((made): Operation => ({ kind: 'directory', path: made.path, name: `${made.spelling(made.path)}/` }));
const fifo = path.map((text): Operation => ({ kind: 'fifo', path: text, name: text }));
const whiteout = fc
  .record({ path, spelling, size: strayBytes })
  .map((made): Operation => ({ kind: 'whiteout', path: made.path, name: made.spelling(hidden(made.path)), size: made.size, fill: 'w' }));
const opaque = fc
  .record({ path: fc.oneof({ weight: 9, arbitrary: path }, { weight: 1, arbitrary: fc.constant('') }), size: strayBytes })
  .map(
    (made): Operation => ({ kind: 'opaque', path: made.path, name: inDirectory(made.path, '.wh..wh..opq'), size: made.size, fill: 'w' }),
  );
const metadata = fc.record({ path, size: strayBytes }).map((made): Operation => {
  const name = inDirectory(made.path, '.wh..wh.aufs');
  return { kind: 'metadata', path: name, name, size: made.size, fill: 'w' };
});

const operation = fc.oneof(
  { weight: 16, arbitrary: file },
  { weight: 4, arbitrary: link },
  { weight: 1, arbitrary: symlink },
  { weight: 3, arbitrary: directory },
  { weight: 1, arbitrary: fifo },
  { weight: 4, arbitrary: whiteout },
  { weight: 2, arbitrary: opaque },
  { weight: 1, arbitrary: metadata },
);

const layer = fc.array(operation, { maxLength: 14, size: 'max' });

export const randomLayers: fc.Arbitrary<Operation[][]> = fc.array(layer, { minLength: 1, maxLength: 6, size: 'max' });
