import { afterAll, beforeAll, describe } from 'vitest';
import { cases as table } from '../test/cases.ts';
import { type LedgerDatabase, ledgerDatabase } from '../test/ledger-database.ts';

let database: LedgerDatabase;
beforeAll(async () => {
  database = await ledgerDatabase();
});
afterAll(() => database.close());

const cases = (name: string, text: string) => table(() => database, name, text);

describe('burn order', () => {
  cases(
    'priority first, then soonest expiry, then promotional, then the earlier',
    `
    grant  late   100 paid                              | ok | 100/0
    grant  older  100 paid since=-1d                    | ok | 200/0
    grant  promo  100 promotional                       | ok | 300/0
    grant  ends2  100 paid ends=+2d                     | ok | 400/0
    grant  ends1  100 paid ends=+1d                     | ok | 500/0
    grant  first  100 paid priority=1                   | ok | 600/0
    grant  last   100 promotional priority=99 ends=+1h  | ok | 700/0
    charge x1 150                                       | ok | 550/0 | first=0/0/100 ends1=50/0/50
    charge x2 150                                       | ok | 400/0 | ends1=0/0/100 ends2=0/0/100
    charge x3 100                                       | ok | 300/0 | promo=0/0/100 older=100/0/0
    charge x4 150                                       | ok | 150/0 | older=0/0/100 late=50/0/50
    charge x5 150                                       | ok | 0/0   | late=0/0/100 last=0/0/100
    `,
  );
  cases(
    'alike in everything: the smaller id',
    `
    grant  g1 10 paid since=-1d | ok | 10/0
    grant  g1 10 paid since=-1d | ok again | 10/0
    charge x1 4                 | ok | 6/0 | g1=6/0/4
    charge x2 6                 | ok | 0/0 | g1=0/0/10
    charge x3 1                 | insufficient_credits available=0 required=1 | 0/0
    `,
  );
  cases(
    'a grant that has ended pays for nothing',
    `
    grant  short 100 promotional ends=+1h | ok | 100/0
    grant  long  10 paid                  | ok | 110/0
    at     +59m                           |    | 110/0
    at     +1m                            |    | 10/0
    charge x1 11                          | insufficient_credits available=10 required=11 | 10/0
    charge x2 10                          | ok | 0/0 | short=0/0/0/100 long=0/0/10
    `,
  );
});

