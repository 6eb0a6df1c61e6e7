import type { Messages } from '../messages.ts';
import { dashboard, receipt, transaction } from './dashboard.ts';
import { errors } from './errors.ts';
import { keys, usage } from './keys.ts';
import { mockpay, orders, pay, paying, statements, topUp } from './money.ts';
import { common, shell } from './shell.ts';
import { sign } from './sign.ts';
import { subscription } from './subscription.ts';

export const zh: Messages = {
  common,
  shell,
  errors,
  sign,
  dashboard,
  transaction,
  receipt,
  topUp,
  paying,
  orders,
  statements,
  pay,
  subscription,
  mockpay,
  keys,
  usage,
};
