import { describe, expect, it } from 'vitest';
import { compared, differences, figuresIn, formatMargin, marginsOf } from './figures.ts';

const price = { input: '10', output: '40', images: { '*': '0.2' }, tiers: { flex: '0.5' } };

describe('a price beside its cost', () => {
  it('names every figure that is set, in one order', () => {
    expect(figuresIn(price).map(({ unit, key, value }) => `${unit}:${key}:${value}`)).toEqual([
      'input::10',
      'output::40',
      'images:*:0.2',
      'tiers:flex:0.5',
    ]);
  });

  it('compares what counts: a part without a figure costs what its whole does', () => {
    const rows = compared(price, { input: '8', cachedInput: '0.8', images: { '1024x1024/high': '0.3' } });
    expect(rows.find(({ unit }) => unit === 'cachedInput')).toMatchObject({
      price: '10',
      cost: '0.8',
      inherited: true,
      margin: 920n,
    });
    expect(rows.find(({ key }) => key === '1024x1024/high')).toMatchObject({ price: '0.2', margin: -500n });
    expect(rows.find(({ unit }) => unit === 'output')).toMatchObject({ cost: null, margin: null });
    expect(marginsOf(rows)).toEqual({ least: -500n, most: 920n });
  });

  it('knows no margin of what is free, and none without a cost', () => {
    expect(marginsOf(compared({ request: '0' }, { request: '1' }))).toBeNull();
    expect(marginsOf(compared(price, null))).toBeNull();
  });

  it('rounds a margin down, never up', () => {
    const [row] = compared({ input: '3' }, { input: '2' });
    expect(formatMargin(row?.margin ?? 0n)).toBe('33.3%');
    const [loss] = compared({ input: '3' }, { input: '4' });
    expect(formatMargin(loss?.margin ?? 0n)).toBe('−33.4%');
    expect(formatMargin(200n)).toBe('20%');
  });
});

describe('what differs between two prices', () => {
  it('is told figure by figure; the same number written otherwise is the same', () => {
    expect(differences({ input: '10', output: '40' }, { input: '10.0', cachedInput: '1', output: '50' })).toEqual([
      { unit: 'cachedInput', key: '', was: null, is: '1' },
      { unit: 'output', key: '', was: '40', is: '50' },
    ]);
    expect(differences({ images: { a: '1', b: '2' } }, { images: { b: '3' } })).toEqual([
      { unit: 'images', key: 'a', was: '1', is: null },
      { unit: 'images', key: 'b', was: '2', is: '3' },
    ]);
  });
});