describe('holds', () => {
  cases(
    'captured for less, the same, nothing',
    `
    grant   g1 100 paid  | ok | 100/0
    hold    h1 60        | ok | 40/60 | g1=40/60/0
    capture c1 h1 25     | ok returned=35 | 75/0 | g1=75/0/25
    hold    h2 75        | ok | 0/75
    capture c2 h2 75     | ok returned=0 | 0/0 | g1=0/0/100
    grant   g2 10 paid   | ok | 10/0
    hold    h3 10        | ok | 0/10
    capture c3 h3 0      | ok returned=10 | 10/0 | g2=10/0/0
    `,
  );
  cases(
    'captured for more: what is available pays, the rest is not collected',
    `
    grant   g1 100 paid                | ok | 100/0
    hold    h1 60                      | ok | 40/60
    capture c1 h1 90                   | ok returned=0 | 10/0 | g1=10/0/90
    hold    h2 10                      | ok | 0/10
    capture c2 h2 15                   | ok amount=10 uncollected=5 | 0/0 | g1=0/0/100
    grant   g2 50 paid                 | ok | 50/0
    hold    h3 20                      | ok | 30/20
    capture c3 h3 45 overrun=cap       | ok amount=20 uncollected=25 | 30/0 | g2=30/0/20
    hold    h4 20                      | ok | 10/20
    capture c4 h4 100 overrun=available | ok amount=30 uncollected=70 | 0/0
    `,
  );
  cases(
    'what returns goes back to its grants, last drawn first',
    `
    grant   g1 30 paid priority=1 | ok | 30/0
    grant   g2 30 paid priority=2 | ok | 60/0
    grant   g3 30 paid priority=3 | ok | 90/0
    hold    h1 80                 | ok | 10/80 | g1=0/30/0 g2=0/30/0 g3=10/20/0
    capture c1 h1 45              | ok returned=35 | 45/0 | g1=0/0/30 g2=15/0/15 g3=30/0/0
    hold    h2 45                 | ok | 0/45  | g2=0/15/15 g3=0/30/0
    release r2 h2                 | ok amount=45 returned=45 | 45/0 | g2=15/0/15 g3=30/0/0
    `,
  );
  cases(
    'what returns to a grant that ended meanwhile ends at once',
    `
    grant   g1 30 promotional ends=+5m | ok | 30/0
    grant   g2 30 paid                 | ok | 60/0
    hold    h1 50                      | ok | 10/50 | g1=0/30/0 g2=10/20/0
    hold    h2 5                       | ok | 5/55
    at      +6m                        |    | 5/55
    capture c1 h1 10                   | ok returned=40 | 25/5 | g1=0/0/10/20 g2=25/5/0
    release r2 h2                      | ok | 30/0
    `,
  );
  cases(
    'a hold runs out by itself',
    `
    grant   g1 100 paid   | ok | 100/0
    hold    h1 60 for=60  | ok | 40/60
    hold    h2 40         | ok | 0/100
    at      +59s          |    | 0/100
    at      +1s           |    | 60/40
    hold    h3 60         | ok | 0/100
    release r1 h1         | hold_not_open status=expired | 0/100
    at      +15m          |    | 100/0
    `,
  );
  cases(
    'a hold and its grant run out, in either order',
    `
    grant   g1 10 promotional ends=+10m | ok | 10/0
    grant   g2 10 promotional ends=+20m | ok | 20/0
    hold    h1 20 for=900               | ok | 0/20
    at      +14m                        |    | 0/20
    at      +1m                         |    | 10/0
    at      +4m                         |    | 10/0
    at      +1m                         |    | 0/0
    see                                 |    | 0/0
    hold    h2 1                        | insufficient_credits available=0 | 0/0 | g1=0/0/0/10 g2=0/0/0/10
    `,
  );
  cases(
    'a hold that ran out is captured from what is there, unless it may not',
    `
    grant   g1 100 paid          | ok | 100/0
    hold    h1 60 for=60         | ok | 40/60
    hold    h2 40 for=60         | ok | 0/100
    at      +2m                  |    | 100/0
    capture c1 h1 50 overrun=cap | hold_expired | 100/0
    capture c2 h1 0              | hold_expired | 100/0
    capture c3 h1 70             | ok returned=0 | 30/0
    capture c4 h2 40             | ok amount=30 uncollected=10 | 0/0
    capture c5 h2 40             | hold_not_open status=captured | 0/0
    `,
  );
  cases(
    'settled once',
    `
    grant   g1 100 paid | ok | 100/0
    hold    h1 60       | ok | 40/60
    capture c1 h1 10    | ok | 90/0
    capture c2 h1 10    | hold_not_open status=captured | 90/0
    release r1 h1       | hold_not_open status=captured | 90/0
    hold    h2 60       | ok | 30/60
    release r2 h2       | ok | 90/0
    capture c3 h2 10    | hold_not_open status=released | 90/0
    capture c4 none 10  | hold_not_found | 90/0
    release r3 g1       | hold_not_found | 90/0
    account B           |    | 0/0
    release r4 h2       | hold_not_found | 0/0
    `,
  );
  cases(
    'a grant that was all held falls due again when it comes back',
    `
    grant   g1 50 promotional ends=+10m | ok | 50/0
    grant   g2 5 promotional ends=+2m   | ok | 55/0
    hold    h1 50 for=3600              | ok | 5/50
    hold    h2 5 for=7200               | ok | 0/55
    at      +5m                         |    | 0/55
    release r1 h1                       | ok | 45/5
    at      +5m                         |    | 0/5
    charge  x1 1                        | insufficient_credits | 0/5
    `,
  );
});
