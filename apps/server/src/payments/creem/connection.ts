import { FareboxError } from '@farebox/kit';
import { z } from 'zod';
import { find, get, type Shop } from './api.ts';
import { Product } from './objects.ts';

/** Asks for one product: changes nothing and costs nothing. A no is an answer, no error. */
export async function testConnection(shop: Shop): Promise<{ ok: boolean; message: string }> {
  const { livemode, topUpProduct } = shop.settings;
  try {
    await get(
      shop,
      '/v1/products/search',
      { page_number: '1', page_size: '1' },
      z.object({ items: z.array(z.unknown()) }),
    );
    const found =
      topUpProduct === null || (await find(shop, `/v1/products/${encodeURIComponent(topUpProduct)}`, {}, Product));
    if (!found) return { ok: false, message: `Creem knows the key, but no product ${topUpProduct} for top-ups.` };
    return { ok: true, message: `Creem knows the key (${livemode ? 'live' : 'test mode'}).` };
  } catch (error) {
    if (!(error instanceof FareboxError)) throw error;
    return {
      ok: false,
      message: `Creem ${error.code === 'provider_refused' ? 'refused' : 'cannot be asked'}: ${error.details.reason}.`,
    };
  }
}
