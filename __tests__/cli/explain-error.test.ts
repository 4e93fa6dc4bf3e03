import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainError } from '../../src/cli/explain-error.ts';
import { ExpectedError } from '../../src/errors.ts';

describe('explainError', () => {
  it('cuts a line that a long name made long, and keeps both ends and the hint', () => {
    const text = explainError(new ExpectedError('content', `reading ${'x'.repeat(5000)}: it is missing`, { hint: 'save it again' }), false);
    const [message = '', hint] = text.split('\n');
    assert.ok(message.length < 1000);
    assert.match(message, /^plimsoll: reading x+ \[…\] x+: it is missing$/);
    assert.equal(hint, '  hint: save it again');
  });

  it('keeps the lines of an error of ours, and makes none of what another says', () => {
    const ours = new ExpectedError('build', ['the build failed:', 'step 3', 'exit 1'], { cause: new Error('a\nplimsoll: forged') });
    assert.equal(explainError(ours, false), 'plimsoll: the build failed:\nstep 3\nexit 1');
    assert.deepEqual(explainError(ours, true).split('\n').slice(3), ['  code: build', '  cause: a\\nplimsoll: forged']);
    assert.match(explainError(new TypeError('a\nplimsoll: forged'), false), /^[^\n]*TypeError: a\\nplimsoll: forged\n {2}hint: [^\n]*$/);
  });
});
