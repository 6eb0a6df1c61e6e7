import { MICRO_PER_CREDIT } from '@farebox/kit';
import type { Ledger, Posted } from '@farebox/ledger';
import type { Metrics } from './metrics.ts';

const kinds = ['hold', 'capture', 'release', 'charge', 'grant', 'refund', 'revoke'] as const;

/** The same ledger, with what each kind of operation moved counted; a replay moves nothing. */
export function measuredLedger(ledger: Ledger, { creditsMoved }: Metrics): Ledger {
  const count = (kind: (typeof kinds)[number], posted: Posted): Posted => {
    const moved = kind === 'release' ? posted.returned : posted.amount;
    if (!posted.replayed) creditsMoved.inc({ kind }, Number(moved) / Number(MICRO_PER_CREDIT));
    return posted;
  };
  const measured = kinds.map((kind) => {
    const run = ledger[kind] as (input: unknown) => Promise<Posted>;
    return [kind, async (input: unknown) => count(kind, await run(input))] as const;
  });
  return { ...ledger, ...Object.fromEntries(measured) } as Ledger;
}
