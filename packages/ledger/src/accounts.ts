import pg from 'pg';
import { errors } from './errors.ts';
import type { Allowance, Balance, Budget } from './operations.ts';

/** Accounts, spend limits and recurring grants: rare calls, one by one, each a function of the ledger. */
export interface AccountCalls {
  openAccount(input: { id: string; timeZone?: string; cap?: bigint }): Promise<void>;
  setAccount(input: { id: string; timeZone?: string; cap?: bigint; status?: Balance['status'] }): Promise<void>;
  setBudget(input: Budget): Promise<void>;
  removeBudget(input: { id: string; accountId: string }): Promise<void>;
  setAllowance(input: Allowance): Promise<void>;
  endAllowance(input: { id: string; accountId: string }): Promise<void>;
}

const DEFAULT_CAP = 50_000_000_000n;

export function createAccountCalls(pool: pg.Pool, schemaName: string): AccountCalls {
  const schema = pg.escapeIdentifier(schemaName);

  async function call(name: string, values: unknown[]): Promise<void> {
    const places = values.map((_, at) => `$${at + 1}`).join(', ');
    const { rows } = await pool.query<{ done: unknown }>(`select ${schema}.${name}(${places}) as done`, values);
    if (rows[0]?.done === false) throw errors.account_not_found();
  }

  return {
    openAccount: ({ id, timeZone, cap }) => call('open_account', [id, timeZone ?? 'UTC', cap ?? DEFAULT_CAP]),
    setAccount: ({ id, timeZone, cap, status }) =>
      call('set_account', [id, timeZone ?? null, cap ?? null, status ?? null]),
    setBudget: ({ id, accountId, subject, subjectId, period, limit }) =>
      call('set_budget', [id, accountId, subject, subjectId, period, limit]),
    removeBudget: ({ id, accountId }) => call('remove_budget', [accountId, id]),
    setAllowance: (rule) =>
      call('set_allowance', [
        rule.id,
        rule.accountId,
        rule.rule,
        rule.amount,
        rule.period,
        rule.anchorDay ?? null,
        rule.priority ?? null,
        rule.category ?? null,
        rule.startsAt ?? null,
        rule.endsAt ?? null,
      ]),
    endAllowance: ({ id, accountId }) => call('end_allowance', [accountId, id]),
  };
}
