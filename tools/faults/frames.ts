const HEADER_BYTES = 5;
const READY_FOR_QUERY = 'Z'.charCodeAt(0);

/**
 * Follows what a PostgreSQL backend says, message by message (a type byte and a length that counts itself), however it
 * is cut into chunks. `push` tells whether a ReadyForQuery ended in the chunk: the statement is over and committed.
 */
export class Frames {
  #header = Buffer.alloc(0);
  #left = 0;
  #type = 0;

  push(chunk: Buffer): boolean {
    let ready = false;
    for (let at = 0; at < chunk.length; ) {
      if (this.#left === 0) {
        const part = chunk.subarray(at, at + HEADER_BYTES - this.#header.length);
        at += part.length;
        this.#header = Buffer.concat([this.#header, part]);
        if (this.#header.length < HEADER_BYTES) break;
        this.#begin();
      } else {
        const taken = Math.min(this.#left, chunk.length - at);
        this.#left -= taken;
        at += taken;
      }
      if (this.#left === 0 && this.#type === READY_FOR_QUERY) ready = true;
    }
    return ready;
  }

  #begin(): void {
    this.#type = this.#header[0] as number;
    this.#left = this.#header.readUInt32BE(1) - (HEADER_BYTES - 1);
    this.#header = Buffer.alloc(0);
  }
}
