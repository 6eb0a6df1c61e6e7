import { defineErrors, FareboxError, formatCredits } from '@farebox/kit';

const table = {
  insufficient_credits: { status: 402, message: 'The balance does not cover this.' },
  budget_exceeded: { status: 402, message: 'A spend limit does not allow this.' },
  balance_cap_exceeded: { status: 409, message: 'This would raise the balance above its cap.' },
  idempotency_mismatch: { status: 409, message: 'This idempotency key was used for another request.' },
  account_not_found: { status: 404, message: 'No such account.' },
  account_not_active: { status: 403, message: 'This account may not spend.' },
  hold_not_found: { status: 404, message: 'No such hold.' },
  hold_not_open: { status: 409, message: 'This hold is already settled.' },
  hold_expired: { status: 409, message: 'This hold expired and gave its credits back.' },
  transaction_not_found: { status: 404, message: 'No such transaction.' },
  not_refundable: { status: 409, message: 'There is nothing to give back of this transaction.' },
  refund_exceeds_charge: { status: 409, message: 'More than what is left of this charge.' },
  grant_not_found: { status: 404, message: 'No such grant.' },
  revoke_exceeds_grant: { status: 409, message: 'More than what is left of this grant.' },
  invalid_amount: { status: 400, message: 'The amount must be above zero and at most nine billion credits.' },
  invalid_category: { status: 400, message: "The category must be 'paid' or 'promotional'." },
  invalid_period: { status: 400, message: 'A grant must expire in the future and must not begin there.' },
  too_large: { status: 400, message: 'Metadata and details are more than an operation may carry.' },
  invalid_kind: { status: 400, message: 'No such kind of operation.' },
  invalid_id: { status: 400, message: 'An id must be a lower-case UUID.' },
  busy: { status: 503, message: 'Too many operations are waiting. Try again in a moment.' },
  deadline: { status: 503, message: 'The operation waited too long and was not started. Try again.' },
  outcome_unknown: {
    status: 503,
    message: 'It is not known whether this happened. Ask again with the same idempotency key.',
  },
  closing: { status: 503, message: 'The server is stopping. Ask again with the same idempotency key.' },
} as const;

export type LedgerErrorCode = keyof typeof table;

/** The ledger's refusals by name; each makes a `FareboxError`. */
export const errors = defineErrors(table);

const amounts = new Set([
  'available',
  'required',
  'cap',
  'room',
  'limit',
  'used',
  'remaining',
  'refundable',
  'revocable',
]);

/** A refusal as the database told it: micro-credits in its evidence become decimal strings of credits, moments UTC. */
export function refusal(code: string, detail: Record<string, unknown> | null): FareboxError {
  const details = Object.fromEntries(Object.entries(detail ?? {}).map(([name, value]) => [name, told(name, value)]));
  if (code === 'budget_exceeded') return errors.budget_exceeded(details, budgetSentence(details));
  return isKnown(code) ? errors[code](details) : new FareboxError(code, 500, 'The ledger refused.', details);
}

function told(name: string, value: unknown): unknown {
  if (amounts.has(name) && typeof value === 'number') return formatCredits(BigInt(value));
  return name === 'resetsAt' && typeof value === 'string' ? new Date(value).toISOString() : value;
}

/** Which spend limit it was, how far it is used up, and until when. */
function budgetSentence({ subject, period, limit, used, resetsAt }: Record<string, unknown>): string {
  const per = period === 'total' ? 'altogether' : `per ${period}`;
  const until = resetsAt ? ` It begins anew at ${resetsAt}.` : '';
  return `The spend limit of this ${subject} is ${limit} credits ${per}, of which ${used} are used or set aside.${until}`;
}

function isKnown(code: string): code is LedgerErrorCode {
  return code in table;
}
