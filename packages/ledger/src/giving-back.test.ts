import { afterAll, beforeAll, describe } from 'vitest';
import { cases as table } from '../test/cases.ts';
import { type LedgerDatabase, ledgerDatabase } from '../test/ledger-database.ts';

let database: LedgerDatabase;
beforeAll(async () => {
  database = await ledgerDatabase();
});
afterAll(() => database.close());

const cases = (name: string, text: string) => table(() => database, name, text);

describe('refunds', () => {
  cases(
    'in parts, to the grants of the charge, last drawn first, never more than the charge',
    `
    grant  g1 30 paid priority=1 | ok | 30/0
    grant  g2 30 paid priority=2 | ok | 60/0
    charge x1 50                 | ok | 10/0 | g1=0/0/30 g2=10/0/20
    refund f1 x1 5               | ok | 15/0 | g1=0/0/30 g2=15/0/15
    refund f2 x1 20              | ok | 35/0 | g1=5/0/25 g2=30/0/0
    refund f3 x1 26              | refund_exceeds_charge refundable=25 | 35/0
    refund f4 x1                 | ok amount=25 | 60/0 | g1=30/0/0 g2=30/0/0
    refund f5 x1                 | not_refundable | 60/0
    refund f6 x1 1               | refund_exceeds_charge refundable=0 | 60/0
    `,
  );
  cases(
    'of a capture, and of a capture above its hold',
    `
    grant   g1 30 paid priority=1 | ok | 30/0
    grant   g2 30 paid priority=2 | ok | 60/0
    hold    h1 20                 | ok | 40/20
    capture c1 h1 45              | ok | 15/0 | g1=0/0/30 g2=15/0/15
    refund  f1 c1 20              | ok | 35/0 | g1=5/0/25 g2=30/0/0
    refund  f2 c1                 | ok amount=25 | 60/0 | g1=30/0/0
    hold    h2 10                 | ok | 50/10
    refund  f3 h2                 | not_refundable | 50/10
    capture c2 h2 0               | ok | 60/0
    refund  f4 c2                 | not_refundable | 60/0
    refund  f5 g1                 | not_refundable | 60/0
    refund  f6 none               | transaction_not_found | 60/0
    `,
  );
  cases(
    'to a grant that has ended: it ends at once',
    `
    grant  g1 30 promotional ends=+1h | ok | 30/0
    grant  g2 30 paid                 | ok | 60/0
    charge x1 40                      | ok | 20/0
    at     +1h                        |    | 20/0
    refund f1 x1                      | ok amount=40 | 30/0 | g1=0/0/0/30 g2=30/0/0
    `,
  );
  cases(
    'to a grant that was used up: it ends when it was to end',
    `
    grant  g1 30 promotional ends=+1h | ok | 30/0
    grant  g2 5 promotional ends=+10m | ok | 35/0
    charge x1 35                      | ok | 0/0
    at     +20m                       |    | 0/0
    refund f1 x1 35                   | ok | 30/0
    at     +40m                       |    | 0/0
    charge x2 1                       | insufficient_credits | 0/0 | g1=0/0/0/30
    `,
  );
  cases(
    'belong to their account',
    `
    grant   g1 30 paid | ok | 30/0
    charge  x1 30      | ok | 0/0
    account B          |    | 0/0
    refund  f1 x1      | transaction_not_found | 0/0
    revoke  v1 g1      | grant_not_found | 0/0
    `,
  );
});

