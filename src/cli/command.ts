/** What a command is: its operands and options read, to its exit code. */
import type { Options } from '../options/table.ts';
import type { Io } from './terminal.ts';

/** @throws ExpectedError, or an AggregateError of several, where it could not be done: exit code 2 */
export type Command = (operands: readonly string[], options: Options, io: Io) => Promise<number>;
