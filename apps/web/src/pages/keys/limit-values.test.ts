import { expect, test } from 'vitest';
import { limitsOf, noLimits, wrongLimits } from './limit-values.ts';

test('nothing typed is no limit', () => {
  const spendLimits = { day: null, month: null, total: null };
  const none = { allowedModels: null, allowedAddresses: null, rpm: null, tpm: null, concurrency: null, spendLimits };
  expect(limitsOf(noLimits)).toEqual(none);
  expect(wrongLimits(noLimits)).toEqual({});
});

test('lists are told apart however they are written', () => {
  const values = { ...noLimits, allowedModels: 'a, b，c\n d', allowedAddresses: '10.0.0.0/8 ' };
  expect(limitsOf(values)).toMatchObject({ allowedModels: ['a', 'b', 'c', 'd'], allowedAddresses: ['10.0.0.0/8'] });
});

test.each(['0', '-1', '1.5', 'x', '1e3', '2000000001'])('%s is no rate', (rpm) => {
  expect(wrongLimits({ ...noLimits, rpm })).toEqual({ rpm: 'rate' });
});

test.each(['0', '-1', '1.1234567', 'x', '1,5'])('%s are no credits', (day) => {
  expect(wrongLimits({ ...noLimits, day })).toEqual({ day: 'credits' });
});
