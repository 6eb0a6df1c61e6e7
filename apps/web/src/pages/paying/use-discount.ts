import type { CheckedDiscount, DiscountQuestion } from '@farebox/sdk';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { discountQuery } from '../../api/queries.ts';

/** Long enough that a person who types an amount asks once. */
const SETTLE_MS = 350;

/** A value that has stopped changing. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

export interface DiscountChoice {
  /** What was applied; empty when nothing was. */
  code: string;
  apply: (code: string) => void;
  /** What it gives for exactly this purchase; null while that is not known. */
  terms: CheckedDiscount | null;
  waiting: boolean;
  error: unknown;
}

/** A discount code on a purchase: asked about anew when the purchase changes. Null: nothing to buy yet. */
export function useDiscount(purchase: Omit<DiscountQuestion, 'code'> | null, initial = ''): DiscountChoice {
  const [code, setCode] = useState(initial);
  const asked = code && purchase ? JSON.stringify({ code, ...purchase }) : '';
  const settled = useSettled(asked);
  const query = useQuery({
    ...discountQuery(asked ? (JSON.parse(settled || asked) as DiscountQuestion) : null),
    placeholderData: keepPreviousData,
  });
  const current = asked !== '' && asked === settled;
  const known = current && !query.isPlaceholderData;
  return {
    code,
    apply: setCode,
    terms: known ? (query.data ?? null) : null,
    waiting: asked !== '' && (!current || query.isFetching) && !(known && query.data),
    error: current && !query.isFetching ? query.error : null,
  };
}
