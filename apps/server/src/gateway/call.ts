import { newId, siblingId } from '@farebox/kit';
import type { Posted } from '@farebox/ledger';
import type { KeyHolder } from '../identity/index.ts';
import type { Pass } from '../quotas/index.ts';
import type { AnswerKeeper } from './answer-keeper.ts';
import type { Ask } from './ask.ts';
import type { Attempt } from './channels/attempt.ts';
import { Turns } from './channels/turns.ts';
import { boundOf, chargeDetails, chargeOf, priceNote } from './charge.ts';
import type { Dialect } from './dialect.ts';
import type { Gateway } from './gateway.ts';
import { countPrompt } from './prompt.ts';
import { backgroundHoldSeconds } from './responses/background.ts';
import { faultName, type Outcome } from './upstream-refusal.ts';
import type { MeteredUsage } from './usage.ts';
import { Watch } from './watch.ts';

/** A hold lives this much longer than the call may take, so that a late settlement still finds it. */
const HOLD_MARGIN_SECONDS = 60;

export interface CallRequest {
  gateway: Gateway;
  dialect: Dialect;
  ask: Ask;
  holder: KeyHolder;
  requestId: string;
  wish: string | null;
  /** Aborts the call; the door, the clocks and the client's leaving all use it. */
  controller: AbortController;
  /** Its place among its key's rate limits; null or absent where there are none. */
  pass?: Pass | null;
}

/**
 * One metered call: credits are held when it is opened, and it is settled exactly once, by whichever end comes first.
 * Between the two no transaction is open.
 */
export class MeteredCall {
  /** Also the receipt's id. */
  readonly holdId = newId();
  readonly request: CallRequest;
  readonly watch: Watch;
  /** Whom it asks. */
  readonly turns: Turns;
  /** Where its answer is kept beyond it; null for an answer that is not. */
  readonly keeper: AnswerKeeper | null;
  readonly #started = performance.now();
  /** The longest that it may take, with all its tries. */
  readonly #totalMs: number;
  #attempt: Attempt | null = null;
  #firstByteMs: number | null = null;
  #fault: string | null = null;
  #settled: Promise<bigint | null> | null = null;

