/** An engine on another machine, by way of ssh and the docker CLI there: `docker system dial-stdio` hands the bytes on to its engine. */
import { spawn } from 'node:child_process';
import { Duplex, PassThrough } from 'node:stream';
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
  // The end of what comes is told once it is known how ssh ended: it may have said why.
  const readable = new PassThrough();
  child.stdout.pipe(readable, { end: false });
  const connection = Duplex.from({ readable, writable: child.stdin });
  connection.on('close', () => child.kill());
  child.on('error', (error: NodeJS.ErrnoException) => {
    connection.destroy(new FetchFault(error.code === 'ENOENT' ? 'the program ssh is not there' : `ssh cannot be run (${error.code})`));
  });
  child.on('close', (status) => {
    if (status === 0) readable.end();
    else if (!connection.destroyed) {
      const last = said.trim().split('\n').at(-1);
      connection.destroy(new FetchFault(`ssh ended with ${status ?? 'a signal'}${last ? `: ${last.trim()}` : ''}`));
    }
  });
  // A fault of the pipes is told by the end of ssh, which says why.
  child.stdin.on('error', () => {});
  return connection;
}
