import { parseArgs } from 'node:util';
import { boot } from '../boot.ts';
import { loadConfig } from '../config.ts';
import type { Deps } from '../context.ts';
import { migrate } from '../database/index.ts';
import { createLog } from '../log.ts';
import { type Finding, type Report, reconcile, repair } from '../payments/index.ts';
import { UsageError } from './usage-error.ts';
import { withDatabase } from './with-database.ts';

interface Wanted {
  days: number;
  provider: string | null;
  repairs: boolean;
}

const usage = 'farebox reconcile [--days 7] [--provider stripe|epay|creem|mockpay] [--repair]';
const DAY_MS = 86_400_000;

/** `farebox reconcile`: 0 when providers, orders and ledger agree, 1 and every difference when not. */
export async function reconcileCommand(args: string[]): Promise<number> {
  const wanted = readWanted(args);
  const config = loadConfig();
  return withDatabase(config, async (url) => {
    await migrate(url);
    const { deps, close } = await boot({ config, url, log: createLog('error') });
    try {
      return tell(await compare(deps, wanted));
    } finally {
      await close();
    }
  });
}

async function compare(deps: Deps, { days, provider, repairs }: Wanted): Promise<Report> {
  const since = new Date(deps.clock.now().getTime() - days * DAY_MS);
  if (!repairs) return reconcile(deps, since, provider);
  const { tried, failed, report } = await repair(deps, since, provider);
  process.stdout.write(`Repaired ${tried - failed.length} of ${tried}.\n`);
  return report;
}

function tell({ providers, findings, truncated }: Report): number {
  for (const { name, payments, state } of providers) {
    process.stdout.write(`${name}: ${payments} payments listed (${state}).\n`);
  }
  process.stdout.write(findings.map(line).join(''));
  if (truncated) process.stdout.write('There are more differences than are told here.\n');
  if (findings.length === 0) process.stdout.write('Providers, orders and ledger agree.\n');
  const doubtful = providers.some(({ state }) => state === 'unreachable' || state === 'partial');
  return findings.length > 0 || doubtful ? 1 : 0;
}

function line({ kind, provider, orderId, reference, expected, found, repairable }: Finding): string {
  const where = [orderId && `order ${orderId}`, reference && `payment ${reference}`].filter(Boolean).join(', ');
  const what = `expected ${expected ?? 'a credited order'}, found ${found ?? 'no payment'}`;
  return `${kind}  ${provider}  ${where || '-'}: ${what}${repairable ? '' : '  (needs a person)'}\n`;
}

function readWanted(args: string[]): Wanted {
  const { values, positionals } = parseArgs({
    args,
    options: { days: { type: 'string' }, provider: { type: 'string' }, repair: { type: 'boolean' } },
    allowPositionals: true,
  });
  const days = Number(values.days ?? '7');
  if (positionals.length > 0 || !Number.isFinite(days) || days <= 0 || days > 3650) throw new UsageError(usage);
  return { days, provider: values.provider ?? null, repairs: values.repair ?? false };
}
