import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operatorOf, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, testServer } from '../../../../tools/testing/index.ts';

type Held = { hold: { id: string; amount: string; expiresAt: string }; balance: { available: string; held: string } };

describe('holds', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let operator: ReturnType<typeof operatorOf>;
  let userId: string;

  beforeAll(async () => {
    server = await testServer();
    operator = operatorOf(server);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    ({ userId } = await signUp(server.app));
    await operator.fund(userId, '497');
  });

  const place = (amount: string, body: object = {}, key?: string) =>
    operator.post<Held>('/api/holds', { userId, amount, ...body }, key);
  const placed = async (amount: string) => (await place(amount)).body.hold.id;
  const capture = (id: string, body: object, key?: string) => operator.post(`/api/holds/${id}/capture`, body, key);
  const release = (id: string, key?: string) => operator.post(`/api/holds/${id}/release`, undefined, key);

  it('sets credits aside', async () => {
    const { status, body } = await place('75', { expiresInSeconds: 60, feature: 'video' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      hold: { amount: '75', status: 'open' },
      balance: { available: '425', held: '75', debt: '0' },
    });
    const seconds = (Date.parse(body.hold.expiresAt) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThan(90);
  });

  it('gives the first answer again, also when the hold is settled by then', async () => {
    const first = await place('75', {}, 'same');
    await release(first.body.hold.id);
    expect(await place('75', {}, 'same')).toEqual(first);
    expect(await place('76', {}, 'same')).toMatchObject({
      status: 409,
      body: { error: { code: 'idempotency_mismatch' } },
    });
  });

  it('captures less and gives the rest back, with the feature of the hold or its own', async () => {
    const answer = await capture(await placed('75'), { amount: '50.25', model: 'sora2' });
    expect(answer).toMatchObject({
      status: 200,
      body: { captured: '50.25', returned: '24.75', uncollected: '0', balance: { available: '449.75', held: '0' } },
    });
  });

  it('captures nothing', async () => {
    expect(await capture(await placed('75'), { amount: '0' })).toMatchObject({
      status: 200,
      body: { captured: '0', returned: '75', balance: { available: '500', held: '0' } },
    });
  });

  it('captures more from what the account has', async () => {
    expect(await capture(await placed('75'), { amount: '100' })).toMatchObject({
      status: 200,
      body: { captured: '100', returned: '0', uncollected: '0', balance: { available: '400', held: '0' } },
    });
  });

  it('records what the account does not have as uncollected', async () => {
    expect(await capture(await placed('75'), { amount: '600', overrun: 'available' })).toMatchObject({
      status: 200,
      body: { captured: '500', uncollected: '100', balance: { available: '0', held: '0', debt: '0' } },
    });
  });

  it('never takes more than the hold under the rule cap', async () => {
    expect(await capture(await placed('75'), { amount: '100', overrun: 'cap' })).toMatchObject({
      status: 200,
      body: { captured: '75', uncollected: '25', balance: { available: '425', held: '0' } },
    });
  });

  it('releases', async () => {
    expect(await release(await placed('75'))).toMatchObject({
      status: 200,
      body: { returned: '75', balance: { available: '500', held: '0' }, replayed: false },
    });
  });

  it('makes a bare retry safe', async () => {
    const id = await placed('75');
    const first = await capture(id, { amount: '50' });
    const again = await capture(id, { amount: '50' });
    expect(again).toEqual({ status: 200, body: { ...(first.body as object), replayed: true } });
    expect(await capture(id, { amount: '51' })).toMatchObject({
      status: 409,
      body: { error: { code: 'idempotency_mismatch' } },
    });
    const other = await placed('10');
    await release(other);
    expect(await release(other)).toMatchObject({ status: 200, body: { returned: '10', replayed: true } });
  });

  it('settles a hold once', async () => {
    const captured = await placed('75');
    await capture(captured, { amount: '50' });
    const refused = { status: 409, body: { error: { code: 'hold_not_open', details: { status: 'captured' } } } };
    expect(await release(captured)).toMatchObject(refused);
    expect(await capture(captured, { amount: '50' }, 'another key')).toMatchObject({ status: 400 });
    expect(await capture(captured, { amount: '50' }, 'another-key')).toMatchObject(refused);
  });

  it('does not know a hold that is none', async () => {
    const refused = { status: 404, body: { error: { code: 'hold_not_found' } } };
    expect(await capture(newId(), { amount: '1' })).toMatchObject(refused);
    expect(await release(newId())).toMatchObject(refused);
    expect(await release('nonsense')).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
  });

  it('refuses what is not an amount, a time or a rule', async () => {
    const refused = { status: 400, body: { error: { code: 'invalid_request' } } };
    expect(await place('0')).toMatchObject(refused);
    expect(await place('1', { expiresInSeconds: 0 })).toMatchObject(refused);
    expect(await place('1', { expiresInSeconds: 2_592_001 })).toMatchObject(refused);
    expect(await place('1', { expiresInSeconds: 1.5 })).toMatchObject(refused);
    const id = await placed('1');
    expect(await capture(id, { amount: '-1' })).toMatchObject(refused);
    expect(await capture(id, { amount: 1 })).toMatchObject(refused);
    expect(await capture(id, { amount: '1', overrun: 'all' })).toMatchObject(refused);
  });

  it('does not know an unknown user, and refuses more than there is', async () => {
    expect(await place('1', { userId: newId() })).toMatchObject({ status: 404 });
    expect(await place('501')).toMatchObject({ status: 402, body: { error: { code: 'insufficient_credits' } } });
  });

  it('is only for the operator', async () => {
    const { cookie } = await signUp(server.app);
    const id = await placed('75');
    for (const caller of [operatorOf(server, 'wrong'), personOf(server, cookie)]) {
      expect((await caller.post('/api/holds', { userId, amount: '1' })).status).toBe(401);
      expect((await caller.post(`/api/holds/${id}/capture`, { amount: '1' })).status).toBe(401);
      expect((await caller.post(`/api/holds/${id}/release`)).status).toBe(401);
    }
  });

  it('grants exactly 6 of 20 parallel holds of 75 on 500 credits', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => place('75')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(6);
    expect(answers.filter(({ status }) => status === 402)).toHaveLength(14);
    expect((await operator.get(`/api/accounts/${userId}`)).body).toMatchObject({
      available: '50',
      held: '450',
      total: '500',
    });
  });
});