  private constructor(request: CallRequest) {
    this.request = request;
    const { ask, gateway, holder, controller } = request;
    this.#totalMs = Math.max(...ask.model.routes.map(({ state }) => state.channel.timeouts.totalMs));
    this.watch = new Watch(controller, this.#totalMs);
    this.turns = new Turns(gateway.switchboard, ask, holder.accountId, controller.signal);
    this.keeper = request.dialect.keeper?.(this) ?? null;
  }

  /** Holds what the call can cost at most. Throws the ledger's refusals (`insufficient_credits`, `budget_exceeded`, …). */
  static async open(request: CallRequest): Promise<MeteredCall> {
    const call = new MeteredCall(request);
    try {
      await call.#hold();
      return call;
    } catch (error) {
      call.watch.stop();
      throw error;
    }
  }

  /** Begins the next try. Throws `upstream_unavailable` when nobody is left to be asked. */
  nextTry(): Attempt {
    this.#attempt = this.turns.next();
    this.watch.begin(this.#attempt.channel.timeouts.totalMs);
    return this.#attempt;
  }

  /** Sends the request upstream; resolves when its status line is there. */
  send({ target, channel, controller }: Attempt) {
    const { ask, dialect, wish } = this.request;
    const { upstreamModel: model, key } = target;
    const body = ask.payload({ model, outputLimitField: channel.outputLimitField });
    const { headers, answer } = ask;
    const call = { method: 'POST', path: dialect.path, model, key: key.secret, body, headers, answer, wish } as const;
    return channel.send({ ...call, signal: controller.signal });
  }

  /** The upstream's first byte is there. */
  noteFirstByte(attempt: Attempt): void {
    const ms = attempt.answered();
    this.#firstByteMs = Math.round(ms);
    this.request.gateway.meters.firstByte.observe({ channel: this.#channel }, ms / 1000);
  }

  /** A try failed, and another one follows. */
  noteRetry(error: unknown): void {
    const { gateway, requestId, ask } = this.request;
    const fault = faultName(error, this.request.controller.signal);
    gateway.meters.retries.inc({ channel: this.#channel });
    gateway.deps.log.info({ requestId, model: ask.model.id, channel: this.#channel, fault }, 'a call goes elsewhere');
  }

  /** Why the call will be settled as failed; told in its line of the log. */
  noteFault(error: unknown): void {
    this.#fault ??= faultName(error, this.request.controller.signal);
  }

  /** Our own count of the input tokens. */
  countInput(): Promise<number> {
    const { ask, gateway } = this.request;
    return ask.countInput ? ask.countInput() : countPrompt(ask.prompt(), gateway.settings.estimate.imageTokens);
  }

  /**
   * Ends the call: captures the cost of `usage`, or gives everything back for null. Only the first caller decides; every
   * later one gets the first one's promise. Resolves with the micro-credits charged; null = the ledger has not answered
   * yet (it is asked on in the background).
   */
  settle(outcome: Outcome, usage: MeteredUsage | null): Promise<bigint | null> {
    this.#settled ??= this.#settle(outcome, usage);
    return this.#settled;
  }

  /** Ends the call without settling it: its answer is made on, and whoever sees its end settles the hold. */
  handOver(outcome: Outcome): Promise<null> {
    this.#settled ??= this.#handOver(outcome);
    return this.#settled.then(() => null);
  }

  get #channel(): string {
    return this.turns.asked.at(-1) ?? '';
  }

  #hold(): Promise<Posted> {
    const { ask, dialect, holder, gateway, requestId } = this.request;
    const most = boundOf(ask);
    return gateway.deps.ledger.hold({
      id: this.holdId,
      fresh: true,
      accountId: holder.accountId,
      // A free model still needs a hold, and the ledger knows none of nothing.
      amount: most > 0n ? most : 1n,
      expiresInSeconds: this.#holdSeconds(),
      reason: 'usage',
      feature: dialect.feature,
      model: ask.model.id,
      keyId: holder.keyId,
      metadata: {
        requestId,
        price: priceNote(ask),
        ...(ask.clampedTo !== undefined && { clampedTo: ask.clampedTo }),
      },
    });
  }

  #holdSeconds(): number {
    const { ask, gateway } = this.request;
    if (ask.keeps === 'background') return backgroundHoldSeconds(gateway.settings.background);
    return Math.ceil(this.#totalMs / 1000) + HOLD_MARGIN_SECONDS;
  }

  async #handOver(outcome: Outcome): Promise<null> {
    this.watch.stop();
    this.#attempt?.ended(outcome);
    const { gateway, ask, dialect, requestId, holder } = this.request;
    const ids = { requestId, receipt: this.holdId, accountId: holder.accountId, keyId: holder.keyId };
    const call = { route: dialect.feature, model: ask.model.id, channel: this.#channel, outcome };
    gateway.deps.log.info({ ...ids, ...call, stream: ask.answer === 'events' }, 'a call goes on in the background');
    return null;
  }

  async #settle(outcome: Outcome, usage: MeteredUsage | null): Promise<bigint | null> {
    this.watch.stop();
    this.#attempt?.ended(outcome);
    const { gateway, ask, pass } = this.request;
    pass?.settle(usage ? usage.inputTokens + usage.outputTokens : 0);
    const cost = usage ? chargeOf(ask, usage) : 0n;
    const until = this.#started + this.#totalMs + HOLD_MARGIN_SECONDS * 1000;
    const send = (fresh: boolean) =>
      usage ? this.#capture(outcome, usage, cost, fresh) : this.#release(outcome, fresh);
    const posted = await gateway.settlements.settle({ holdId: this.holdId, send, until });
    const charged = posted && (usage ? posted.amount : 0n);
    this.#tell(outcome, usage, cost, charged);
    return charged;
  }

  #capture(outcome: Outcome, usage: MeteredUsage, amount: bigint, fresh: boolean): Promise<Posted> {
    const { ask, dialect, holder, gateway, requestId } = this.request;
    const { inputTokens, cachedInputTokens, outputTokens } = usage;
    return gateway.deps.ledger.capture({
      id: siblingId(this.holdId, 'capture'),
      fresh,
      accountId: holder.accountId,
      holdId: this.holdId,
      amount,
      overrun: 'available',
      reason: 'usage',
      metadata: { requestId },
      usage: {
        feature: dialect.feature,
        model: ask.model.id,
        keyId: holder.keyId,
        inputTokens,
        cachedInputTokens,
        outputTokens,
        details: this.#details(outcome, usage),
      },
    });
  }

  #release(outcome: Outcome, fresh: boolean): Promise<Posted> {
    const { holder, gateway, requestId } = this.request;
    return gateway.deps.ledger.release({
      id: siblingId(this.holdId, 'release'),
      fresh,
      accountId: holder.accountId,
      holdId: this.holdId,
      reason: 'usage',
      metadata: { requestId, outcome },
    });
  }

  /** What is kept beside the charge, so that it can be explained and recomputed. */
  #details(outcome: Outcome, usage: MeteredUsage): Record<string, unknown> {
    return {
      outcome,
      requestId: this.request.requestId,
      channel: this.#channel,
      ...(this.turns.asked.length > 1 && { tried: this.turns.asked }),
      ...chargeDetails(this.request.ask, usage),
    };
  }

  /** One line and the meters: never a prompt, an answer or a key. */
  #tell(outcome: Outcome, usage: MeteredUsage | null, cost: bigint, charged: bigint | null): void {
    const { gateway, ask, dialect, holder, requestId } = this.request;
    const { meters, deps } = gateway;
    const model = ask.model.id;
    meters.calls.inc({ route: dialect.feature, model, outcome });
    meters.tokens.inc({ model, kind: 'input' }, usage?.inputTokens ?? 0);
    meters.tokens.inc({ model, kind: 'output' }, usage?.outputTokens ?? 0);
    const { inputTokens = 0, cachedInputTokens = 0, outputTokens = 0, estimated = false, marks = [] } = usage ?? {};
    const tokens = { inputTokens, cachedInputTokens, outputTokens, estimated, marks };
    const ids = { requestId, receipt: this.holdId, accountId: holder.accountId, keyId: holder.keyId };
    const money = { cost: cost.toString(), charged: charged?.toString() ?? null };
    const times = { ms: Math.round(performance.now() - this.#started), firstByteMs: this.#firstByteMs };
    const line = {
      ...ids,
      route: dialect.feature,
      model,
      channel: this.#channel,
      ...(this.turns.asked.length > 1 && { tried: this.turns.asked }),
      outcome,
      ...tokens,
      ...money,
      ...times,
    };
    const level = outcome === 'upstream_error' || outcome === 'timeout' ? 'warn' : 'info';
    deps.log[level]({ ...line, stream: ask.answer === 'events', ...(this.#fault && { fault: this.#fault }) }, 'call');
  }
}
