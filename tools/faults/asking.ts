import { formatCredits, parseCredits } from '@farebox/kit';
import type { Book, Kind, Line } from './book.ts';
import { between, chance, oneOf, pause } from './chance.ts';

/** An operation whose outcome is not known after so long is one that was lost. */
const KNOWN_WITHIN_MS = 90_000;
export const ANSWER_WITHIN_MS = 20_000;

/** Where the servers are at this moment, and what lets us in. */
export interface Door {
  urls(): string[];
  token: string;
  /** Signs the callbacks of the test provider. */
  paymentSecret: string;
}

/**
 * Asks for an operation until its outcome is known: whatever is not a clear answer (a lost connection, a 5xx) is asked
 * again with the same key, at whichever server is there. Some calls are made twice at once, are given up in the middle,
 * or are repeated after they were answered.
 */
export async function ask(door: Door, book: Book, line: Line, attempt = () => send(door, book, line)): Promise<Line> {
  const deadline = performance.now() + KNOWN_WITHIN_MS;
  while (!line.outcome && performance.now() < deadline) {
    if (chance(0.05)) await Promise.all([attempt(), attempt()]);
    else await attempt();
    if (!line.outcome) await pause(between(20, 200));
  }
  if (line.outcome && chance(0.05)) await attempt();
  return line;
}

async function send(door: Door, book: Book, line: Line): Promise<void> {
  line.attempts += 1;
  const patience = chance(0.02) ? between(1, 20) : ANSWER_WITHIN_MS;
  const headers = {
    'content-type': 'application/json',
    'x-internal-token': door.token,
    'idempotency-key': line.key,
  };
  try {
    const response = await fetch(`${oneOf(door.urls())}${pathOf(line)}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(bodyOf(line)),
      signal: AbortSignal.timeout(patience),
    });
    const body = (await response.json()) as Answer;
    if (response.ok) book.answered(line, { done: true, ...effectOf(line.kind, body) });
    else if (response.status < 500 && response.status !== 429) {
      book.answered(line, { done: false, code: body.error?.code ?? String(response.status) });
    } else line.trouble = `${response.status} ${body.error?.code}`;
  } catch (error) {
    const { cause, message } = error as Error;
    line.trouble = `${message} ${(cause as Error | undefined)?.message ?? ''}`;
  }
}

const paths: Record<Exclude<Kind, 'topup'>, string> = {
  deduct: '/api/billing/deduct',
  hold: '/api/holds',
  capture: '/api/holds/:target/capture',
  release: '/api/holds/:target/release',
  grant: '/api/grants',
  refund: '/api/refunds',
};

function pathOf({ kind, target }: Line): string {
  if (kind === 'topup') return '/api/payments/webhook';
  return paths[kind].replace(':target', target ?? '');
}

/** The key goes along as metadata where that is taken: so that it is found in the ledger whatever made the id. */
function bodyOf({ kind, key, accountId, amount: micro, target, seconds }: Line): object {
  const amount = formatCredits(micro);
  const metadata = { key };
  if (kind === 'release') return {};
  if (kind === 'capture') return { amount, metadata };
  if (kind === 'refund') return { transactionId: target, amount };
  const userId = accountId;
  if (kind === 'grant') return { userId, amount, category: 'paid', reason: 'purchase', metadata };
  if (kind === 'hold') return { userId, amount, metadata, expiresInSeconds: seconds };
  return { userId, amount, feature: 'faults', metadata };
}

interface Answer {
  transactionId?: string;
  amount?: string;
  captured?: string;
  returned?: string;
  grantId?: string;
  hold?: { id: string; amount: string };
  error?: { code: string };
}

function effectOf(kind: Kind, answer: Answer): { id: string; amount: bigint } {
  const { hold, grantId, transactionId, amount, captured, returned } = answer;
  const id = hold?.id ?? grantId ?? transactionId ?? '';
  const moved: Partial<Record<Kind, string | undefined>> = {
    hold: hold?.amount,
    capture: captured,
    release: returned,
    deduct: amount,
    grant: amount,
    refund: amount,
  };
  return { id, amount: parseCredits(moved[kind] ?? '') ?? -1n };
}
