import { connect, newId } from '@farebox/kit';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newCustomer } from '../../../../../tools/testing/customer.ts';
import { testServer } from '../../../../../tools/testing/index.ts';
import { gatewaySettings } from '../settings.ts';
import { atDesk, COST, type Desk, type Office, openDesk, openOffice, usage } from './desk.fixture.ts';
import { Shelf } from './shelf.ts';
import type { StoredResponse } from './stored.ts';
import { forgetOld } from './tasks.ts';

const DAY_MS = 86_400_000;

let desk: Desk;
let office: Office;
let owner: pg.Pool;

beforeAll(async () => {
  desk = await openDesk();
  office = await openOffice(desk);
  owner = connect({ url: office.server.databaseUrl, max: 2 });
});

afterAll(async () => {
  await owner?.end();
  await office?.server.close();
  await desk?.upstream.close();
});

async function respond(body: object = {}) {
  const answer = await office.customer.call('/v1/responses', { model: 'm', input: 'Hi', ...body });
  const text = await answer.text();
  return {
    status: answer.status,
    id: /resp_\w+/.exec(text)?.[0] ?? '',
    receipt: answer.headers.get('x-farebox-receipt'),
  };
}

const rowsOf = async (id: string) =>
  (await owner.query('select * from farebox.gateway_responses where id = $1', [id])).rows;

describe('whose a response is', () => {
  it.each([true, false])('is known in every process and after restarts (streamed: %s)', async (stream) => {
    const { id, receipt } = await respond({ stream });
    expect(await rowsOf(id)).toMatchObject([
      { hold_id: receipt, account_id: office.customer.userId, total_tokens: usage.total_tokens, items: ['msg_1'] },
    ]);
    const gateway = gatewaySettings.parse(atDesk(desk));
    const second = await testServer({ databaseUrl: office.server.databaseUrl, config: { gateway } });
    const headers = { authorization: `Bearer ${office.customer.key}` };
    expect((await second.app.request(`/v1/responses/${id}`, { headers })).status).toBe(200);
    await second.close();
  });

  it('is what the upstream’s own answer says, not what a client wrote into it', async () => {
    const { id } = await respond();
    const thief = await newCustomer(office.server);
    for (const stream of [true, false]) {
      const asked = { model: 'm', input: `"id":"${id}"`, metadata: { id }, stream };
      await (await thief.call('/v1/responses', asked)).text();
    }
    expect((await thief.call('/v1/responses', { model: 'm', input: 'x', previous_response_id: id })).status).toBe(404);
    expect(await rowsOf(id)).toMatchObject([{ account_id: office.customer.userId }]);
  });

  it('stays with whom an upstream gave its id first', async () => {
    const { id } = await respond();
    const late = await newCustomer(office.server);
    const { rows } = await owner.query('select * from farebox.gateway_responses where id = $1', [id]);
    const [{ expires_at: expiresAt, created_at: createdAt }] = rows;
    const { shelf } = office.server.gateway;
    await shelf.put(rowFor({ id, accountId: late.userId, createdAt, expiresAt }));
    expect(await rowsOf(id)).toMatchObject([{ account_id: office.customer.userId }]);
    const headers = { authorization: `Bearer ${late.key}` };
    expect((await fetch(`${office.server.url}/v1/responses/${id}`, { headers })).status).toBe(404);
  });

  it('is nobody’s when its client left before the end, also where the upstream is heard out', async () => {
    const gateway = gatewaySettings.parse({
      channels: [{ name: 'demo', type: 'demo', onAbort: 'drain', delayMs: 10 }],
      models: [{ id: 'd', channel: 'demo', price: { input: '1', output: '2' }, maxOutputTokens: 100 }],
    });
    const server = await testServer({ listen: true, config: { gateway } });
    const leaver = await newCustomer(server);
    const leaving = new AbortController();
    const asked = { model: 'd', input: 'Explain [demo: tokens=60]', stream: true };
    const answer = await leaver.call('/v1/responses', asked, { signal: leaving.signal });
    const reader = answer.body!.getReader();
    let text = '';
    while (!text.includes('output_text.delta')) text += Buffer.from((await reader.read()).value!).toString('utf8');
    leaving.abort();
    const receipt = await leaver.receipt(answer.headers.get('x-farebox-receipt'));
    expect(receipt).toMatchObject({ outcome: 'aborted', status: 'captured' });
    const id = /resp_[\w-]+/.exec(text)![0];
    const headers = { authorization: `Bearer ${leaver.key}` };
    expect((await fetch(`${server.url}/v1/responses/${id}`, { headers })).status).toBe(404);
    await server.close();
  });

  it('is nobody’s business but its owner’s in the database either', async () => {
    const { id } = await respond();
    const client = await owner.connect();
    const as = async (userId: string, columns: string) => {
      await client.query('begin');
      try {
        await client.query('set local role authenticated');
        await client.query("select set_config('request.jwt.claims', $1, true)", [JSON.stringify({ sub: userId })]);
        return (await client.query(`select ${columns} from farebox.gateway_responses where id = $1`, [id])).rowCount;
      } finally {
        await client.query('rollback');
      }
    };
    expect(await as(office.customer.userId, 'id, status')).toBe(1);
    expect(await as(newId(), 'id, status')).toBe(0);
    for (const column of ['channel', 'channel_key', 'terms'])
      await expect(as(office.customer.userId, column)).rejects.toThrow(/permission denied/);
    client.release();
  });

  it('holds no word and no key', async () => {
    const { id } = await respond({ input: 'A secret of mine', metadata: { note: 'another' } });
    const begun = await office.begin({ input: 'A secret of mine' });
    for (const row of [...(await rowsOf(id)), ...(await rowsOf(begun.id))]) {
      const text = JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value));
      expect(text).not.toMatch(/secret|another|Hello|sk-desk/);
      expect(row.channel_key).toMatch(/^[\w-]{22}$/);
    }
    await office.get(begun.id, { method: 'DELETE' });
  });
});

