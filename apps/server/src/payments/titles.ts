import { formatCredits } from '@farebox/kit';
import type { Order } from './order.ts';

/** What is bought, as providers print it on their pages and bank statements. Short: some cut it at 127 bytes. */
export function titleOf({ snapshot, credits }: Pick<Order, 'snapshot' | 'credits'>): string {
  const { plan } = snapshot;
  return typeof plan === 'string' ? plan : `${formatCredits(credits)} credits`;
}
