import { timingSafeEqual } from 'node:crypto';
import { EPayError } from './errors.ts';
import type { Merchant } from './merchant.ts';
import { merchantBy, type Platform } from './platform.ts';
import { md5Signature, type Params, rsaHolds } from './signature.ts';

const CLOCK_SECONDS_MAX = 300;

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The merchant of a request of the older interface, if all of it is signed with that merchant's key. */
export function md5Merchant(platform: Platform, params: Params): Merchant {
  const merchant = merchantBy(platform, params.pid);
  if (!same((params.sign ?? '').toLowerCase(), md5Signature(params, merchant.key)))
    throw new EPayError('签名校验失败，请返回重试');
  return merchant;
}

/** The merchant of a request of `api.php`, which is known by its key in clear. */
export function keyedMerchant(platform: Platform, params: Params): Merchant {
  const merchant = merchantBy(platform, params.pid);
  if (!same(params.key ?? '', merchant.key)) throw new EPayError('商户密钥错误', -3);
  return merchant;
}

/** The merchant of a request of the newer interface: recent, and signed with that merchant's private key. */
export function rsaMerchant(platform: Platform, params: Params): Merchant {
  const merchant = merchantBy(platform, params.pid);
  if (params.sign_type !== 'RSA') throw new EPayError('签名类型不正确');
  const age = Math.abs(platform.now().getTime() / 1000 - Number(params.timestamp || Number.NaN));
  if (!(age <= CLOCK_SECONDS_MAX)) throw new EPayError('时间戳字段不正确或已过期');
  if (!merchant.publicKey || !rsaHolds(params, merchant.publicKey)) throw new EPayError('签名校验失败');
  return merchant;
}
