import { writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../context.ts';
import type { RequestOrigin } from '../../http/request-context.ts';
import { paymentErrors } from '../errors.ts';
import type { ProviderCard } from '../provider.ts';
import { findProvider, offeredProviders } from '../providers.ts';
import { findCustomer, keepCustomer } from '../store.ts';
import { type AutoTopUp, type AutoTopUpChanges, cardOf, forgotten, withoutCard } from './auto-topup.ts';
import {
  findAutoTopUp,
  lockAutoTopUp,
  lockOrMakeAutoTopUp,
  ownerOfCustomer,
  setCard,
  tryAfter,
  updateAutoTopUp,
} from './store.ts';

/**
 * Where the person leaves a card at the provider, to be charged later; `key` makes a retry the same request. Throws
 * `provider_not_offered` (400), `provider_unreachable`, `provider_refused` (502).
 */
export async function askForCard(deps: Deps, userId: string, key: string): Promise<string> {
  const provider = (await offeredProviders(deps)).find(({ cards }) => cards !== undefined);
  if (!provider?.cards) throw paymentErrors.provider_not_offered({}, 'No way of paying here keeps a card.');
  const customer = await findCustomer(deps.db, userId, provider.name);
  const returnUrl = `${deps.config.server.publicUrl}/topup`;
  const { url, customerId } = await provider.cards.save({ userId, customer, returnUrl, key: `card:${key}` });
  await keepCustomer(deps.db, provider.name, customerId, userId);
  return url;
}

/** What became of a provider's news of a saved card. */
export type CardHeard = 'kept' | 'unknown_person' | 'removed' | 'customer_of_another';

/**
 * The provider says that a person saved a card: from now on it is the one that is charged, and the one before is
 * forgotten there. The same card again changes nothing; one that was removed here stays so.
 */
export async function hearCard(deps: Deps, provider: string, card: ProviderCard): Promise<CardHeard> {
  const { heard, replaced } = await keepCard(deps, provider, card);
  if (replaced) await forgetQuietly(deps, replaced);
  return heard;
}

function keepCard(
  deps: Deps,
  provider: string,
  card: ProviderCard,
): Promise<{ heard: CardHeard; replaced: AutoTopUp | null }> {
  return deps.db.transaction().execute(async (tx) => {
    const row = await lockOrMakeAutoTopUp(tx, card.userId);
    if (!row) return { heard: 'unknown_person', replaced: null };
    await keepCustomer(tx, provider, card.customerId, card.userId);
    if ((await ownerOfCustomer(tx, provider, card.customerId)) !== card.userId) {
      return { heard: 'customer_of_another', replaced: null };
    }
    if (row.forgotten_cards.includes(card.cardId)) return { heard: 'removed', replaced: null };
    if (row.card_id === card.cardId) return { heard: 'kept', replaced: null };
    await setCard(tx, provider, card, forgotten(row));
    await tryAfter(tx, row.user_id);
    await writeAudit(tx, {
      actor: { kind: 'provider', id: provider },
      action: 'auto_topup.card_saved',
      target: { kind: 'auto_topup', id: row.user_id },
      accountId: row.account_id,
      before: { brand: row.card_brand, last4: row.card_last4 },
      after: { brand: card.brand, last4: card.last4 },
    });
    return { heard: 'kept', replaced: row.card_id === null ? null : row };
  });
}

async function forgetQuietly(deps: Deps, replaced: AutoTopUp): Promise<void> {
  await forgetThere(deps, replaced).catch((error: unknown) => {
    deps.log.warn({ err: error, userId: replaced.user_id }, 'a replaced card stays at its provider');
  });
}

/** A provider that is not set up any more cannot be told. */
async function forgetThere(deps: Deps, row: AutoTopUp): Promise<void> {
  const card = cardOf(row);
  const provider = card && (await findProvider(deps, row.provider));
  if (card) await provider?.cards?.forget(card);
}

/**
 * Switches it off and forgets the card, there and here. When the provider cannot be told now the card is shown still, is
 * not charged, and may be removed again. Throws `provider_unreachable`, `provider_refused` (502).
 */
export async function removeCard(deps: Deps, userId: string, origin: RequestOrigin): Promise<void> {
  const row = await findAutoTopUp(deps.db, userId);
  if (!row || (!row.enabled && row.card_id === null)) return;
  if (row.enabled) await audited(deps, row, origin, 'auto_topup.changed', () => ({ enabled: false }));
  if (row.card_id === null) return;
  await forgetThere(deps, row);
  await audited(deps, row, origin, 'auto_topup.card_removed', (now) =>
    now.card_id === row.card_id ? { ...withoutCard(now), failures: 0, last_error: null } : null,
  );
}

function audited(
  deps: Deps,
  row: AutoTopUp,
  origin: RequestOrigin,
  action: string,
  change: (row: AutoTopUp) => AutoTopUpChanges | null,
): Promise<void> {
  return deps.db.transaction().execute(async (tx) => {
    const now = await lockAutoTopUp(tx, row.user_id);
    const changes = now && change(now);
    if (!now || !changes) return;
    await updateAutoTopUp(tx, now.user_id, changes);
    await writeAudit(tx, {
      ...origin,
      actor: { kind: 'user', id: now.user_id },
      action,
      target: { kind: 'auto_topup', id: now.user_id },
      accountId: now.account_id,
      before: { enabled: now.enabled, brand: now.card_brand, last4: now.card_last4 },
      after: { enabled: false },
    });
  });
}
