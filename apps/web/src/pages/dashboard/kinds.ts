import type { Transaction, TransactionKind } from '@farebox/sdk';
import type { TFunction } from 'i18next';
import type { Messages } from '../../i18n/messages.ts';
import type { Tone } from '../../ui/badge.tsx';

/** What each filter of the list shows. Holds and their releases do not change what one has, so they come on demand. */
export const movementKinds = {
  movements: ['grant', 'capture', 'charge', 'refund', 'revoke', 'expire'],
  in: ['grant', 'refund'],
  out: ['capture', 'charge', 'revoke', 'expire'],
  all: [],
} satisfies Record<string, TransactionKind[]>;

export type MovementFilter = keyof typeof movementKinds;

export const toneOf: Record<TransactionKind, Tone> = {
  grant: 'arrived',
  hold: 'held',
  capture: 'neutral',
  release: 'returned',
  charge: 'neutral',
  refund: 'returned',
  revoke: 'refused',
  expire: 'refused',
};

/** The name of a transaction in a list: the model or feature it was for, else why it was made. */
export function titleOf(row: Pick<Transaction, 'model' | 'feature' | 'reason' | 'kind'>, t: TFunction): string {
  return row.model || row.feature || reasonOf(row.reason, t) || t(`transaction.kind.${row.kind}`);
}

const reasons = new Set<string>([
  'purchase',
  'subscription',
  'refund',
  'manual',
  'generation',
  'usage',
  'invite',
  'welcome',
  'expiry',
  'dispute',
] satisfies (keyof Messages['transaction']['reason'])[]);

/** A reason in the reader's language; one we have no word for as it is. */
export function reasonOf(reason: string, t: TFunction): string {
  return reasons.has(reason) ? t(`transaction.reason.${reason as keyof Messages['transaction']['reason']}`) : reason;
}
