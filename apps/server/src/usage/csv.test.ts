import { stringify } from 'csv-stringify/sync';
import { expect, it } from 'vitest';
import { csvStream } from './csv.ts';

const texts = [
  ...['plain', '', ' ', '积分 ½', '12.5', 'a,b', 'say "no"', '"', 'two\nlines', 'a\r\nb', ',', "'quoted'", 'x=1'],
  ...['=1+1', '+1', '-1', '@SUM(A1)', '\tcmd', '\rcmd', '＝1', '＋1', '－1', '＠x', '=cmd|"a,b"', '-"\n'],
];

it('writes what the library writes, whatever the text', async () => {
  const rows = texts.flatMap((one) => texts.map((other) => [one, other] as [string, string]));
  let ended = 0;
  const cursor = { fetch: async () => rows.splice(0), close: async () => undefined };
  const expected = stringify([['"first"', 'second'], ...rows], { escape_formulas: true, quoted_match: /[\r\n]/ });
  const columns = { '"first"': ([one]: [string, string]) => one, second: ([, other]: [string, string]) => other };
  const stream = csvStream(cursor, columns, { idleMs: 60_000, totalMs: 60_000 }, () => {
    ended += 1;
  });
  expect(await new Response(stream).text()).toBe(expected);
  expect(ended).toBe(1);
});
