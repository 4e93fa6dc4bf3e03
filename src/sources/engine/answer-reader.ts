/**
 * Reads the answer to an HTTP/1.1 request as its bytes come, and hands on its body without keeping or copying it: of an image of gigabytes,
 * node's own client makes a new buffer for every few kilobytes, which takes longer than weighing them.
 * https://www.rfc-editor.org/rfc/rfc9112
 */
import { FetchFault } from './fetch-fault.ts';

/** A piece of the body; valid only during the call. */
export type TakeBody = (bytes: Uint8Array) => void;

/** Where in the answer the next byte is. The length of a chunk and the trailers are lines. */
type State = 'head' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailers' | 'counted' | 'until-close' | 'done';

const maxHeadBytes = 64 << 10;
const lineFeed = 0x0a;

export class AnswerReader {
  /** Known once the head has come. */
  status: number | undefined;
  readonly #take: TakeBody;
  #state: State = 'head';
  /** Of the chunk or the whole body, still to come. */
  #remaining = 0;
  /** What has come of the head, the trailers or a chunk's size. */
  #text = '';

  constructor(take: TakeBody) {
    this.#take = take;
  }

  /** Whether the answer is complete. Nothing may follow. */
  get isDone(): boolean {
    return this.#state === 'done';
  }

  /** @throws FetchFault where it is no HTTP */
  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && this.#state !== 'done'; ) {
      if (this.#state === 'chunk' || this.#state === 'counted' || this.#state === 'until-close') at = this.#passBody(bytes, at);
      else at = this.#readLine(bytes, at);
    }
  }

  /** Says that the connection has ended. @throws FetchFault where the answer has not */
  end(): void {
    if (this.#state === 'until-close') this.#state = 'done';
    if (this.#state !== 'done') throw new FetchFault('the connection was cut');
  }

  #passBody(bytes: Uint8Array, start: number): number {
    const end = this.#state === 'until-close' ? bytes.length : Math.min(bytes.length, start + this.#remaining);
    this.#remaining -= end - start;
    this.#take(bytes.subarray(start, end));
    if (this.#remaining === 0 && this.#state === 'chunk') this.#state = 'chunk-end';
    else if (this.#remaining === 0 && this.#state === 'counted') this.#state = 'done';
    return end;
  }

  #readLine(bytes: Uint8Array, start: number): number {
    const found = bytes.indexOf(lineFeed, start);
    const end = found === -1 ? bytes.length : found + 1;
    if (this.#text.length + end - start > maxHeadBytes) throw noHttp();
    this.#text += Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
    if (found !== -1) this.#endLine();
    return end;
  }

  #endLine(): void {
    const text = this.#text;
    switch (this.#state) {
      case 'head':
        // Some send a line end behind the answer before.
        if (/^\r?\n$/.test(text)) break;
        if (!/\n\r?\n$/.test(text)) return;
        this.#readHead(text);
        break;
      case 'chunk-size': {
        // Behind a semicolon there may be extensions, which say nothing about the body.
        const [, size] = /^0*([0-9a-f]{1,12})[ \t]*(?:;.*)?\r?\n$/i.exec(text) ?? [];
        if (size === undefined) throw noHttp();
        this.#remaining = Number.parseInt(size, 16);
        this.#state = this.#remaining === 0 ? 'trailers' : 'chunk';
        break;
      }
      case 'chunk-end':
        if (!/^\r?\n$/.test(text)) throw noHttp();
        this.#state = 'chunk-size';
        break;
      default:
        if (/^\r?\n$/.test(text)) this.#state = 'done';
    }
    this.#text = '';
  }

  #readHead(head: string): void {
    const [statusLine = '', ...lines] = head.trimEnd().split(/\r?\n/);
    const [, status] = /^HTTP\/1\.[01] ([1-5]\d\d)(?: |$)/.exec(statusLine) ?? [];
    if (status === undefined) throw noHttp();
    // An interim answer: the one that counts follows.
    if (status.startsWith('1')) return;
    const fields = new Map<string, string>();
    for (const line of lines) {
      const [, name, value = ''] = /^([^\s:]+):(.*)$/.exec(line) ?? [];
      if (name === undefined) throw noHttp();
      const key = name.toLowerCase();
      // Only of these two it matters, and two that differ may be two answers.
      if ((key === 'content-length' || key === 'transfer-encoding') && (fields.get(key) ?? value.trim()) !== value.trim()) throw noHttp();
      fields.set(key, value.trim());
    }
    if (fields.get('transfer-encoding')?.toLowerCase() === 'identity') fields.delete('transfer-encoding');
    const length = fields.get('content-length');
    if (length !== undefined && !/^\d{1,15}$/.test(length)) throw noHttp();
    this.status = Number(status);
    // These have no body, whatever is declared, and the connection may stay open.
    if (status === '204' || status === '304') {
      this.#state = 'done';
      return;
    }
    // Chunks tell the end by themselves, whatever length is declared.
    const coding = fields.get('transfer-encoding');
    if (coding !== undefined) this.#state = stateIn(coding);
    else if (length === undefined) this.#state = 'until-close';
    else {
      this.#remaining = Number(length);
      this.#state = this.#remaining === 0 ? 'done' : 'counted';
    }
  }
}

/** Any other coding would have to be decoded, and none was asked for. */
function stateIn(coding: string): State {
  if (coding.toLowerCase() === 'chunked') return 'chunk-size';
  throw new FetchFault(`its answer has the transfer coding ${coding}, which was not asked for`);
}

function noHttp(): FetchFault {
  return new FetchFault('it does not speak HTTP');
}
