import { derivedId } from '@farebox/kit';
import { formatMoney } from '../amounts.ts';
import type { RefundAnswer, RefundRequest } from '../provider.ts';
import { orderNumber } from './order-number.ts';
import {
  isV1,
  postApi,
  postVerified,
  refusalOf,
  type Site,
  type SiteAnswer,
  type SiteV1,
  type SiteV2,
} from './site.ts';

/**
 * Gives money back, whole or in part. The older interface knows neither a key nor a way to ask what became of it:
 * without a clear answer the outcome is `unknown`, and asking again could pay twice. The newer one takes our own
 * number for the refund, so the same key is the same refund.
 */
export function refund(site: Site, request: RefundRequest): Promise<RefundAnswer> {
  return isV1(site) ? refundByKey(site, request) : refundByNumber(site as SiteV2, request);
}

async function refundByKey(site: SiteV1, { paymentId, amountMinor, key }: RefundRequest): Promise<RefundAnswer> {
  const values = { trade_no: paymentId, money: formatMoney(amountMinor, 2) };
  const answer = await orUnknown(postApi(site, 'refund', values));
  if ('status' in answer) return answer;
  if (answer.code === 1 || answer.code === 0) return { status: 'succeeded', refundId: key };
  return { status: 'failed', reason: refusalOf(site, answer) };
}

async function refundByNumber(site: SiteV2, { paymentId, amountMinor, key }: RefundRequest): Promise<RefundAnswer> {
  const number = orderNumber(derivedId('epay-refund', key));
  const values = { trade_no: paymentId, money: formatMoney(amountMinor, 2), out_refund_no: number };
  const answer = await orUnknown(postVerified(site, 'api/pay/refund', values));
  if (!('status' in answer) && answer.code !== 0) return { status: 'failed', reason: refusalOf(site, answer) };
  const found = await orUnknown(postVerified(site, 'api/pay/refundquery', { out_refund_no: number }));
  if (!('status' in found) && found.code === 0) {
    return { status: found.fields.get('status') === '1' ? 'succeeded' : 'pending', refundId: number };
  }
  return 'status' in answer ? answer : { status: 'pending', refundId: number };
}

async function orUnknown(
  asked: Promise<SiteAnswer>,
): Promise<SiteAnswer | Extract<RefundAnswer, { status: 'unknown' }>> {
  try {
    return await asked;
  } catch (error) {
    const { details, message } = error as Error & { details?: { reason?: string } };
    return { status: 'unknown', reason: details?.reason ?? message };
  }
}
