import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isThisMachine } from '../../src/image/this-machine.ts';

describe('the host of an image name', () => {
  it('means this machine, however it is spelt', () => {
    for (const host of [
      'localhost',
      'LOCALHOST:5000',
      'a.localhost:5000',
      '127.0.0.1',
      '127.9.9.9:5000',
      '127.1:5000',
      '[::1]:5000',
      '[0:0:0:0:0:0:0:1]:5000',
      '[::ffff:7f00:1]:5000',
      '0.0.0.0:5000',
      '[::]:5000',
      'host.docker.internal:5000',
      'Host.Docker.Internal',
      'host.containers.internal:5000',
    ])
      assert.ok(isThisMachine(host), host);
  });

  it('means another one', () => {
    for (const host of [
      'docker.io',
      'ghcr.io:443',
      'localhost.example.org',
      '10.0.0.1:5000',
      '128.1',
      '[2001:db8::1]:5000',
      'docker.internal.example',
    ])
      assert.ok(!isThisMachine(host), host);
  });
});
