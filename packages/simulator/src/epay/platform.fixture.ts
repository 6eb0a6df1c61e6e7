import { createCourier } from '../courier.ts';
import { closeLater, openShop, type Shop } from '../shop.fixture.ts';
import { type EPayOptions, type EPaySimulator, startEPaySimulator, testMerchants } from './index.ts';
import { type Params, privateKeyOf, withMd5, withRsa } from './signature.ts';

const [merchant, second] = testMerchants as [Required<(typeof testMerchants)[0]>, Required<(typeof testMerchants)[0]>];

export { merchant, second };

export interface Scene {
  platform: EPaySimulator;
  shop: Shop;
  /** The parameters of an order, unsigned. */
  order: (more?: Params) => Params;
  post: (path: string, params: Params) => Promise<Response>;
  /** A signed call of the newer interface. */
  rsa: (path: string, params?: Params) => Promise<Params>;
}

export async function scene(options: EPayOptions = {}): Promise<Scene> {
  const shop = await openShop();
  const courier = closeLater(createCourier({ retryMs: [5, 5] }));
  const platform = closeLater(await startEPaySimulator({ courier, ...options }));
  const now = options.now ?? (() => new Date());
  const order = (more: Params = {}) => ({
    pid: merchant.pid,
    type: 'alipay',
    out_trade_no: 'T1',
    notify_url: `${shop.url}/notify`,
    return_url: `${shop.url}/return`,
    name: '100 credits + 会员',
    money: '12.5',
    clientip: '203.0.113.7',
    ...more,
  });
  const post = (path: string, params: Params) =>
    fetch(platform.base + path, { method: 'POST', body: new URLSearchParams(params) });
  const rsa = async (path: string, params: Params = {}) => {
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const fields = { pid: merchant.pid, timestamp, ...params };
    const response = await post(path, withRsa(fields, privateKeyOf(merchant.privateKey)));
    return (await response.json()) as Params;
  };
  return { platform, shop, order, post, rsa };
}

export function signed(params: Params): Params {
  return withMd5(params, merchant.key);
}
