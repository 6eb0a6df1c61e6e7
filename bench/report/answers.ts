import { deepStrictEqual } from 'node:assert';
import { formatCredits } from '@farebox/kit';
import type { Person, Stage } from './stage.ts';

/** How often each question is asked; the median counts. */
const ASKED = 25;
const ASKED_RAW = 5;

export interface Answered {
  question: string;
  rows: number;
  /** Through the HTTP API, whole answer read. */
  medianMs: number;
  slowestMs: number;
  /** Processor time of server and database for one answer. */
  cpuMs: number;
  /** The same from raw rows, by the database alone. */
  raw?: { medianMs: number; cpuMs: number };
}

interface Report {
  from: string;
  to: string;
  rows: Record<string, unknown>[];
}

/** The heavy account's 30 days by everything, and the operator's of the whole platform: over HTTP, and from raw rows. */
export async function askReports(stage: Stage): Promise<Answered[]> {
  const { heavy, operator } = stage;
  const names = 'day,model,feature,key';
  const own = await ask(stage, heavy, names, `/api/usage/report?groupBy=${names}`);
  const ownRaw = await timedRaw(stage, OWN_RAW, [heavy.userId, own.answer.from, own.answer.to]);
  deepStrictEqual(own.answer.rows, ownRaw.rows.map(ownRow));
  const all = await ask(stage, operator, 'operator: day,model', '/api/admin/usage/report?groupBy=day,model');
  const allRaw = await timedRaw(stage, ALL_RAW, [all.answer.from, all.answer.to]);
  deepStrictEqual(all.answer.rows, allRaw.rows.map(operatorRow));
  return [
    { ...own.told, raw: ownRaw.took },
    { ...all.told, raw: allRaw.took },
  ];
}

/** Pages of the list of calls: the first, the hundredth, and one of a key that is not among them. */
export async function askPages(stage: Stage): Promise<Answered[]> {
  const { server, heavy } = stage;
  const path = '/api/usage/records?limit=100';
  let cursor = '';
  for (let page = 0; page < 100; page++) {
    const response = await fetch(`${server.url}${path}${cursor}`, { headers: { cookie: heavy.cookie } });
    const { nextCursor } = (await response.json()) as { nextCursor: string | null };
    if (nextCursor === null) break;
    cursor = `&cursor=${nextCursor}`;
  }
  const pages = { 'first page': '', 'page 101': cursor, 'of a model': '&model=deep', 'of a key not used': '&keyId=' };
  const told: Answered[] = [];
  for (const [name, query] of Object.entries(pages)) {
    told.push((await ask(stage, heavy, `calls: ${name}`, `${path}${query}`)).told);
  }
  return told;
}

async function ask(stage: Stage, { cookie }: Person, question: string, path: string) {
  const { last, took, slowestMs } = await repeated(stage, ASKED, async () => {
    const response = await fetch(stage.server.url + path, { headers: { cookie } });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    return text;
  });
  const answer = JSON.parse(last) as Report & { data?: unknown[] };
  const told: Answered = { question, rows: (answer.rows ?? answer.data ?? []).length, ...took, slowestMs };
  return { answer, told };
}

async function timedRaw(stage: Stage, text: string, values: unknown[]) {
  const { last, took } = await repeated(stage, ASKED_RAW, () => stage.pool.query<Raw>(text, values));
  return { rows: last.rows, took };
}

async function repeated<Result>(stage: Stage, times: number, work: () => Promise<Result>) {
  const took: number[] = [];
  let last = await work();
  const cpuBefore = stage.cpuMs();
  for (let time = 0; time < times; time++) {
    const started = performance.now();
    last = await work();
    took.push(performance.now() - started);
  }
  took.sort((a, b) => a - b);
  const cpuMs = tidy((stage.cpuMs() - cpuBefore) / times);
  return { last, took: { medianMs: tidy(took[times >> 1] ?? 0), cpuMs }, slowestMs: tidy(took.at(-1) ?? 0) };
}

const SUMS = `count(*) as requests, sum(input_tokens)::int8 as input, sum(cached_input_tokens)::int8 as cached,
  sum(output_tokens)::int8 as output, sum(amount)::int8 as amount, sum(refunded)::int8 as refunded`;
const OWN_RAW = `select day::text, model, feature, key_id, ${SUMS} from ledger.usage_record
  where account_id = $1 and day between $2 and $3
    and occurred_at >= ($2::date - 1)::timestamp at time zone 'UTC' and occurred_at < ($3::date + 2)::timestamp at time zone 'UTC'
  group by 1, 2, 3, 4 order by usage_record.day::text, model, feature, key_id`;
const ALL_RAW = `select day::text, model, ${SUMS}, sum((details ->> 'cost')::numeric * 1000000)::int8 as cost,
    count(details ->> 'cost') as costed
  from ledger.usage_record where day between $1 and $2 group by 1, 2 order by usage_record.day::text, model`;

type Raw = Record<'requests' | 'input' | 'cached' | 'output' | 'amount' | 'refunded', bigint> & Record<string, unknown>;

const countsOf = (row: Raw) => ({
  requests: Number(row.requests),
  inputTokens: Number(row.input),
  cachedInputTokens: Number(row.cached),
  outputTokens: Number(row.output),
  amount: formatCredits(row.amount),
  refunded: formatCredits(row.refunded),
});

const ownRow = (row: Raw) => ({
  day: row.day,
  model: row.model,
  feature: row.feature,
  keyId: row.key_id,
  keyName: null,
  ...countsOf(row),
});

const operatorRow = (row: Raw & { cost?: bigint }) => ({
  day: row.day,
  model: row.model,
  ...countsOf(row),
  cost: formatCredits(row.cost ?? 0n),
  margin: formatCredits(row.amount - row.refunded - (row.cost ?? 0n)),
  costedRequests: Number(row.costed),
});

function tidy(ms: number): number {
  return Number(ms.toFixed(1));
}
