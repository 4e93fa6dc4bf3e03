/** What a scan is asked for, and the sentences in which it refuses. */
import { ExpectedError } from '../errors.ts';
import type { Verifier } from '../image/verifier.ts';
import type { LayerScan } from './layer-scan.ts';
import { TarFault } from './tar-header.ts';
import type { TarReader } from './tar-reader.ts';

/** A guard against decompression bombs. What is left is shared memory, since layers may be read by several threads. */
export type Allowance = { maxBytes: number; left: BigInt64Array };

export function makeAllowance(maxBytes: number): Allowance {
  const left = new BigInt64Array(new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT));
  left[0] = BigInt(maxBytes);
  return { maxBytes, left };
}

export type ScanOptions = {
  /** The layer in words for messages, e.g. `layer 3 (sha256:1f2e…) of docker archive app.tar`. */
  what: string;
  /** What the stored bytes must hash and amount to, where the descriptor says so. */
  digest?: string;
  /** What the tar must hash to; checked with `verify`, or where there is no `digest`. */
  diffID?: string;
  /** Read and check all bytes also where headers alone would do. */
  verify?: boolean;
  /** How many bytes of tar may still come out, shared by the layers of one image. */
  allowance?: Allowance;
  signal?: AbortSignal;
  /** Called with the number of stored bytes that were read or passed over since the last call. */
  onBytes?: (count: number) => void;
};

/** Whether the tar's own digest is checked: where it was asked for, or no digest of the stored bytes tells that they are right. */
export function checksTar({ verify, digest }: ScanOptions): boolean {
  return verify === true || digest === undefined;
}

/** Takes `bytes` of unpacked tar off what the image may unpack to. */
export function takeAllowance(bytes: number, options: ScanOptions): void {
  const { allowance } = options;
  if (allowance === undefined) return;
  const before = Atomics.sub(allowance.left, 0, BigInt(bytes));
  if (before >= BigInt(bytes)) return;
  throw new ExpectedError(
    'too-large',
    `reading ${options.what}: the image unpacks to more than the ${allowance.maxBytes} bytes that --max-uncompressed allows`,
    {
      hint: 'if the image is meant to be that large, raise --max-uncompressed',
    },
  );
}

/** Undoes takeAllowance for bytes that will be read again. */
export function giveBack(bytes: number, { allowance }: ScanOptions): void {
  if (allowance !== undefined) Atomics.add(allowance.left, 0, BigInt(bytes));
}

export function checkAbort(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new ExpectedError('interrupted', 'interrupted while reading the image');
}

export function contentError(options: ScanOptions, found: string): ExpectedError {
  return new ExpectedError('content', `reading ${options.what}: ${found}`, {
    hint: 'the image is damaged or was cut off: save, copy or build it again',
  });
}

/** Said of a blob, where all else that is noted is said of its tar: the same tar compressed anew has no such tail. */
export const oddTail = 'holds bytes behind its end that do not decompress';

/**
 * Whether what went wrong behind the end mark of a tar is a tail that harms nobody. A checksum that is wrong says that what was read is
 * damaged, and a stream that ends too early that something was cut off.
 * @param fault what the decompressor threw
 */
export function isOddTail(fault: unknown): boolean {
  const { message } = fault as Error;
  return !/incorrect (?:data|length) check|checksum|unexpected end of file|the stream ends within/.test(message);
}

/** Ends a scan: what must be complete is complete, what may be missing is noted. */
export function finish(reader: TarReader, scan: LayerScan, tarBytes: number): void {
  scan.tarBytes = tarBytes;
  // No bytes at all are an empty layer.
  if (!reader.end() && tarBytes > 0) scan.notes.push('has no end mark');
}

/** A reader's fault as a sentence that says which layer it is in and where; any other error as it is. */
export function explained(error: unknown, reader: TarReader, options: ScanOptions): unknown {
  return error instanceof TarFault ? contentError(options, `found ${error.message} at byte ${reader.position} of its tar`) : error;
}

/** Explains what goes wrong in `read`. */
export async function attempt(reader: TarReader, options: ScanOptions, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    throw explained(error, reader, options);
  }
}

/** @returns the digest, where there was one to check */
export function verifyDigest(verifier: Verifier | undefined, of: string, options: ScanOptions): string | undefined {
  if (verifier === undefined) return undefined;
  const found = verifier.digest();
  if (found !== verifier.expected) throw contentError(options, `${of} have the digest ${found}, where ${verifier.expected} was declared`);
  return found;
}
