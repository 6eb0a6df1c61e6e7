import { checkCharge } from './amounts.ts';
import type { CheckoutLine, Mode } from './checkout-session.ts';
import { newId } from './ids.ts';
import type { Params } from './params.ts';
import { pricedBy } from './prices.ts';
import { invalid, notSimulated } from './problem.ts';
import { cadenceOf } from './subscriptions.ts';
import type { World } from './world.ts';

function readLine(world: World, given: Params, mode: Mode): CheckoutLine {
  given.only('price price_data quantity adjustable_quantity metadata');
  const price = pricedBy(world, given, 'product product_data');
  const quantity = given.integer('quantity') ?? (price.recurring ? 1 : null);
  if (quantity === null) {
    const param = given.name('quantity');
    throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  if (quantity < 1 || quantity > 999_999) {
    throw invalid('This value must be greater than or equal to 1.', { param: given.name('quantity') });
  }
  if (given.group('adjustable_quantity').flag('enabled')) {
    throw notSimulated('An adjustable quantity', given.name('adjustable_quantity'));
  }
  if (mode === 'payment' && price.recurring) {
    const message =
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.';
    throw invalid(message, { param: given.name('price') });
  }
  return { id: newId('li'), price, quantity, metadata: given.metadata() };
}

function checkCounts(lines: CheckoutLine[], mode: Mode): void {
  const param = 'line_items';
  const recurring = lines.filter(({ price }) => price.recurring);
  if (lines.length === 0) throw invalid('Missing required param: line_items.', { code: 'parameter_missing', param });
  if (mode === 'payment' && lines.length > 100) throw invalid('You can pass at most 100 line items.', { param });
  if (mode !== 'subscription') return;
  if (recurring.length === 0) {
    const message = 'You must provide at least one recurring price in `subscription` mode when using prices.';
    throw invalid(message, { param });
  }
  if (recurring.length > 20 || lines.length - recurring.length > 20) {
    throw invalid('You can pass at most 20 recurring and 20 one-time line items.', { param });
  }
  cadenceOf(recurring);
}

/** The lines of a session to be, of one currency, together an amount that may be charged. */
export function readLines(world: World, params: Params, mode: Mode): CheckoutLine[] {
  const given = params.groups('line_items');
  if (mode === 'setup') {
    if (given.length > 0) throw invalid('You can not pass `line_items` in `setup` mode.', { param: 'line_items' });
    return [];
  }
  if (given.length > 100) throw invalid('You can pass at most 100 line items.', { param: 'line_items' });
  const lines = given.map((each) => readLine(world, each, mode));
  checkCounts(lines, mode);
  const currencies = new Set(lines.map(({ price }) => price.currency));
  if (currencies.size > 1) {
    throw invalid('All line items of a session have the same currency.', { param: 'line_items' });
  }
  return lines;
}

/** What is due at once. A trial leaves only the one-time lines. */
export function totalOf(lines: CheckoutLine[], trial: boolean): number {
  const due = lines.filter(({ price }) => !trial || price.recurring === null);
  const total = due.reduce((sum, { price, quantity }) => sum + price.unit_amount * quantity, 0);
  if (total > 0) checkCharge(total, lines[0]?.price.currency ?? 'usd', 'line_items');
  return total;
}
