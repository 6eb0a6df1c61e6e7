import pg from 'pg';

/** Of a socket that could not be opened, or broke. */
const lostSockets = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
]);

/** The driver's own words, which have no code: a connection that ended, or a pool that got none in time. */
const driverWords = /^Connection terminated|^timeout exceeded when trying to connect/;

/**
 * True when the database could not be asked: not there, starting, stopping, full, or closed to us (SQLSTATE 08, 57P, 53300,
 * 55000 at the door). Whoever asked may ask again.
 */
export function isDatabaseLost(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|57P|53300)/.test(error.code ?? '') || isShut(error);
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return (
    driverWords.test(error.message) ||
    (lostSockets.has(code ?? '') && /^(connect|read|write|getaddrinfo)$/.test(syscall ?? ''))
  );
}

/** `55000` is said of other things too, but only of this while a connection begins. */
function isShut({ code, severity }: pg.DatabaseError): boolean {
  return code === '55000' && severity === 'FATAL';
}
