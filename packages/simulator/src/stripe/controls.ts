import { ControlError, type Controls, optionalText, textIn, type Values } from '../controls.ts';
import type { DisputeOutcome } from './disputes.ts';
import type { StripeHandle } from './handle.ts';
import { StripeProblem } from './problem.ts';
import type { EndReason } from './subscription-end.ts';

function flagIn(values: Values, name: string): boolean {
  return values[name] === true || values[name] === 'true' || values[name] === '1';
}

function optionalNumber(values: Values, name: string): number | undefined {
  const text = optionalText(values, name);
  if (text === undefined || Number.isSafeInteger(Number(text))) return text === undefined ? undefined : Number(text);
  throw new ControlError(`${name} is a whole number: minor units of the currency.`);
}

function needNumber(values: Values, name: string): number {
  return optionalNumber(values, name) ?? Number(textIn(values, name));
}

function choiceIn<T extends string>(values: Values, name: string, choices: readonly T[]): T {
  const found = choices.find((each) => each === textIn(values, name));
  if (found) return found;
  throw new ControlError(`${name} is one of ${choices.join(', ')}.`);
}

function timeIn(values: Values, name: string): Date {
  const time = new Date(textIn(values, name));
  if (Number.isNaN(time.getTime())) throw new ControlError(`${name} is a time such as 2026-12-31T00:00:00Z.`);
  return time;
}

const outcomes: readonly DisputeOutcome[] = ['won', 'lost', 'warning_closed'];
const reasons: readonly EndReason[] = ['cancellation_requested', 'payment_failed', 'payment_disputed'];

function checkoutControls(handle: StripeHandle): Controls {
  return {
    pay: (values) =>
      handle.pay(textIn(values, 'session'), {
        delayed: flagIn(values, 'delayed'),
        card: optionalText(values, 'card'),
        email: optionalText(values, 'email'),
        tax: optionalNumber(values, 'tax'),
        amountTotal: optionalNumber(values, 'amountTotal'),
        currency: optionalText(values, 'currency'),
      }),
    decline: (values) => handle.decline(textIn(values, 'session')),
    expire: (values) => handle.expire(textIn(values, 'session')),
    'settle-delayed': (values) => handle.settleDelayed(textIn(values, 'session')),
    'fail-delayed': (values) => handle.failDelayed(textIn(values, 'session')),
    'stray-payment': (values) =>
      handle.strayPayment({
        email: textIn(values, 'email'),
        amount: needNumber(values, 'amount'),
        currency: textIn(values, 'currency'),
        name: optionalText(values, 'name'),
        link: flagIn(values, 'link'),
      }),
  };
}

function subscriptionControls(handle: StripeHandle): Controls {
  return {
    renew: (values) => handle.renew(textIn(values, 'subscription'), { fail: flagIn(values, 'fail') }),
    recover: (values) => handle.recover(textIn(values, 'subscription')),
    'end-subscription': (values) => {
      const reason = values.reason === undefined ? 'cancellation_requested' : choiceIn(values, 'reason', reasons);
      return handle.endSubscription(textIn(values, 'subscription'), reason);
    },
    'replace-card': (values) => handle.replaceCard(textIn(values, 'customer'), textIn(values, 'card')),
  };
}

function moneyBackControls(handle: StripeHandle): Controls {
  return {
    refund: (values) => {
      const options = { fail: flagIn(values, 'fail'), pending: flagIn(values, 'pending') };
      return handle.refund(textIn(values, 'payment'), optionalNumber(values, 'amount'), options);
    },
    'hold-refunds': (values) => handle.holdRefunds(flagIn(values, 'held')),
    'settle-refund': (values) => handle.settleRefund(textIn(values, 'refund')),
    'fail-refund': (values) => handle.failRefund(textIn(values, 'refund'), optionalText(values, 'reason')),
    dispute: (values) => {
      const options = { inquiry: flagIn(values, 'inquiry'), reason: optionalText(values, 'reason') };
      return handle.dispute(textIn(values, 'payment'), optionalNumber(values, 'amount'), options);
    },
    'close-dispute': (values) => handle.closeDispute(textIn(values, 'dispute'), choiceIn(values, 'outcome', outcomes)),
  };
}

function otherControls(handle: StripeHandle): Controls {
  return {
    advance: (values) => {
      handle.advance(timeIn(values, 'to'));
      return { now: handle.now() };
    },
    resend: (values) => handle.resend(textIn(values, 'event')),
    'point-webhooks': (values) => handle.pointWebhooks(textIn(values, 'url')),
    trouble: (values) =>
      handle.trouble({
        times: optionalNumber(values, 'times'),
        method: optionalText(values, 'method'),
        path: optionalText(values, 'path'),
        status: optionalNumber(values, 'status'),
        delayMs: optionalNumber(values, 'delayMs'),
        loseAnswer: flagIn(values, 'loseAnswer'),
      }),
    calls: () => handle.calls(),
    events: () => handle.events().slice(-100),
  };
}

/** What `/_simulate/…` offers: each call of the handle by its name, with the values of a form or a JSON object. */
export function controlsOf(handle: StripeHandle): Controls {
  const all = {
    ...checkoutControls(handle),
    ...subscriptionControls(handle),
    ...moneyBackControls(handle),
    ...otherControls(handle),
  };
  const told = Object.entries(all).map(([name, control]): [string, Controls[string]] => [
    name,
    (values) => {
      try {
        return control(values);
      } catch (error) {
        throw error instanceof StripeProblem ? new ControlError(error.message) : error;
      }
    },
  ]);
  return Object.fromEntries(told);
}
