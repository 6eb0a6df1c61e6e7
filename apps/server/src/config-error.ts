/** Why the server can't start as it is configured, in a sentence that says what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
