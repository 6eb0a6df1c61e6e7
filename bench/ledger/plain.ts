import { newId, transaction } from '@farebox/kit';
import type pg from 'pg';
import { KEY, type Pair, type Rival } from './rival.ts';

const named = new Map<string, string>();

/** A prepared statement, so that the rival does not pay for parsing. */
function run(client: pg.PoolClient, text: string, values: unknown[]): Promise<pg.QueryResult> {
  const name = named.get(text) ?? `plain ${named.size}`;
  named.set(text, name);
  return client.query({ name, text, values });
}

/** (b): UPDATE … where there is enough, and INSERTs, in one transaction per call. */
export function plainRival(pool: pg.Pool): Rival {
  return {
    name: 'plain transactions',
    pair: async (pair) => {
      const holdId = newId();
      await transaction(pool, (client) => hold(client, holdId, pair));
      await transaction(pool, (client) => capture(client, holdId, pair));
    },
    close: () => pool.end(),
  };
}

async function hold(client: pg.PoolClient, id: string, pair: Pair): Promise<void> {
  const account = await run(
    client,
    'update plain.account set available = available - $2, held = held + $2 where id = $1 and available >= $2 returning available',
    [pair.accountId, pair.held],
  );
  if (account.rowCount !== 1) throw new Error('not enough');
  const grant = await run(
    client,
    `update plain.grants set available = available - $2, held = held + $2
     where id = (select id from plain.grants where account_id = $1 and available >= $2 limit 1) returning id`,
    [pair.accountId, pair.held],
  );
  const grantId = grant.rows[0].id;
  await run(
    client,
    "insert into plain.hold (id, account_id, grant_id, amount, expires_at) values ($1, $2, $3, $4, now() + interval '15 minutes')",
    [id, pair.accountId, grantId, pair.held],
  );
  await transactionRow(client, id, pair.accountId, 'hold', pair.held, account.rows[0].available);
  await entryRow(client, id, 0, grantId, 'available', 'held', pair.held);
}

async function capture(client: pg.PoolClient, holdId: string, pair: Pair): Promise<void> {
  const id = newId();
  const back = pair.held - pair.captured;
  const hold = await run(
    client,
    "update plain.hold set status = 'captured', captured = $2 where id = $1 and status = 'open' returning grant_id",
    [holdId, pair.captured],
  );
  const grantId = hold.rows[0].grant_id;
  const account = await run(
    client,
    'update plain.account set available = available + $2, held = held - $3 where id = $1 returning available',
    [pair.accountId, back, pair.held],
  );
  await run(
    client,
    'update plain.grants set available = available + $2, held = held - $3, spent = spent + $4 where id = $1',
    [grantId, back, pair.held, pair.captured],
  );
  await transactionRow(client, id, pair.accountId, 'capture', pair.captured, account.rows[0].available);
  await entryRow(client, id, 0, grantId, 'held', 'spent', pair.captured);
  await entryRow(client, id, 1, grantId, 'held', 'available', back);
  await usageRows(client, id, pair);
}

async function transactionRow(
  client: pg.PoolClient,
  ...values: [string, string, string, bigint, bigint]
): Promise<void> {
  const text =
    'insert into plain.transaction (id, account_id, kind, amount, available_after) values ($1, $2, $3, $4, $5)';
  await run(client, text, values);
}

async function entryRow(
  client: pg.PoolClient,
  ...values: [string, number, string, string, string, bigint]
): Promise<void> {
  await run(client, 'insert into plain.entry values ($1, $2, $3, $4, $5, $6)', values);
}

async function usageRows(client: pg.PoolClient, id: string, pair: Pair): Promise<void> {
  await run(
    client,
    `insert into plain.usage_record (transaction_id, account_id, feature, model, key_id, input_tokens, output_tokens, amount, details)
     values ($1, $2, 'chat', 'demo-small', $3, 100, 50, $4, '{"price": "a1b2c3"}')`,
    [id, pair.accountId, KEY, pair.captured],
  );
  await run(
    client,
    `insert into plain.usage_daily as d values ($1, current_date, 'chat', 'demo-small', $2, 1, 100, 50, $3)
     on conflict (account_id, day, feature, model, key_id) do update set requests = d.requests + 1,
       input_tokens = d.input_tokens + 100, output_tokens = d.output_tokens + 50, amount = d.amount + $3`,
    [pair.accountId, KEY, pair.captured],
  );
}
