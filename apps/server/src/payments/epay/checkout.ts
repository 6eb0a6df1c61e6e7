import { formatMoney } from '../amounts.ts';
import { paymentErrors } from '../errors.ts';
import type { Checkout, CheckoutRequest } from '../provider.ts';
import type { Fields } from './fields.ts';
import { orderNumber } from './order-number.ts';
import { signed } from './signature.ts';
import { isV1, postSigned, postVerified, refuse, type Site, type SiteV1, type SiteV2 } from './site.ts';

const NOTIFY_PATH = '/api/payments/notify/epay';

/** Sites cut the name here, some of them in the middle of a character. */
const NAME_BYTES = 127;

/** What a QR code can hold, with room. */
const QR_CHARS = 2000;

/** Sites demand the payer's address; some do not look at it. */
const UNKNOWN_ADDRESS = '127.0.0.1';

/** A page of the site, or the app of some wallet; never what a browser runs or reads from the disk. */
const payable = /^(?!(javascript|data|vbscript|file|blob|about|view-source):)[a-z][a-z0-9+.-]{1,30}:/i;

/**
 * `submit`: the browser posts a form to the site. `mapi`: the site is asked for an address or a QR code, and gives
 * the same trade for the same order number. Throws `provider_unreachable` and `provider_refused` (502).
 */
export function createCheckout(site: Site, request: CheckoutRequest): Promise<Checkout> | Checkout {
  if (site.settings.mode === 'submit') return formOf(site, request);
  return isV1(site) ? askMapi(site, request) : askCreate(site as SiteV2, request);
}

/** What is bought. Neither address has a query string: some sites append `?` to whatever they are given. */
function purchaseOf({ publicUrl }: Site, { order, title, returnUrl }: CheckoutRequest): Record<string, string | null> {
  return {
    type: order.method,
    out_trade_no: orderNumber(order.id),
    notify_url: `${publicUrl}${NOTIFY_PATH}`,
    return_url: returnUrl.replace(/[?#].*$/, ''),
    name: cutName(title),
    money: formatMoney(order.amount_minor, 2),
    device: 'pc',
  };
}

/** At most 127 bytes of UTF-8, and no character broken. */
export function cutName(name: string): string {
  let cut = '';
  for (const character of name.replace(/\p{Cc}/gu, ' ')) {
    if (Buffer.byteLength(cut + character) > NAME_BYTES) break;
    cut += character;
  }
  return cut;
}

function formOf(site: Site, request: CheckoutRequest): Checkout {
  const { settings, clock } = site;
  const fields = signed(settings, { pid: settings.pid, ...purchaseOf(site, request) }, clock.now());
  const url = `${settings.baseUrl}${isV1(site) ? 'submit.php' : 'api/pay/submit'}`;
  return { kind: 'form', url, fields: Object.fromEntries(fields), reference: orderNumber(request.order.id) };
}

async function askMapi(site: SiteV1, request: CheckoutRequest): Promise<Checkout> {
  const clientip = request.ip ?? UNKNOWN_ADDRESS;
  const answer = await postSigned(site, 'mapi.php', { ...purchaseOf(site, request), clientip });
  if (answer.code !== 1) return refuse(site, answer);
  const { fields } = answer;
  const url = fields.get('payurl') || fields.get('urlscheme');
  return (codeIn(fields, fields.get('qrcode')) ?? addressIn(fields, url)) || nowhere();
}

async function askCreate(site: SiteV2, request: CheckoutRequest): Promise<Checkout> {
  const clientip = request.ip ?? UNKNOWN_ADDRESS;
  const purchase = { ...purchaseOf(site, request), clientip, method: 'web' };
  const answer = await postVerified(site, 'api/pay/create', purchase);
  if (answer.code !== 0) return refuse(site, answer);
  const { fields } = answer;
  const [how, info] = [fields.get('pay_type'), fields.get('pay_info')];
  if (how === 'qrcode') return codeIn(fields, info) ?? nowhere();
  return how === 'jump' || how === 'urlscheme' ? (addressIn(fields, info) ?? nowhere()) : nowhere();
}

function codeIn(fields: Fields, text: string | undefined): Checkout | null {
  return text && text.length <= QR_CHARS ? { kind: 'qr', text, reference: fields.get('trade_no') ?? '' } : null;
}

function addressIn(fields: Fields, url: string | undefined): Checkout | null {
  return url && payable.test(url) ? { kind: 'redirect', url, reference: fields.get('trade_no') ?? '' } : null;
}

function nowhere(): never {
  throw paymentErrors.provider_refused({ provider: 'epay', reason: 'its answer names no way to pay that we know' });
}
