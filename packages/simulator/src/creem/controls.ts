import { ControlError, type Controls, optionalText, textIn, type Values } from '../controls.ts';
import type { CreemHandle } from './handle.ts';
import type { Refund } from './objects.ts';

function optionalCents(values: Values, name: string): number | undefined {
  const text = optionalText(values, name);
  if (text === undefined) return undefined;
  if (/^\d{1,8}$/.test(text)) return Number(text);
  throw new ControlError(`${name} is a whole number of cents.`);
}

function payerIn(values: Values) {
  const [email, name, currency] = ['email', 'name', 'currency'].map((key) => optionalText(values, key));
  return { email, name, currency, amount: optionalCents(values, 'amount') };
}

function oneIn<T extends string>(values: Values, name: string, choices: readonly T[]): T | undefined {
  const text = optionalText(values, name);
  if (text === undefined || choices.includes(text as T)) return text as T | undefined;
  throw new ControlError(`${name} is ${choices.join(' or ')}.`);
}

const refundStates: Refund['status'][] = ['pending', 'requiresAction', 'succeeded', 'failed', 'canceled'];
const reasons: Refund['reason'][] = ['duplicate', 'fraudulent', 'requested_by_customer', 'other'];

function timeIn(values: Values): Date | undefined {
  const text = optionalText(values, 'to');
  if (text === undefined) return undefined;
  const to = new Date(text);
  if (Number.isNaN(to.getTime())) throw new ControlError('to is a time such as 2027-01-31T00:00:00Z.');
  return to;
}

/** The same over HTTP, under `/_simulate/…`. Times and sums as in the handle; ids as `id`. */
export function controlsOf(handle: CreemHandle): Controls {
  const id = (values: Values) => textIn(values, 'id');
  return {
    checkouts: () => handle.checkouts(),
    subscriptions: () => handle.subscriptions(),
    transactions: () => handle.transactions(),
    events: () => handle.events().map(({ pending, ...event }) => ({ ...event, pending: [...pending] })),
    pay: (values) => handle.pay(id(values), payerIn(values)),
    fail: (values) => handle.fail(id(values)),
    renew: (values) => handle.renew(id(values), String(values.fail) === 'true'),
    recover: (values) => handle.recover(id(values)),
    'give-up': (values) => handle.giveUp(id(values)),
    refund: (values) => {
      const status = oneIn(values, 'status', refundStates);
      const reason = oneIn(values, 'reason', reasons);
      return handle.refund(id(values), { amount: optionalCents(values, 'amount'), status, reason });
    },
    dispute: (values) => handle.dispute(id(values), optionalCents(values, 'amount')),
    cancel: (values) => handle.cancel(id(values), oneIn(values, 'mode', ['immediate', 'scheduled'])),
    expire: (values) => handle.expire(id(values)),
    'stray-payment': (values) => {
      const productId = optionalText(values, 'product_id');
      return handle.strayPayment({ ...payerIn(values), email: textIn(values, 'email'), productId });
    },
    advance: (values) => handle.advance(timeIn(values)),
    resend: (values) => handle.resend(id(values)),
  };
}
