import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatPlatform, matchPlatform, parsePlatform } from '../../src/image/platform.ts';

/** What is written, and its one spelling. */
const spellings: [string, string][] = [
  ['linux/amd64', 'linux/amd64'],
  ['linux/x86_64', 'linux/amd64'],
  ['linux/x86-64', 'linux/amd64'],
  ['linux/amd64/v1', 'linux/amd64'],
  ['linux/amd64/v3', 'linux/amd64/v3'],
  ['linux/aarch64', 'linux/arm64'],
  ['linux/arm64/v8', 'linux/arm64'],
  ['linux/arm64/8', 'linux/arm64'],
  ['linux/arm64/v9', 'linux/arm64/v9'],
  ['linux/arm', 'linux/arm/v7'],
  ['linux/arm/7', 'linux/arm/v7'],
  ['linux/arm/v6', 'linux/arm/v6'],
  ['linux/armhf', 'linux/arm/v7'],
  ['linux/armel', 'linux/arm/v6'],
  ['linux/i386', 'linux/386'],
  ['Linux/AMD64', 'linux/amd64'],
  ['macos/arm64', 'darwin/arm64'],
  ['windows/amd64', 'windows/amd64'],
  ['linux/riscv64', 'linux/riscv64'],
];

describe('parsePlatform', () => {
  for (const [text, normal] of spellings) it(`reads ${text} as ${normal}`, () => assert.equal(formatPlatform(parsePlatform(text)), normal));

  for (const text of ['', 'amd64', 'linux/', '/amd64', 'linux/arm/v7/x', 'linux amd64', 'linux/arm v7'])
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => parsePlatform(text), { code: 'option', message: /is not a platform, where os\/architecture\[\/variant\]/ });
    });

  it('says what a lone architecture lacks', () => {
    assert.throws(() => parsePlatform('arm64'), { hint: 'write linux/arm64' });
  });
});

describe('matchPlatform', () => {
  /** Wanted, what there is, and what is taken. */
  const choices: [string, string[], string | undefined][] = [
    ['linux/arm64', ['linux/amd64', 'linux/arm64/v8'], 'linux/arm64/v8'],
    ['linux/arm/v7', ['linux/arm/v5', 'linux/arm/v6', 'linux/arm/v7'], 'linux/arm/v7'],
    ['linux/arm/v7', ['linux/arm/v5', 'linux/arm/v6'], 'linux/arm/v6'],
    ['linux/arm/v7', ['linux/amd64', 'linux/arm/v5'], 'linux/arm/v5'],
    ['linux/arm/v6', ['linux/arm/v7'], undefined],
    ['linux/arm', ['linux/arm/v7'], 'linux/arm/v7'],
    ['linux/arm64', ['linux/arm/v7'], undefined],
    ['linux/amd64/v3', ['linux/amd64', 'linux/amd64/v2'], 'linux/amd64/v2'],
    ['linux/amd64/v3', ['linux/amd64'], 'linux/amd64'],
    ['linux/amd64', ['linux/amd64/v3'], undefined],
    ['windows/amd64', ['linux/amd64'], undefined],
  ];
  for (const [wanted, available, taken] of choices)
    it(`takes ${taken ?? 'nothing'} for ${wanted} of ${available.join(', ')}`, () => {
      assert.equal(available[matchPlatform(parsePlatform(wanted), available.map(parsePlatform))], taken);
    });
});
