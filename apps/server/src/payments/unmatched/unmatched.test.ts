import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, personOf } from '../../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import { staffOf } from '../../../../../tools/testing/staff.ts';
import { asOwner } from '../callback.fixture.ts';
import { tell } from '../news.ts';
import type { ProviderPayment } from '../provider.ts';
import { sweepPayments } from '../tasks.ts';
import { assign } from './assign.ts';
import { keepUnmatched } from './store.ts';

let server: TestServer;
let admin: Caller;
let person: Caller;
let userId: string;
let email: string;

beforeAll(async () => {
  server = await testServer({ config: { limits: { signIn: { count: 1000 } } } });
  admin = await staffOf(server, 'admin');
});

afterAll(() => server.close());

beforeEach(async () => {
  email = `${newId()}@example.com`;
  const signedUp = await signUp(server.app, email);
  userId = signedUp.userId;
  person = personOf(server, signedUp.cookie);
});

const reason = 'Paid from the office';
const owner = <Row>(query: string, values: unknown[] = []) => asOwner<Row>(server.databaseUrl, query, values);
const proven = () => owner('update farebox.users set email_verified = true where id = $1', [userId]);
const available = async () => (await server.deps.ledger.balance(userId))?.available;

let made = 0;

/** Ten yuan that somebody paid without an order. */
function stray(changes: Partial<ProviderPayment> = {}): ProviderPayment {
  made += 1;
  return {
    kind: 'payment',
    outcome: 'succeeded',
    orderId: null,
    paymentId: `stray_${made}`,
    chargeId: null,
    amountMinor: 1000n,
    currency: 'CNY',
    paidAt: new Date(),
    payer: { customerId: null, email },
    raw: {},
    ...changes,
  };
}

const hear = (payment: ProviderPayment) => tell(server.deps, 'mockpay', payment);

async function rowOf({ paymentId }: ProviderPayment) {
  const rows = await owner<{ id: string; status: string; matched_by: string | null; note: string | null }>(
    'select id, status, matched_by, note from farebox.unmatched_payments where provider_payment_id = $1',
    [paymentId],
  );
  return rows[0] as (typeof rows)[number];
}

describe('a payment without an order', () => {
  it('is credited to whom has proven the address, once, however often it is told', async () => {
    await proven();
    const payment = stray({ payer: { customerId: 'cus_1', email: email.toUpperCase() } });
    await Promise.all(Array.from({ length: 20 }, () => hear(payment)));
    expect(await available()).toBe(1_003_000_000n);
    expect(await rowOf(payment)).toMatchObject({ status: 'assigned', matched_by: 'email' });
    const { body } = await person.get<{ data: { kind: string; status: string }[] }>('/api/orders');
    expect(body.data).toMatchObject([{ kind: 'unmatched', status: 'fulfilled' }]);
    await hear(stray({ payer: { customerId: 'cus_1', email: 'somebody@else.example' } }));
    expect(await available()).toBe(2_003_000_000n);
  });

  it('waits where the address is not proven: anybody may sign up with another’s', async () => {
    const payment = stray();
    expect(await hear(payment)).toMatchObject({ orderId: null });
    expect(await rowOf(payment)).toMatchObject({ status: 'waiting' });
    expect(await available()).toBe(3_000_000n);
  });

  it('waits in a currency that has no rate', async () => {
    await proven();
    const payment = stray({ currency: 'CHF' });
    await hear(payment);
    expect(await rowOf(payment)).toMatchObject({ status: 'waiting', note: 'currency_not_offered' });
    const { id } = await rowOf(payment);
    const refused = await admin.post(`/api/admin/unmatched-payments/${id}/assign`, { userId, reason });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'currency_not_offered' } } });
  });

  it('that names an order of another installation is none of ours', async () => {
    await proven();
    expect(await hear(stray({ orderId: newId() }))).toMatchObject({ ignored: true });
    expect(await available()).toBe(3_000_000n);
  });

  it('is credited once when it is told of by its own name and by its charge’s', async () => {
    await proven();
    const charge = `ord_${newId()}`;
    await hear(stray({ paymentId: charge, chargeId: charge }));
    expect(await hear(stray({ chargeId: charge }))).toMatchObject({ ignored: true });
    expect(await available()).toBe(1_003_000_000n);
    await hear(stray({ chargeId: `of_${charge}` }));
    await hear(stray({ chargeId: `of_${charge}` }));
    expect(await available()).toBe(3_003_000_000n);
  });

  it('with bytes that no database takes is credited all the same', async () => {
    await proven();
    await hear(stray({ raw: { note: 'a\0b', deep: [{ name: '\0' }] } }));
    expect(await available()).toBe(1_003_000_000n);
  });

  it('that failed is nothing', async () => {
    expect(await hear(stray({ outcome: 'failed' }))).toMatchObject({ ignored: true });
  });
});

