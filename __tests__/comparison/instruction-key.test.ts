/** One line of a Dockerfile has one key, whoever built it and with whatever it copied. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutSecrets } from '../../src/analysis/created-by.ts';
import { instructionKey } from '../../src/comparison/instruction-key.ts';

const hash = (digit: string) => digit.repeat(64);

describe('instructionKey', () => {
  it('is the same for the same line from BuildKit, the classic builder and with other build arguments', () => {
    const lines = [
      'RUN /bin/sh -c make  install # buildkit',
      '/bin/sh -c make install',
      'RUN |2 REVISION=4be21c7 TITLE=a b /bin/sh -c make install # buildkit',
      '|1 REVISION=0000000 /bin/sh -c make install',
    ];
    assert.deepEqual(new Set(lines.map(instructionKey)), new Set(['make install']));
  });

  it('is the same for a copy of other files to the same place', () => {
    assert.equal(
      instructionKey(`/bin/sh -c #(nop) COPY file:${hash('a')} in /app/ `),
      instructionKey(`/bin/sh -c #(nop) COPY file:${hash('b')} in /app/`),
    );
    assert.notEqual(instructionKey(`COPY dir:${hash('a')} in /app`), instructionKey(`COPY dir:${hash('a')} in /srv`));
  });

  it('is the same for an exec form with other build arguments', () => {
    assert.equal(instructionKey('RUN |1 REVISION=4be21c7 /bin/tool -x # buildkit'), instructionKey('RUN /bin/tool -x # buildkit'));
  });

  it('is absent where the command was taken out with a secret whose end cannot be told', () => {
    const key = (createdBy: string) => instructionKey(withoutSecrets(createdBy));
    assert.equal(key('RUN |2 NAME=b TOKEN=t0p npm ci # buildkit'), undefined);
    assert.equal(key('|1 TOKEN=t0p npm ci'), undefined);
    assert.equal(key('RUN |2 TOKEN=t0p NAME=b npm ci # buildkit'), 'npm ci');
    assert.equal(key('RUN |2 NAME=b TOKEN=t0p /bin/sh -c npm ci # buildkit'), 'npm ci');
  });

  it('takes no longer for what nobody would write', () => {
    const started = performance.now();
    for (const part of ['/bin/', ' ', 'sh ']) instructionKey(`|1 ${part.repeat(100_000)}x`);
    assert.ok(performance.now() - started < 1_000, 'the time grows with more than the length');
  });

  it('differs for other lines, and is absent where the history says nothing', () => {
    assert.notEqual(instructionKey('RUN /bin/sh -c make'), instructionKey('RUN /bin/sh -c make test'));
    assert.notEqual(instructionKey('COPY . . # buildkit'), instructionKey('ADD . . # buildkit'));
    assert.equal(instructionKey(undefined), undefined);
    assert.equal(instructionKey(' '), undefined);
  });
});
