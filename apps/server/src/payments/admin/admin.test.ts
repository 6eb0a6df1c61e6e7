import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, personOf } from '../../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import { staffOf } from '../../../../../tools/testing/staff.ts';
import { asOwner, deliver, succeeded } from '../callback.fixture.ts';

interface Story {
  id: string;
  status: string;
  review: string | null;
  payments: { providerPaymentId: string; status: string; amount: string }[];
}

interface Refusal {
  error: { code: string; details: Record<string, unknown> };
}

let server: TestServer;
let person: Caller;
let userId: string;
let admin: Caller;
let root: Caller & { userId: string };

beforeAll(async () => {
  server = await testServer();
  [admin, root] = await Promise.all([staffOf(server, 'admin'), staffOf(server, 'root')]);
});

afterAll(() => server.close());

beforeEach(async () => {
  const signedUp = await signUp(server.app);
  userId = signedUp.userId;
  person = personOf(server, signedUp.cookie);
});

const reason = { reason: 'Bank transfer seen' };
const available = async () => (await server.deps.ledger.balance(userId))?.available;
const owner = <Row>(query: string, values: unknown[] = []) => asOwner<Row>(server.databaseUrl, query, values);

async function order(): Promise<string> {
  const { body } = await person.post<{ order: { id: string } }>('/api/payments/create', { amount: '10.00' }, newId());
  return body.order.id;
}

async function eventOf(eventId: string): Promise<{ id: string; state: string }> {
  const rows = await owner<{ id: string; state: string }>(
    'select id, state from farebox.provider_events where event_id = $1',
    [eventId],
  );
  return rows[0] as { id: string; state: string };
}

describe('completing an order by hand', () => {
  it('credits it once, with the reason and the person in the audit log', async () => {
    const id = await order();
    const { status, body } = await root.post<Story>(`/api/admin/orders/${id}/complete`, reason);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'fulfilled',
      payments: [{ providerPaymentId: `manual:${id}`, amount: '10.00' }],
    });
    expect(await available()).toBe(1_003_000_000n);
    const audits = await owner(
      `select actor_id, action, after->>'reason' as reason from farebox.audit_logs
        where target_id = $1 and actor_kind = 'user' and action <> 'order.created' order by id`,
      [id],
    );
    expect(audits).toEqual([
      { actor_id: root.userId, action: 'order.completed_by_hand', reason: 'Bank transfer seen' },
      { actor_id: root.userId, action: 'order.paid', reason: null },
    ]);
  });

  it('ten times at once credits once, and the rest are told that it is paid', async () => {
    const id = await order();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => root.post(`/api/admin/orders/${id}/complete`, reason)),
    );
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(await available()).toBe(1_003_000_000n);
  });

  it('revives an order that had expired, failed or been cancelled', async () => {
    const id = await order();
    await person.post(`/api/orders/${id}/cancel`);
    expect((await root.post<Story>(`/api/admin/orders/${id}/complete`, reason)).body.status).toBe('fulfilled');
  });

  it('clears the question that a wrong amount had raised', async () => {
    const id = await order();
    expect(await deliver(server, succeeded(id, { amountMinor: 999 }))).toBe(200);
    expect((await admin.get<Story>(`/api/admin/orders/${id}`)).body.review).toBe('amount_mismatch');
    expect((await root.post<Story>(`/api/admin/orders/${id}/complete`, reason)).body).toMatchObject({
      status: 'fulfilled',
      review: null,
    });
  });

  it('leaves a payment that arrives later to a person', async () => {
    const id = await order();
    await root.post(`/api/admin/orders/${id}/complete`, reason);
    expect(await deliver(server, succeeded(id))).toBe(200);
    expect((await admin.get<Story>(`/api/admin/orders/${id}`)).body.review).toBe('paid_twice');
    expect(await available()).toBe(1_003_000_000n);
    const { body } = await root.post<Story>(`/api/admin/orders/${id}/reviewed`, reason);
    expect(body.review).toBeNull();
  });

  it.each([
    ['no reason', {}],
    ['an empty reason', { reason: '   ' }],
    ['more than was asked for', { reason: 'Seen', credits: '9' }],
  ])('refuses %s and changes nothing', async (_, body) => {
    const id = await order();
    expect((await root.post(`/api/admin/orders/${id}/complete`, body)).status).toBe(400);
    expect((await admin.get<Story>(`/api/admin/orders/${id}`)).body.status).toBe('pending');
  });
});

