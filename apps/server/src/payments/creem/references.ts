import { isId } from '@farebox/kit';
import type { Checkout } from './objects.ts';

type Metadata = Record<string, unknown> | null | undefined;

export function idIn(metadata: Metadata, key: string): string | null {
  const value = metadata?.[key];
  return isId(value) ? value : null;
}

/** Our order of a checkout: what we gave as `request_id`, else what is in its metadata. */
export function orderIdOf({
  request_id: requestId,
  metadata,
}: Pick<Checkout, 'request_id' | 'metadata'>): string | null {
  return isId(requestId) ? requestId : idIn(metadata, 'order_id');
}
