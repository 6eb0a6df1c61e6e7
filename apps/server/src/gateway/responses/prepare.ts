import type { Asker } from '../dialect.ts';
import { gatewayErrors } from '../errors.ts';
import { refuseForeign } from '../foreign.ts';
import type { Json } from '../json.ts';
import type { RequestBody } from '../request-body.ts';
import { earlierOf } from './earlier.ts';
import { countUnderWay } from './store.ts';

/**
 * Looks up what a response goes on from, and refuses what is not the customer's own. Throws `unsupported_parameter`,
 * `previous_response_not_found`, `item_not_found`, `too_many_background` (429) and `overloaded`.
 */
export async function prepareResponse(body: RequestBody, asker: Asker): Promise<RequestBody> {
  const { json } = body;
  const { gateway } = asker;
  if (json.store !== false) gateway.shelf.assertRoom();
  const prepared = await prepareInput(body, asker);
  if (json.background !== true) return prepared;
  if (json.store === false) {
    throw gatewayErrors.invalid_request({ param: 'store' }, 'A background response must be stored.');
  }
  await assertFew(asker);
  return prepared;
}

/** Asked again when it is written down; here it costs the upstream nothing. */
async function assertFew({ gateway: { deps, settings, shelf }, holder }: Asker): Promise<void> {
  const { perAccount: limit } = settings.background;
  const count = await countUnderWay(deps.db, holder.accountId).catch((error: unknown) => {
    deps.log.error({ err: error }, 'background responses cannot be counted');
    throw gatewayErrors.overloaded({ retryAfter: 5 });
  });
  if (!shelf.starting.enter(holder.accountId, count, limit)) throw gatewayErrors.too_many_background({ limit });
}

/** The same of a request that makes no response that is kept. */
export async function prepareInput(body: RequestBody, asker: Asker): Promise<RequestBody> {
  refuseForeign(body.json, asker.gateway.settings.shared);
  const earlier = goesOn(body.json) ? await earlierOf(body.json, asker) : null;
  return earlier ? { ...body, earlier } : body;
}

/** Most requests bring all that they are about: they cost no query. */
function goesOn({ previous_response_id, input }: Json): boolean {
  return (previous_response_id ?? null) !== null || Array.isArray(input);
}
