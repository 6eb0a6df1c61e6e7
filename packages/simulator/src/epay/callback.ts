import { moneyText, type Order } from './order.ts';
import { merchantBy, type Platform } from './platform.ts';
import { type Params, withMd5, withRsa } from './signature.ts';

/** What a test lets the platform say otherwise than it is, under a genuine signature. */
export interface Said {
  money?: string;
  type?: string;
  status?: string;
}

function fieldsOf(platform: Platform, order: Order, said: Said): Params {
  const { tradeNo, outTradeNo, pid, name, param } = order;
  const extra = { api_trade_no: `4200${tradeNo}`, buyer: 'payer@example.com' };
  return {
    pid,
    trade_no: tradeNo,
    out_trade_no: outTradeNo,
    type: said.type ?? order.type ?? 'alipay',
    name,
    money: said.money ?? moneyText(order, platform.quirks),
    trade_status: said.status ?? 'TRADE_SUCCESS',
    ...(param === null ? {} : { param }),
    ...(platform.quirks.extraFields ? extra : {}),
  };
}

/** The signed parameters of a callback or of the return address; those of RSA bear the time of this very moment. */
function callbackParams(platform: Platform, order: Order, said: Said = {}): Params {
  const fields = fieldsOf(platform, order, said);
  if (order.signType === 'MD5') return withMd5(fields, merchantBy(platform, order.pid).key);
  const timestamp = String(Math.floor(platform.now().getTime() / 1000));
  return withRsa({ ...fields, timestamp }, platform.privateKey);
}

function withQuery(url: string, params: Params, { blindQuestionMark }: Platform['quirks']): string {
  const joint = url.includes('?') && !blindQuestionMark ? '&' : '?';
  return `${url}${joint}${new URLSearchParams(params)}`;
}

/** Where the payer's browser goes after paying; null when the merchant named no place. */
export function returnAddress(platform: Platform, order: Order, said: Said = {}): string | null {
  if (!order.returnUrl) return null;
  return withQuery(order.returnUrl, callbackParams(platform, order, said), platform.quirks);
}

/** Tells the merchant, again and again until the answer is exactly `success`. */
export function notify(platform: Platform, order: Order, said: Said = {}): void {
  const posted = platform.quirks.notifyMethod === 'POST';
  const params = () => callbackParams(platform, order, said);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  platform.courier.send({
    id: order.tradeNo,
    method: posted ? 'POST' : 'GET',
    url: posted ? order.notifyUrl : () => withQuery(order.notifyUrl, params(), platform.quirks),
    headers: () => ({ 'user-agent': 'epay-simulator', ...(posted ? form : {}) }),
    body: posted ? () => new URLSearchParams(params()).toString() : '',
    accepted: (status, answer) => status === 200 && answer === 'success',
  });
}
