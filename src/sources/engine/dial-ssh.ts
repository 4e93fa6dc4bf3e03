/** An engine on another machine, by way of ssh and the docker CLI there: `docker system dial-stdio` hands the bytes on to its engine. */
import { spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import type { Endpoint } from './endpoint.ts';
import { FetchFault } from './fetch-fault.ts';

const maxSaidBytes = 4096;

/** A connection that lasts for one request. It fails with a FetchFault that carries what ssh said. */
export function dialSsh({ host, port, user, path }: Endpoint['connection'] & { kind: 'ssh' }): Duplex {
  const there = path === undefined ? [] : ['--host', `unix://${path}`];
  const child = spawn(
    'ssh',
    [
      // Nobody is there to be asked for a password.
      ...['-T', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=15'],
      ...(user === undefined ? [] : ['-l', user]),
      ...(port === undefined ? [] : ['-p', String(port)]),
      ...['--', host, 'docker', ...there, 'system', 'dial-stdio'],
    ],
    { stdio: 'pipe' },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-maxSaidBytes);
  });
  const connection = new Duplex({
    read: () => void child.stdout.resume(),
    // What cannot be written is told by the end of ssh, which says why.
    write: (chunk: Buffer, _encoding, done) => void child.stdin.write(chunk, () => done()),
    final: (done) => void child.stdin.end(() => done()),
    destroy: (error, done) => {
      child.kill();
      done(error);
    },
  });
  child.stdin.on('error', () => {});
  child.stdout.on('data', (chunk: Buffer) => {
    if (!connection.push(chunk)) child.stdout.pause();
  });
  child.on('error', (error: NodeJS.ErrnoException) => {
    connection.destroy(new FetchFault(error.code === 'ENOENT' ? 'the program ssh is not there' : `ssh cannot be run (${error.code})`));
  });
  child.on('close', (status) => {
    if (status === 0) connection.push(null);
    else if (!connection.destroyed) {
      const last = said.trim().split('\n').at(-1);
      connection.destroy(new FetchFault(`ssh ended with ${status ?? 'a signal'}${last ? `: ${last.trim()}` : ''}`));
    }
  });
  return connection;
}
