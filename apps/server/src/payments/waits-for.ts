/**
 * It tells of something whose beginning has not arrived yet, such as a refund of a payment we have not heard of. The
 * event is kept and taken up again; the provider need not send it again.
 */
export class WaitsFor extends Error {
  /** Whether it may be about nothing of ours, so that nobody waits for ever. */
  readonly perhapsInVain: boolean;

  constructor(message: string, perhapsInVain = false) {
    super(message);
    this.perhapsInVain = perhapsInVain;
  }
}
