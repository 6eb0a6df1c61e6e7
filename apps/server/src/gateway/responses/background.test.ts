import { connect, siblingId } from '@farebox/kit';
import { setClock } from '@farebox/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newCustomer } from '../../../../../tools/testing/customer.ts';
import { testServer } from '../../../../../tools/testing/index.ts';
import { gatewaySettings } from '../settings.ts';
import { atDesk, COST, type Desk, type Office, openDesk, openOffice, output, usage } from './desk.fixture.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

let desk: Desk;
let office: Office;

beforeAll(async () => {
  desk = await openDesk();
  office = await openOffice(desk, { background: { askAfterMs: 10, perAccount: 3 } });
});

beforeEach(() => {
  desk.fails = null;
  desk.cancels = { status: 'cancelled', usage: null };
});

afterAll(async () => {
  await office?.server.close();
  await desk?.upstream.close();
});

async function spent(during: () => Promise<unknown>): Promise<bigint> {
  const before = await office.customer.balance();
  await during();
  const after = await office.customer.balance();
  expect(after.held).toBe(before.held);
  return before.available - after.available;
}

async function ended(receipt: string) {
  office.later(HOUR_MS / 60);
  await office.work();
  return office.customer.receipt(receipt);
}

describe('a background response that nobody asks for', () => {
  it.each([
    ['completed', { status: 'completed', output, usage }, COST, 'captured'],
    ['incomplete', { status: 'incomplete', output, usage }, COST, 'captured'],
    ['completed without usage', { status: 'completed', output, usage: null }, 8n + 4n, 'captured'],
    [
      'failed without usage',
      { status: 'failed', output, usage: null, error: { code: 'server_error' } },
      0n,
      'released',
    ],
    ['failed after words', { status: 'failed', output, usage, error: { code: 'invalid_prompt' } }, COST, 'captured'],
    ['failed without a word', { status: 'failed', output: [], usage }, 0n, 'released'],
    ['cancelled upstream', { status: 'cancelled', output: [], usage: null }, 0n, 'released'],
    ['cancelled upstream with usage', { status: 'cancelled', output: [], usage }, COST, 'captured'],
  ])('is settled by the background work: %s', async (_, state, cost, status) => {
    const charged = await spent(async () => {
      const { id, receipt } = await office.begin();
      desk.is(id, state);
      expect(await ended(receipt)).toMatchObject({ status, outcome: state.status, responseId: id });
    });
    expect(charged).toBe(cost);
  });

  it('is asked about again and again while it runs, and less often later', async () => {
    const { id, receipt } = await office.begin();
    desk.is(id, { status: 'in_progress' });
    for (let minutes = 0; minutes < 30; minutes += 1) {
      office.later(60_000);
      await office.work();
    }
    const asks = desk.asked('GET', new RegExp(id)).length;
    expect(asks).toBeGreaterThan(8);
    expect(asks).toBeLessThan(25);
    desk.is(id, { status: 'completed', output, usage });
    office.later(300_000);
    await office.work();
    expect(await office.customer.receipt(receipt)).toMatchObject({ status: 'captured' });
    office.later(300_000);
    await office.work();
    expect(desk.asked('GET', new RegExp(id))).toHaveLength(asks + 1);
  });

  it('is cancelled when its time is up, and charged for what it did', async () => {
    desk.cancels = { status: 'cancelled', output, usage };
    const charged = await spent(async () => {
      const { id, receipt } = await office.begin();
      office.later(HOUR_MS);
      await office.work();
      expect(desk.asked('POST', new RegExp(`${id}/cancel`))).toHaveLength(1);
      expect(await office.customer.receipt(receipt)).toMatchObject({ status: 'captured', outcome: 'cancelled' });
    });
    expect(charged).toBe(COST);
  });

  it('is charged from what the account has, when its upstream comes back after its hold ran out', async () => {
    const owner = connect({ url: office.server.databaseUrl, max: 1 });
    const charged = await spent(async () => {
      const { id, receipt } = await office.begin();
      desk.fails = { status: 500 };
      office.later(2 * HOUR_MS);
      await office.work();
      await setClock(owner, new Date(Date.now() + 2 * HOUR_MS));
      await office.server.deps.ledger.sweep();
      expect(await office.customer.receipt(receipt)).toMatchObject({ status: 'expired' });
      await setClock(owner, null);
      desk.fails = null;
      desk.is(id, { status: 'completed', output, usage });
      expect(await ended(receipt)).toMatchObject({ status: 'captured' });
      office.later(HOUR_MS);
      await office.work();
    });
    await owner.end();
    expect(charged).toBe(COST);
  });

  it('is given up after a day, or when its upstream does not know it, and is free then', async () => {
    const charged = await spent(async () => {
      const [silent, unknown] = [await office.begin(), await office.begin()];
      desk.responses.delete(unknown.id);
      for (let minutes = 0; minutes < 40; minutes += 5) {
        office.later(300_000);
        await office.work();
      }
      expect(await office.customer.receipt(unknown.receipt)).toMatchObject({ status: 'released', outcome: 'lost' });
      desk.fails = { status: 500 };
      office.later(DAY_MS + 2 * HOUR_MS);
      await office.work();
      expect(await office.customer.receipt(silent.receipt)).toMatchObject({ status: 'released', outcome: 'lost' });
    });
    expect(charged).toBe(0n);
  });
});

