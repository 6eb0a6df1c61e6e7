/** A request that the platform turns down: `{code, msg}`, or a page where a browser asked. */
export class EPayError extends Error {
  readonly code: number;

  constructor(msg: string, code = -1) {
    super(msg);
    this.code = code;
  }
}
