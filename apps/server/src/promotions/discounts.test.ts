import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../../../tools/testing/ask.ts';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { staffOf } from '../../../../tools/testing/staff.ts';
import { quoteDiscount, reserveDiscount } from './index.ts';
import { DAY_MS, makeDiscount, movingClock, type Owner, ownerOf } from './promotions.fixture.ts';

const path = '/api/admin/discounts';
const clock = movingClock();
let server: TestServer;
let owner: Owner;
let admin: { userId: string; cookie: string };
let customer: { userId: string; cookie: string };

beforeAll(async () => {
  const offer = { minTopUp: '1', maxTopUp: '1000', quickAmounts: [] };
  const currencies = {
    CNY: {},
    JPY: { ...offer, minorUnits: 0, creditsPerUnit: '5' },
    KWD: { ...offer, minorUnits: 3, creditsPerUnit: '2000' },
  };
  server = await testServer({ clock, config: { payments: { currencies } as never } });
  owner = ownerOf(server);
  admin = await staffOf(server, 'admin');
  customer = await signUp(server.app);
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

const asAdmin = (at: string, body?: object, method?: string) => ask(server, at, { cookie: admin.cookie, body, method });
const check = (body: object, cookie = customer.cookie) => ask(server, '/api/discounts/check', { cookie, body });
const refused = (status: number, code: string, details?: object) => ({
  status,
  body: { error: { code, ...(details && { details }) } },
});
const auditOf = (id: string) =>
  owner.rows('select action, actor_id, before, after from farebox.audit_logs where target_id = $1 order by id', [id]);
const inDays = (days: number) => new Date(clock.now().getTime() + days * DAY_MS).toISOString();

describe('making a discount', () => {
  it('keeps what was said, the code in upper case, and tells of it', async () => {
    const terms = {
      kind: 'amount',
      amount: '5.50',
      currency: 'CNY',
      minAmount: '20.00',
      appliesTo: 'plan',
      planIds: ['pro'],
      startsAt: inDays(0),
      endsAt: inDays(7),
      maxUses: 100,
      maxUsesPerUser: 1,
      firstPurchaseOnly: true,
      active: true,
    };
    const { status, body } = await asAdmin(path, { ...terms, code: ' spring-5 ', reason: 'the fair' });
    const { id } = body as { id: string };
    const whole = { ...terms, code: 'SPRING-5', percent: null };
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...whole, uses: 0 });
    expect((await asAdmin(`${path}/${id}`)).body).toEqual(body);
    expect(await auditOf(id)).toMatchObject([
      { action: 'discount.created', actor_id: admin.userId, before: null, after: { ...whole, reason: 'the fair' } },
    ]);
  });

  it('leaves open what is not said', async () => {
    const { body } = await asAdmin(path, { code: 'PLAIN', kind: 'percent', percent: '12.5' });
    expect(body).toMatchObject({
      percent: '12.5',
      amount: null,
      currency: null,
      minAmount: null,
      appliesTo: 'all',
      planIds: null,
      startsAt: null,
      endsAt: null,
      maxUses: null,
      maxUsesPerUser: null,
      firstPurchaseOnly: false,
      active: true,
    });
  });

  it('refuses a code that is taken', async () => {
    const { code } = await makeDiscount(server, admin.cookie);
    const again = { code: code.toLowerCase(), kind: 'bonus', percent: '5' };
    expect(await asAdmin(path, again)).toMatchObject(refused(409, 'discount_exists'));
  });

  it.each([
    ['percent', { kind: 'percent' }],
    ['percent', { kind: 'percent', percent: '0' }],
    ['percent', { kind: 'percent', percent: '100.01' }],
    ['percent', { kind: 'percent', percent: '1.005' }],
    ['percent', { kind: 'bonus', percent: '1000.01' }],
    ['percent', { kind: 'amount', amount: '1', currency: 'CNY', percent: '5' }],
    ['amount', { kind: 'percent', percent: '5', amount: '1', currency: 'CNY' }],
    ['amount', { kind: 'amount', currency: 'CNY' }],
    ['amount', { kind: 'amount', amount: '0', currency: 'CNY' }],
    ['amount', { kind: 'amount', amount: '1.005', currency: 'CNY' }],
    ['amount', { kind: 'amount', amount: '1.5', currency: 'JPY' }],
    ['currency', { kind: 'amount', amount: '1' }],
    ['currency', { kind: 'percent', percent: '5', minAmount: '10' }],
    ['minAmount', { kind: 'percent', percent: '5', minAmount: '0', currency: 'CNY' }],
    ['planIds', { kind: 'percent', percent: '5', planIds: ['pro'] }],
    ['endsAt', { kind: 'percent', percent: '5', startsAt: inDays(2), endsAt: inDays(1) }],
  ])('refuses terms that do not fit: %s of %o', async (param, terms) => {
    expect(await asAdmin(path, { code: 'WRONG', ...terms })).toMatchObject(refused(400, 'invalid_discount', { param }));
  });

  it.each([
    { code: 'A!' },
    { code: 'AB' },
    { code: 'ÄÖÜ' },
    { kind: 'gift' },
    { maxUses: 0 },
    { appliesTo: 'none' },
    { planIds: [] },
    { percent: 5 },
    { surprise: 1 },
  ])('refuses what has not the right shape: %o', async (terms) => {
    const whole = { code: 'SHAPE', kind: 'percent', percent: '5', ...terms };
    expect(await asAdmin(path, whole)).toMatchObject(refused(400, 'invalid_request'));
  });

  it('refuses a currency that is not offered', async () => {
    const terms = { code: 'EURO', kind: 'amount', amount: '1', currency: 'EUR' };
    expect(await asAdmin(path, terms)).toMatchObject(refused(400, 'currency_not_offered'));
  });
});

