import { formatCredits } from '@farebox/kit';
import type { Told } from './call.ts';
import { type Books, type Sums, totalOf } from './check-sums.ts';
import type { Journal } from './crowd.ts';
import type { Receipt } from './receipts.ts';

/** What happened, and the sums that must be one and the same. */
export function figures({ told, underWay }: Journal, receipts: readonly Receipt[], books: Books): string[] {
  const people = new Set(told.map(({ accountId }) => accountId)).size;
  const estimated = receipts.filter((receipt) => receipt.estimated).length;
  return [
    `${told.length} requests of ${people} people, ${underWay} under way when the server was killed`,
    `by their end: ${counted(told, endOf)}`,
    `left: ${counted(told, ({ end, plan }) => (end === 'left' ? `${plan.leaving}` : null))}`,
    `upstream faults: ${counted(told, ({ plan }) => plan.fault)}`,
    `receipts: ${counted(receipts, ({ status }) => status)}, ${estimated} estimated`,
    ...Object.entries(books).map(
      ([name, sums]: [string, Sums]) => `${name.padEnd(26)} ${formatCredits(totalOf(sums))}`,
    ),
  ];
}

function endOf({ end, status, code }: Told): string {
  return end === 'refused' ? `${status} ${code}` : end;
}

function counted<One>(all: readonly One[], nameOf: (one: One) => string | null): string {
  const counts = new Map<string, number>();
  for (const one of all) {
    const name = nameOf(one);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return (
    [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ') || 'none'
  );
}
