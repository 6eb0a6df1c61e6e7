import { type DestinationStream, pino } from 'pino';

/** So much is written at once in the middle of a turn. */
const AT_ONCE_BYTES = 65_536;

let shared: DestinationStream | null = null;

/**
 * Standard output, one for all logs of this process. It is written once a turn of the event loop, with all
 * lines of that turn: a call to the system for each is dear under load. What an ending process still has is written by its
 * `exit`; only one that is killed loses its last turn.
 */
export function standardOutput(): DestinationStream {
  shared ??= turnwise();
  return shared;
}

function turnwise(): DestinationStream {
  const output = pino.destination({ fd: 1, sync: true, minLength: AT_ONCE_BYTES, maxWrite: 2 * AT_ONCE_BYTES });
  let due = false;
  // Not `flushSync`, which has the disk confirm what it wrote, and has everybody wait for it.
  const flush = () => {
    due = false;
    output.flush();
  };
  process.on('exit', () => output.flushSync());
  return {
    write(line) {
      output.write(line);
      if (due) return;
      due = true;
      setImmediate(flush);
    },
  };
}