describe('changing a discount', () => {
  it('changes what is said, and nothing that was sold', async () => {
    const { id, code } = await makeDiscount(server, admin.cookie, { maxUses: 5, endsAt: inDays(3) });
    const purchase = { kind: 'topup' as const, amountMinor: 1000n, currency: 'CNY', minorUnits: 2, credits: 10n };
    const sold = await quoteDiscount(server.deps.db, { ...purchase, code, userId: customer.userId, now: clock.now() });
    const { status, body } = await asAdmin(`${path}/${id}`, { percent: '50', maxUses: null, reason: 'sale' }, 'PATCH');
    expect(status).toBe(200);
    expect(body).toMatchObject({ code, percent: '50', maxUses: null });
    expect(sold).toEqual({
      discountId: id,
      amountMinor: 900n,
      discountMinor: 100n,
      credits: 10n,
      snapshot: { id, code, kind: 'percent', percent: '10', discount: '1.00', bonusCredits: '0' },
    });
    expect((await auditOf(id))[1]).toMatchObject({
      action: 'discount.changed',
      before: { percent: '10', maxUses: 5 },
      after: { percent: '50', maxUses: null, reason: 'sale' },
    });
  });

  it('is held to the same terms', async () => {
    const { id } = await makeDiscount(server, admin.cookie, { startsAt: inDays(1) });
    const change = (terms: object) => asAdmin(`${path}/${id}`, terms, 'PATCH');
    expect(await change({ endsAt: inDays(0) })).toMatchObject(refused(400, 'invalid_discount', { param: 'endsAt' }));
    expect(await change({ amount: '5' })).toMatchObject(refused(400, 'invalid_discount', { param: 'amount' }));
    expect(await change({ minAmount: '5' })).toMatchObject(refused(400, 'invalid_discount', { param: 'currency' }));
    expect(await change({ code: 'OTHER' })).toMatchObject(refused(400, 'invalid_request'));
    expect(await change({ currency: 'CNY' })).toMatchObject(refused(400, 'invalid_request'));
    expect(await asAdmin(`${path}/${newId()}`, {}, 'PATCH')).toMatchObject(refused(404, 'discount_not_found'));
  });
});

describe('deleting a discount', () => {
  it('works until an order was made with it', async () => {
    const [unused, used] = [await makeDiscount(server, admin.cookie), await makeDiscount(server, admin.cookie)];
    const order = { discountId: used.id, orderId: newId(), userId: customer.userId };
    await server.deps.db.transaction().execute((tx) => reserveDiscount(tx, order));
    expect((await asAdmin(`${path}/${unused.id}?reason=typo`, undefined, 'DELETE')).status).toBe(204);
    expect(await asAdmin(`${path}/${unused.id}`)).toMatchObject(refused(404, 'discount_not_found'));
    expect((await auditOf(unused.id))[1]).toMatchObject({ action: 'discount.deleted', after: { reason: 'typo' } });
    expect(await asAdmin(`${path}/${used.id}`, undefined, 'DELETE')).toMatchObject(refused(409, 'discount_in_use'));
    expect((await asAdmin(`${path}/${used.id}`)).body).toMatchObject({ uses: 1 });
  });
});

it('lists discounts in pages, newest first', async () => {
  const made = [];
  for (let n = 0; n < 3; n += 1) made.unshift((await makeDiscount(server, admin.cookie)).id);
  const { data, nextCursor } = (await asAdmin(`${path}?limit=2`)).body as {
    data: { id: string }[];
    nextCursor: string;
  };
  const rest = (await asAdmin(`${path}?limit=1&cursor=${nextCursor}`)).body as { data: { id: string }[] };
  expect([...data, ...rest.data].map(({ id }) => id)).toEqual(made);
});

it('is there for admins and nobody else', async () => {
  const { id } = await makeDiscount(server, admin.cookie);
  const doors = [
    { at: path },
    { at: path, method: 'POST', body: { code: 'MINE', kind: 'percent', percent: '100' } },
    { at: `${path}/${id}` },
    { at: `${path}/${id}`, method: 'PATCH', body: { percent: '100' } },
    { at: `${path}/${id}`, method: 'DELETE' },
  ];
  for (const { at, ...question } of doors) {
    expect((await ask(server, at, question)).status).toBe(401);
    expect(await ask(server, at, { ...question, cookie: customer.cookie })).toMatchObject(refused(404, 'not_found'));
  }
  expect((await asAdmin(`${path}/${id}`)).body).toMatchObject({ percent: '10' });
});

