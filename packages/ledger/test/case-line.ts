/**
 * One line of a table of cases: `verb name words… key=value… | what is answered | available/held/debt | grants`.
 * Amounts are micro-credits. The last column tells buckets of grants: `g1=available/held/spent/expired/revoked/owed`,
 * as many of them as matter.
 */
export interface CaseLine {
  text: string;
  verb: string;
  words: string[];
  options: Map<string, string>;
  /** `ok`, `ok again` (the first answer once more) or a refusal's code; empty where nothing is answered. */
  answer: string;
  evidence: Map<string, string>;
  balances: bigint[];
  grants: [name: string, buckets: bigint[]][];
}

/** Lines of a table; empty ones and those that begin with `#` say nothing. */
export function parseCases(table: string): CaseLine[] {
  return table
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseLine);
}

function parseLine(text: string): CaseLine {
  const [operation = '', expected = '', balances = '', grants = ''] = text.split('|').map((part) => part.trim());
  const asked = parseWords(operation);
  const answered = parseWords(expected);
  return {
    text,
    verb: asked.words[0] ?? '',
    words: asked.words.slice(1),
    options: asked.options,
    answer: answered.words.join(' '),
    evidence: answered.options,
    balances: buckets(balances),
    grants: [...parseWords(grants).options].map(([name, value]) => [name, buckets(value)]),
  };
}

function parseWords(text: string): { words: string[]; options: Map<string, string> } {
  const parts = text.split(/\s+/).filter(Boolean);
  const options = parts.filter((part) => part.includes('=')).map((part) => part.split('=') as [string, string]);
  return { words: parts.filter((part) => !part.includes('=')), options: new Map(options) };
}

function buckets(text: string): bigint[] {
  return text === '' ? [] : text.split('/').map(BigInt);
}

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `+15m` and `-1d` from `now`, or a UTC time such as `2026-03-29T00:30`. */
export function parseTime(text: string, now: Date): Date {
  const step = /^([+-]\d+)([smhd])$/.exec(text);
  if (step) return new Date(now.getTime() + Number(step[1]) * (units[step[2] as string] as number));
  const time = new Date(text.includes('T') ? `${text}Z` : `${text}T00:00Z`);
  if (Number.isNaN(time.getTime())) throw new Error(`What time is ${text}?`);
  return time;
}
