import { newId } from '@farebox/kit';
import { type TestServer, testDatabase, testServer } from '../../../../../tools/testing/index.ts';
import type { Overrides } from '../../../../../tools/testing/server.ts';
import { asOwner } from '../callback.fixture.ts';
import { repair } from '../reconcile/repair.ts';
import { sweepPayments } from '../tasks.ts';

/** All that a history must leave behind the same, whatever way its callbacks took. Amounts in micro-credits, as text. */
const questions: Record<string, string> = {
  accounts: 'select id, available + held - debt as worth, held from ledger.account order by id',
  credits: `select account_id, category, priority, sum(available) as available from ledger."grant"
             group by 1, 2, 3 having sum(available) <> 0 order by 1, 2, 3`,
  orders: `select o.user_id, o.kind, o.status, o.amount_minor, o.refunded_minor, o.credits, o.needs_review, p.provider_payment_id
             from farebox.orders o left join farebox.payments p on p.id = o.payment_id order by p.provider_payment_id, o.id`,
  subscriptions: `select s.provider_subscription_id, s.status, v.plan_id, s.current_period_start, s.current_period_end,
                         (select count(*) from farebox.subscription_periods p where p.subscription_id = s.id and p.cancelled_at is null) as periods
                    from farebox.subscriptions s left join farebox.plan_versions v on v.id = s.plan_version order by 1`,
  refunds: 'select provider_refund_id, status, amount_minor, clawback from farebox.refunds order by 1',
  disputes: 'select provider_dispute_id, status, amount_minor from farebox.disputes order by 1',
  unmatched: 'select provider_payment_id, status, user_id from farebox.unmatched_payments order by 1',
  events: `select type, state, last_error from farebox.provider_events where state not in ('processed', 'ignored')`,
};

/**
 * Which credits pay a debt hangs on which payment comes next, by the ledger's own rule; their sum is the same. These are
 * the accounts that ever had one.
 */
export async function indebted({ databaseUrl }: TestServer): Promise<string[]> {
  const rows = await asOwner<{ id: string }>(
    databaseUrl,
    'select distinct account_id as id from ledger.transaction where debt_after > 0',
  );
  return rows.map(({ id }) => id);
}

type Row = Record<string, unknown>;

/** `apart`: accounts whose single lots are not looked at. */
export async function outcomeOf({ databaseUrl }: TestServer, apart: readonly string[]): Promise<Record<string, Row[]>> {
  const answers: Record<string, Row[]> = {};
  for (const [name, query] of Object.entries(questions)) {
    const rows = await asOwner<Row>(databaseUrl, query);
    answers[name] = name === 'credits' ? rows.filter((row) => !apart.includes(String(row.account_id))) : rows;
  }
  return answers;
}

/** A server on a copy of the other one's database, which must be closed. */
export async function copyOf(original: { url: string }, config: Overrides): Promise<TestServer> {
  const { url, drop } = await testDatabase({ copyOf: original.url });
  const server = await testServer({ databaseUrl: url, config });
  return { ...server, close: () => server.close().then(drop) };
}

const overdue = [
  'update farebox.provider_events set retry_at = now()',
  'update farebox.orders set retry_at = now()',
  'update farebox.orders set ask_at = now() where ask_at is not null and payment_id is null',
  `update farebox.clawbacks set created_at = created_at - interval '1 hour' where done_at is null`,
];

/** What was put off comes due, twice, so that what waited for another is there as well. */
export async function letTimePass({ deps, databaseUrl }: TestServer): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) {
    for (const statement of overdue) await asOwner(databaseUrl, statement);
    await sweepPayments(deps);
  }
}

/** Compares with the providers and puts right what can be put right; what could not be, in words. */
export async function reconciled({ deps }: TestServer): Promise<string[]> {
  const { failed } = await repair(deps, new Date(Date.now() - 3_600_000));
  return failed.map(({ finding, reason }) => `${finding.kind} ${finding.reference}: ${reason}`);
}

/** Everybody spends all they have. */
export async function spendAll({ deps, databaseUrl }: TestServer): Promise<void> {
  const rows = await asOwner<{ id: string; available: string }>(
    databaseUrl,
    'select id, available::text from ledger.account where available > 0',
  );
  for (const { id, available } of rows)
    await deps.ledger.charge({ id: newId(), accountId: id, amount: BigInt(available) });
}
