import { expect, test } from 'vitest';
import { addressList, isListed, readNetwork } from './address-list.ts';

test.each([
  ['10.1.2.3', '10.1.2.3/32'],
  [' 10.0.0.0/8 ', '10.0.0.0/8'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:DB8::/32', '2001:db8::/32'],
  ['::1', '::1/128'],
  ['', null],
  ['10.0.0', null],
  ['10.0.0.0/33', null],
  ['10.0.0.0/', null],
  ['10.0.0.0/-1', null],
  ['10.0.0.0/8/8', null],
  ['2001:db8::/129', null],
  ['fe80::1%eth0', null],
  ['::ffff:10.0.0.1', null],
  ['localhost', null],
])('%j is the network %j', (text, network) => {
  expect(readNetwork(text)).toBe(network);
});

test.each([
  ['10.0.0.0/8', '10.255.255.255', true],
  ['10.0.0.0/8', '11.0.0.0', false],
  ['10.1.2.3/8', '10.9.9.9', true],
  ['192.0.2.7/32', '192.0.2.7', true],
  ['192.0.2.7/32', '192.0.2.8', false],
  ['192.0.2.128/25', '192.0.2.127', false],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['2001:db8::/32', '2001:db8:ffff::1', true],
  ['2001:db8::/32', '2001:db9::1', false],
  ['::1/128', '::1', true],
  ['::/0', '127.0.0.1', false],
  ['0.0.0.0/0', 'nonsense', false],
  ['0.0.0.0/0', null, false],
])('%s, asked of %s: %s', (network, address, listed) => {
  expect(isListed(addressList([network]), address)).toBe(listed);
});

test('one of several is enough', () => {
  const list = addressList(['10.0.0.0/8', '2001:db8::/32']);
  expect([isListed(list, '10.1.1.1'), isListed(list, '2001:db8::5'), isListed(list, '8.8.8.8')]).toEqual([
    true,
    true,
    false,
  ]);
});
