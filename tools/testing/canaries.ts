import pg from 'pg';
import { createLog } from '../../apps/server/src/log.ts';

// A canary is a made-up secret that a test plants. Wherever it is found in clear, the real one would have leaked.

/** Every line that a server writes, in the greatest detail; hand `log` to `testServer`. */
export function keptLog(): { log: ReturnType<typeof createLog>; text(): string } {
  const lines: string[] = [];
  return { log: createLog('trace', { write: (line) => lines.push(line) }), text: () => lines.join('') };
}

/** A canary as bytea, base64 (wherever in a longer text it begins) and addresses show it. */
export function formsOf(canary: string): string[] {
  if (canary.length < 8) throw new Error('A canary must have at least 8 characters, or anything could hold it.');
  const bytes = Buffer.from(canary);
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The characters at both ends also hold bits of the neighbours.
    return text.slice(shift === 0 ? 0 : shift + 1, -1);
  });
  return [...new Set([canary, bytes.toString('hex'), encodeURIComponent(canary), ...base64])];
}

/** Which of the named texts (a log, an answer, a page) hold a canary in any form; never the canary itself. */
export function canariesInTexts(canaries: readonly string[], texts: Readonly<Record<string, string>>): string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    canaries.flatMap((canary, at) =>
      formsOf(canary).some((form) => text.includes(form)) ? `${name}: canary ${at}` : [],
    ),
  );
}

/** Which tables of the database hold one, as a dump of every row of every schema would show it. `url`: as its owner. */
export async function canariesInDatabase(canaries: readonly string[], url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Rows that a policy hides must stop the search, not pass it.
    await client.query('set row_security = off');
    const { rows } = await client.query<{ name: string }>(`
      select format('%I.%I', n.nspname, c.relname) as name
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
       order by 1`);
    const found: string[] = [];
    for (const { name } of rows) found.push(...(await canariesInTable(client, name, canaries)));
    return found;
  } finally {
    await client.end();
  }
}

async function canariesInTable(client: pg.Client, table: string, canaries: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const [at, canary] of canaries.entries()) {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from ${table} as line
        where exists (select from unnest($1::text[]) as form where strpos(line::text, form) > 0)`,
      [formsOf(canary)],
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) found.push(`${table}: canary ${at} in ${count} rows`);
  }
  return found;
}
