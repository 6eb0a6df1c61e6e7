import { clientConfig } from '@farebox/kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../tools/testing/index.ts';
import { mayBecome, orderStatuses } from './transitions.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client(clientConfig({ url: database.url }));
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

describe('the course of an order', () => {
  it('is the same table here and in the database', async () => {
    const pairs = orderStatuses.flatMap((from) => orderStatuses.map((to) => ({ from, to })));
    const { rows } = await client.query<{ from: string; to: string; may: boolean }>(
      'select "from", "to", farebox.order_may_become("from", "to") as may from jsonb_to_recordset($1) as p ("from" text, "to" text)',
      [JSON.stringify(pairs)],
    );
    expect(rows).toEqual(pairs.map(({ from, to }) => ({ from, to, may: mayBecome(from, to) })));
    expect(rows.filter((row) => row.may)).toHaveLength(20);
  });

  it('never goes back to pending; from refunded only back, when the refund fails or is disputed', () => {
    expect(orderStatuses.filter((from) => mayBecome(from, 'pending'))).toEqual([]);
    expect(orderStatuses.filter((to) => mayBecome('refunded', to))).toEqual([
      'fulfilled',
      'partially_refunded',
      'disputed',
    ]);
  });
});
