import { connect, type Socket } from 'node:net';

/** What became of one request. */
export interface Answer {
  status: number;
  /** Milliseconds until its last byte. */
  ms: number;
}

const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = '0\r\n\r\n';

/**
 * One connection with one request at a time. It reads just enough of HTTP to know where an answer ends: a client that
 * costs little leaves the machine to the gateways. `onEvents` hears of every packet that holds events.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #onEvents: (() => void) | undefined;
  #resolve: ((answer: Answer) => void) | null = null;
  #reject: ((error: Error) => void) | null = null;
  #started = 0;
  #head = '';
  #status = 0;
  /** Bytes of the body still to come; null = chunked. */
  #left: number | null = 0;
  #tail = '';

  constructor(port: number, onEvents?: () => void) {
    this.#onEvents = onEvents;
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.setEncoding('latin1').on('data', (text: string | Buffer) => this.#read(text as string));
    this.#socket.on('error', (error) => this.#reject?.(error));
    this.#socket.on('close', () => this.#reject?.(new Error('The connection was closed before the answer was there.')));
  }

  ask(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#head = '';
      this.#status = 0;
      this.#started = performance.now();
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#reject = null;
    this.#socket.destroy();
  }

  #read(text: string): void {
    if (this.#status > 0) {
      this.#readBody(text);
      return;
    }
    this.#head += text;
    const at = this.#head.indexOf(HEAD_END);
    if (at < 0) return;
    const body = this.#head.slice(at + HEAD_END.length);
    this.#status = Number(this.#head.slice(9, 12));
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.#head.slice(0, at))?.[1];
    this.#left = length === undefined ? null : Number(length);
    this.#tail = '';
    if (body !== '' || this.#left === 0) this.#readBody(body);
  }

  #readBody(text: string): void {
    if (this.#onEvents && text.includes('data: ')) this.#onEvents();
    if (this.#left !== null) this.#left -= text.length;
    else this.#tail = (this.#tail + text).slice(-LAST_CHUNK.length - 2);
    const over = this.#left === null ? isEnd(this.#tail) : this.#left <= 0;
    if (over) this.#resolve?.({ status: this.#status, ms: performance.now() - this.#started });
  }
}

function isEnd(tail: string): boolean {
  return tail === `\r\n${LAST_CHUNK}` || tail === LAST_CHUNK;
}
