import type { Finding } from '../faults/book.ts';
import { runFarebox } from '../testing/server-process.ts';
import type { Person } from './people.ts';
import { atOnce, microOf, type Receipt } from './receipts.ts';
import type { Stage } from './stage.ts';

/** What one account, or all of them, used by one source. Micro-credits and tokens. */
export interface Sum {
  charged: bigint;
  inputTokens: bigint;
  outputTokens: bigint;
}

export type Sums = Map<string, Sum>;

/** The sources that must agree, by account. */
export interface Books {
  receipts: Sums;
  'usage records': Sums;
  'roll-ups': Sums;
  'usage reports': Sums;
  /** Captures and charges; the ledger counts no tokens. */
  transactions: Sums;
  entries: Sums;
  'granted less what is left': Sums;
}

const tokens = 'sum(input_tokens)::int8 as "inputTokens", sum(output_tokens)::int8 as "outputTokens"';
const noTokens = 'null::int8 as "inputTokens", null::int8 as "outputTokens"';

/** Each of a database's ways to say what an account has spent. */
const statements = {
  'usage records': `select account_id, sum(amount)::int8 as charged, ${tokens} from ledger.usage_record group by 1`,
  'roll-ups': `select account_id, sum(amount)::int8 as charged, ${tokens} from ledger.usage_daily group by 1`,
  transactions: `select account_id, sum(amount)::int8 as charged, ${noTokens} from ledger.transaction
    where kind in ('capture', 'charge') group by 1`,
  entries: `select account_id, sum(amount)::int8 as charged, ${noTokens} from ledger.entry
    where to_bucket = 'spent' group by 1`,
  'granted less what is left': `select a.id as account_id, ${noTokens},
      ((select sum(g.granted) from ledger."grant" g where g.account_id = a.id) - a.available)::int8 as charged
    from ledger.account a`,
};

export async function readBooks(stage: Stage, people: readonly Person[], receipts: readonly Receipt[]): Promise<Books> {
  const rows = Object.entries(statements).map(async ([name, text]) => {
    const { rows } = await stage.pool.query<Sum & { account_id: string }>(text);
    return [name, new Map(rows.map(({ account_id, ...sum }) => [account_id, sum]))] as const;
  });
  const read = Object.fromEntries(await Promise.all(rows)) as Record<keyof typeof statements, Sums>;
  return { receipts: sumsOf(receipts), 'usage reports': await reportsOf(stage, people), ...read };
}

function sumsOf(receipts: readonly Receipt[]): Sums {
  const sums: Sums = new Map();
  for (const { accountId, charged, inputTokens, outputTokens } of receipts) {
    const sum = sums.get(accountId) ?? { charged: 0n, inputTokens: 0n, outputTokens: 0n };
    sum.charged += charged;
    sum.inputTokens += BigInt(inputTokens);
    sum.outputTokens += BigInt(outputTokens);
    sums.set(accountId, sum);
  }
  return sums;
}

/** Everybody's own report, as their page shows it. */
async function reportsOf({ server }: Stage, people: readonly Person[]): Promise<Sums> {
  const sums = await atOnce(people, async ({ accountId, cookie }) => {
    const answer = await fetch(`${server.url}/api/usage/report?groupBy=`, { headers: { cookie } });
    if (answer.status !== 200) throw new Error(`The report of ${accountId} was answered with ${answer.status}.`);
    const { totals } = (await answer.json()) as {
      totals: { amount: string; inputTokens: number; outputTokens: number };
    };
    const { inputTokens, outputTokens } = totals;
    const sum = {
      charged: microOf(totals.amount),
      inputTokens: BigInt(inputTokens),
      outputTokens: BigInt(outputTokens),
    };
    return [accountId, sum] as const;
  });
  return new Map(sums);
}

/** Every source says the same of every account as its receipts do, and so of all together. */
export function checkBooks({ receipts, ...others }: Books, people: readonly Person[]): Finding[] {
  return Object.entries(others).flatMap(([name, sums]) =>
    people.flatMap(({ accountId }) => {
      const [expected, found] = [said(receipts.get(accountId), sums), said(sums.get(accountId), sums)];
      const example = `${accountId}: by receipts ${expected}, by ${name} ${found}`;
      return expected === found ? [] : [{ check: `receipts and ${name} differ`, example }];
    }),
  );
}

/** Of a source that counts no tokens only the charge. */
function said(sum: Sum | undefined, source: Sums): string {
  const [first] = source.values();
  const { charged, inputTokens, outputTokens } = sum ?? { charged: 0n, inputTokens: 0n, outputTokens: 0n };
  return first?.inputTokens === null ? `${charged}` : `${charged} for ${inputTokens ?? 0n} + ${outputTokens ?? 0n}`;
}

export function totalOf(sums: Sums): bigint {
  return [...sums.values()].reduce((total, { charged }) => total + charged, 0n);
}

/** What must hold of the ledger by itself, `farebox verify` included. */
export async function checkLedger({ pool, env }: Stage): Promise<Finding[]> {
  const { rows } = await pool.query<{ example: string }>(
    'select id as example from ledger.account where held <> 0 or debt <> 0 or available < 0',
  );
  const held = rows.map(({ example }) => ({ check: 'an account still has credits held', example }));
  const { code, output } = await runFarebox(['verify'], env);
  return [...held, ...(code === 0 ? [] : [{ check: 'farebox verify is not content', example: output.slice(0, 500) }])];
}
