import { connect } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newCustomer } from '../../../../tools/testing/customer.ts';
import { type TestDatabase, testDatabase, testServer } from '../../../../tools/testing/index.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database?.drop());

const slowly = { role: 'user', content: 'Explain audits [demo: delay=20;tokens=1000]' };

async function query<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const pool = connect({ url: database.url, max: 1 });
  return pool
    .query<Row>(sql, values)
    .then(({ rows }) => rows)
    .finally(() => pool.end());
}

describe('a server that stops', () => {
  it('settles the streams that it must cut off', async () => {
    const server = await testServer({ listen: true, databaseUrl: database.url });
    const customer = await newCustomer(server);
    const body = { model: 'demo-small', stream: true, messages: [slowly] };
    const answer = await customer.call('/v1/chat/completions', body);
    await answer.body!.getReader().read();
    await server.close();
    const holds = await query<{ status: string; captured: bigint }>('select status, captured from ledger.hold');
    expect(holds).toEqual([{ status: 'captured', captured: expect.any(BigInt) }]);
    expect(holds[0]!.captured).toBeGreaterThan(0n);
  });

  it('lets a stream run on for a while, then says goodbye and settles it', async () => {
    const server = await testServer({ databaseUrl: database.url });
    const { key } = await newCustomer(server);
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ model: 'demo-small', stream: true, messages: [slowly] });
    const answer = await server.app.request('/v1/chat/completions', { method: 'POST', headers, body });
    const id = answer.headers.get('x-farebox-receipt');
    const [text] = await Promise.all([answer.text(), server.close()]);
    expect(JSON.parse(text.trimEnd().split('data: ').at(-1)!).error.code).toBe('stopping');
    expect(await query('select status from ledger.hold where id = $1', [id])).toEqual([{ status: 'captured' }]);
  });

  it('settles what the ledger was not able to take before', async () => {
    const server = await testServer({ listen: true, databaseUrl: database.url });
    const customer = await newCustomer(server);
    const body = { model: 'demo-small', stream: true, messages: [slowly], max_tokens: 20 };
    const answer = await customer.call('/v1/chat/completions', body);
    const id = answer.headers.get('x-farebox-receipt');
    const locker = connect({ url: database.url, max: 1 });
    const lock = await locker.connect();
    await lock.query('begin; lock table ledger.account in access exclusive mode');
    const text = await answer.text();
    expect(text).toMatch(/\[DONE\]/);
    expect(await query('select status from ledger.hold where id = $1', [id])).toEqual([{ status: 'open' }]);
    const closed = server.close();
    await lock.query('commit');
    lock.release();
    await Promise.all([closed, locker.end()]);
    expect(await query('select status from ledger.hold where id = $1', [id])).toEqual([{ status: 'captured' }]);
  });
});
