const LF = 0x0a;
const none = Buffer.alloc(0);

/** Where events end: a blank line, with any of the three line ends that server-sent events allow. */
const boundaries = [Buffer.from('\n\n'), Buffer.from('\n\r\n'), Buffer.from('\r\r')];

/**
 * Cuts a stream of bytes at the ends of its events, so that a client never gets half an event and a UTF-8 character is
 * never cut. Usually a chunk ends where an event does and passes through untouched.
 */
export class EventBuffer {
  #kept: Buffer = none;
  readonly #maxBytes: number;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The whole events so far, or null; the rest is kept. Throws a `RangeError` when one event is too large. */
  push(chunk: Uint8Array): Buffer | null {
    const fresh = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const bytes = this.#kept.length > 0 ? Buffer.concat([this.#kept, fresh]) : fresh;
    const end = endOfLast(bytes, this.#kept.length);
    this.#kept = end === bytes.length ? none : bytes.subarray(end);
    if (this.#kept.length > this.#maxBytes) throw new RangeError('One event of the stream is too large.');
    return end === 0 ? null : bytes.subarray(0, end);
  }

  /** What is left when the stream is over: an event whose blank line never came, or nothing. */
  rest(): Buffer {
    const rest = this.#kept;
    this.#kept = none;
    return rest;
  }
}

/** The kept bytes hold no boundary, so the search begins just before the fresh ones. */
function endOfLast(bytes: Buffer, kept: number): number {
  const size = bytes.length;
  if (size > 1 && bytes[size - 1] === LF && bytes[size - 2] === LF) return size;
  const from = Math.max(0, kept - 2);
  const fresh = bytes.subarray(from);
  const ends = boundaries.map((boundary) => {
    const at = fresh.lastIndexOf(boundary);
    return at === -1 ? 0 : from + at + boundary.length;
  });
  return Math.max(...ends);
}
