import { type RawBuilder, sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';
import type { Plan, PlanTerms, PlanVersion, Price } from './plan.ts';

const versionBody = sql`jsonb_build_object(
  'id', version.id, 'planId', version.plan_id, 'version', version.version, 'name', version.name,
  'interval', version.interval, 'grantAmount', version.grant_amount::text, 'grantEvery', version.grant_every,
  'dailyLimit', version.daily_limit::text, 'rollover', version.rollover, 'level', version.level,
  'createdAt', version.created_at,
  'prices', coalesce((
    select jsonb_agg(jsonb_build_object('currency', price.currency, 'minorUnits', price.minor_units,
             'amountMinor', price.amount_minor::text, 'stripePrice', price.stripe_price,
             'creemProduct', price.creem_product) order by price.currency)
      from farebox.plan_prices price where price.version = version.id), '[]'))`;

type PriceText = Omit<Price, 'amountMinor'> & { amountMinor: string };

/** JSON has neither bigint nor dates. */
type VersionText = Omit<PlanVersion, 'grantAmount' | 'dailyLimit' | 'createdAt' | 'prices'> & {
  grantAmount: string;
  dailyLimit: string | null;
  createdAt: string;
  prices: PriceText[];
};

type PlanRow = Omit<Plan, 'current'> & { current: VersionText };

function versionOf(text: VersionText): PlanVersion {
  return {
    ...text,
    grantAmount: BigInt(text.grantAmount),
    dailyLimit: text.dailyLimit === null ? null : BigInt(text.dailyLimit),
    createdAt: new Date(text.createdAt),
    prices: text.prices.map((price) => ({ ...price, amountMinor: BigInt(price.amountMinor) })),
  };
}

async function versionsWhere(db: Db, condition: RawBuilder<unknown>): Promise<PlanVersion[]> {
  const { rows } = await sql<{ body: VersionText }>`
    select ${versionBody} as body from farebox.plan_versions version ${condition}`.execute(db);
  return rows.map(({ body }) => versionOf(body));
}

async function plansWhere(db: Db, condition: RawBuilder<unknown>): Promise<Plan[]> {
  const { rows } = await sql<PlanRow>`
    select plan.id, plan.description, plan.position, plan.active, plan.created_at as "createdAt",
           plan.updated_at as "updatedAt", ${versionBody} as current
      from farebox.plans plan join farebox.plan_versions version on version.id = plan.current_version
     where ${condition} order by plan.position, plan.id`.execute(db);
  return rows.map((row) => ({ ...row, current: versionOf(row.current) }));
}

export function listPlans(db: Db): Promise<Plan[]> {
  return plansWhere(db, sql`true`);
}

export function listActivePlans(db: Db): Promise<Plan[]> {
  return plansWhere(db, sql`plan.active`);
}

export async function findPlan(db: Db, id: string): Promise<Plan | null> {
  return (await plansWhere(db, sql`plan.id = ${id}`))[0] ?? null;
}

export async function findVersions(db: Db, ids: string[]): Promise<PlanVersion[]> {
  return ids.length === 0 ? [] : versionsWhere(db, sql`where version.id = any (${ids}::uuid[])`);
}

const referenceColumns = { stripe: 'stripe_price', creem: 'creem_product' } as const;

export type ReferencedProvider = keyof typeof referenceColumns;

/** Of the versions with that reference: the preferred one, else what is sold now, else the newest. */
export async function findVersionByReference(
  db: Db,
  provider: ReferencedProvider,
  reference: string,
  preferred: string | null,
): Promise<PlanVersion | null> {
  const found = await versionsWhere(
    db,
    sql`join farebox.plans plan on plan.id = version.plan_id
      where version.id in (select price.version from farebox.plan_prices price
                            where ${sql.ref(`price.${referenceColumns[provider]}`)} = ${reference})
      order by version.id is not distinct from ${preferred}::uuid desc, plan.current_version = version.id desc,
               version.created_at desc, version.id desc
      limit 1`,
  );
  return found[0] ?? null;
}

/** The plan other than `planId` of which some version has one of the references; null when there is none. */
export async function findReferenceHolder(db: Db, planId: string, prices: Price[]): Promise<string | null> {
  const stripe = prices.flatMap(({ stripePrice }) => stripePrice ?? []);
  const creem = prices.flatMap(({ creemProduct }) => creemProduct ?? []);
  const { rows } = await sql<{ planId: string }>`
    select version.plan_id as "planId"
      from farebox.plan_prices price join farebox.plan_versions version on version.id = price.version
     where version.plan_id <> ${planId}
       and (price.stripe_price = any (${stripe}::text[]) or price.creem_product = any (${creem}::text[]))
     limit 1`.execute(db);
  return rows[0]?.planId ?? null;
}

/** Plans are changed one after the other, so that ids, numbers of versions and references stay apart. */
export async function lockPlans(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('farebox.plans', 0))`.execute(tx);
}

export interface NewVersion extends PlanTerms {
  id: string;
  planId: string;
  version: number;
  createdBy: string | null;
}

export async function insertVersion(tx: Transaction, version: NewVersion): Promise<void> {
  await sql`
    insert into farebox.plan_versions (id, plan_id, version, name, interval, grant_amount, grant_every, daily_limit,
                                       rollover, level, created_by)
    values (${version.id}, ${version.planId}, ${version.version}, ${version.name}, ${version.interval},
            ${version.grantAmount}, ${version.grantEvery}, ${version.dailyLimit}, ${version.rollover},
            ${version.level}, ${version.createdBy})`.execute(tx);
  for (const price of version.prices) {
    await sql`
      insert into farebox.plan_prices (version, currency, minor_units, amount_minor, stripe_price, creem_product)
      values (${version.id}, ${price.currency}, ${price.minorUnits}, ${price.amountMinor}, ${price.stripePrice},
              ${price.creemProduct})`.execute(tx);
  }
}

/** What is told of a plan beside its terms. */
export type Listing = Pick<Plan, 'description' | 'position' | 'active'>;

/** The first version comes in the same transaction; its reference is checked at the end. */
export async function insertPlan(tx: Transaction, id: string, name: string, listing: Listing, version: string) {
  await sql`
    insert into farebox.plans (id, name, description, position, active, current_version)
    values (${id}, ${name}, ${listing.description}, ${listing.position}, ${listing.active}, ${version})`.execute(tx);
}

export async function updatePlan(tx: Transaction, id: string, name: string, listing: Listing, version: string) {
  await sql`
    update farebox.plans
       set name = ${name}, description = ${listing.description}, position = ${listing.position},
           active = ${listing.active}, current_version = ${version}, updated_at = now()
     where id = ${id}`.execute(tx);
}
