/** The processes that a program has started, however deep. A container's leave the group that they were started in; Linux still says whose they are. */
import { readdirSync, readFileSync } from 'node:fs';

/** Its start tells a process from a later one with the same number. */
export type ProcessMark = { pid: number; start: string };

/** All that `root` and its children have started and that still runs; none where there is no /proc. */
export function findDescendants(root: number): ProcessMark[] {
  const children = new Map<number, ProcessMark[]>();
  for (const name of listProc()) {
    const found = /^\d+$/.test(name) ? readStat(Number(name)) : undefined;
    if (found === undefined) continue;
    children.set(found.parent, [...(children.get(found.parent) ?? []), found.mark]);
  }
  const all: ProcessMark[] = [];
  for (let queue = [root]; queue.length > 0; ) {
    const next = queue.flatMap((pid) => children.get(pid) ?? []);
    all.push(...next);
    queue = next.map(({ pid }) => pid);
  }
  return all;
}

/** Kills those that still run. */
export function killAll(marks: readonly ProcessMark[]): void {
  for (const { pid, start } of marks) {
    try {
      if (readStat(pid)?.mark.start === start) process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself, or is another user's.
    }
  }
}

function listProc(): string[] {
  try {
    return readdirSync('/proc');
  } catch {
    return [];
  }
}

/** The name, in brackets, may hold anything. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function readStat(pid: number): { parent: number; mark: ProcessMark } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), mark: { pid, start: fields[19] ?? '' } };
  } catch {
    return undefined;
  }
}
