import type { MinorUnits } from '../amounts.ts';

export type AutoTopUpState = 'no_card' | 'ready' | 'failing' | 'stopped';

/** A row of `farebox.auto_topups`: `threshold` in micro-credits, `amount_minor` in minor units of `currency`. */
export interface AutoTopUp {
  user_id: string;
  account_id: string;
  enabled: boolean;
  threshold: bigint | null;
  amount_minor: bigint | null;
  currency: string | null;
  minor_units: MinorUnits | null;
  max_per_month: number;
  provider: string;
  customer_id: string | null;
  card_id: string | null;
  card_brand: string | null;
  card_last4: string | null;
  card_saved_at: Date | null;
  forgotten_cards: string[];
  state: AutoTopUpState;
  /** Declines in a row. */
  failures: number;
  last_error: string | null;
  /** The attempt whose outcome is not known yet. */
  open_order_id: string | null;
  opened_at: Date | null;
  last_order_id: string | null;
  next_try_at: Date;
}

/** The terms a person has set, complete. */
export interface Terms {
  threshold: bigint;
  amount_minor: bigint;
  currency: string;
  minor_units: MinorUnits;
}

/** Null while they are not complete. */
export function termsOf({ threshold, amount_minor, currency, minor_units }: AutoTopUp): Terms | null {
  if (threshold === null || amount_minor === null || currency === null || minor_units === null) return null;
  return { threshold, amount_minor, currency, minor_units };
}

/** The card that pays; null when there is none. */
export function cardOf({ customer_id, card_id }: AutoTopUp): { customerId: string; cardId: string } | null {
  return customer_id === null || card_id === null ? null : { customerId: customer_id, cardId: card_id };
}

/** Whether there is a card, and nothing stopped it. */
export function awake({ state }: Pick<AutoTopUp, 'state'>): boolean {
  return state === 'ready' || state === 'failing';
}

/** Whether it may charge at all. */
export function mayCharge(row: Pick<AutoTopUp, 'enabled' | 'state'>): boolean {
  return row.enabled && awake(row);
}

/** What may be set; what is left out stays. */
export type AutoTopUpChanges = Partial<Omit<AutoTopUp, 'user_id' | 'account_id'>>;

/** Without its card, and remembering it. */
export function withoutCard(row: AutoTopUp): AutoTopUpChanges {
  return {
    ...{ state: 'no_card', customer_id: null, card_id: null, card_brand: null, card_last4: null, card_saved_at: null },
    forgotten_cards: forgotten(row),
  };
}

/** The cards that late news must not bring back, with the one of now: the last twenty. */
export function forgotten({ forgotten_cards, card_id }: AutoTopUp): string[] {
  return card_id === null ? forgotten_cards : [...forgotten_cards, card_id].slice(-20);
}
