import { parseCredits } from '@farebox/kit';
import { type Balance, ledgerErrors } from '@farebox/ledger';
import type { Context } from 'hono';
import type { Deps } from '../context.ts';
import type { Env } from '../http/router.ts';
import type { KeyHolder } from '../identity/index.ts';
import type { Gateway } from './gateway.ts';
import { authenticate } from './metered-route.ts';

/** What an account has and had, in whole units of the operator's currency: to be looked at, not reckoned with. */
interface Worth {
  left: number;
  used: number;
}

/** The queries that chat clients of OpenAI's older design make to show what is left, each below `/v1/dashboard/billing`. */
export const billingPages = { subscription, usage, credit_grants: creditGrants } as const;

export type BillingPage = keyof typeof billingPages;

/** Answers one of them for the account of the key that asks. Throws `invalid_api_key` (401). */
export async function answerBilling(c: Context<Env>, gateway: Gateway, page: BillingPage) {
  const holder = await authenticate(c, gateway);
  return c.json(billingPages[page](await worthOf(gateway.deps, holder), holder));
}

async function worthOf({ ledger, config }: Deps, { accountId }: KeyHolder): Promise<Worth> {
  const balance = await ledger.balance(accountId);
  if (!balance) throw ledgerErrors.account_not_found({ accountId });
  const { currency, currencies } = config.payments;
  return inUnits(balance, parseCredits(currencies[currency]?.creditsPerUnit ?? '1') ?? 1_000_000n);
}

/** Whole numbers of micro-credits that divide exactly are shown exactly up to 2^53; beyond it nobody reads digits. */
function inUnits({ available, held, spent }: Balance, perUnit: bigint): Worth {
  const units = (micro: bigint) => Number(micro) / Number(perUnit);
  return { left: units(available + held), used: units(spent) };
}

/** The limit is all that was ever there to spend, so that the limit less the usage is what is left. */
function subscription({ left, used }: Worth, { expiresAt }: KeyHolder) {
  const limit = left + used;
  return {
    object: 'billing_subscription',
    has_payment_method: true,
    soft_limit_usd: limit,
    hard_limit_usd: limit,
    system_hard_limit_usd: limit,
    access_until: expiresAt ? Math.floor(expiresAt.getTime() / 1_000) : 0,
  };
}

/** In hundredths, and of all time whatever days are asked for: clients take it off the limit above. */
function usage({ used }: Worth) {
  return { object: 'list', total_usage: used * 100 };
}

function creditGrants({ left, used }: Worth) {
  return {
    object: 'credit_summary',
    total_granted: left + used,
    total_used: used,
    total_available: left,
    grants: { object: 'list', data: [] },
  };
}
