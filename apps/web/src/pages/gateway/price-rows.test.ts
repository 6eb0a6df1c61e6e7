import { describe, expect, it } from 'vitest';
import { type FigureRow, faultsOf, priceWish, startOf, unitsLeft } from './price-rows.ts';

const listing = {
  model: 'a/b',
  price: { input: '10', images: { '*': '0.2' }, tiers: { flex: '0.5' } },
  cost: { input: '8', output: '32' },
};

describe('the form of a price', () => {
  it('begins with what counts, and sends it back unchanged', () => {
    const { rows, values } = startOf(listing);
    expect(rows.map(({ unit }) => unit)).toEqual(['input', 'output', 'images', 'tiers']);
    expect(faultsOf(values, rows)).toEqual({});
    expect(priceWish(values, rows)).toEqual({ model: 'a/b', price: listing.price, cost: listing.cost });
  });

  it('begins with the three usual figures where nothing was said, and wants one of them', () => {
    const { rows, values } = startOf({ model: '', price: null, cost: null });
    expect(rows.map(({ unit }) => unit)).toEqual(['input', 'cachedInput', 'output']);
    expect(faultsOf({ ...values, model: 'm' }, rows)).toEqual({ 'input:price': 'needFigure' });
    expect(faultsOf(values, rows)).toEqual({ model: 'needModel' });
    expect(unitsLeft(rows)).not.toContain('input');
    expect(unitsLeft(rows)).toContain('images');
  });

  it('names what is wrong with a figure and a name', () => {
    const rows: FigureRow[] = [
      { id: 'input', unit: 'input' },
      { id: 'images1', unit: 'images' },
      { id: 'images2', unit: 'images' },
      { id: 'images3', unit: 'images' },
    ];
    const values = {
      model: 'm',
      'input:price': '2,5',
      'images1:key': '*',
      'images1:price': '1',
      'images2:key': '*',
      'images2:price': '2',
      'images3:key': 'a b',
      'images3:cost': '0.1234567',
    };
    expect(faultsOf(values, rows)).toEqual({
      'input:price': 'wrongFigure',
      'images2:key': 'sameKey',
      'images3:key': 'wrongKey',
      'images3:cost': 'wrongFigure',
    });
  });

  it('takes figures as an input method leaves them, and a moment in the reader’s zone', () => {
    const { rows, values } = startOf({ model: 'm', price: null, cost: null });
    const wish = priceWish({ ...values, 'input:price': ' ２。５ ', validFrom: '2030-01-02T03:04' }, rows);
    expect(wish).toMatchObject({ price: { input: '2.5' }, cost: null });
    expect(new Date(wish.validFrom ?? '').getTime()).toBe(new Date(2030, 0, 2, 3, 4).getTime());
  });
});
