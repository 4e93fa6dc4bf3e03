/** Random tars from a seed: made of every kind of header there is, and then damaged in the ways that tell readers apart. */
import type { Random } from './random.ts';
import {
  base256,
  bodyOf,
  endMark,
  entry,
  type Field,
  gnuLong,
  type HeaderSpec,
  oldSparse,
  pax,
  paxSparse,
  withChecksum,
} from './tar-bytes.ts';

const names = [
  'a',
  'b',
  'dir/',
  'dir/a',
  './dir//b',
  '/abs',
  '../../up',
  '.wh.a',
  'dir/.wh..wh..opq',
  'dir/.wh.b',
  '.wh.',
  'a/b/c',
  'é',
  '',
];
const types = ['0', '0', '0', '\0', '1', '2', '3', '4', '5', '6', '7', 'S', 'Z', 'D', 'M', 'X'];
const fields: Field[] = [
  0,
  1,
  5,
  600,
  base256(3, 8),
  base256(-1, 8),
  '7777777\0',
  '12345678',
  '    12 \0',
  'junk\0',
  Buffer.alloc(8),
  '1\x002\0',
];
const texts = [
  '',
  '0',
  '7',
  '-1',
  '+3',
  '600',
  '1.5',
  '-0.25',
  '.5',
  'x',
  '9007199254740993',
  '99999999999999999999',
  'a\0b',
  '1e3',
  'long/'.repeat(40),
];
const keys = [
  ...['path', 'linkpath', 'size', 'uid', 'gid', 'mtime', 'atime', 'ctime', 'uname', 'comment', 'SCHILY.xattr.user.a'],
  ...['major', 'minor', 'map', 'numblocks', 'size', 'realsize', 'name', 'offset', 'numbytes'].map((key) => `GNU.sparse.${key}`),
];

function regions(random: Random) {
  let at = 0;
  return Array.from({ length: random.pick([0, 1, 3, 4, 5, 30]) }, () => {
    const region = { offset: at + random.below(3) * 512, length: random.below(700) };
    at = region.offset + region.length - (random.chance(0.02) ? 5 : 0);
    return region;
  });
}

function headerSpec(random: Random): HeaderSpec {
  const odd = (): Field => (random.chance(0.06) ? random.pick(fields) : random.below(5000));
  return {
    name: random.pick(names),
    type: random.pick(types),
    format: random.pick(['v7', 'ustar', 'ustar', 'gnu', 'gnu', 'star']),
    mode: odd(),
    uid: odd(),
    gid: odd(),
    mtime: odd(),
    link: random.pick(names),
    ...(random.chance(0.1) ? { prefix: random.pick(['p', 'p/q', '12345670123\0', '\xff']) } : {}),
    ...(random.chance(0.1) ? { major: odd(), minor: odd() } : {}),
    ...(random.chance(0.05)
      ? { size: random.pick([...fields.slice(0, 4), base256(-1, 12), base256(2n ** 60n, 12), base256(2n ** 80n, 12)]) }
      : {}),
    ...(random.chance(0.03) ? { checksum: random.pick(['wrong', 'signed'] as const) } : {}),
  };
}

function piece(random: Random): Buffer {
  switch (random.below(10)) {
    case 0:
      return pax(
        Array.from({ length: random.below(6) }, (): [string, string] => [random.pick(keys), random.pick(texts)]),
        random.chance(0.15) ? 'g' : 'x',
      );
    case 1:
      return gnuLong(random.pick(['L', 'K']), random.pick([...texts, ...names]));
    case 2:
      return oldSparse('sparse', regions(random), 100_000);
    case 3:
      return paxSparse(random.pick(['0.0', '0.1', '1.0']), 'sparse', regions(random), random.pick([100_000, 100_000, 300]));
    case 4:
      return random.chance(0.05) ? Buffer.alloc(512 * random.below(3)) : Buffer.alloc(0);
    default: {
      const spec = headerSpec(random);
      // Directories and links without a body mostly, as writers have it.
      const hasBody = !'123456'.includes(spec.type!) || random.chance(0.05);
      return entry(spec, hasBody ? bodyOf(random.pick([0, 1, 511, 512, 513, 2000])) : '');
    }
  }
}

export function randomTar(random: Random): Buffer {
  const pieces = Array.from({ length: 1 + random.below(8) }, () => piece(random));
  return Buffer.concat([...pieces, random.chance(0.8) ? endMark : Buffer.alloc(random.pick([0, 512, 100]))]);
}

/** A tar that every reader reads: few names, all kinds of entries, with long names, sparse files, whiteouts and links. */
export function soundTar(random: Random): Buffer {
  const path = () => Array.from({ length: 1 + random.below(3) }, () => random.pick(['a', 'b', 'c', 'é'])).join('/');
  const pieces = Array.from({ length: random.below(14) }, () => {
    const name = path();
    switch (random.below(9)) {
      case 0:
        return entry({ name: `${name}/`, type: '5' });
      case 1:
        return entry({ name, type: random.pick(['1', '2']), link: path() });
      case 2:
        return entry({ name: name.replace(/[^/]+$/, random.chance(0.3) ? '.wh..wh..opq' : '.wh.$&') });
      case 3:
        return Buffer.concat([gnuLong('L', `${name}/${'long'.repeat(30)}`), entry({}, bodyOf(9))]);
      case 4:
        return Buffer.concat([pax({ path: name, mtime: '1.5', 'SCHILY.xattr.user.a': 'b' }), entry({}, bodyOf(random.below(600)))]);
      case 5:
        return random.chance(0.5)
          ? oldSparse(name, [{ offset: 512, length: 100 }], 2000)
          : paxSparse(random.pick(['0.0', '0.1', '1.0']), name, [{ offset: 0, length: 700 }], 2000);
      default:
        return entry({ name }, bodyOf(random.pick([0, 7, 7, 512, 3000]), random.pick(['x', 'y'])));
    }
  });
  return Buffer.concat([...pieces, endMark]);
}

/** Damages some bytes; headers that are hit mostly get their checksum right again, so that the damage is read. */
export function mutateTar(bytes: Buffer, random: Random): Buffer {
  let mutated = Buffer.from(bytes);
  for (let count = 1 + random.below(4); count > 0 && mutated.length > 0; count--) {
    const block = random.below(Math.ceil(mutated.length / 512)) * 512;
    const length = 1 + random.below(4) * 512;
    switch (random.below(8)) {
      case 0:
        mutated = mutated.subarray(0, random.chance(0.5) ? block : random.below(mutated.length + 1));
        break;
      case 1:
        mutated = Buffer.concat([mutated.subarray(0, block), mutated.subarray(block + length)]);
        break;
      case 2:
        mutated = Buffer.concat([mutated.subarray(0, block), mutated.subarray(block, block + length), mutated.subarray(block)]);
        break;
      case 3:
        mutated.fill(random.pick([0, 0xff, 0x30]), block, Math.min(mutated.length, block + 1 + random.below(512)));
        break;
      default: {
        const at =
          block +
          (random.chance(0.5) ? random.below(512) : random.pick([100, 108, 124, 130, 136, 156, 257, 262, 329, 345, 386, 482, 483, 504]));
        if (at < mutated.length)
          mutated[at] = random.pick([0, 0x20, 0x30, 0x31, 0x37, 0x38, 0x53, 0x78, 0x67, 0x4c, 0x80, 0xff, random.below(256)]);
      }
    }
    if (random.chance(0.8) && block + 512 <= mutated.length) withChecksum(mutated.subarray(block, block + 512) as Buffer);
    mutated = Buffer.from(mutated);
  }
  return mutated;
}
