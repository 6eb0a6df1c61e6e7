import type { MeteredCall } from './call.ts';
import type { UpstreamAnswer } from './channel.ts';
import type { Attempt } from './channels/attempt.ts';
import { inTurn } from './channels/in-turn.ts';
import { gatewayErrors } from './errors.ts';
import { EventBuffer } from './event-buffer.ts';
import { mostBytesOf } from './stream-limit.ts';
import { StreamReader } from './stream-reader.ts';
import { ClientGone, type Outcome, outcomeOf, refusalFor, refusalIn } from './upstream-refusal.ts';
import { isEmpty, type MeteredUsage, meter, withOutput } from './usage.ts';

/** How long an upstream may take to hang up after its answer was complete; then its connection is closed. */
const HANG_UP_MS = 1_000;

/**
 * Passes one stream from the upstream to the client: at the client's pace, whole events, bytes unchanged where nothing
 * must be hidden. Whatever ends it first (the answer's end, an error, a clock, the client) settles the call.
 */
export class Relay {
  readonly #call: MeteredCall;
  readonly #attempt: Attempt;
  readonly #reader: StreamReader;
  readonly #buffer: EventBuffer;
  #source: AsyncIterator<Uint8Array> | null = null;
  /** Read before the client was promised a stream. */
  #first: Uint8Array | null = null;
  #begun = false;
  /** An error event that came behind bytes which still had to be passed on. */
  #failed = false;
  #bytes = 0;
  #reading: Promise<unknown> | null = null;
  #gone = false;
  /** It did not take what it got until its time was up. */
  #stalled = false;
  #isOpen = false;
  /** The upstream's usage was known when the client left: it is about what the client has. */
  #usageCame = false;
  #finished: Promise<void> | null = null;

  private constructor(call: MeteredCall, attempt: Attempt) {
    const { ask, dialect, gateway } = call.request;
    this.#call = call;
    this.#attempt = attempt;
    const { answerBytes, eventBytes } = gateway.settings.limits;
    this.#reader = new StreamReader(dialect, ask);
    this.#buffer = new EventBuffer(dialect.indivisible ? answerBytes : eventBytes);
  }

  /**
   * Asks one upstream after the other for its first event. Until one gives it nothing is promised to the client:
   * whatever goes wrong is thrown as an ordinary refusal, and costs nothing.
   */
  static async begin(call: MeteredCall): Promise<Relay> {
    const { controller } = call.request;
    try {
      return await inTurn(call, async (attempt) => {
        const relay = new Relay(call, attempt);
        await relay.#awaitFirst();
        return relay;
      });
    } catch (error) {
      call.noteFault(error);
      await call.settle(outcomeOf(error, controller.signal), null);
      controller.abort(error);
      throw refusalFor(error, controller.signal);
    }
  }

  async #awaitFirst(): Promise<void> {
    const { watch } = this.#call;
    watch.waitFor('first_byte', this.#timeouts.firstByteMs, this.#attempt.controller);
    const answer = await this.#call.send(this.#attempt);
    if (answer.status !== 200) throw await refusalIn(answer);
    this.#source = bodyOf(answer);
    this.#first = await this.#next();
    if (!this.#first) throw gatewayErrors.upstream_error();
    watch.rest();
    this.#begun = true;
    this.#call.noteFirstByte(this.#attempt);
  }

  /** The client's stream. `hangUp` closes its connection; `over` is called once everything is settled. */
  stream(hangUp: () => void, over: () => void): ReadableStream<Uint8Array> {
    this.#open(true);
    this.#signal.addEventListener('abort', () => {
      // Nobody is reading: the client does not take what it got, and its time is up.
      if (this.#reading || this.#gone || this.#finished) return;
      this.#stalled = true;
      void this.#finish(outcomeOf(null, this.#signal), over).then(hangUp);
    });
    return new ReadableStream<Uint8Array>(
      {
        pull: (controller) => this.#pull(controller, over),
        cancel: () => this.#cancel(over),
      },
      { highWaterMark: 0 },
    );
  }

  #open(open: boolean): void {
    if (open !== this.#isOpen) this.#call.request.gateway.meters.streamsOpen[open ? 'inc' : 'dec']();
    this.#isOpen = open;
  }