describe('what the page is told', () => {
  const topUp = { kind: 'topup', amount: '9.99', currency: 'CNY' };

  it.each([
    ['CNY', '9.99', '8.75', '1.24', '999', '0', { percent: '12.5' }],
    ['JPY', '999', '875', '124', '4995', '0', { percent: '12.5' }],
    ['KWD', '9.999', '8.750', '1.249', '19998', '0', { percent: '12.5' }],
    ['CNY', '9.99', '0.00', '9.99', '999', '0', { percent: '100' }],
    ['CNY', '9.99', '9.99', '0.00', '1198.8', '199.8', { kind: 'bonus', percent: '20' }],
    ['KWD', '9.999', '9.499', '0.500', '19998', '0', { kind: 'amount', amount: '0.5', currency: 'KWD' }],
    ['JPY', '999', '0', '999', '4995', '0', { kind: 'amount', amount: '1000', currency: 'JPY' }],
  ])('in %s of %s: %s to pay', async (currency, price, toPay, discount, credits, bonusCredits, terms) => {
    const { code } = await makeDiscount(server, admin.cookie, { kind: 'percent', ...terms });
    const answer = await check({ kind: 'topup', amount: price, currency, code: ` ${code.toLowerCase()}` });
    expect(answer.body).toEqual({ code, currency, price, discount, toPay, credits, bonusCredits });
    expect(answer.status).toBe(200);
  });

  it('of a plan, with the price that is on sale', async () => {
    const plan = { id: 'gold', name: 'Gold', interval: 'month', grantAmount: '500', prices: { CNY: { amount: '30' } } };
    expect((await asAdmin('/api/admin/plans', plan)).status).toBe(201);
    const { code } = await makeDiscount(server, admin.cookie, { appliesTo: 'plan', planIds: ['gold'] });
    const asked = { code, kind: 'plan', planId: 'gold' };
    expect((await check(asked)).body).toMatchObject({ price: '30.00', toPay: '27.00', credits: '500' });
    expect(await check({ ...topUp, code })).toMatchObject(refused(409, 'discount_not_applicable', { reason: 'kind' }));
    expect(await check({ ...asked, currency: 'JPY' })).toMatchObject(refused(400, 'currency_not_offered'));
    expect(await check({ ...asked, planId: 'none' })).toMatchObject(refused(404, 'plan_not_found'));
    await asAdmin('/api/admin/plans/gold', { active: false }, 'PATCH');
    expect(await check(asked)).toMatchObject(refused(404, 'plan_not_found'));
  });

  it('is that there is none before it begins and after it ends', async () => {
    const { code } = await makeDiscount(server, admin.cookie, { startsAt: inDays(1), endsAt: inDays(2) });
    expect(await check({ ...topUp, code })).toMatchObject(refused(404, 'discount_not_found'));
    clock.moveOn(DAY_MS);
    expect((await check({ ...topUp, code })).status).toBe(200);
    clock.moveOn(DAY_MS);
    expect(await check({ ...topUp, code })).toMatchObject(refused(409, 'discount_expired'));
  });

  it('is that it is over when it was switched off', async () => {
    const { id, code } = await makeDiscount(server, admin.cookie);
    await asAdmin(`${path}/${id}`, { active: false }, 'PATCH');
    expect(await check({ ...topUp, code })).toMatchObject(refused(409, 'discount_expired'));
  });

  it('is what is missing', async () => {
    const { code } = await makeDiscount(server, admin.cookie, { currency: 'CNY', minAmount: '10' });
    const few = { reason: 'min_amount', minAmount: '10.00', currency: 'CNY' };
    expect(await check({ ...topUp, code })).toMatchObject(refused(409, 'discount_not_applicable', few));
    expect((await check({ ...topUp, code, amount: '10' })).status).toBe(200);
    const yen = { ...topUp, code, currency: 'JPY', amount: '100' };
    expect(await check(yen)).toMatchObject(refused(409, 'discount_not_applicable', { reason: 'currency' }));
  });

  it.each([
    [400, 'invalid_request', { kind: 'topup' }],
    [400, 'invalid_request', { kind: 'topup', amount: '1', planId: 'pro' }],
    [400, 'invalid_request', { kind: 'plan', amount: '1' }],
    [400, 'invalid_payment_amount', { kind: 'topup', amount: '0' }],
    [400, 'invalid_payment_amount', { kind: 'topup', amount: '1.999' }],
    [400, 'currency_not_offered', { kind: 'topup', amount: '1', currency: 'EUR' }],
    [404, 'discount_not_found', topUp],
  ])('is refused as %i %s: %o', async (status, code, body) => {
    expect(await check({ code: 'NO-SUCH', ...body })).toMatchObject(refused(status, code));
  });

  it('is only for who is signed in', async () => {
    expect((await check({ ...topUp, code: 'X' }, '')).status).toBe(401);
  });
});
