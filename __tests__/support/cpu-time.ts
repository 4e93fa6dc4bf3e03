/** How long work takes by the processor's own count, which does not run while other processes have the processor. */

/** Milliseconds of all threads of this process, of its user and its system. */
export function cpuTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** To be put before the program in the arguments of node: writes the milliseconds of the whole process on stderr when it ends. */
export const tellCpuTime: readonly string[] = [
  '--import',
  "data:text/javascript,process.on('exit', () => { const { user, system } = process.cpuUsage(); console.error((user + system) / 1000); });",
];
