import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodePath, normalizePath, resolveLink } from '../../src/scan/path.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const normal = (text: string) => Buffer.from(normalizePath(bytes(text))).toString('latin1');

/** The bytes that a decoded path came from. */
function encode(path: string): Buffer {
  const pieces = path.split(/([\udc80-\udcff])/u);
  return Buffer.concat(pieces.map((piece, index) => (index % 2 === 1 ? Buffer.from([piece.charCodeAt(0) - 0xdc00]) : Buffer.from(piece))));
}

describe('normalizePath', () => {
  const cases: [string, string][] = [
    ['a', 'a'],
    ['./a', 'a'],
    ['/a', 'a'],
    ['a/', 'a'],
    ['a//b', 'a/b'],
    ['a/./b/', 'a/b'],
    ['a/../b', 'b'],
    ['../../a', 'a'],
    ['a/../../../b/..', ''],
    ['', ''],
    ['/', ''],
    ['.', ''],
    ['..', ''],
    ['...', '...'],
    ['.a/..b/c.', '.a/..b/c.'],
    ['.wh./a', '.wh./a'],
  ];
  for (const [name, path] of cases)
    it(`takes ${JSON.stringify(name)} for ${JSON.stringify(path)}`, () => {
      assert.equal(normal(name), path);
    });

  it('never leaves the root, and changes nothing twice', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '.', '..', '', 'b.')), (parts) => {
        const once = normal(parts.join('/'));
        assert.equal(normal(once), once);
        assert.ok(once === '' || once.split('/').every((part) => part !== '' && part !== '.' && part !== '..'), once);
      }),
    );
  });
});

describe('resolveLink', () => {
  const resolved = (directory: string, target: string) => Buffer.from(resolveLink(bytes(directory), bytes(target))).toString('latin1');

  it("takes an absolute target from the root and any other from the link's directory", () => {
    assert.equal(resolved('usr/lib', '/etc/x'), 'etc/x');
    assert.equal(resolved('usr/lib', 'x'), 'usr/lib/x');
    assert.equal(resolved('usr/lib', '../bin/./x'), 'usr/bin/x');
    assert.equal(resolved('', 'x'), 'x');
    assert.equal(resolved('a', '../../../x'), 'x');
  });
});

describe('decodePath', () => {
  it('decodes UTF-8, a byte order mark and unusual characters too', () => {
    for (const text of ['plain', 'é/漢字/𐀀', '\ufeffmark', 'a\nb\x1b[0m\x7f', '\ufffd']) assert.equal(decodePath(Buffer.from(text)), text);
  });

  it('writes each byte that is not UTF-8 as a lone surrogate', () => {
    assert.equal(decodePath(bytes('caf\xe9')), 'caf\udce9');
    assert.equal(decodePath(Buffer.from('c3a9ff', 'hex')), 'é\udcff');
    // Half of a surrogate pair, an overlong slash, a code point beyond the last.
    assert.equal(decodePath(Buffer.from('eda080', 'hex')), '\udced\udca0\udc80');
    assert.equal(decodePath(Buffer.from('c0af', 'hex')), '\udcc0\udcaf');
    assert.equal(decodePath(Buffer.from('f4908080', 'hex')), '\udcf4\udc90\udc80\udc80');
    assert.equal(decodePath(Buffer.from('e6bc', 'hex')), '\udce6\udcbc');
  });

  it('loses nothing: the bytes can be had back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (path) => {
        assert.deepEqual(encode(decodePath(path)), Buffer.from(path));
      }),
      { numRuns: 2000 },
    );
  });
});
