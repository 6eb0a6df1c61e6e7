import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorOf, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, testServer } from '../../../../tools/testing/index.ts';

interface Stats {
  available: string;
  daily: { day: string; amount: string; requests: number }[];
}

describe('GET /api/stats', () => {
  let server: Awaited<ReturnType<typeof testServer>>;

  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());

  it('shows the balance, today, this month and thirty days with the empty ones', async () => {
    const operator = operatorOf(server);
    const { userId, cookie } = await signUp(server.app);
    await operator.fund(userId, '97');
    const { body } = await operator.post<{ transactionId: string }>('/api/billing/deduct', { userId, amount: '10' });
    await operator.post('/api/refunds', { transactionId: body.transactionId, amount: '4' });
    await operator.post('/api/holds', { userId, amount: '20' });

    const stats = (await personOf(server, cookie).get<Stats>('/api/stats')).body;
    expect(stats).toMatchObject({
      available: '74',
      held: '20',
      debt: '0',
      spentToday: '6',
      spentThisMonth: '6',
      requestsToday: 1,
      requestsThisMonth: 1,
    });
    const summary = await personOf(server, cookie).get('/api/billing/summary');
    expect(summary.body).toMatchObject({ spentToday: '6' });
    const today = new Date().toISOString().slice(0, 10);
    expect(stats.daily).toHaveLength(30);
    expect(stats.daily.at(-1)).toEqual({ day: today, amount: '6', requests: 1 });
    expect(stats.daily.slice(0, -1).every(({ amount, requests }) => amount === '0' && requests === 0)).toBe(true);
    expect(new Set(stats.daily.map(({ day }) => day)).size).toBe(30);
  });

  it('shows a newcomer the welcome credits and nothing spent', async () => {
    const { cookie } = await signUp(server.app);
    expect((await personOf(server, cookie).get('/api/stats')).body).toMatchObject({
      available: '3',
      held: '0',
      spentToday: '0',
      requestsThisMonth: 0,
    });
  });
});
