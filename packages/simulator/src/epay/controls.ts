import { ControlError, type Controls, optionalText, textIn, type Values } from '../controls.ts';
import type { EPayHandle } from './handle.ts';
import { plainQuirks, type Quirks } from './quirks.ts';

const choices: Partial<Record<keyof Quirks, readonly string[]>> = {
  notifyMethod: ['GET', 'POST'],
  moneyStyle: ['sent', 'short', 'two'],
  mapiReply: ['auto', 'payurl', 'qrcode', 'urlscheme'],
};

function readQuirk(name: keyof Quirks, value: unknown): boolean | number | string {
  const text = String(value);
  if (typeof plainQuirks[name] === 'boolean') return text === 'true';
  if (choices[name]?.includes(text)) return text;
  if (typeof plainQuirks[name] === 'number' && Number.isInteger(Number(text))) return Number(text);
  throw new ControlError(`${name} is ${choices[name]?.join(' or ') ?? 'a whole number'}.`);
}

function setQuirks(quirks: Quirks, values: Values): Quirks {
  const read = Object.entries(values).map(([name, value]) => {
    if (!Object.hasOwn(quirks, name))
      throw new ControlError(`There is no quirk ${name}: ${Object.keys(quirks).join(', ')}.`);
    return [name, readQuirk(name as keyof Quirks, value)];
  });
  return Object.assign(quirks, Object.fromEntries(read));
}

/** The same over HTTP, under `/_simulate/…`. */
export function controlsOf(quirks: Quirks, handle: EPayHandle): Controls {
  const number = (values: Values) => textIn(values, 'out_trade_no');
  const pid = (values: Values) => optionalText(values, 'pid');
  return {
    orders: () => handle.orders(),
    quirks: (values) => setQuirks(quirks, values),
    pay: (values) => {
      const [money, type, status] = ['money', 'type', 'status'].map((name) => optionalText(values, name));
      handle.pay(number(values), { money, type, status, pid: pid(values) });
    },
    leave: (values) => handle.leave(number(values), pid(values)),
    refund: (values) => handle.refund(number(values), optionalText(values, 'money'), pid(values)),
    'pay-elsewhere': (values) => handle.payElsewhere(number(values), textIn(values, 'pid')),
  };
}
