import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** One request of the trace. */
export interface Row {
  /** When it came, milliseconds from the first one. */
  at: number;
  /** Tokens. */
  input: number;
  output: number;
}

/** The recorded requests in the order in which they came; see the README for where they are from. */
export function readTrace(): Row[] {
  const packed = readFileSync(new URL('./conversations.csv.gz', import.meta.url));
  const [, ...lines] = gunzipSync(packed).toString('utf8').trimEnd().split('\n');
  let at = 0;
  return lines.map((line) => {
    const [ms, input, output] = line.split(',').map(Number) as [number, number, number];
    at += ms;
    return { at, input, output };
  });
}
