import { type Answer, type Asked, html, json } from '../listener.ts';
import { renderPage } from '../page.ts';
import { acceptOrder } from './accept.ts';
import { cashierPage } from './cashier.ts';
import { md5Merchant, rsaMerchant } from './checks.ts';
import { EPayError } from './errors.ts';
import { paramsOf } from './form.ts';
import type { Order } from './order.ts';
import type { Platform } from './platform.ts';

/** `submit.php`: the browser brings the order, by form or by address, and stays to pay. */
export function submitPage(platform: Platform, asked: Asked): Answer {
  const params = paramsOf(asked);
  md5Merchant(platform, params);
  return cashierPage(platform, acceptOrder(platform, params, 'MD5'));
}

/** `api/pay/submit`: the same in the newer interface. */
export function rsaSubmitPage(platform: Platform, asked: Asked): Answer {
  const params = paramsOf(asked);
  rsaMerchant(platform, params);
  return cashierPage(platform, acceptOrder(platform, params, 'RSA'));
}

export function refusalPage({ message }: EPayError): Answer {
  const note = 'The platform did not take the order.';
  return html(renderPage({ title: 'EPay simulator', headline: message, rows: [], buttons: [], note }));
}

const byDevice: Record<string, 'payurl' | 'qrcode' | 'urlscheme'> = {
  mobile: 'payurl',
  jump: 'payurl',
  wechat: 'urlscheme',
  alipay: 'urlscheme',
  qq: 'urlscheme',
};

/** Where the payer goes: one of `payurl`, `qrcode` and `urlscheme`, and all lead to the cashier page. */
function wayToPay({ base, quirks }: Platform, { tradeNo }: Order, device: string): Record<string, string> {
  const page = `${base}cashier/${tradeNo}`;
  const way = quirks.mapiReply === 'auto' ? (byDevice[device] ?? 'qrcode') : quirks.mapiReply;
  return { [way]: way === 'urlscheme' ? `epay-simulator://pay?url=${encodeURIComponent(page)}` : page };
}

/** `mapi.php`: the merchant's server brings the order and gets the way to pay. */
export function mapi(platform: Platform, asked: Asked): Answer {
  if (asked.method !== 'POST') throw new EPayError('请使用POST方式提交');
  const params = paramsOf(asked);
  md5Merchant(platform, params);
  const order = acceptOrder(platform, params, 'MD5', ['type', 'clientip']);
  const { numbersAsStrings } = platform.quirks;
  const way = wayToPay(platform, order, params.device ?? 'pc');
  return json({ code: numbersAsStrings ? '1' : 1, msg: 'success', trade_no: order.tradeNo, ...way });
}
