import type { MeteredCall } from './call.ts';
import type { UpstreamAnswer } from './channel.ts';
import { inTurn } from './channels/in-turn.ts';
import { countTokens } from './count.ts';
import { gatewayErrors } from './errors.ts';
import { parseJson } from './json.ts';
import type { WholeAnswer } from './sighting.ts';
import { outcomeOf, refusalFor, refusalIn } from './upstream-refusal.ts';
import { isEmpty, meter } from './usage.ts';

/** An answer that is not streamed, settled. */
export interface Settled {
  /** The upstream's bytes, unchanged. */
  body: Uint8Array;
  contentType: string;
  /** Micro-credits; null when the ledger has not answered yet. */
  charged: bigint | null;
}

/**
 * Fetches an answer that is not streamed. It is delivered whole or not at all: whatever goes wrong before it is
 * complete costs nothing. Until a status line of success it may be asked for elsewhere, then no more. Throws what the client is to be told.
 */
export async function answerWhole(call: MeteredCall): Promise<Settled> {
  const { ask, controller, dialect, gateway } = call.request;
  try {
    const { answer, attempt } = await inTurn(call, async (attempt) => {
      const answer = await call.send(attempt);
      if (answer.status !== 200) throw await refusalIn(answer);
      return { answer, attempt };
    });
    const noteFirst = () => call.noteFirstByte(attempt);
    const body = await bytesOf(answer, gateway.settings.limits.answerBytes, noteFirst);
    const { contentType } = answer;
    const json = parseJson(body.toString('utf8')) ?? {};
    const whole = dialect.readWhole(json, { body, contentType }, ask);
    if (whole.state === 'broken') throw gatewayErrors.upstream_error();
    controller.signal.throwIfAborted();
    if (ask.keeps === 'background') await call.keeper?.keep(attempt, json);
    if (call.keeper?.outlives)
      return { body, contentType: shownType(contentType), charged: await call.handOver('completed') };
    const [charged] = await Promise.all([charge(call, whole), call.keeper?.keep(attempt, json)]);
    return { body, contentType: shownType(contentType), charged };
  } catch (error) {
    call.noteFault(error);
    await call.settle(outcomeOf(error, controller.signal), null);
    controller.abort(error);
    throw refusalFor(error, controller.signal);
  }
}

/** A refusal is passed on. Whatever it is, it is free when the model said nothing and reports no output. */
async function charge(call: MeteredCall, whole: WholeAnswer): Promise<bigint | null> {
  const refused = whole.state === 'refused';
  if (refused && whole.text() === '') return call.settle('refused', null);
  const own = { input: () => call.countInput(), output: () => countTokens(whole.text()) };
  const usage = await meter(whole.usage, call.request.ask.bounds, own);
  const empty = isEmpty(usage, call.request.ask.bounds) && whole.text() === '';
  return call.settle(refused ? 'refused' : 'completed', empty ? null : usage);
}

/** Plain text stays plain text, whatever else it is called; everything else is JSON. */
function shownType(contentType: string): string {
  return /^(text\/|application\/x-subrip)/i.test(contentType) ? 'text/plain; charset=utf-8' : 'application/json';
}

/** Throws `upstream_error` for one above `maxBytes`. `noteFirst` is told of its first piece. */
export async function bytesOf({ body }: UpstreamAnswer, maxBytes: number, noteFirst?: () => void): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    if (bytes === 0) noteFirst?.();
    bytes += chunk.length;
    if (bytes > maxBytes) throw gatewayErrors.upstream_error({}, 'The answer is too large; nothing was charged.');
    chunks.push(chunk);
  }
  return chunks.length === 1 ? Buffer.from(chunks[0] as Uint8Array) : Buffer.concat(chunks, bytes);
}
