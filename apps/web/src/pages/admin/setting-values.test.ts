import { describe, expect, it } from 'vitest';
import { readValue, shownValue } from './setting-values.ts';

describe('a setting as text', () => {
  it.each([
    ['switch', true, '1'],
    ['switch', false, '0'],
    ['text', 'sk_test_1', 'sk_test_1'],
    ['currencies', ['CNY', 'USD'], 'CNY USD'],
    [
      'types',
      [
        { type: 'alipay', label: 'Alipay', colour: '#1677ff' },
        { type: 'wxpay', label: 'WeChat Pay', colour: '#07c160' },
      ],
      'alipay, Alipay, #1677ff\nwxpay, WeChat Pay, #07c160',
    ],
  ] as const)('%s: %j is shown as %j, and read back the same', (control, value, text) => {
    expect(shownValue(control, value)).toBe(text);
    expect(readValue(control, text)).toEqual(value);
  });

  it('empty means: as configured elsewhere', () => {
    expect([readValue('text', '  '), readValue('types', ''), shownValue('text', null)]).toEqual([null, null, '']);
  });

  it('takes what is typed in Chinese, and refuses half a line', () => {
    expect(readValue('types', 'alipay，支付宝，#1677ff')).toEqual([
      { type: 'alipay', label: '支付宝', colour: '#1677ff' },
    ]);
    expect(readValue('currencies', 'cny, usd')).toEqual(['CNY', 'USD']);
    expect(readValue('types', 'alipay, Alipay')).toBeUndefined();
  });
});
