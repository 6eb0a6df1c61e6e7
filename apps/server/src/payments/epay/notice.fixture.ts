import { asOwner } from '../callback.fixture.ts';
import type { EPaySettings } from '../provider-settings/types.ts';
import { orderNumber } from './order-number.ts';
import { signed } from './signature.ts';

/** Of the simulated site: ours, and another that means no good. */
export const merchant = { pid: '1001', key: '89unJUB8HZ54Hj7x4nUj56HN4nUzUJ8i' };
export const otherMerchant = { pid: '1002', key: 'Qm3vT8xKc5Lw9ZrB2nYh6Jd4Pf7Gs1Ae' };

/** A genuine notice of 12.50 yuan for the order, as it stands in a query or a form. */
export function noticeOf(orderId: string, changes: Record<string, string> = {}): URLSearchParams {
  const fields = {
    pid: merchant.pid,
    trade_no: `T${orderNumber(orderId)}`,
    out_trade_no: orderNumber(orderId),
    type: 'alipay',
    name: '1250 credits',
    money: '12.50',
    trade_status: 'TRADE_SUCCESS',
    ...changes,
  };
  const settings: EPaySettings = { version: 'v1', key: merchant.key, baseUrl: '', pid: '', mode: 'submit', types: [] };
  return new URLSearchParams([...signed(settings, fields, new Date())]);
}

/** Tells a server by GET, as most sites do. Status and word of the answer. */
export async function tellNotice(serverUrl: string, query: URLSearchParams | string): Promise<string> {
  const answer = await fetch(`${serverUrl}/api/payments/notify/epay?${query}`);
  if (!answer.headers.get('content-type')?.startsWith('text/plain')) throw new Error('the answer is no plain text');
  return `${answer.status} ${await answer.text()}`;
}

/** Everything that a callback could change, counted. */
export async function traces(databaseUrl: string): Promise<unknown> {
  const [row] = await asOwner(
    databaseUrl,
    `select (select count(*) from ledger.transaction) as transactions,
            (select count(*) from farebox.payments) as payments,
            (select count(*) from farebox.events) as events,
            (select count(*) from farebox.audit_logs) as audits,
            (select count(*) from farebox.orders where status <> 'pending' or needs_review is not null) as moved,
            (select count(*) from farebox.provider_events where state <> 'rejected') as inbox`,
  );
  return row;
}
