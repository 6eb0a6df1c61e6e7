import { FareboxError } from '@farebox/kit';
import { afterEach, describe, expect, it } from 'vitest';
import { anOrder, providerAt, type Scripted, scriptedStripe, secretKey } from './scripted.fixture.ts';

let open: Awaited<ReturnType<typeof scriptedStripe>> | null = null;

afterEach(async () => {
  await open?.close();
  open = null;
});

const create = 'POST /v1/checkout/sessions';

/** What becomes of a call that Stripe answers so. */
async function problemAfter(answer: Scripted): Promise<FareboxError> {
  open = await scriptedStripe({ [create]: answer });
  return problemOf(open.provider);
}

async function problemOf(provider: ReturnType<typeof providerAt>): Promise<FareboxError> {
  const customer = { email: 'ann@example.com', name: 'Ann', customerId: null };
  const request = { order: anOrder(), customer, returnUrl: 'https://a.test', ip: null, title: 'credits' };
  const problem = await provider.createCheckout(request).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(FareboxError);
  expect(JSON.stringify({ ...(problem as FareboxError), stack: '' })).not.toContain('sk_test_');
  return problem as FareboxError;
}

describe('an answer of Stripe that is no', () => {
  it('is told with its code, parameter and request', async () => {
    const error = { type: 'invalid_request_error', code: 'resource_missing', param: 'price', message: 'No such price' };
    expect(await problemAfter({ httpStatus: 400, error })).toMatchObject({
      code: 'provider_refused',
      status: 502,
      details: { provider: 'stripe', code: 'resource_missing', param: 'price', requestId: 'req_scripted' },
    });
  });

  it('never repeats the key', async () => {
    const error = { type: 'invalid_request_error', message: `Invalid API Key provided: ${secretKey}` };
    expect(await problemAfter({ httpStatus: 401, error })).toMatchObject({
      code: 'provider_refused',
      details: { type: 'StripeAuthenticationError', reason: 'Invalid API Key provided: [key]' },
    });
  });

  it('about the amount is one about the amount', async () => {
    const error = { type: 'invalid_request_error', code: 'amount_too_small', message: 'at least $0.50' };
    expect(await problemAfter({ httpStatus: 400, error })).toMatchObject({
      code: 'invalid_payment_amount',
      status: 400,
    });
  });
});

describe('no answer of Stripe', () => {
  it.each([
    ['a failure of its own', { httpStatus: 500, error: { type: 'api_error', message: 'sorry' } }],
    ['too many requests', { httpStatus: 429, error: { type: 'rate_limit_error', message: 'slow down' } }],
    ['a redirect', { httpStatus: 302 }],
    ['a page of something in between', { httpStatus: 403, id: 'cs_1', url: 'https://portal.test' }],
    ['more than 1 MiB', { text: 'x'.repeat(1024 * 1024) }],
  ])('is provider_unreachable: %s', async (_, answer) => {
    expect(await problemAfter(answer)).toMatchObject({ code: 'provider_unreachable', status: 502 });
  });

  it('is provider_unreachable: nobody listens there', async () => {
    expect(await problemOf(providerAt('http://127.0.0.1:9'))).toMatchObject({ code: 'provider_unreachable' });
  });
});

describe('the test of the connection', () => {
  const account = { id: 'acct_1', object: 'account', settings: { dashboard: { display_name: 'Shop' } } };
  const endpoint = {
    url: 'https://pay.example.com/api/payments/notify/stripe',
    status: 'enabled',
    api_version: '2026-10-28.endive',
    enabled_events: ['*'],
  };

  async function answerTo(script: Record<string, Scripted>) {
    open = await scriptedStripe(script);
    return open.provider.testConnection?.();
  }

  const with_ = (endpoints: object[]) => ({
    'GET /v1/account': account,
    'GET /v1/webhook_endpoints': { object: 'list', data: endpoints, has_more: false },
  });

  it('says whose account it is, and of which mode', async () => {
    expect(await answerTo(with_([endpoint]))).toEqual({ ok: true, message: 'Connected to Shop, test mode.' });
  });

  it.each([
    ['of another version', { api_version: '2024-06-20' }, 'The webhook endpoint is 2024-06-20'],
    ['that is off', { status: 'disabled' }, 'is switched off'],
    [
      'that leaves events out',
      { enabled_events: ['checkout.session.completed'] },
      'It does not send checkout.session.a',
    ],
    ['somewhere else', { url: 'https://elsewhere.example' }, 'No webhook endpoint of this account has the address'],
  ])('warns of an endpoint %s', async (_, changes, warning) => {
    const answer = await answerTo(with_([{ ...endpoint, ...changes }]));
    expect(answer).toMatchObject({ ok: true, message: expect.stringContaining(warning) });
  });

  it('says clearly that the key is wrong', async () => {
    const error = { type: 'invalid_request_error', message: 'Invalid API Key provided' };
    expect(await answerTo({ 'GET /v1/account': { httpStatus: 401, error } })).toEqual({
      ok: false,
      message: 'Stripe does not know this secret key: copy it again from the dashboard.',
    });
  });

  it('says that nobody answers', async () => {
    expect(await providerAt('http://127.0.0.1:9').testConnection?.()).toEqual({
      ok: false,
      message: 'Stripe does not answer at http://127.0.0.1:9.',
    });
  });
});
