import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { createMetrics } from '../metrics.ts';
import { PriceBook } from '../pricing/index.ts';
import { MeteredCall } from './call.ts';
import { chat } from './endpoints.ts';
import { gatewayErrors } from './errors.ts';
import { closeGateway, type Gateway, openGateway } from './gateway.ts';
import { offerOf } from './metered-route.ts';
import { faultName, type Outcome } from './upstream-refusal.ts';
import type { MeteredUsage } from './usage.ts';
import { CallTimeout } from './watch.ts';

let server: TestServer;
let customer: Customer;
let gateway: Gateway;

beforeAll(async () => {
  server = await testServer();
  customer = await newCustomer(server);
  const prices = await PriceBook.open(server.deps, server.deps.config.gateway.models);
  gateway = openGateway({ ...server.deps, metrics: createMetrics() }, async () => null, prices);
});

afterAll(async () => {
  gateway.prices.close();
  await closeGateway(gateway, 1_000);
  await server?.close();
});

const usage: MeteredUsage = {
  inputTokens: 10,
  cachedInputTokens: 0,
  outputTokens: 5,
  estimated: false,
  marks: [],
  raw: null,
};

async function open(by: Customer = customer): Promise<MeteredCall> {
  const model = await offerOf(gateway, gateway.catalog.models.get('demo-small')!, chat, 'default');
  const body = { model: 'demo-small', messages: [{ role: 'user', content: 'Hi' }] };
  const ask = chat.readAsk(
    { json: body, bytes: JSON.stringify(body).length, header: () => undefined },
    model,
    gateway.settings.estimate,
  );
  const { userId, keyId } = by;
  const holder = {
    keyId,
    userId,
    accountId: userId,
    priceGroup: 'default',
    name: 'test',
    expiresAt: null,
    limits: null,
  };
  const controller = new AbortController();
  return MeteredCall.open({ gateway, dialect: chat, ask, holder, requestId: 'test', wish: null, controller });
}

/** The call's own transactions, oldest first. */
async function kindsSince(before: number): Promise<string[]> {
  const { rows } = await server.deps.ledger.history(customer.userId, { limit: 100 });
  return rows
    .reverse()
    .slice(before)
    .map(({ kind }) => kind);
}

describe('a metered call', () => {
  const ends: [Outcome, MeteredUsage | null][] = [
    ['completed', usage],
    ['aborted', usage],
    ['aborted', null],
    ['timeout', usage],
    ['timeout', null],
    ['stopped', usage],
    ['upstream_error', usage],
    ['upstream_error', null],
    ['refused', null],
  ];

  it.each(ends)('is settled by whoever comes first: %s, %o', async (outcome, used) => {
    const before = (await kindsSince(0)).length;
    const call = await open();
    const [first, ...others] = [call.settle(outcome, used), ...ends.map((end) => call.settle(...end))];
    expect(await first).toBe(used ? 300n : 0n);
    for (const other of others) expect(other).toBe(first);
    expect(await kindsSince(before)).toEqual(['hold', used ? 'capture' : 'release']);
    expect((await customer.balance()).held).toBe(0n);
    expect(await customer.receipt(call.holdId)).toMatchObject({ outcome, charged: used ? '0.0003' : '0' });
  });

  it('takes what the account has when the usage is above the hold, and no more', async () => {
    const spender = await newCustomer(server);
    const call = await open(spender);
    expect(await call.settle('completed', { ...usage, outputTokens: 1_000_000 })).toBe(3_000_000n);
    expect(await spender.receipt(call.holdId)).toMatchObject({
      charged: '3',
      uncollected: '37.0001',
      balanceAfter: '0',
    });
  });

  it('tells the operator what went wrong, by name', async () => {
    const call = await open();
    const error = gatewayErrors.upstream_error({ upstreamStatus: 401, upstreamCode: 'invalid_api_key' });
    expect(faultName(error, new AbortController().signal)).toBe('upstream_error 401 invalid_api_key');
    const aborted = AbortSignal.abort(new CallTimeout('idle'));
    expect(faultName(error, aborted)).toBe('timeout idle');
    expect(
      faultName(Object.assign(new Error('connect 10.0.0.7'), { code: 'ECONNREFUSED' }), call.request.controller.signal),
    ).toBe('ECONNREFUSED');
    await call.settle('upstream_error', null);
  });

  it('asks nothing of the ledger but its hold and its end', async () => {
    const asked: string[] = [];
    const { ledger } = server.deps;
    const watched = new Proxy(ledger, {
      get(target, name: keyof typeof ledger) {
        asked.push(name);
        return target[name];
      },
    });
    gateway.deps = { ...gateway.deps, ledger: watched };
    const call = await open();
    await call.settle('completed', usage);
    gateway.deps = { ...gateway.deps, ledger };
    expect(asked).toEqual(['hold', 'capture']);
  });
});
