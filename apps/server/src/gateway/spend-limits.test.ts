import { formatCredits } from '@farebox/kit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../../../tools/testing/ask.ts';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { staffOf } from '../../../../tools/testing/staff.ts';
import { until } from '../../../../tools/testing/until.ts';
import { answers, type Shop } from './channels/shop.fixture.ts';
import { chat, crowd, gate, openLimitedShop, patch, type Refusal, settled } from './limits.fixture.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openLimitedShop();
});
afterEach(() => shop.plays('up', answers()));
afterAll(() => shop?.close());

describe('spend limits', () => {
  /** What one call holds: micro-credits. */
  const held = async (customer: Customer, answer: Response) => {
    const receipt = await customer.receipt(answer.headers.get('x-farebox-receipt'));
    return BigInt(Math.round(Number(receipt.held) * 1e6));
  };

  it.each(['key', 'account', 'model'] as const)('of a %s holds under fifty calls at once', async (subject) => {
    const admin = await staffOf(shop.server, 'admin');
    const customer = await newCustomer(shop.server);
    const one = await held(customer, await chat(customer, { max_tokens: 100 }));
    const spent = 20n;
    const limit = 10n * one + spent;
    const spendLimits = { day: formatCredits(limit) };
    if (subject === 'key') await patch(shop, customer, { spendLimits });
    else {
      const body = subject === 'account' ? { spendLimits } : { models: { small: { spendLimits } } };
      const path = `/api/admin/users/${customer.userId}/limits`;
      expect((await ask(shop.server, path, { cookie: admin.cookie, method: 'PUT', body })).status).toBe(200);
    }
    const { script, open, waiting } = gate();
    shop.plays('up', script);
    const { asked, answered } = crowd(customer, 50, { max_tokens: 100 });
    await until(() => waiting() === 10 && answered() === 40);
    const used = async () => (await shop.server.deps.ledger.budgets(customer.userId)).map((budget) => budget.used);
    expect(await used()).toEqual([limit]);
    open();
    const all = await asked;
    const refused = all.filter(({ status }) => status === 402);
    expect([all.filter(({ status }) => status === 200).length, refused.length]).toEqual([10, 40]);
    const { error } = (await refused[0]!.json()) as Refusal;
    expect(error).toMatchObject({
      code: 'budget_exceeded',
      subject,
      period: 'day',
      limit: spendLimits.day,
      remaining: '0',
      resetsAt: expect.stringMatching(/^\d{4}-.*Z$/),
      message: expect.stringContaining(`The spend limit of this ${subject} is ${spendLimits.day} credits per day`),
    });
    expect(error).not.toHaveProperty('topup_url');
    await settled(customer);
    expect(await used()).toEqual([11n * spent]);
    expect((await chat(customer, { max_tokens: 100 })).status).toBe(200);
    await settled(customer);
  });

  it('are passed by what an upstream used beyond the hold, and no further call is let in', async () => {
    const customer = await newCustomer(shop.server);
    const one = await held(customer, await chat(customer, { max_tokens: 1 }));
    await patch(shop, customer, { spendLimits: { day: formatCredits(one + 20n) } });
    shop.plays('up', (response) => {
      const choices = [{ index: 0, message: { role: 'assistant', content: 'x' }, finish_reason: 'stop' }];
      const reported = { prompt_tokens: Number(one) + 20, completion_tokens: 1, total_tokens: Number(one) + 21 };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id: 'c', object: 'chat.completion', choices, usage: reported }));
    });
    expect((await chat(customer, { max_tokens: 1 })).status).toBe(200);
    await settled(customer);
    const [budget] = await shop.server.deps.ledger.budgets(customer.userId);
    expect(budget!.used).toBeGreaterThan(budget!.limit);
    expect((await chat(customer, { max_tokens: 1 })).status).toBe(402);
  });

  it('say where to top up only where that helps', async () => {
    const customer = await newCustomer(shop.server);
    const { available } = await customer.balance();
    const charge = { id: customer.keyId, accountId: customer.userId, amount: available };
    await shop.server.deps.ledger.charge(charge);
    const { error } = (await (await chat(customer)).json()) as Refusal;
    expect(error).toMatchObject({ code: 'insufficient_credits', topup_url: expect.stringMatching(/\/topup$/) });
  });
});
