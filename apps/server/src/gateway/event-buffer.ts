const LF = 0x0a;
const none = Buffer.alloc(0);

/** Where events end: a blank line, with any of the three line ends that server-sent events allow. */
const boundaries = [Buffer.from('\n\n'), Buffer.from('\n\r\n'), Buffer.from('\r\r')];

/** All of a boundary but its last byte can be in an earlier chunk. */
const OVERLAP = 2;

/**
 * Cuts a stream of bytes at the ends of its events, so that a client never gets half an event and a UTF-8 character is
 * never cut. Usually a chunk ends where an event does and passes through untouched. An event of many chunks (an image)
 * is looked through and put together once.
 */
export class EventBuffer {
  #kept: Buffer[] = [];
  #keptBytes = 0;
  readonly #maxBytes: number;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The whole events so far, or null; the rest is kept. Throws a `RangeError` when one event is too large. */
  push(chunk: Uint8Array): Buffer | null {
    const fresh = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const overlap = this.#tail();
    const looked = overlap.length > 0 ? Buffer.concat([overlap, fresh]) : fresh;
    const end = endOfLast(looked);
    if (end === 0) {
      this.#keep(fresh);
      return null;
    }
    const before = this.#keptBytes;
    const bytes = before > 0 ? Buffer.concat([...this.#kept, fresh], before + fresh.length) : fresh;
    const cut = before - overlap.length + end;
    this.#kept = [];
    this.#keptBytes = 0;
    if (cut < bytes.length) this.#keep(bytes.subarray(cut));
    return bytes.subarray(0, cut);
  }

  /** What is left when the stream is over: an event whose blank line never came, or nothing. */
  rest(): Buffer {
    const rest = this.#kept.length > 0 ? Buffer.concat(this.#kept) : none;
    this.#kept = [];
    this.#keptBytes = 0;
    return rest;
  }

  #keep(bytes: Buffer): void {
    this.#kept.push(bytes);
    this.#keptBytes += bytes.length;
    if (this.#keptBytes > this.#maxBytes) throw new RangeError('One event of the stream is too large.');
  }

  /** The last kept bytes, in which a boundary may have begun. */
  #tail(): Buffer {
    const last = this.#kept.at(-1);
    if (!last) return none;
    if (last.length >= OVERLAP) return last.subarray(last.length - OVERLAP);
    return Buffer.concat(this.#kept.slice(-OVERLAP)).subarray(-OVERLAP);
  }
}

function endOfLast(bytes: Buffer): number {
  const size = bytes.length;
  if (size > 1 && bytes[size - 1] === LF && bytes[size - 2] === LF) return size;
  const ends = boundaries.map((boundary) => {
    const at = bytes.lastIndexOf(boundary);
    return at === -1 ? 0 : at + boundary.length;
  });
  return Math.max(...ends);
}
