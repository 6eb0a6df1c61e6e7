import type { Order } from '../order.ts';
import type { ProviderPayment } from '../provider.ts';
import { type Fields, rowsOfAnswer } from './fields.ts';
import { orderNumber } from './order-number.ts';
import { paymentOf, requireNamedType } from './payment.ts';
import { isV1, postVerified, queryApi, refuse, type Site, type SiteAnswer, type SiteV2 } from './site.ts';

const PAGE_ROWS = 50;

/** The only state of an order at the site that is credited: 0 is unpaid, what is above has gone back or is frozen. */
const PAID = '1';

/** The codes of the older interface for a merchant or key that is not known; any other no means: no such order. */
const NOT_LET_IN = -3;

/**
 * What the site says of our order now: its payment, or nothing while it is unpaid or not known there. Throws
 * `provider_unreachable` and `provider_refused` (502).
 */
export async function findNews(site: Site, order: Order): Promise<ProviderPayment[]> {
  const values = { out_trade_no: orderNumber(order.id) };
  const answer = isV1(site)
    ? await queryApi(site, 'order', values)
    : await postVerified(site as SiteV2, 'api/pay/query', values);
  if (!isYes(site, answer)) return answer.code === NOT_LET_IN ? refuse(site, answer) : [];
  const { fields } = answer;
  if (fields.get('out_trade_no') !== values.out_trade_no || !isPaid(site, fields)) return [];
  requireNamedType(site.settings, fields);
  return paymentsIn([fields]);
}

/** Paid orders of the merchant, newest first, as far back as `since`; the cursor is the next page's number. */
export async function listPayments(
  site: Site,
  since: Date,
  cursor: string | null,
): Promise<{ payments: ProviderPayment[]; next: string | null }> {
  const page = Math.max(1, Number.parseInt(cursor ?? '1', 10) || 1);
  const rows = await pageOf(site, page);
  const recent = rows.filter((fields) => addedAfter(fields, since));
  const payments = paymentsIn(recent.filter((fields) => isPaid(site, fields)));
  const more = rows.length === PAGE_ROWS && recent.length === rows.length;
  return { payments, next: more ? String(page + 1) : null };
}

async function pageOf(site: Site, page: number): Promise<Fields[]> {
  const limit = String(PAGE_ROWS);
  const answer = isV1(site)
    ? await queryApi(site, 'orders', { limit, page: String(page) })
    : await postVerified(site as SiteV2, 'api/merchant/orders', { limit, offset: String((page - 1) * PAGE_ROWS) });
  return isYes(site, answer) ? (rowsOfAnswer(answer.text) ?? []) : refuse(site, answer);
}

function isYes(site: Site, { code }: SiteAnswer): boolean {
  return code === (isV1(site) ? 1 : 0);
}

function isPaid({ settings }: Site, fields: Fields): boolean {
  return fields.get('status') === PAID && (fields.get('pid') ?? settings.pid) === settings.pid;
}

/** Without a time that can be read it may be recent. */
function addedAfter(fields: Fields, since: Date): boolean {
  const time = Date.parse(`${fields.get('addtime')?.replace(' ', 'T')}+08:00`);
  return !(time < since.getTime());
}

function paymentsIn(rows: Fields[]): ProviderPayment[] {
  return rows.map((fields) => paymentOf(fields)).filter((payment) => payment !== null);
}
