import { derivedId, formatCredits, newId, parseCredits } from '@farebox/kit';
import { setClock } from '@farebox/ledger';
import pg from 'pg';
import type { Deps } from '../context.ts';
import type { Transaction } from '../database/index.ts';
import { firstGrantOf, mirrorSubscription, type PaidPeriod, periodClosed, recordPaidPeriod } from './index.ts';
import { liveSubscription } from './reading.ts';
import { findSubscription } from './store.ts';
import { sweepSubscriptions } from './tasks.ts';

interface Terms {
  interval: string;
  grant_amount: string;
  grant_every: string;
  daily_limit: string | null;
  rollover: boolean;
  level: number;
  /** CNY, in fen. */
  price: number;
}

export type Life = Awaited<ReturnType<typeof beginLife>>;

const moment = (text: string) => new Date(text.length > 10 ? text : `${text}T00:00:00.000Z`);
const micro = (credits: string) => parseCredits(credits) ?? 0n;

/** A server whose time the test moves, and what happens to its subscriptions; payments is played by the test. */
export async function beginLife(deps: Deps, databaseUrl: string) {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  const rows = async (query: string, values: unknown[] = []) => (await owner.query(query, values)).rows;
  const inTransaction = <T>(work: (tx: Transaction) => Promise<T>) => deps.db.transaction().execute(work);
  const time = clockOf(owner, deps);
  const life = { owner, rows, inTransaction, ...time, deps, sweep: () => sweepSubscriptions(deps) };
  return { ...life, ...catalogueOf(life), ...sellerOf(life), ...reader(life), end: () => owner.end() };
}

function clockOf(owner: pg.Client, deps: Deps) {
  let now = moment('2026-01-31');
  const at = async (text: string) => {
    now = moment(text);
    await setClock(owner, now);
  };
  /** Moves the time and does what the minute's work would have done. */
  const pass = async (text: string) => {
    await at(text);
    await sweepSubscriptions(deps);
    await deps.ledger.sweep(1000);
  };
  return { at, pass, now: () => now };
}

type World = {
  deps: Deps;
  rows: (query: string, values?: unknown[]) => Promise<Record<string, never>[]>;
  inTransaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
  now: () => Date;
};

function catalogueOf({ rows }: World) {
  /** A plan's version; its id. */
  async function plan(id: string, terms: Partial<Terms> = {}): Promise<string> {
    const version = newId();
    const defaults = { interval: 'month', grant_amount: '100', grant_every: 'period', daily_limit: null };
    const all = { ...defaults, rollover: false, level: 1, price: 3000, ...terms };
    await rows('begin');
    await rows(
      'insert into farebox.plans (id, name, current_version) values ($1, $1, $2) on conflict (id) do update set current_version = $2',
      [id, version],
    );
    await rows(
      `insert into farebox.plan_versions (id, plan_id, version, name, interval, grant_amount, grant_every, daily_limit, rollover, level)
       values ($1, $2::text, (select count(*) + 1 from farebox.plan_versions where plan_id = $2::text), $2::text, $3, $4, $5, $6, $7, $8)`,
      [
        version,
        id,
        all.interval,
        micro(all.grant_amount),
        all.grant_every,
        all.daily_limit && micro(all.daily_limit),
        all.rollover,
        all.level,
      ],
    );
    await rows("insert into farebox.plan_prices values ($1, 'CNY', 2, $2, null, null)", [version, all.price]);
    await rows('commit');
    return version;
  }
  return { plan };
}

function sellerOf({ deps, rows, inTransaction, now }: World) {
  async function person(): Promise<string> {
    const id = newId();
    await rows('insert into farebox.users (id, name, email) values ($1, $2, $3)', [id, 'x', `${id}@example.com`]);
    return id;
  }

  function paidPeriod(
    userId: string,
    planVersionId: string,
    credits: string,
    more: Partial<PaidPeriod> = {},
  ): PaidPeriod {
    const defaults = { orderId: newId(), provider: 'epay', providerSubscriptionId: null, kind: 'first' as const };
    return {
      ...defaults,
      userId,
      planVersionId,
      startsAt: null,
      endsAt: null,
      paidAt: now(),
      credits: micro(credits),
      currency: 'CNY',
      ...more,
    };
  }

  /** The three steps of a payment: recorded, granted, closed. */
  async function pay(paid: PaidPeriod) {
    const recorded = await inTransaction((tx) => recordPaidPeriod(tx, paid));
    return { ...recorded, orderId: paid.orderId, grantId: await close(paid) };
  }

  async function close({ orderId, userId }: PaidPeriod): Promise<string | null> {
    const { amount, expiresAt, priority, reason } = await firstGrantOf(deps.db, orderId);
    const id = derivedId('payment', 'test', orderId);
    const lot = { id, accountId: userId, amount, reason, priority, category: 'paid' as const, overCap: true };
    if (amount > 0n) await deps.ledger.grant({ ...lot, expiresAt: expiresAt ?? undefined, reference: orderId });
    await periodClosed(deps, orderId, amount > 0n ? id : null);
    return amount > 0n ? id : null;
  }

  const buy = (userId: string, planVersionId: string, credits: string, more: Partial<PaidPeriod> = {}) =>
    pay(paidPeriod(userId, planVersionId, credits, more));
  return { person, paidPeriod, pay, close, buy };
}

function reader({ deps, rows, inTransaction, now }: World) {
  const credits = async (userId: string) => formatCredits((await deps.ledger.balance(userId))?.available ?? 0n);
  /** Topics of the outbox, in order. */
  const events = async (userId: string) =>
    (await rows('select topic from farebox.events where account_id = $1 order by id', [userId])).map(({ topic }) =>
      String(topic).replace('subscription.', ''),
    );
  const live = (userId: string) => liveSubscription(deps.db, userId);
  const read = (id: string) => findSubscription(deps.db, id);
  const day = (date: Date | null | undefined) => date?.toISOString().slice(0, 10) ?? null;

  /** A sight of a subscription at its provider. */
  function see(
    userId: string | null,
    providerSubscriptionId: string,
    seen: Partial<Parameters<typeof mirrorSubscription>[1]> = {},
  ) {
    const defaults = { provider: 'stripe', providerCustomerId: 'cus_1', orderId: null, status: 'active' as const };
    const times = {
      currentPeriodStart: null,
      currentPeriodEnd: null,
      cancelAt: null,
      endedAt: null,
      observedAt: now(),
    };
    return inTransaction((tx) =>
      mirrorSubscription(tx, {
        ...defaults,
        ...times,
        cancelAtPeriodEnd: false,
        planVersionId: null,
        userId,
        providerSubscriptionId,
        ...seen,
      }),
    );
  }
  return { credits, events, live, read, day, see };
}
