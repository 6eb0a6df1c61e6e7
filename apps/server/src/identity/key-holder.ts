import { addressList } from './address-list.ts';
import type { KeyHolder, KeyLimits } from './key-cache.ts';
import { termFields } from './key-limits.ts';
import type { HolderRow } from './key-store.ts';

/** Who a key stands for, its limits made ready for use. */
export function holderOf(row: HolderRow): KeyHolder {
  const { keyId, userId, accountId, name, expiresAt, priceGroup } = row;
  return { keyId, userId, accountId, name, expiresAt, priceGroup, limits: limitsOf(row) };
}

function limitsOf(row: HolderRow): KeyLimits | null {
  const { allowedModels, allowedAddresses, rpm, tpm, concurrency, userRates } = row;
  if (userRates === null && termFields.every((field) => row[field] === null)) return null;
  return {
    models: allowedModels && new Set(allowedModels),
    addresses: allowedAddresses && addressList(allowedAddresses),
    rates: { rpm, tpm, concurrency },
    userRates,
  };
}
