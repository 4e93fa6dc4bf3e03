/** History entries of several builders, as the author of the Dockerfile would know them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shortenInstruction } from '../../src/report/instruction.ts';
import { cpuTime } from '../support/cpu-time.ts';

const entries: [string, string][] = [
  ['RUN /bin/sh -c chmod -R g+w /app # buildkit', 'RUN chmod -R g+w /app'],
  ['/bin/sh -c apt-get update', 'RUN apt-get update'],
  ['|2 TOKEN=secret USER=a b /bin/sh -c make', 'RUN make'],
  ['RUN |1 TOKEN=secret /bin/sh -c make install # buildkit', 'RUN make install'],
  ['RUN |2 TOKEN=secret USER=a /bin/busybox true # buildkit', 'RUN /bin/busybox true'],
  [`RUN |1 CERTIFICATE=${'0123 '.repeat(1_000)}/bin/sh -c make # buildkit`, 'RUN make'],
  ['RUN |1 CERTIFICATE=', 'RUN …'],
  ['RUN /bin/bash -o pipefail -c curl x | sh # buildkit', 'RUN curl x | sh'],
  ['/bin/sh -c #(nop) ADD file:3a1f29c0bb2d in / ', 'ADD … /'],
  ['/bin/sh -c #(nop) COPY --chown=node dir:0a1b2c in /app ', 'COPY … /app'],
  ['/bin/sh -c #(nop)  CMD ["sh"]', 'CMD ["sh"]'],
  ['COPY . /app # buildkit', 'COPY . /app'],
  ['RUN /bin/sh -c set -eux; \t\tapk add \\\n  git # buildkit', 'RUN set -eux; apk add \\ git'],
  ['RUN sh -c true', 'RUN true'],
  ['# debian.sh --arch amd64', '# debian.sh --arch amd64'],
  ['bazel build ...', 'bazel build ...'],
  ['', ''],
];

describe('shortenInstruction', () => {
  for (const [entry, short] of entries) it(`reads ${JSON.stringify(entry)}`, () => assert.equal(shortenInstruction(entry), short));

  it('takes no longer for what nobody would write', () => {
    const took = cpuTime(() => {
      for (const part of ['/', ' ', '|1 ', 'sh ', '\\t#']) shortenInstruction(`|1 ${part.repeat(200_000)}x`);
    });
    assert.ok(took < 1_000, `${took} ms: the time grows with more than the length`);
  });
});
