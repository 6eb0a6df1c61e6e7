/** So much of one grant. */
export interface Part {
  grant: string;
  amount: bigint;
}

export interface ModelGrant {
  id: string;
  category: 'paid' | 'promotional';
  priority: number;
  createdAt: number;
  expiresAt: number;
  granted: bigint;
  available: bigint;
  held: bigint;
  spent: bigint;
  expired: bigint;
  revoked: bigint;
  owed: bigint;
  /** By all revokes so far. */
  asked: bigint;
}

interface NewGrant {
  id: string;
  amount: bigint;
  category: 'paid' | 'promotional';
  priority: number;
  expiresAt: number;
  now: number;
}

export function newGrant({ id, amount, category, priority, expiresAt, now }: NewGrant): ModelGrant {
  const empty = { held: 0n, spent: 0n, expired: 0n, revoked: 0n, owed: 0n, asked: 0n };
  return { id, category, priority, createdAt: now, expiresAt, granted: amount, available: amount, ...empty };
}

/** First what burns first. */
function burnOrder(a: ModelGrant, b: ModelGrant): number {
  if (a.priority !== b.priority) return a.priority - b.priority;
  if (a.expiresAt !== b.expiresAt) return a.expiresAt < b.expiresAt ? -1 : 1;
  if (a.category !== b.category) return a.category === 'promotional' ? -1 : 1;
  if (a.createdAt !== b.createdAt) return a.createdAt - b.createdAt;
  return a.id < b.id ? -1 : 1;
}

/** Takes an amount that is there, grant by grant. */
export function takeFrom(grants: ModelGrant[], amount: bigint, bucket: 'held' | 'spent'): Part[] {
  const parts: Part[] = [];
  let rest = amount;
  for (const grant of [...grants].sort(burnOrder)) {
    const part = grant.available < rest ? grant.available : rest;
    if (part === 0n) continue;
    grant.available -= part;
    grant[bucket] += part;
    rest -= part;
    parts.push({ grant: grant.id, amount: part });
  }
  if (rest > 0n) throw new Error('The model took more than there was.');
  return parts;
}

/** To pay what the grant owes, into expiry when it had ended by then, else to what is available. */
export function giveBack(grants: ModelGrant[], parts: Part[], bucket: 'held' | 'spent', at: number): void {
  for (const { grant: id, amount } of parts) {
    const grant = grants.find((one) => one.id === id) as ModelGrant;
    const paid = grant.owed < amount ? grant.owed : amount;
    grant[bucket] -= amount;
    grant.owed -= paid;
    grant.revoked += paid;
    grant[grant.expiresAt <= at ? 'expired' : 'available'] += amount - paid;
  }
}
