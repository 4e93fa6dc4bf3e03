/** Build arguments stand in the history with their values: what is secret by its name is not kept. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutSecrets } from '../../src/analysis/created-by.ts';

const entries: [string, string][] = [
  // As BuildKit, buildah and the builder from before BuildKit write them.
  ['RUN |2 API_TOKEN=t0p PLAIN=a b /bin/sh -c make # buildkit', 'RUN |2 API_TOKEN=*** PLAIN=a b /bin/sh -c make # buildkit'],
  ['|2 PLAIN=a API_TOKEN=t0p of all /bin/sh -c make', '|2 PLAIN=a API_TOKEN=*** /bin/sh -c make'],
  ['RUN |1 DB_PASSWORD=t0p /bin/busybox true # buildkit', 'RUN |1 DB_PASSWORD=*** /bin/busybox true # buildkit'],
  ['|2 A_SECRET= B_SECRET=t0p /bin/bash -o pipefail -c make', '|2 A_SECRET=*** B_SECRET=*** /bin/bash -o pipefail -c make'],
  ['|1 PLAIN=t0p /bin/sh -c make', '|1 PLAIN=t0p /bin/sh -c make'],
  // Where a secret's end cannot be told, nothing behind it stays.
  ['|2 TOKEN=t0p X=t0p Y=t0p PLAIN=b /bin/sh -c make', '|2 TOKEN=*** /bin/sh -c make'],
  ['RUN |2 TOKEN=t0p PLAIN=a npm ci # buildkit', 'RUN |2 TOKEN=*** PLAIN=a npm ci # buildkit'],
  ['RUN |2 TOKEN=t0p PLAIN=t0p t0p PLAIN=a npm ci # buildkit', 'RUN |2 TOKEN=***'],
  ['RUN |2 PLAIN=a TOKEN=t0p npm ci # buildkit', 'RUN |2 PLAIN=a TOKEN=***'],
  ['|2 PLAIN=b TOKEN=t0p t0p make', '|2 PLAIN=b TOKEN=***'],
  ['|1 KEY_TOKEN=-----BEGIN t0p\nt0p\n', '|1 KEY_TOKEN=***'],
  ['ENV A=redis://:hunter@r:6379 B=amqps://u:p@ss@h/x', 'ENV A=redis://***@r:6379 B=amqps://***@h/x'],
  ['ADD https://user:t0p@host/file /a # buildkit', 'ADD https://***@host/file /a # buildkit'],
  ['RUN /bin/sh -c TOKEN=unset make # buildkit', 'RUN /bin/sh -c TOKEN=unset make # buildkit'],
  ['RUN |99999999999 TOKEN=', 'RUN |99999999999 TOKEN='],
  ['', ''],
];

describe('withoutSecrets', () => {
  for (const [entry, kept] of entries) {
    it(`reads ${JSON.stringify(entry)}`, () => {
      assert.equal(withoutSecrets(entry), kept);
      assert.equal(withoutSecrets(kept), kept);
    });
  }

  it('takes no longer for what nobody would write', () => {
    const started = performance.now();
    for (const part of ['/', ' ', '|1 ', 'sh ', 'TOKEN=', 'TOKEN= ', 'https://', '/bin/', '-c '])
      withoutSecrets(`|999999 TOKEN=${part.repeat(50_000)}x`);
    assert.ok(performance.now() - started < 2_000, 'the time grows with more than the length');
  });
});
