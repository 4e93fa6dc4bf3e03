/** Ends programs that were started in a process group of their own, `detached`. */
import { type ChildProcess, spawn } from 'node:child_process';

/** How long an interrupted program may take to clean up. Less than the patience of the shells. */
export const graceMilliseconds = 1200;

/** Signals the program and all that it started and that stayed in its group. */
export function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' }).on('error', () => {});
    else process.kill(-pid, signal);
  } catch {
    // It has ended by itself.
  }
}
