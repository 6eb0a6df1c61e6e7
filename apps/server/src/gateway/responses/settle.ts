import { siblingId } from '@farebox/kit';
import type { Posted } from '@farebox/ledger';
import { readPrice, type Sale } from '../../pricing/index.ts';
import { chargeDetails, chargeOf } from '../charge.ts';
import { countTokens } from '../count.ts';
import type { Gateway } from '../gateway.ts';
import type { Json } from '../json.ts';
import { isHopeless } from '../settlements.ts';
import { isEmpty, type MeteredUsage, meter } from '../usage.ts';
import { responsesWhole } from './answer.ts';
import { closeResponse } from './store.ts';
import { factsOf, isTerminal, type StoredResponse, type Terms } from './stored.ts';

/**
 * Settles a background response by what its upstream says of it: captured, or given back when nothing is to be paid.
 * The ids are derived from the hold's, and everything else from what was kept with it: whoever sees the end first
 * settles it, and doing it again, anywhere, changes nothing. False while it still runs. Throws what only says "not now".
 */
export async function settleFrom(gateway: Gateway, response: StoredResponse, answer: Json): Promise<boolean> {
  if (!isTerminal(answer)) return false;
  if (response.settledAt || !response.terms) return true;
  const { terms } = response;
  const usage = await usageOf(terms, answer);
  const outcome = String(answer.status);
  const posted = await once(gateway, response, () =>
    usage ? capture(gateway, response, terms, usage, outcome) : release(gateway, response, terms, outcome),
  );
  await closeResponse(gateway.deps.db, response.holdId, factsOf(answer), gateway.deps.clock.now());
  if (posted && !posted.replayed) tell(gateway, response, { outcome, usage, charged: usage ? posted.amount : 0n });
  return true;
}

/** Gives the hold back: nobody will ever tell what became of the response. */
export async function giveUp(gateway: Gateway, response: StoredResponse): Promise<void> {
  const { terms, holdId } = response;
  if (!terms) return;
  await once(gateway, response, () => release(gateway, response, terms, 'lost'));
  const facts = { status: 'lost', totalTokens: null, carriedTokens: null, items: [] };
  await closeResponse(gateway.deps.db, holdId, facts, gateway.deps.clock.now());
  gateway.deps.log.error({ receipt: holdId, channel: response.channel }, 'a background response was lost; it is free');
}

/** Null when the ledger says that it was settled in another way, or too long ago: asking again would not change it. */
async function once({ deps }: Gateway, { holdId }: StoredResponse, post: () => Promise<Posted>) {
  try {
    return await post();
  } catch (error) {
    if (!isHopeless(error)) throw error;
    deps.log.warn({ err: error, receipt: holdId }, 'a background response was settled before');
    return null;
  }
}

/** What to charge: the usage that is told; none for what failed without a word, or was cancelled without one told. */
async function usageOf({ bounds, inputTokens }: Terms, answer: Json): Promise<MeteredUsage | null> {
  const { usage, text } = responsesWhole(answer);
  if (answer.status === 'cancelled' && !usage) return null;
  if (answer.status === 'failed' && !(usage && text() !== '')) return null;
  const metered = await meter(usage, bounds, { input: async () => inputTokens, output: () => countTokens(text()) });
  return isEmpty(metered, bounds) && text() === '' ? null : metered;
}

function capture(
  { deps }: Gateway,
  { holdId, accountId, keyId, model, channel, id }: StoredResponse,
  terms: Terms,
  usage: MeteredUsage,
  outcome: string,
): Promise<Posted> {
  const priced = { model: { sale: saleOf(terms) }, bounds: terms.bounds };
  const { requestId } = terms;
  const { inputTokens, cachedInputTokens, outputTokens } = usage;
  const details = { outcome, requestId, channel, background: true, response: id, ...chargeDetails(priced, usage) };
  return deps.ledger.capture({
    id: siblingId(holdId, 'capture'),
    accountId,
    holdId,
    amount: chargeOf(priced, usage),
    overrun: 'available',
    reason: 'usage',
    metadata: { requestId },
    usage: { feature: 'responses', model, keyId, inputTokens, cachedInputTokens, outputTokens, details },
  });
}

function release(
  { deps }: Gateway,
  { holdId, accountId }: StoredResponse,
  { requestId }: Terms,
  outcome: string,
): Promise<Posted> {
  const metadata = { requestId, outcome };
  return deps.ledger.release({ id: siblingId(holdId, 'release'), accountId, holdId, reason: 'usage', metadata });
}

function saleOf({ price, cost, group, multiplier }: Terms): Sale {
  return { price: readPrice(price), cost: cost && readPrice(cost), group, multiplier: BigInt(multiplier) };
}

interface Told {
  outcome: string;
  usage: MeteredUsage | null;
  charged: bigint;
}

function tell({ meters, deps }: Gateway, response: StoredResponse, { outcome, usage, charged }: Told): void {
  const { model, holdId, accountId, keyId, channel } = response;
  const { inputTokens = 0, cachedInputTokens = 0, outputTokens = 0, estimated = false, marks = [] } = usage ?? {};
  meters.calls.inc({ route: 'responses', model, outcome });
  meters.tokens.inc({ model, kind: 'input' }, inputTokens);
  meters.tokens.inc({ model, kind: 'output' }, outputTokens);
  const tokens = { inputTokens, cachedInputTokens, outputTokens, estimated, marks };
  const ids = { receipt: holdId, accountId, keyId, route: 'responses', model, channel };
  deps.log.info({ ...ids, outcome, ...tokens, charged: charged.toString() }, 'background response settled');
}
