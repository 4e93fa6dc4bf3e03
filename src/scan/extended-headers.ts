/** What stands before an entry and says more of it than its header can: PAX records and GNU's long names, as Go's archive/tar applies them. */
import { type Extensions, parsePax } from './pax.ts';
import { type HeaderFields, TarFault, textEnd } from './tar-header.ts';

const none = new Uint8Array(0);

/** Go's limit for extended headers and sparse maps. */
export const maxExtensionBytes = 1 << 20;

const paxFlag = 'x'.charCodeAt(0);
const globalFlag = 'g'.charCodeAt(0);
const longNameFlag = 'L'.charCodeAt(0);
const longLinkFlag = 'K'.charCodeAt(0);

/** Whether a header says something of the next entry, or of all, and is none itself. */
export function isExtensionFlag(typeflag: number): boolean {
  return typeflag === paxFlag || typeflag === globalFlag || typeflag === longNameFlag || typeflag === longLinkFlag;
}

/** Collects the extended headers before an entry, body by body. */
export class ExtendedHeaders {
  #flag = 0;
  #body: Uint8Array = none;
  #fill = 0;
  #extensions: Extensions = {};
  #longName: Uint8Array = none;
  #longLink: Uint8Array = none;

  /** A header has been read whose body follows. @throws TarFault where it is larger than engines read */
  begin({ typeflag, size }: HeaderFields): void {
    if (size < 0 || size > maxExtensionBytes)
      throw new TarFault(`an extended header of ${size} bytes, where ${maxExtensionBytes} are the most that engines read`);
    this.#flag = typeflag;
    this.#body = new Uint8Array(size);
    this.#fill = 0;
  }

  /** Bytes of the body, those that are still to come included. */
  get size(): number {
    return this.#body.length;
  }

  /** Whether the body is all there. */
  get isComplete(): boolean {
    return this.#fill === this.#body.length;
  }

  /** Takes what it needs of the bytes. @returns how many it took */
  read(chunk: Uint8Array, start: number, end: number): number {
    const count = Math.min(end - start, this.#body.length - this.#fill);
    this.#body.set(chunk.subarray(start, start + count), this.#fill);
    this.#fill += count;
    return count;
  }

  /** Says that the body is complete. @throws TarFault where Go's reader would refuse it */
  finish(): void {
    const body = this.#body;
    switch (this.#flag) {
      case paxFlag:
        this.#extensions = {};
        parsePax(body, this.#extensions);
        break;
      case longNameFlag:
        this.#longName = body.subarray(0, textEnd(body, 0, body.length));
        break;
      case longLinkFlag:
        this.#longLink = body.subarray(0, textEnd(body, 0, body.length));
        break;
      default:
        // A global header: Go hands it on as an entry of its own, applies none of its records, and forgets what came before it.
        parsePax(body, {});
        this.#forget();
    }
  }

  /** What they say of the entry that has come; what follows begins anew. */
  take(): Extensions {
    const extensions = this.#extensions;
    // Go lets GNU's long names win over PAX records where an archive holds both.
    if (this.#longName.length > 0) extensions.name = this.#longName;
    if (this.#longLink.length > 0) extensions.linkName = this.#longLink;
    this.#forget();
    return extensions;
  }

  #forget(): void {
    this.#extensions = {};
    this.#longName = none;
    this.#longLink = none;
  }
}
