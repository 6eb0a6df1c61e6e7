import { controlled } from '../controls.ts';
import { type Courier, createCourier } from '../courier.ts';
import { type Answer, type Asked, json, listen, type Place } from '../listener.ts';
import { api } from './api.ts';
import { cashierAction, cashierPage } from './cashier.ts';
import { controlsOf } from './controls.ts';
import { EPayError } from './errors.ts';
import { type EPayHandle, handleOf } from './handle.ts';
import { type MerchantInput, merchantOf } from './merchant.ts';
import { mapi, refusalPage, rsaSubmitPage, submitPage } from './pages.ts';
import { newPlatform, type Platform } from './platform.ts';
import { plainQuirks, type Quirks } from './quirks.ts';
import { rsaApi } from './rsa-api.ts';
import { privateKeyOf, publicKeyText } from './signature.ts';
import { merchantTestKey, platformTestKey, secondMerchantTestKey } from './test-keys.ts';

export interface EPayOptions extends Place {
  merchants?: MerchantInput[];
  /** The platform's own key, base64 of PKCS#8; the test key when not given. */
  privateKey?: string;
  now?: () => Date;
  /** One of its own when not given; one that is given is not closed. */
  courier?: Courier;
  quirks?: Partial<Quirks>;
  /** The folder it is installed in, such as `pay/`; none by default. */
  folder?: string;
}

/** Of a rehearsal; the second one is for callbacks that are genuine and not meant for the shop. */
export const testMerchants: readonly Required<MerchantInput>[] = [
  { pid: '1001', key: '89unJUB8HZ54Hj7x4nUj56HN4nUzUJ8i', privateKey: merchantTestKey },
  { pid: '1002', key: 'Qm3vT8xKc5Lw9ZrB2nYh6Jd4Pf7Gs1Ae', privateKey: secondMerchantTestKey },
];

export interface EPaySimulator extends EPayHandle {
  /** What goes into the settings as the platform's address; it ends in a slash. */
  base: string;
  /** Base64 of SPKI: the shop verifies replies and callbacks of the newer interface with it. */
  platformPublicKey: string;
  quirks: Quirks;
  courier: Courier;
  close(): Promise<void>;
}

function cashier(platform: Platform, path: string, asked: Asked): Answer | null {
  const [, tradeNo, action] = /^cashier\/(\d+)(?:\/(pay|leave))?$/.exec(path) ?? [];
  const order = tradeNo && platform.orders.get(tradeNo);
  if (!order) return null;
  if (action && asked.method === 'POST') return cashierAction(platform, order, action, asked.query.get('type'));
  return cashierPage(platform, order);
}

function answer(platform: Platform, path: string, asked: Asked): Answer {
  const page = path === 'submit.php' || path === 'api/pay/submit';
  try {
    if (path === 'submit.php') return submitPage(platform, asked);
    if (path === 'mapi.php') return mapi(platform, asked);
    if (path === 'api.php') return api(platform, asked);
    if (path === 'api/pay/submit') return rsaSubmitPage(platform, asked);
    return (
      rsaApi(platform, path, asked) ?? cashier(platform, path, asked) ?? json({ code: -404, msg: 'Not found' }, 404)
    );
  } catch (error) {
    if (!(error instanceof EPayError)) throw error;
    if (page) return refusalPage(error);
    const { code, message } = error;
    return json({ code: platform.quirks.numbersAsStrings ? String(code) : code, msg: message });
  }
}

/** An EPay platform on this machine: both interfaces, its cashier page, its callbacks, and `/_simulate/…`. */
export async function startEPaySimulator(options: EPayOptions = {}): Promise<EPaySimulator> {
  const { merchants = testMerchants, now = () => new Date(), folder = '' } = options;
  const courier = options.courier ?? createCourier();
  const privateKey = privateKeyOf(options.privateKey ?? platformTestKey);
  const known = new Map(merchants.map((input) => [input.pid, merchantOf(input)]));
  const quirks = { ...plainQuirks, ...options.quirks };
  const platform = newPlatform({ privateKey, merchants: known, quirks, courier, now });
  const handle = handleOf(platform);
  const controls = controlsOf(quirks, handle);
  const root = `/${folder}`;
  const listener = await listen(async (asked) => {
    const control = await controlled(asked, courier, controls);
    if (control) return control;
    if (!asked.path.startsWith(root)) return json({ code: -404, msg: 'Not found' }, 404);
    return answer(platform, asked.path.slice(root.length), asked);
  }, options);
  platform.base = `${listener.url}${root}`;
  const close = async () => {
    if (!options.courier) await courier.close();
    await listener.close();
  };
  return { base: platform.base, platformPublicKey: publicKeyText(privateKey), quirks, courier, ...handle, close };
}
