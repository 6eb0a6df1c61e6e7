import { describe, expect, it } from 'vitest';
import { eventOf, now, providerAt, webhookSecret } from './scripted.fixture.ts';
import { signatureOf } from './signature.ts';

const provider = providerAt('http://127.0.0.1:9');
const seconds = `${now.getTime() / 1000}`;

function read(raw: Buffer, secret = webhookSecret) {
  const headers = new Headers({ 'stripe-signature': `t=${seconds},v1=${signatureOf(raw, seconds, secret)}` });
  return provider.readCallback({ raw, headers }, now);
}

const session = { id: 'cs_test_1', object: 'checkout.session' };

describe('a callback', () => {
  it('that is signed is an event, known by its id', () => {
    const raw = eventOf('checkout.session.completed', session, { id: 'evt_1' });
    expect(read(raw)).toEqual({ event: { eventId: 'evt_1', type: 'checkout.session.completed' } });
  });

  it('that is signed with another secret is refused', () => {
    expect(read(eventOf('invoice.paid', session), 'whsec_other')).toMatchObject({ rejected: 'unverified' });
  });

  it('of live mode is refused by a test key, and the reason says so', () => {
    expect(read(eventOf('invoice.paid', session, { livemode: true }))).toEqual({
      rejected: 'unverified',
      signatureOk: true,
      reason: 'live-mode event, but the key is a test key',
    });
  });

  it.each([
    ['no JSON', 'no json'],
    ['JSON of something else', '{"object":"charge","id":"ch_1"}'],
    ['an event without an id', '{"object":"event","type":"invoice.paid","livemode":false}'],
    ['an id with a zero byte', '{"id":"evt_\\u0000","object":"event","type":"invoice.paid","livemode":false}'],
    ['an event without a mode', '{"id":"evt_1","object":"event","type":"invoice.paid"}'],
  ])('that is %s is malformed', (_, text) => {
    expect(read(Buffer.from(text))).toMatchObject({ rejected: 'malformed', signatureOk: true });
  });
});

describe('a stored event', () => {
  it.each([
    ['of a type nobody wants', eventOf('radar.early_fraud_warning.created', { id: 'issfr_1', object: 'x' })],
    ['of a type that every object has', eventOf('toString', session)],
    ['of an account connected to ours', eventOf('checkout.session.completed', session, { account: 'acct_2' })],
    ['that is thin', eventOf('v1.billing.meter.no_meter_found', session, { object: 'v2.core.event', data: undefined })],
  ])('%s changes nothing', async (_, raw) => {
    expect(read(raw)).toHaveProperty('event');
    expect(await provider.readEvent(raw, now)).toEqual([]);
  });

  it.each([
    ['without an object', eventOf('checkout.session.completed', {}, { data: {} })],
    ['of the other mode', eventOf('checkout.session.completed', session, { livemode: true })],
    ['that is no JSON', Buffer.from('{')],
  ])('%s cannot be read', async (_, raw) => {
    expect(await provider.readEvent(raw, now)).toBeNull();
  });
});