describe('who may', () => {
  it.each(['complete', 'cancel', 'reviewed'])('an admin may not %s: for them it is not there', async (action) => {
    const id = await order();
    expect((await admin.post(`/api/admin/orders/${id}/${action}`, reason)).status).toBe(404);
    expect((await admin.get<Story>(`/api/admin/orders/${id}`)).body.status).toBe('pending');
  });

  it('a customer sees neither orders nor callbacks of others', async () => {
    const id = await order();
    for (const path of ['/api/admin/orders', `/api/admin/orders/${id}`, '/api/admin/provider-events']) {
      expect((await person.get(path)).status).toBe(404);
    }
    const other = personOf(server, (await signUp(server.app)).cookie);
    expect((await other.post(`/api/orders/${id}/cancel`)).status).toBe(404);
  });
});

describe('cancelling', () => {
  it('ends an unpaid order; money that arrives all the same is credited', async () => {
    const id = await order();
    expect((await root.post<Story>(`/api/admin/orders/${id}/cancel`, reason)).body.status).toBe('cancelled');
    expect((await root.post<Story>(`/api/admin/orders/${id}/cancel`, reason)).body.status).toBe('cancelled');
    expect(await deliver(server, succeeded(id))).toBe(200);
    expect(await available()).toBe(1_003_000_000n);
  });

  it('is refused once it is paid', async () => {
    const id = await order();
    await deliver(server, succeeded(id));
    const { status, body } = await person.post<Refusal>(`/api/orders/${id}/cancel`);
    expect({ status, code: body.error.code }).toEqual({ status: 409, code: 'order_not_open' });
  });
});

describe('the list of orders', () => {
  it('finds them by person, state, provider’s reference and open question', async () => {
    const [quiet, asked] = [await order(), await order()];
    await deliver(server, succeeded(asked, { amountMinor: 1, paymentId: `mp_${asked}` }));
    const ids = async (query: string) =>
      (await admin.get<{ data: Story[] }>(`/api/admin/orders?userId=${userId}&${query}`)).body.data.map(({ id }) => id);
    expect(await ids('')).toEqual([asked, quiet]);
    expect(await ids('needsReview=true')).toEqual([asked]);
    expect(await ids('status=paid')).toEqual([]);
    expect(await ids(`reference=mp_${asked}`)).toEqual([asked]);
    expect(await ids('limit=1')).toEqual([asked]);
  });
});

describe('a text with a zero byte', () => {
  it.each([
    '/api/admin/orders?reference=a%00b',
    '/api/admin/orders?provider=%00',
    '/api/admin/provider-events?provider=%00',
    `/api/admin/email-aliases?cursor=${Buffer.from('["a\\u0000"]').toString('base64url')}`,
    '/api/admin/reconcile?provider=%00',
  ])('is refused: %s', async (path) => {
    expect((await admin.get(path)).status).toBe(path.includes('reconcile') ? 200 : 400);
  });

  it('is refused as a reason too', async () => {
    const id = await order();
    expect((await root.post(`/api/admin/orders/${id}/cancel`, { reason: 'Seen\0it' })).status).toBe(400);
    expect((await admin.get<Story>(`/api/admin/orders/${id}`)).body.status).toBe('pending');
  });
});

describe('taking up a callback again', () => {
  it('changes nothing more when its effect is there', async () => {
    const event = succeeded(await order());
    await deliver(server, event);
    const { id } = await eventOf(event.id);
    const { status, body } = await root.post<{ state: string; attempts: number }>(
      `/api/admin/provider-events/${id}/replay`,
      reason,
    );
    expect({ status, ...body }).toMatchObject({ status: 200, state: 'processed', attempts: 2 });
    expect(await available()).toBe(1_003_000_000n);
  });

  it('makes true what was ignored because its order was not there yet', async () => {
    const event = succeeded(newId());
    await deliver(server, event);
    const { id, state } = await eventOf(event.id);
    expect(state).toBe('ignored');
    expect((await admin.get<{ note: string }>(`/api/admin/provider-events/${id}`)).body.note).toBe('no such order');
  });

  it('is refused for one that was rejected', async () => {
    await deliver(server, succeeded(await order()), { secret: 'another-secret-entirely' });
    const list = await admin.get<{ data: { id: string; state: string }[] }>(
      '/api/admin/provider-events?state=rejected',
    );
    const [forged] = list.body.data;
    const { status, body } = await root.post<Refusal>(`/api/admin/provider-events/${forged?.id}/replay`, reason);
    expect({ status, code: body.error.code }).toEqual({ status: 409, code: 'event_rejected' });
    expect((await admin.post(`/api/admin/provider-events/${forged?.id}/replay`, reason)).status).toBe(404);
  });
});
