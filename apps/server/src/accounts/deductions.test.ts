import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorOf, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, testServer } from '../../../../tools/testing/index.ts';

type Deduction = { transactionId: string; amount: string; replayed: boolean };

describe('POST /api/billing/deduct', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let operator: ReturnType<typeof operatorOf>;
  let person: Awaited<ReturnType<typeof signUp>>;

  beforeAll(async () => {
    server = await testServer();
    operator = operatorOf(server);
    person = await signUp(server.app);
    await operator.fund(person.userId, '497');
  });
  afterAll(() => server.close());

  const deduct = (body: Record<string, unknown>, key?: string) =>
    operator.post<Deduction>('/api/billing/deduct', { userId: person.userId, ...body }, key);

  it('takes credits at once and says what is left', async () => {
    const answer = await deduct({ amount: '2.5', feature: 'digest', model: 'demo-small', metadata: { page: 7 } });
    expect(answer).toMatchObject({
      status: 200,
      body: { amount: '2.5', replayed: false, balance: { available: '497.5', held: '0', debt: '0' } },
    });
    const { body } = await personOf(server, person.cookie).get<{ data: unknown[] }>(
      '/api/billing/transactions?limit=1',
    );
    expect(body.data[0]).toMatchObject({
      id: answer.body.transactionId,
      kind: 'charge',
      type: 'debit',
      reason: 'usage',
      amount: '2.5',
      change: '-2.5',
      feature: 'digest',
      model: 'demo-small',
      metadata: { page: 7 },
    });
  });

  it('gives the same answer again for the same key and request, and moves nothing', async () => {
    const first = await deduct({ amount: '1', feature: 'digest' }, 'retry-1');
    const second = await deduct({ amount: '1', feature: 'digest' }, 'retry-1');
    expect(second).toEqual({ status: 200, body: { ...first.body, replayed: true } });
  });

  it('refuses the same key with another request', async () => {
    await deduct({ amount: '1' }, 'mismatch-1');
    expect(await deduct({ amount: '2' }, 'mismatch-1')).toMatchObject({
      status: 409,
      body: { error: { code: 'idempotency_mismatch' } },
    });
  });

  it('remembers a refusal: the key stands for the attempt', async () => {
    const poor = await signUp(server.app);
    const attempt = () => operator.post('/api/billing/deduct', { userId: poor.userId, amount: '4' }, 'attempt-1');
    expect(await attempt()).toMatchObject({ status: 402, body: { error: { code: 'insufficient_credits' } } });
    await operator.fund(poor.userId, '100');
    expect(await attempt()).toMatchObject({ status: 402, body: { error: { code: 'insufficient_credits' } } });
  });

  it.each([
    ['an empty key', ''],
    ['a key with a space', 'a b'],
    ['a key of 256 characters', 'k'.repeat(256)],
  ])('refuses %s', async (_, key) => {
    expect(await deduct({ amount: '1' }, key)).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_idempotency_key' } },
    });
  });

  it.each([
    ['a negative amount', '-1'],
    ['zero', '0'],
    ['zero with places', '0.000000'],
    ['seven decimals', '0.0000001'],
    ['more than the ledger takes', '9000000001'],
    ['a number', 1],
    ['an exponent', '1e3'],
    ['a sign', '+1'],
    ['a space', ' 1'],
    ['a bare point', '.5'],
    ['other digits', '١'],
    ['nothing', undefined],
    ['null', null],
  ])('refuses %s as an amount', async (_, amount) => {
    expect(await deduct({ amount })).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
  });

  it.each([
    ['U+0000 in a feature', { feature: 'a\u0000b' }],
    ['U+0000 in the metadata', { metadata: { a: ['x\u0000'] } }],
    ['half a surrogate pair in the metadata', { metadata: { '\ud800': 1 } }],
    ['metadata above 8 KiB', { metadata: { a: 'x'.repeat(9000) } }],
    ['a reason of its own', { reason: 'because' }],
    ['a user id that is none', { userId: 'me' }],
  ])('refuses %s', async (_, body) => {
    expect(await deduct({ amount: '1', ...body })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_request' } },
    });
  });

  it('keeps text that only looks like an escape', async () => {
    expect(await deduct({ amount: '1', metadata: { path: 'C:\\u0000' } })).toMatchObject({ status: 200 });
  });

  it('answers 404 for an unknown user', async () => {
    expect(await deduct({ userId: newId(), amount: '1' })).toMatchObject({
      status: 404,
      body: { error: { code: 'account_not_found' } },
    });
  });

  it('is only for the operator', async () => {
    const body = { userId: person.userId, amount: '1' };
    const refused = { status: 401, body: { error: { code: 'unauthenticated' } } };
    expect(await operatorOf(server, null).post('/api/billing/deduct', body)).toMatchObject(refused);
    expect(await operatorOf(server, 'wrong').post('/api/billing/deduct', body)).toMatchObject(refused);
    expect(await operatorOf(server, '').post('/api/billing/deduct', {})).toMatchObject(refused);
    expect(await personOf(server, person.cookie).post('/api/billing/deduct', body)).toMatchObject(refused);
  });

  it('lets exactly one of 200 at once through when there is money for one', async () => {
    const { userId } = await signUp(server.app);
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => operator.post('/api/billing/deduct', { userId, amount: '3' })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 402)).toHaveLength(199);
  });

  it('does so over two servers on one database too', async () => {
    const other = await testServer({ databaseUrl: server.databaseUrl });
    try {
      const { userId } = await signUp(server.app);
      const callers = [operator, operatorOf(other)];
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, n) =>
          (callers[n % 2] as typeof operator).post('/api/billing/deduct', { userId, amount: '3' }, `call-${n}`),
        ),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 402)).toHaveLength(199);
    } finally {
      await other.close();
    }
  });
});