describe('revokes and debt', () => {
  cases(
    'what is there is taken, what is held or spent becomes debt',
    `
    grant  g1 100 paid | ok | 100/0/0
    charge x1 30       | ok | 70/0/0
    hold   h1 50       | ok | 20/50/0
    revoke v1 g1       | ok amount=100 uncollected=80 | 0/50/80 | g1=0/50/30/0/20/80
    revoke v2 g1       | revoke_exceeds_grant revocable=0 | 0/50/80
    release r1 h1      | ok returned=50 | 0/0/30 | g1=0/0/30/0/70/30
    refund f1 x1 10    | ok | 0/0/20 | g1=0/0/20/0/80/20
    grant  g2 5 promotional | ok | 5/0/20
    grant  g3 15 paid  | ok | 5/0/5 | g3=0/0/0/0/15/0 g1=0/0/20/0/80/5
    grant  g4 15 paid  | ok | 15/0/0 | g4=10/0/0/0/5/0 g1=0/0/20/0/80/0
    refund f2 x1       | ok amount=20 | 35/0/0 | g1=20/0/0/0/80/0
    `,
  );
  cases(
    'in parts, never more than the grant',
    `
    grant  g1 100 paid   | ok | 100/0/0
    revoke v1 g1 30      | ok | 70/0/0 | g1=70/0/0/0/30
    charge x1 50         | ok | 20/0/0
    revoke v2 g1 40      | ok uncollected=20 | 0/0/20 | g1=0/0/50/0/50/20
    revoke v3 g1 31      | revoke_exceeds_grant revocable=30 | 0/0/20
    revoke v4 g1         | ok amount=30 uncollected=30 | 0/0/50
    `,
  );
  cases(
    'only what lies there, when the rest is to be left alone',
    `
    grant  g1 100 paid              | ok | 100/0/0
    charge x1 30                    | ok | 70/0/0
    hold   h1 50                    | ok | 20/50/0
    revoke v1 g1 15 shortfall=leave | ok amount=15 | 5/50/0
    revoke v2 g1 80 shortfall=leave | ok amount=5 | 0/50/0 | g1=0/50/30/0/20
    revoke v2 g1 80 shortfall=leave | ok again amount=5 | 0/50/0
    revoke v2 g1 80                 | idempotency_mismatch | 0/50/0
    revoke v3 g1 1 shortfall=leave  | revoke_exceeds_grant revocable=0 | 0/50/0
    release r1 h1                   | ok returned=50 | 50/0/0
    revoke v4 g1 shortfall=leave    | ok amount=50 | 0/0/0 | g1=0/0/30/0/70
    revoke v5 g1 31                 | revoke_exceeds_grant revocable=30 | 0/0/0
    revoke v6 g1                    | ok amount=30 uncollected=30 | 0/0/30
    `,
  );
  cases(
    'what ended cannot be revoked',
    `
    grant  g1 100 promotional ends=+1h | ok | 100/0/0
    charge x1 40                       | ok | 60/0/0
    at     +1h                         |    | 0/0/0
    revoke v1 g1 41                    | revoke_exceeds_grant revocable=40 | 0/0/0
    revoke v2 g1                       | ok amount=40 uncollected=40 | 0/0/40
    `,
  );
  cases(
    'a debt paid by another grant is not asked for twice, and comes back when that grant is revoked',
    `
    grant  g1 100 paid | ok | 100/0/0
    charge x1 100      | ok | 0/0/0
    revoke v1 g1       | ok amount=100 uncollected=100 | 0/0/100
    grant  g2 100 paid | ok | 0/0/0 | g2=0/0/0/0/100/0
    revoke v2 g1       | revoke_exceeds_grant revocable=0 | 0/0/0
    revoke v3 g2       | ok amount=100 uncollected=100 | 0/0/100 | g2=0/0/0/0/100/100
    grant  g3 130 paid | ok | 30/0/0
    `,
  );
  cases(
    'the oldest debt is paid first, and a hold that runs out pays too',
    `
    grant  g1 10 paid priority=1 | ok | 10/0/0
    at     +1s                   |    | 10/0/0
    grant  g2 10 paid priority=2 | ok | 20/0/0
    hold   h1 20 for=60          | ok | 0/20/0
    revoke v1 g1                 | ok amount=10 uncollected=10 | 0/20/10
    revoke v2 g2 6               | ok uncollected=6 | 0/20/16
    grant  g3 3 paid             | ok | 0/20/13 | g1=0/10/0/0/0/7 g2=0/10/0/0/0/6
    at     +1m                   |    | 7/0/0
    see                          |    | 7/0/0
    grant  g4 1 paid             | ok | 8/0/0 | g1=3/0/0/0/7/0 g2=4/0/0/0/6/0
    `,
  );
});