describe('a person', () => {
  it('assigns it by the address they sign in with; to nobody when there is none', async () => {
    const payment = stray({ payer: null });
    await hear(payment);
    const { id } = await rowOf(payment);
    const path = `/api/admin/unmatched-payments/${id}/assign`;
    const unknown = await admin.post(path, { userEmail: 'nobody@else.example', reason });
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'user_not_found' } } });
    expect(await admin.post(path, { userEmail: email, userId, reason })).toMatchObject({ status: 400 });
    expect(await admin.post(path, { userEmail: email.toUpperCase(), reason })).toMatchObject({
      status: 200,
      body: { userId },
    });
    expect(await available()).toBe(1_003_000_000n);
  });

  it('assigns it once; to somebody else no more', async () => {
    const payment = stray({ payer: null });
    await hear(payment);
    const { id } = await rowOf(payment);
    const path = `/api/admin/unmatched-payments/${id}/assign`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => admin.post(path, { userId, reason })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(await available()).toBe(1_003_000_000n);
    const other = await signUp(server.app);
    const late = await admin.post(path, { userId: other.userId, reason });
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'unmatched_settled' } } });
    await hear(payment);
    expect(await available()).toBe(1_003_000_000n);
  });

  it('cannot assign what an order of ours got meanwhile; nothing is tried again and again', async () => {
    const payment = stray({ payer: null });
    await hear(payment);
    const { body } = await person.post<{ order: { id: string } }>('/api/payments/create', { amount: '10' }, newId());
    await hear({ ...payment, orderId: body.order.id });
    const { id } = await rowOf(payment);
    const late = await admin.post(`/api/admin/unmatched-payments/${id}/assign`, { userId, reason });
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'unmatched_settled' } } });
    expect(await available()).toBe(1_003_000_000n);
  });

  it('dismisses it; told again it stays dismissed', async () => {
    const payment = stray();
    await hear(payment);
    const { id } = await rowOf(payment);
    const answer = await admin.post(`/api/admin/unmatched-payments/${id}/dismiss`, { reason });
    expect(answer).toMatchObject({ status: 200, body: { status: 'dismissed', note: reason } });
    await proven();
    await hear(payment);
    expect(await available()).toBe(3_000_000n);
    const list = await admin.get<{ data: unknown[] }>('/api/admin/unmatched-payments?status=dismissed&limit=1');
    expect(list.body.data).toMatchObject([{ id, amount: '10.00', email }]);
  });

  it('must be one of the operator’s, and name somebody who exists', async () => {
    const payment = stray();
    await hear(payment);
    const { id } = await rowOf(payment);
    expect((await person.post(`/api/admin/unmatched-payments/${id}/assign`, { userId, reason })).status).toBe(404);
    const nobody = await admin.post(`/api/admin/unmatched-payments/${id}/assign`, { userId: newId(), reason });
    expect(nobody).toMatchObject({ status: 404, body: { error: { code: 'user_not_found' } } });
    expect(await rowOf(payment)).toMatchObject({ status: 'waiting' });
  });
});

describe('an alias', () => {
  it('credits what waited under it, and what comes later', async () => {
    const other = `${newId()}@company.example`;
    const payer = { customerId: null, email: other };
    await hear(stray({ payer }));
    await hear(stray({ payer }));
    const made = await admin.post('/api/admin/email-aliases', { email: other.toUpperCase(), userId, reason });
    expect(made).toEqual({ status: 201, body: { email: other, userId, credited: 2 } });
    await hear(stray({ payer }));
    expect(await available()).toBe(3_003_000_000n);
    const again = await admin.post('/api/admin/email-aliases', { email: other, userId, reason });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'alias_taken' } } });
  });

  it('is there even when its person cannot be credited now', async () => {
    const other = `${newId()}@company.example`;
    await hear(stray({ payer: { customerId: null, email: other } }));
    await server.deps.ledger.setAccount({ id: userId, status: 'closed' });
    const made = await admin.post('/api/admin/email-aliases', { email: other, userId, reason });
    expect(made).toEqual({ status: 201, body: { email: other, userId, credited: 0 } });
  });

  it('may not be another person’s own address', async () => {
    const other = await signUp(server.app, `${newId()}@own.example`);
    const [row] = await owner<{ email: string }>('select email from farebox.users where id = $1', [other.userId]);
    const answer = await admin.post('/api/admin/email-aliases', { email: row?.email, userId, reason });
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'alias_taken' } } });
  });
});

describe('a crash', () => {
  it('between the assignment and the credit is repaired by the sweep', async () => {
    const kept = await keepUnmatched(server.deps.db, 'mockpay', stray());
    const cut = { ...server.deps, ledger: { ...server.deps.ledger, grant: () => Promise.reject(new Error('cut')) } };
    const assignment = { userId, by: 'person', actor: { kind: 'system' }, origin: null, reason } as const;
    await expect(assign(cut, kept.id, assignment)).rejects.toThrow('cut');
    expect(await available()).toBe(3_000_000n);
    await owner(`update farebox.orders set retry_at = now() where status = 'paid'`);
    await owner(`update farebox.unmatched_payments set updated_at = now() - interval '5 minutes'`);
    await sweepPayments(server.deps);
    expect(await available()).toBe(1_003_000_000n);
  });
});

describe('the policy', () => {
  it.each([
    ['queue', 'waiting'],
    ['ignore', undefined],
  ] as const)('%s credits nobody by itself', async (policy, status) => {
    const careful = await testServer({
      databaseUrl: server.databaseUrl,
      config: { payments: { unmatched: { policy } } },
    });
    try {
      await proven();
      const payment = stray();
      await tell(careful.deps, 'mockpay', payment);
      expect((await rowOf(payment))?.status).toBe(status);
      expect(await available()).toBe(3_000_000n);
    } finally {
      await careful.close();
    }
  });
});
