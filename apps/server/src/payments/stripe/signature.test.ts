import { describe, expect, it } from 'vitest';
import { signatureOf, verify } from './signature.ts';

const secret = 'whsec_test_secret';
const raw = Buffer.from('{"id":"evt_test_1","object":"event","type":"checkout.session.completed"}');
const at = 1_700_000_000;
const good = 'ca796b857b81e24d595a4c37abf88d2fafb533a32ede6ce4cfc9b0e892a35b08';
const other = 'a'.repeat(64);
const now = new Date(at * 1000);
const later = (seconds: number) => new Date((at + seconds) * 1000);

describe('the signature of an event', () => {
  it('is the one that Stripe’s own client makes', () => {
    expect(signatureOf(raw, `${at}`, secret)).toBe(good);
  });

  it.each([
    ['alone', `t=${at},v1=${good}`],
    ['beside one that does not match', `t=${at},v1=${other},v1=${good}`],
    ['beside another scheme', `t=${at},v0=${other},v1=${good}`],
    ['with spaces', `t=${at}, v1=${good}`],
  ])('is good %s', (_, header) => {
    expect(verify(raw, header, [secret], now)).toEqual({ ok: true });
  });

  it('is good under either secret while one is exchanged for another', () => {
    const header = `t=${at},v1=${good}`;
    expect(verify(raw, header, ['whsec_new', secret], now)).toEqual({ ok: true });
    expect(verify(raw, header, [secret, 'whsec_old'], now)).toEqual({ ok: true });
    expect(verify(raw, header, ['whsec_new'], now)).toMatchObject({ ok: false, signatureOk: false });
  });

  it('holds for 300 seconds in both directions', () => {
    const header = `t=${at},v1=${good}`;
    expect(verify(raw, header, [secret], later(300))).toEqual({ ok: true });
    expect(verify(raw, header, [secret], later(-300))).toEqual({ ok: true });
    expect(verify(raw, header, [secret], later(301))).toMatchObject({ ok: false, signatureOk: true });
    expect(verify(raw, header, [secret], later(-301))).toMatchObject({ ok: false, signatureOk: true });
  });

  it.each([
    ['no header', null],
    ['an empty header', ''],
    ['no timestamp', `v1=${good}`],
    ['two timestamps', `t=${at},t=${at},v1=${good}`],
    ['a timestamp in words', `t=now,v1=${good}`],
    ['only another scheme', `t=${at},v0=${good}`],
    ['a short signature', `t=${at},v1=${good.slice(1)}`],
    ['capital letters', `t=${at},v1=${good.toUpperCase()}`],
  ])('is malformed: %s', (_, header) => {
    expect(verify(raw, header, [secret], now)).toMatchObject({ ok: false, malformed: true });
  });

  it('is never good under an empty secret', () => {
    const header = `t=${at},v1=${signatureOf(raw, `${at}`, '')}`;
    expect(verify(raw, header, [''], now)).toMatchObject({ ok: false, malformed: false });
    expect(verify(raw, header, [], now)).toMatchObject({ ok: false, malformed: false });
  });
});
