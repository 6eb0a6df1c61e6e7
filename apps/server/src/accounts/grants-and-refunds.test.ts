import { newId } from '@farebox/kit';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operatorOf, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, testServer } from '../../../../tools/testing/index.ts';

type Deduction = { transactionId: string };
type Granted = { grantId: string; amount: string };
type AuditRow = { action: string; actor_kind: string; target_id: string };

describe('what an operator does by hand', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let operator: ReturnType<typeof operatorOf>;
  let userId: string;
  let cookie: string;

  beforeAll(async () => {
    server = await testServer();
    operator = operatorOf(server);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    ({ userId, cookie } = await signUp(server.app));
  });

  const grant = (body: object, key?: string) => operator.post<Granted>('/api/grants', { userId, ...body }, key);
  const refund = (body: object, key?: string) => operator.post<Deduction>('/api/refunds', body, key);
  const charged = async (amount: string) =>
    (await operator.post<Deduction>('/api/billing/deduct', { userId, amount })).body.transactionId;
  const account = async () => (await operator.get(`/api/accounts/${userId}`)).body;
  const audit = async () => {
    const { rows } = await sql<AuditRow>`
      select action, actor_kind, target_id from farebox.audit_logs where account_id = ${userId}`.execute(
      server.deps.db,
    );
    return rows.filter(({ action }) => action === 'grant.created' || action === 'refund.created');
  };

  it('grants promotional credits with the reason manual', async () => {
    const { status, body } = await grant({ amount: '10.5', metadata: { ticket: 'T-1' } });
    expect(status).toBe(201);
    expect(body).toMatchObject({ amount: '10.5', balance: { available: '13.5', held: '0', debt: '0' } });
    expect(await account()).toMatchObject({
      accountId: userId,
      total: '13.5',
      granted: '13.5',
      spent: '0',
      timeZone: 'UTC',
      status: 'active',
      grants: expect.arrayContaining([
        expect.objectContaining({
          id: body.grantId,
          source: 'manual',
          category: 'promotional',
          available: '10.5',
          expiresAt: null,
        }),
      ]),
    });
    expect(await audit()).toEqual([{ action: 'grant.created', actor_kind: 'service', target_id: body.grantId }]);
  });

  it('grants with everything said', async () => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const { body } = await grant({
      amount: '5',
      category: 'paid',
      reason: 'purchase',
      priority: 3,
      expiresAt,
      reference: 'order 7',
    });
    expect(await account()).toMatchObject({
      grants: expect.arrayContaining([
        expect.objectContaining({ id: body.grantId, source: 'purchase', category: 'paid', priority: 3, expiresAt }),
      ]),
    });
  });

  it('never passes the balance cap', async () => {
    expect(await grant({ amount: '49998' })).toMatchObject({
      status: 409,
      body: { error: { code: 'balance_cap_exceeded', details: { cap: '50000', room: '49997' } } },
    });
    expect(await grant({ amount: '49997' })).toMatchObject({ status: 201, body: { balance: { available: '50000' } } });
    expect(await audit()).toHaveLength(1);
  });

  it('grants once for a key and tells of it once', async () => {
    const first = await grant({ amount: '10' }, 'gift');
    expect(await grant({ amount: '10' }, 'gift')).toEqual(first);
    expect(await grant({ amount: '11' }, 'gift')).toMatchObject({
      status: 409,
      body: { error: { code: 'idempotency_mismatch' } },
    });
    expect(await audit()).toHaveLength(1);
    expect(await account()).toMatchObject({ available: '13' });
  });

  it('grants once when the same request comes ten times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => grant({ amount: '10' }, 'at-once')));
    expect(answers).toEqual(Array.from({ length: 10 }, () => answers[0]));
    expect(answers[0]?.status).toBe(201);
    expect(await account()).toMatchObject({ available: '13' });
    expect(await audit()).toHaveLength(1);
  });

  it('remembers that a grant was refused', async () => {
    const refused = { status: 409, body: { error: { code: 'balance_cap_exceeded' } } };
    expect(await grant({ amount: '49998' }, 'too-much')).toMatchObject(refused);
    await charged('3');
    expect(await grant({ amount: '49998' }, 'too-much')).toMatchObject(refused);
  });

  it('refuses grants that make no sense', async () => {
    expect(await grant({ userId: newId(), amount: '1' })).toMatchObject({
      status: 404,
      body: { error: { code: 'account_not_found' } },
    });
    const refused = { status: 400, body: { error: { code: 'invalid_request' } } };
    expect(await grant({ amount: '0' })).toMatchObject(refused);
    expect(await grant({ amount: '1', category: 'free' })).toMatchObject(refused);
    expect(await grant({ amount: '1', reason: 'bonus!' })).toMatchObject(refused);
    expect(await grant({ amount: '1', expiresAt: 'tomorrow' })).toMatchObject(refused);
    expect((await grant({ amount: '1', expiresAt: '2020-01-01T00:00:00Z' })).status).toBe(400);
  });

  it('refunds in parts until nothing is left', async () => {
    await grant({ amount: '97' });
    const transactionId = await charged('10');
    expect(await refund({ transactionId, amount: '4' })).toMatchObject({
      status: 200,
      body: { amount: '4', balance: { available: '94' } },
    });
    expect(await refund({ transactionId, amount: '5' })).toMatchObject({
      status: 200,
      body: { balance: { available: '99' } },
    });
    expect(await refund({ transactionId, amount: '2' })).toMatchObject({
      status: 409,
      body: { error: { code: 'refund_exceeds_charge' } },
    });
    expect(await refund({ transactionId })).toMatchObject({
      status: 200,
      body: { amount: '1', balance: { available: '100' } },
    });
    expect(await refund({ transactionId })).toMatchObject({ status: 409, body: { error: { code: 'not_refundable' } } });
    expect(await audit()).toHaveLength(4);
  });

  it('refunds once for a key', async () => {
    const transactionId = await charged('3');
    const first = await refund({ transactionId, amount: '1' }, 'sorry');
    expect(await refund({ transactionId, amount: '1' }, 'sorry')).toEqual(first);
    expect(await refund({ transactionId, amount: '2' }, 'sorry')).toMatchObject({
      status: 409,
      body: { error: { code: 'idempotency_mismatch' } },
    });
    expect(await account()).toMatchObject({ available: '1' });
  });

  it('refuses to refund what is no charge, or is not there', async () => {
    const { body } = await grant({ amount: '5' });
    expect(await refund({ transactionId: body.grantId })).toMatchObject({
      status: 409,
      body: { error: { code: 'not_refundable' } },
    });
    expect(await refund({ transactionId: newId() })).toMatchObject({
      status: 404,
      body: { error: { code: 'transaction_not_found' } },
    });
    expect(await refund({ transactionId: 'x' })).toMatchObject({ status: 400 });
  });

  it('is only for the operator', async () => {
    const transactionId = await charged('1');
    for (const caller of [operatorOf(server, null), operatorOf(server, 'wrong'), personOf(server, cookie)]) {
      expect((await caller.post('/api/grants', { userId, amount: '1' })).status).toBe(401);
      expect((await caller.post('/api/refunds', { transactionId })).status).toBe(401);
      expect((await caller.get(`/api/accounts/${userId}`)).status).toBe(401);
    }
  });

  it('answers 404 for an account that is not there', async () => {
    expect(await operator.get(`/api/accounts/${newId()}`)).toMatchObject({
      status: 404,
      body: { error: { code: 'account_not_found' } },
    });
    expect((await operator.get('/api/accounts/me')).status).toBe(400);
  });
});
