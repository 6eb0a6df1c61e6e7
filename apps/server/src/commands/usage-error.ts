/** A command called in a way it does not know; the message is how to call it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
