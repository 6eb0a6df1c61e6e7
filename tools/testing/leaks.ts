import pg from 'pg';
import { inject } from 'vitest';
import type { Booted } from '../../apps/server/src/boot.ts';
import type { Config } from '../../apps/server/src/config.ts';
import { canariesInDatabase, canariesInTexts, formsOf, keptLog } from './canaries.ts';
import { withDatabase } from './template.ts';

/** Of the answers so many characters are searched, from the last one back. */
const ANSWERS_MAX = 2_000_000;

/** Every test server's secrets are canaries: looked for in its log, its answers and its database. */
export interface LeakWatch {
  /** In the greatest detail, and shown to nobody. */
  log: ReturnType<typeof keptLog>['log'];
  /** Reads along what a server answers: errors, pages, everything but streams and what models say. */
  follow(app: Booted['app']): void;
  /** Throws when a secret stands anywhere in clear; says where, and never what. */
  search(config: Config, databaseUrl: string): Promise<void>;
}

export function leakWatch(): LeakWatch {
  const { log, text } = keptLog();
  const answers: Promise<string>[] = [];
  return {
    log,
    follow(app) {
      const plain = app.fetch;
      app.fetch = async (...asked) => {
        const answer = await plain(...asked);
        // What a model says is passed on as it comes: a second reader would hold it up.
        const passedOn = answer.status < 400 && new URL(asked[0].url).pathname.startsWith('/v1/');
        const readable = /application\/json|text\/(html|plain)/.test(answer.headers.get('content-type') ?? '');
        if (readable && !passedOn) answers.push(answer.clone().text().catch(String));
        return answer;
      };
    },
    async search(config, databaseUrl) {
      const secrets = secretsOf(config);
      const said = (await Promise.all(answers)).join('\n').slice(-ANSWERS_MAX);
      const found = canariesInTexts(secrets, { 'the log': text(), 'an answer': said });
      const database = asSuperuser(databaseUrl);
      if (await mayHold(database, secrets)) found.push(...(await canariesInDatabase(secrets, database)));
      if (found.length > 0) throw new Error(`A test server let a secret out in clear:\n${found.join('\n')}`);
    },
  };
}

function secretsOf({ secrets, payments }: Config): string[] {
  const { stripe, epay, creem, mockpay } = payments;
  const all = [
    ...[secrets.farebox, secrets.internalApiKey, secrets.previous, mockpay.secret],
    ...[stripe.secretKey, stripe.webhookSecret, stripe.previousWebhookSecret],
    ...[epay.key, epay.privateKey?.slice(100, 140), creem.apiKey, creem.webhookSecret],
  ];
  return [...new Set(all.filter((one) => one !== undefined && one.length >= 8))] as string[];
}

/** The role a test connects as may be an ordinary one, from whom row-level security hides what is to be searched. */
function asSuperuser(url: string): string {
  return withDatabase(inject('postgres').url, new URL(url).pathname.slice(1));
}

/** One question for all tables: most databases hold nothing, and a closer look takes longer. */
async function mayHold(url: string, secrets: readonly string[]): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query('set row_security = off');
    const { rows } = await client.query<{ query: string }>(`
      select string_agg(format('exists (select from %I.%I as line, unnest($1::text[]) as form where strpos(line::text, form) > 0)',
                               n.nspname, c.relname), ' or ') as query
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`);
    const found = await client.query<{ holds: boolean }>(`select ${rows[0]?.query ?? 'false'} as holds`, [
      secrets.flatMap(formsOf),
    ]);
    return found.rows[0]?.holds ?? false;
  } finally {
    await client.end();
  }
}
