import type { MeteredCall } from '../call.ts';
import type { UpstreamAnswer } from '../channel.ts';
import type { Attempt } from '../channels/attempt.ts';
import { inTurn } from '../channels/in-turn.ts';
import { gatewayErrors } from '../errors.ts';
import { ClientGone, type Outcome, outcomeOf, refusalFor, refusalIn } from '../upstream-refusal.ts';
import { type MeteredUsage, meter } from '../usage.ts';
import { untold } from './media-ask.ts';

/** Kinds of answer that are sound, or say nothing of what they are. */
const sound = /^(audio\/[\w.+-]+|application\/octet-stream)/i;

/**
 * Passes an answer of bytes (speech) from the upstream to the client, at the client's pace and unchanged. What it costs
 * is known from the request: all of it is owed when it came to its end, or when the client left after its first bytes;
 * nothing when the upstream broke off. Whatever ends it first settles the call.
 */
export class ByteRelay {
  readonly contentType: string;
  readonly #call: MeteredCall;
  readonly #attempt: Attempt;
  readonly #source: AsyncIterator<Uint8Array>;
  /** Read before the client was promised anything. */
  #first: Uint8Array | null;
  #bytes = 0;
  #reading = false;
  #gone = false;
  #finished: Promise<void> | null = null;

  private constructor(call: MeteredCall, attempt: Attempt, begun: Begun) {
    this.#call = call;
    this.#attempt = attempt;
    this.contentType = begun.contentType;
    this.#source = begun.source;
    this.#first = begun.first;
    this.#bytes = begun.first.length;
    call.request.gateway.meters.streamsOpen.inc();
  }

  /** Asks one upstream after the other for its first bytes; whatever goes wrong until then is thrown, and is free. */
  static async begin(call: MeteredCall): Promise<ByteRelay> {
    const { controller } = call.request;
    try {
      return await inTurn(call, async (attempt) => new ByteRelay(call, attempt, await firstOf(call, attempt)));
    } catch (error) {
      call.noteFault(error);
      await call.settle(outcomeOf(error, controller.signal), null);
      controller.abort(error);
      throw refusalFor(error, controller.signal);
    }
  }

  /** The client's stream. `hangUp` closes its connection, if there is one; `over` is called once everything is settled. */
  stream(hangUp: () => boolean, over: () => void): ReadableStream<Uint8Array> {
    this.#signal.addEventListener('abort', () => {
      // The client does not take what it got, and its time is up: as if it had left.
      if (this.#reading || this.#gone || this.#finished) return;
      void this.#finish(outcomeOf(null, this.#signal), !this.#first, over).then(hangUp);
    });
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => this.#pull(controller, hangUp, over);
    return new ReadableStream<Uint8Array>({ pull, cancel: () => this.#cancel(over) }, { highWaterMark: 0 });
  }

  get #signal(): AbortSignal {
    return this.#call.request.controller.signal;
  }

  async #pull(
    controller: ReadableStreamDefaultController<Uint8Array>,
    hangUp: () => boolean,
    over: () => void,
  ): Promise<void> {
    const first = this.#first;
    this.#first = null;
    if (first) return controller.enqueue(first);
    try {
      const bytes = await this.#next();
      if (this.#gone) return;
      if (bytes) return controller.enqueue(bytes);
      await this.#finish('completed', true, over);
      if (!this.#gone) controller.close();
    } catch (error) {
      if (this.#gone) return;
      this.#call.noteFault(error);
      await this.#finish(outcomeOf(error, this.#signal), false, over);
      // There are no words within sound: its connection breaks off as the upstream's did.
      if (!hangUp()) controller.error(refusalFor(error, this.#signal));
    }
  }

  async #cancel(over: () => void): Promise<void> {
    this.#gone = true;
    const finished = this.#finish('aborted', !this.#first, over);
    this.#call.request.controller.abort(new ClientGone());
    await finished;
  }

  async #next(): Promise<Uint8Array | null> {
    const { watch, request } = this.#call;
    this.#reading = true;
    watch.waitFor('idle', this.#attempt.channel.timeouts.idleMs);
    try {
      const { done, value } = await this.#source.next();
      if (done) return null;
      this.#bytes += value.length;
      if (this.#bytes > request.gateway.settings.limits.answerBytes) throw gatewayErrors.upstream_error();
      return value;
    } finally {
      this.#reading = false;
      watch.rest();
    }
  }

  #finish(outcome: Outcome, owed: boolean, over: () => void): Promise<void> {
    this.#finished ??= this.#settle(outcome, owed).finally(over);
    return this.#finished;
  }

  async #settle(outcome: Outcome, owed: boolean): Promise<void> {
    this.#call.request.gateway.meters.streamsOpen.dec();
    await this.#call.settle(outcome, owed ? await this.#usage().catch(() => null) : null);
    if (outcome !== 'completed') this.#call.request.controller.abort();
  }

  #usage(): Promise<MeteredUsage> {
    const own = { input: () => this.#call.countInput(), output: async () => 0 };
    return meter(untold, this.#call.request.ask.bounds, own);
  }
}

interface Begun {
  contentType: string;
  source: AsyncIterator<Uint8Array>;
  first: Uint8Array;
}

async function firstOf(call: MeteredCall, attempt: Attempt): Promise<Begun> {
  const { watch } = call;
  watch.waitFor('first_byte', attempt.channel.timeouts.firstByteMs, attempt.controller);
  const answer: UpstreamAnswer = await call.send(attempt);
  if (answer.status !== 200) throw await refusalIn(answer);
  if (!sound.test(answer.contentType)) throw gatewayErrors.upstream_error();
  const source = answer.body[Symbol.asyncIterator]();
  const { done, value } = await source.next();
  if (done || value.length === 0) throw gatewayErrors.upstream_error();
  watch.rest();
  call.noteFirstByte(attempt);
  return { contentType: answer.contentType, source, first: value };
}
