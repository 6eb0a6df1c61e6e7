import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { addressProblem } from './base-address.ts';
import { check } from './checks.ts';
import type { ProviderName } from './types.ts';

describe('where keys may be sent', () => {
  test.each([
    ['https://api.stripe.com', true, null],
    ['https://pay.example.com/pay/', true, null],
    ['http://localhost:4000', false, null],
    ['http://127.0.0.1:4000', false, null],
    ['http://[::1]:4000', false, null],
    ['http://localhost:4000', true, /https:\/\/ in production/],
    ['http://pay.example.com', false, /https:\/\/, or name this machine/],
    ['http://127.0.0.1.example.com', false, /https:\/\/, or name this machine/],
    ['ftp://pay.example.com', false, /must begin with https/],
    ['pay.example.com', false, /must be an address/],
    ['https://me:word@pay.example.com', false, /credentials/],
    ['https://pay.example.com/?', false, /query or a fragment/],
    ['https://pay.example.com/?key=1', false, /query or a fragment/],
    ['https://pay.example.com/#top', false, /query or a fragment/],
  ])('%s, production %s', (address, production, sentence) => {
    const problem = addressProblem(address, production);
    if (sentence === null) expect(problem).toBeNull();
    else expect(problem).toMatch(sentence);
  });
});

const canary = 'CANARY-do-not-repeat';
const weak = generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey.export({ format: 'der', type: 'pkcs8' });
const elliptic = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });

describe('what is refused, without repeating it', () => {
  test.each<[ProviderName, string, unknown]>([
    ['stripe', 'secretKey', `pk_test_${canary}`],
    ['stripe', 'secretKey', `sk_test_${canary} and more`],
    ['stripe', 'secretKey', canary.repeat(100)],
    ['stripe', 'secretKey', { canary }],
    ['stripe', 'secretKey', ''],
    ['stripe', 'webhookSecret', `we_${canary}`],
    ['stripe', 'baseUrl', `https://api.stripe.com/${canary}`],
    ['stripe', 'currencies', [canary]],
    ['stripe', 'currencies', []],
    ['stripe', 'portalConfiguration', canary],
    ['stripe', 'automaticTax', canary],
    ['stripe', 'unknown', canary],
    ['stripe', '__proto__', canary],
    ['epay', 'pid', canary],
    ['epay', 'version', canary],
    ['epay', 'mode', canary],
    ['epay', 'key', `${canary} with spaces`],
    ['epay', 'privateKey', canary],
    ['epay', 'privateKey', weak.toString('base64')],
    ['epay', 'privateKey', elliptic.toString('base64')],
    ['epay', 'platformPublicKey', canary],
    ['epay', 'types', [{ type: 'alipay', label: canary, colour: canary }]],
    ['epay', 'types', [{ type: 'alipay', label: 'A', colour: '#000000', [canary.slice(0, 6)]: canary }]],
    ['creem', 'apiKey', canary],
    ['creem', 'webhookSecret', 'short'],
    ['creem', 'topUpProduct', canary],
    ['mockpay', 'enabled', canary],
  ])('%s.%s', (name, field, value) => {
    const result = check(name, field, value, false);
    expect(result).toHaveProperty('faults.0.message');
    expect(JSON.stringify(result)).not.toContain(canary);
  });

  test('twice the same type, and mockpay in production', () => {
    const type = { type: 'alipay', label: 'A', colour: '#000000' };
    expect(check('epay', 'types', [type, type], false)).toHaveProperty('faults.0.message', 'must name each type once');
    expect(check('mockpay', 'enabled', true, true)).toHaveProperty('faults.0.message');
    expect(check('mockpay', 'enabled', false, true)).toEqual({ value: false });
  });
});

test('spaces around a pasted key are not part of it', () => {
  expect(check('stripe', 'secretKey', ' sk_test_1\n', false)).toEqual({ value: 'sk_test_1' });
});