describe('a database that does not take it', () => {
  it('does not keep the answer from the client, and has it later', async () => {
    await owner.query('alter table farebox.gateway_responses rename to hidden_responses');
    const before = (await office.customer.balance()).available;
    const { status, id } = await respond();
    expect(status).toBe(200);
    await expect.poll(async () => before - (await office.customer.balance()).available).toBe(COST);
    // Nobody would settle one that runs on unseen.
    const refused = await respond({ background: true });
    expect([refused.status, (await office.customer.balance()).held]).toEqual([503, 0n]);
    await owner.query('alter table farebox.hidden_responses rename to gateway_responses');
    await expect.poll(async () => (await office.get(id)).status, { timeout: 15_000 }).toBe(200);
  });

  it('is not stopped by one row that it will never take, and no more than so many wait', async () => {
    const { db, log } = office.server.deps;
    const shelf = new Shelf(db, log, 3);
    const [good, bad, other] = [rowFor({}), rowFor({ id: '' }), rowFor({})];
    const puts = [good, bad, other].map((row) => shelf.put(row));
    expect(() => shelf.assertRoom()).toThrow(/Too many calls/);
    await Promise.all(puts);
    expect(() => shelf.assertRoom()).not.toThrow();
    expect([await rowsOf(good.id), await rowsOf(other.id)]).toEqual([[expect.anything()], [expect.anything()]]);
    expect(await shelf.drain(1_000)).toBe(0);
  });
});

describe('a response whose time is over', () => {
  it('is forgotten, but not one that is still to be settled', async () => {
    const [{ id }, running] = [await respond(), await office.begin()];
    office.later(32 * DAY_MS);
    expect((await office.get(id)).status).toBe(404);
    await forgetOld(office.server.gateway);
    expect(await rowsOf(id)).toEqual([]);
    expect(await rowsOf(running.id)).toHaveLength(1);
    await office.work();
    expect(await office.customer.receipt(running.receipt)).toMatchObject({ status: 'released' });
    await forgetOld(office.server.gateway);
    expect(await rowsOf(running.id)).toEqual([]);
  });
});

function rowFor(wanted: Partial<StoredResponse>): StoredResponse {
  const now = new Date();
  return {
    holdId: newId(),
    id: `resp_${newId()}`,
    accountId: newId(),
    keyId: newId(),
    model: 'm',
    channel: 'desk',
    channelKey: null,
    background: false,
    status: 'completed',
    totalTokens: 1,
    carriedTokens: 1,
    items: [],
    createdAt: now,
    expiresAt: new Date(now.getTime() + DAY_MS),
    terms: null,
    deadlineAt: null,
    nextAskAt: null,
    asks: 0,
    settledAt: null,
    ...wanted,
  };
}
