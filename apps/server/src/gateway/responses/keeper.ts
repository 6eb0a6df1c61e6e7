import { writtenPrice } from '../../pricing/index.ts';
import type { AnswerKeeper } from '../answer-keeper.ts';
import type { MeteredCall } from '../call.ts';
import type { Attempt } from '../channels/attempt.ts';
import { gatewayErrors } from '../errors.ts';
import { isJson, type Json, parseJson } from '../json.ts';
import type { StreamReader } from '../stream-reader.ts';
import { nextAsk } from './background.ts';
import { settleFrom } from './settle.ts';
import { insertBackground } from './store.ts';
import { factsOf, isTerminal, responseId, type StoredResponse, type Terms } from './stored.ts';
import { cancelUpstream } from './upstream.ts';

const DAY_MS = 86_400_000;

/** Keeps a response when its client wants it kept; null for one that does not. */
export function responsesKeeper(call: MeteredCall): AnswerKeeper | null {
  const { keeps } = call.request.ask;
  if (!keeps) return null;
  return keeps === 'background' ? new BackgroundKeeper(call) : answerKeeper(call);
}

/**
 * Of an ordinary response: written down when it is complete, before its end goes to the client. What broke off was not
 * paid for as a whole, and cannot be asked for.
 */
function answerKeeper(call: MeteredCall): AnswerKeeper {
  let kept: Promise<void> | null = null;
  const keep = (attempt: Attempt, answer: Json): Promise<void> => {
    const response = answer.store === false || !isTerminal(answer) ? null : rowOf(call, attempt, answer);
    kept ??= response ? call.request.gateway.shelf.put(response) : Promise.resolve();
    return kept;
  };
  return {
    outlives: false,
    keep,
    look: async (attempt, { answer }) => {
      if (answer) await keep(attempt, answer);
    },
  };
}

/** Of a background response: written down before its client hears of it, because then it runs without us. */
class BackgroundKeeper implements AnswerKeeper {
  readonly #call: MeteredCall;
  #row: StoredResponse | null = null;
  #settled = false;

  constructor(call: MeteredCall) {
    this.#call = call;
  }

  get outlives(): boolean {
    return this.#row !== null;
  }

  async keep(attempt: Attempt, answer: Json): Promise<void> {
    // An upstream that does not know the word answers at once: then it is a response as any other.
    if (isTerminal(answer)) await answerKeeper(this.#call).keep(attempt, answer);
    else await this.#begin(attempt, answer);
  }

  async look(attempt: Attempt, { firstData, answer }: StreamReader): Promise<void> {
    if (!this.#row && firstData) {
      const response = parseJson(firstData)?.response;
      await this.#begin(attempt, isJson(response) ? response : {});
    }
    if (!answer || !this.#row || this.#settled) return;
    this.#settled = true;
    const { gateway } = this.#call.request;
    await settleFrom(gateway, this.#row, answer).catch((error: unknown) => {
      gateway.deps.log.warn({ err: error, receipt: this.#call.holdId }, 'a background response is settled later');
    });
  }

  /** What cannot be written down nobody would settle: it is cancelled where it runs. */
  async #begin(attempt: Attempt, answer: Json): Promise<void> {
    const { gateway } = this.#call.request;
    const row = await this.#rowOf(attempt, answer);
    if (!row) throw gatewayErrors.upstream_error();
    const { perAccount } = gateway.settings.background;
    const kept = await insertBackground(gateway.deps.db, row, perAccount).catch((error: unknown) => {
      gateway.deps.log.error({ err: error, receipt: row.holdId }, 'a background response could not be written down');
      return null;
    });
    gateway.shelf.starting.leave(row.accountId);
    if (kept === 'kept') {
      this.#row = row;
      return;
    }
    // One that was somebody's before is not to be touched.
    if (kept !== 'taken') await cancelUpstream(gateway, row);
    if (kept === 'full') throw gatewayErrors.too_many_background({ limit: perAccount });
    throw kept === null ? gatewayErrors.overloaded({ retryAfter: 5 }) : gatewayErrors.upstream_error();
  }

  async #rowOf(attempt: Attempt, answer: Json): Promise<StoredResponse | null> {
    const { deps, settings } = this.#call.request.gateway;
    const row = rowOf(this.#call, attempt, answer);
    if (!row) return null;
    const deadlineAt = new Date(row.createdAt.getTime() + settings.background.maxMs);
    const nextAskAt = nextAsk({ createdAt: row.createdAt, deadlineAt }, deps.clock.now(), settings.background);
    return { ...row, background: true, terms: await termsOf(this.#call), deadlineAt, nextAskAt };
  }
}

/** Null for a response without an id that could be asked for. */
function rowOf(call: MeteredCall, { target, channel }: Attempt, answer: Json): StoredResponse | null {
  const { gateway, holder, ask } = call.request;
  const id = responseId(answer.id);
  if (id === null) return null;
  const createdAt = gateway.deps.clock.now();
  return {
    holdId: call.holdId,
    id,
    accountId: holder.accountId,
    keyId: holder.keyId,
    model: ask.model.id,
    channel: channel.name,
    channelKey: target.key.fingerprint,
    background: false,
    ...factsOf(answer),
    createdAt,
    expiresAt: new Date(createdAt.getTime() + gateway.settings.responses.keepDays * DAY_MS),
    terms: null,
    deadlineAt: null,
    nextAskAt: null,
    asks: 0,
    settledAt: null,
  };
}

async function termsOf(call: MeteredCall): Promise<Terms> {
  const { requestId, ask } = call.request;
  const { price, cost, group, multiplier } = ask.model.sale;
  return {
    requestId,
    price: writtenPrice(price),
    cost: cost && writtenPrice(cost),
    group,
    multiplier: String(multiplier),
    bounds: ask.bounds,
    inputTokens: await call.countInput(),
  };
}
