import { parseCredits } from '@farebox/kit';
import type { Door } from './asking.ts';
import { between, chance, oneOf } from './chance.ts';

/** An end this quick after the last word was held up for the ledger's answer, not for patience running out. */
const SETTLED_MS = 2_500;

/** A call to a model as its client saw it. */
export interface Call {
  receipt: string;
  startedAt: number;
  /** `whole`: its end was seen; `left`: by our own will; `broken`: the server went away. */
  end: 'running' | 'whole' | 'left' | 'broken';
  endedAt: number;
  /** The end came when the ledger had answered: the capture is acknowledged. */
  settled: boolean;
  /** What the answer said was charged, where it says so; micro-credits. */
  charge: bigint | null;
}

/** Makes one call of the gateway's demo channel: mostly streams, some left in the middle. Null when it was not let in. */
export async function callModel(door: Door, apiKey: string, calls: Call[]): Promise<void> {
  const stream = chance(0.8);
  const leaving = new AbortController();
  try {
    const response = await fetch(`${oneOf(door.urls())}/v1/chat/completions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        'x-demo': `delay=${between(2, 40)};tokens=${between(10, 60)}`,
      },
      body: JSON.stringify({ model: 'demo-small', stream, messages: [{ role: 'user', content: 'Go on.' }] }),
      signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(30_000)]),
    });
    const receipt = response.headers.get('x-farebox-receipt');
    if (response.status !== 200 || !receipt) return void (await response.arrayBuffer());
    const call = begin(receipt, calls);
    call.charge = parseCredits(response.headers.get('x-farebox-charge') ?? '');
    const leaveAt = stream && chance(0.2) ? between(1, 10) : Number.POSITIVE_INFINITY;
    await readOut(call, response, leaveAt, leaving);
  } catch {
    // Not let in, or not known to have been: nothing was acknowledged.
  }
}

function begin(receipt: string, calls: Call[]): Call {
  const startedAt = performance.now();
  const call: Call = { receipt, startedAt, end: 'running', endedAt: 0, settled: false, charge: null };
  calls.push(call);
  return call;
}

async function readOut(call: Call, response: Response, leaveAt: number, leaving: AbortController): Promise<void> {
  let pieces = 0;
  let lastAt = performance.now();
  try {
    for await (const _ of response.body as unknown as AsyncIterable<Uint8Array>) {
      lastAt = performance.now();
      pieces += 1;
      if (pieces >= leaveAt) {
        call.end = 'left';
        leaving.abort();
      }
    }
    call.end = 'whole';
  } catch {
    if (call.end !== 'left') call.end = 'broken';
  }
  call.endedAt = performance.now();
  call.settled = call.end === 'whole' && call.endedAt - lastAt < SETTLED_MS;
}