  get #signal(): AbortSignal {
    return this.#call.request.controller.signal;
  }

  get #outlives(): boolean {
    return this.#call.keeper?.outlives ?? false;
  }

  get #timeouts() {
    return this.#attempt.channel.timeouts;
  }

  async #pull(controller: ReadableStreamDefaultController<Uint8Array>, over: () => void): Promise<void> {
    let outcome: Outcome = 'completed';
    try {
      const out = this.#takeFirst() ?? (await this.#read());
      if (this.#gone) return;
      if (out) return controller.enqueue(out);
      if (this.#reader.endedFailed) outcome = 'upstream_error';
    } catch (error) {
      if (this.#gone) return;
      this.#call.noteFault(error);
      outcome = outcomeOf(error, this.#signal);
      controller.enqueue(this.#farewell(error));
    }
    await this.#finish(outcome, over);
    if (!this.#gone) controller.close();
  }

  /** The client left. What it has is charged; the upstream is cut off, or heard out without it. */
  async #cancel(over: () => void): Promise<void> {
    const { request } = this.#call;
    const reader = this.#reader;
    this.#open(false);
    this.#gone = true;
    if (reader.ended && !this.#first) return this.#finish(reader.endedFailed ? 'upstream_error' : 'completed', over);
    this.#usageCame = reader.knowsUsage;
    reader.mute();
    const drains = this.#attempt.channel.onAbort === 'drain' || request.ask.hearsOut;
    if (drains && !this.#first && !this.#outlives) await this.#drain();
    const finished = this.#finish('aborted', over);
    request.controller.abort(new ClientGone());
    await finished;
  }

  /** Reads on without a client, to learn the upstream's own figures; the call's clocks still run. */
  async #drain(): Promise<void> {
    try {
      await this.#reading;
      while (await this.#next());
    } catch {
      // What it would have told is counted instead.
    }
  }

  async #read(): Promise<Uint8Array | null> {
    const reading = this.#next();
    this.#reading = reading;
    try {
      return await reading;
    } finally {
      this.#reading = null;
    }
  }

  /** The next piece for the client; null at the end. Throws when the upstream failed, fell silent or broke off. */
  async #next(): Promise<Uint8Array | null> {
    if (this.#failed) throw gatewayErrors.upstream_error();
    while (!this.#reader.ended) {
      const { done, value } = await this.#wait();
      const whole = done ? this.#rest() : this.#buffer.push(value);
      if (whole) {
        const { out, failed } = this.#reader.read(whole);
        this.#failed = failed;
        // Who left pays for what was delivered, and cannot ask for the rest afterwards.
        if (!this.#gone) await this.#call.keeper?.look(this.#attempt, this.#reader);
        await this.#reader.compact();
        if (out.length > 0) return out;
        if (failed) throw gatewayErrors.upstream_error();
      }
      if (done && !this.#reader.ended) return this.#endWithoutEnd();
    }
    this.#letGo();
    return null;
  }

  async #wait(): Promise<IteratorResult<Uint8Array>> {
    const { watch } = this.#call;
    if (this.#begun) watch.waitFor('idle', this.#timeouts.idleMs);
    const read = await (this.#source as AsyncIterator<Uint8Array>).next();
    if (this.#begun) watch.rest();
    if (!read.done) this.#limit(read.value.length);
    return read;
  }

  #limit(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > mostBytesOf(this.#call.request)) throw gatewayErrors.upstream_error();
  }

  #rest(): Buffer | null {
    const rest = this.#buffer.rest();
    return rest.length > 0 ? Buffer.concat([rest, Buffer.from('\n\n')]) : null;
  }

  #endWithoutEnd(): null {
    if (this.#reader.finishedAnyway()) return null;
    throw gatewayErrors.upstream_error();
  }

  /** The answer is complete; whether the upstream hangs up is no longer the client's concern. */
  #letGo(): void {
    const source = this.#source;
    this.#source = null;
    if (!source) return;
    const timer = setTimeout(() => this.#call.request.controller.abort(), HANG_UP_MS);
    const readOut = async () => {
      while (!(await source.next()).done);
    };
    readOut().then(
      () => clearTimeout(timer),
      () => clearTimeout(timer),
    );
  }

  #takeFirst(): Uint8Array | null {
    const first = this.#first;
    this.#first = null;
    return first;
  }

  #farewell(error: unknown): Uint8Array {
    const { code } = refusalFor(error, this.#signal);
    const { dialect } = this.#call.request;
    const charged = dialect.indivisible ? 'nothing was charged' : 'only what arrived is charged';
    const broken = `The answer broke off; ${charged}.`;
    const told = this.#outlives ? 'The stream broke off; the response goes on in the background.' : broken;
    return Buffer.from(dialect.failure(told, code, this.#reader.lastData));
  }

  #finish(outcome: Outcome, over: () => void): Promise<void> {
    this.#finished ??= this.#settle(outcome).finally(over);
    return this.#finished;
  }

  async #settle(outcome: Outcome): Promise<void> {
    this.#open(false);
    if (this.#outlives) await this.#call.handOver(outcome);
    else await this.#call.settle(outcome, await this.#usage(outcome).catch(() => null));
    if (outcome !== 'completed') this.#call.request.controller.abort();
  }

  /**
   * What to charge: nothing when not one word of the answer was delivered, unless it is whole and the upstream reports
   * output (thoughts that it does not show).
   */
  async #usage(outcome: Outcome): Promise<MeteredUsage | null> {
    const reader = this.#reader;
    const whole = this.#call.request.dialect.indivisible;
    if (outcome !== 'completed' && (whole ? !this.#owesAll(outcome) : this.#first || reader.silent())) return null;
    const own = {
      input: () => this.#call.countInput(),
      output: () => reader.deliveredTokens(),
      toolCalls: () => reader.toolCalls,
    };
    const reported = reader.usage ?? reader.soFar;
    const { bounds } = this.#call.request.ask;
    const usage = await meter(reported, bounds, own);
    if (!whole && isEmpty(usage, bounds) && reader.silent()) return null;
    if (whole || outcome !== 'aborted' || this.#usageCame) return usage;
    return withOutput(usage, await reader.deliveredTokens());
  }

  /** Of an answer that is one thing: the client has a piece of it, and it was not the upstream that ended it. */
  #owesAll(outcome: Outcome): boolean {
    const left = outcome === 'aborted' || this.#stalled;
    return left && !this.#first && (this.#reader.usage ?? this.#reader.soFar) !== null;
  }
}

function bodyOf(answer: UpstreamAnswer): AsyncIterator<Uint8Array> {
  if (!answer.contentType.toLowerCase().startsWith('text/event-stream')) throw gatewayErrors.upstream_error();
  return answer.body[Symbol.asyncIterator]();
}