describe('a background response that is asked for', () => {
  it('is settled by the client’s own look, once, also by many at once', async () => {
    const charged = await spent(async () => {
      const { id, receipt } = await office.begin();
      desk.is(id, { status: 'completed', output, usage });
      const looks = await Promise.all(Array.from({ length: 8 }, () => office.get(id)));
      expect(looks.map(({ status }) => status)).toEqual(looks.map(() => 200));
      // Whoever settles it anew, in whatever process, does it under this id.
      expect(await office.server.deps.ledger.findTransaction(siblingId(receipt, 'capture'))).not.toBeNull();
      await ended(receipt);
    });
    expect(charged).toBe(COST);
  });

  it('is settled once by two servers that see its end together', async () => {
    // What a response costs is known from its hold on, whatever the other server thinks of prices.
    const models = [{ id: 'm', channel: 'desk', price: { input: '9', output: '9' }, maxOutputTokens: 1_000 }];
    const gateway = gatewaySettings.parse(atDesk(desk, { models }));
    const { databaseUrl } = office.server;
    const second = await testServer({ databaseUrl, config: { gateway } });
    const charged = await spent(async () => {
      const begun = [await office.begin(), await office.begin(), await office.begin()];
      for (const { id } of begun) desk.is(id, { status: 'completed', output, usage });
      office.later(60_000);
      await Promise.all([
        office.work(),
        office.work(second),
        office.work(second),
        ...begun.map(({ id }) => office.get(id)),
        ...begun.map(({ id }) => office.get(id, { method: 'DELETE' })),
      ]);
      for (const { receipt } of begun)
        expect(await office.customer.receipt(receipt)).toMatchObject({ status: 'captured' });
    });
    expect(charged).toBe(3n * COST);
    await second.close();
  });

  it('cannot be deleted out of its charge', async () => {
    const charged = await spent(async () => {
      const { id, receipt } = await office.begin();
      desk.is(id, { status: 'completed', output, usage });
      expect((await office.get(id, { method: 'DELETE' })).status).toBe(200);
      expect(desk.responses.has(id)).toBe(false);
      expect(await office.customer.receipt(receipt)).toMatchObject({ status: 'captured' });
      expect((await office.get(id)).status).toBe(404);
    });
    expect(charged).toBe(COST);
  });

  it('is stopped and settled before it is deleted', async () => {
    const { id, receipt } = await office.begin();
    expect((await office.get(id, { method: 'DELETE' })).status).toBe(200);
    expect(desk.asked('POST', new RegExp(`${id}/cancel`))).toHaveLength(1);
    expect(await office.customer.receipt(receipt)).toMatchObject({ status: 'released', outcome: 'cancelled' });
  });

  it('says what failed in words of ours, and its upstream’s refusals are not the client’s', async () => {
    const { id } = await office.begin();
    desk.is(id, {
      status: 'failed',
      output: [],
      usage: null,
      error: { code: 'server_error', message: 'org-1 is out' },
    });
    const text = await (await office.get(id)).text();
    expect(text).not.toContain('org-1');
    for (const [status, expected] of [
      [401, 502],
      [429, 503],
      [500, 502],
      [404, 404],
    ] as const) {
      desk.fails = { status, error: { message: 'sk-secret', code: 'insufficient_quota' } };
      const answer = await office.get(id);
      expect(answer.status).toBe(expected);
      expect(await answer.text()).not.toContain('sk-secret');
    }
  });

  it('goes to the key that made it', async () => {
    const { id } = await office.begin();
    await office.get(id);
    expect(desk.asked('GET', new RegExp(id)).at(-1)!.headers.authorization).toBe('Bearer sk-desk-key-1234567');
    await office.get(id, { method: 'DELETE' });
  });
});

describe('a background response that is streamed', () => {
  it('goes on when its client leaves, and is settled later', async () => {
    const charged = await spent(async () => {
      const leaving = new AbortController();
      const asked = { model: 'm', input: 'Hi', background: true, stream: true };
      const answer = await office.customer.call('/v1/responses', asked, { signal: leaving.signal });
      const reader = answer.body!.getReader();
      const id = /resp_\w+/.exec(Buffer.from((await reader.read()).value!).toString('utf8'))![0];
      leaving.abort();
      await desk.upstream.requests.at(-1)!.hungUp;
      expect(desk.asked('POST', new RegExp(`${id}/cancel`))).toHaveLength(0);
      desk.is(id, { status: 'completed', output, usage });
      expect(await ended(answer.headers.get('x-farebox-receipt')!)).toMatchObject({ outcome: 'completed' });
    });
    expect(charged).toBe(COST);
  });
});

describe('how many there are', () => {
  it('is limited by account, and what is beyond does not run', async () => {
    const queued = () => [...desk.responses.values()].filter(({ status }) => status === 'queued').length;
    const before = queued();
    const begun = await Promise.all(
      Array.from({ length: 6 }, () =>
        office.customer.call('/v1/responses', { model: 'm', input: 'Hi', background: true }),
      ),
    );
    const statuses = begun.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 200, 429, 429, 429]);
    const refused = begun.find(({ status }) => status === 429)!;
    expect(await refused.json()).toMatchObject({ error: { code: 'too_many_background', type: 'rate_limit_error' } });
    expect(queued() - before).toBe(3);
    const another = await newCustomer(office.server);
    expect((await another.call('/v1/responses', { model: 'm', input: 'Hi', background: true })).status).toBe(200);
    desk.cancels = { status: 'cancelled', usage: null };
    office.later(HOUR_MS);
    await office.work();
    expect((await office.customer.balance()).held).toBe(0n);
    expect((await another.balance()).held).toBe(0n);
  });
});
