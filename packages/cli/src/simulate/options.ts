import { parseArgs } from 'node:util';
import type { Faults } from '@farebox/simulator';

export type ProviderName = 'stripe' | 'epay' | 'creem';

const providers: readonly ProviderName[] = ['stripe', 'epay', 'creem'];

/** Each provider's port is this far from the first one. */
const PORT_STEP = 10;
const PORT_FIRST = 4010;

export interface SimulateOptions {
  /** What to start, and where. */
  providers: { name: ProviderName; port: number }[];
  host: string;
  /** The server's address, without a slash at its end. */
  webhookBase: string;
  faults: Partial<Faults>;
}

/** Called wrongly: the sentence says how. */
export class UsageError extends Error {}

const spec = {
  port: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  'webhook-base': { type: 'string', default: 'http://localhost:3000' },
  duplicates: { type: 'string' },
  delay: { type: 'string' },
  reorder: { type: 'boolean' },
  drop: { type: 'string' },
  tamper: { type: 'boolean' },
  seed: { type: 'string' },
} as const;

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: spec, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function numberIn(text: string | undefined, name: string, [least, most]: [number, number], whole = true) {
  if (text === undefined) return undefined;
  const number = Number(text);
  const fits = text.trim() !== '' && number >= least && number <= most && (!whole || Number.isInteger(number));
  if (!fits) throw new UsageError(`--${name} is a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`);
  return number;
}

function providersIn(positionals: string[]): readonly ProviderName[] {
  const [name = 'all', ...rest] = positionals;
  if (rest.length > 0) throw new UsageError('Name one provider, or all.');
  if (name === 'all') return providers;
  const known = providers.find((provider) => provider === name);
  if (!known) throw new UsageError(`There is no provider ${name}: stripe, epay, creem or all.`);
  return [known];
}

function addressIn(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new UsageError('--webhook-base is the address of the server, such as http://localhost:3000.');
  }
  return text.replace(/\/+$/, '');
}

/** What the arguments of `farebox simulate` say. Throws `UsageError`. */
export function readOptions(args: string[]): SimulateOptions {
  const { values, positionals } = parsed(args);
  const names = providersIn(positionals);
  const first = numberIn(values.port, 'port', [1, 65_535 - PORT_STEP * (names.length - 1)]);
  const faults: Partial<Faults> = {
    duplicates: numberIn(values.duplicates, 'duplicates', [0, 1_000]),
    delayMs: numberIn(values.delay, 'delay', [0, 3_600_000]),
    dropRate: numberIn(values.drop, 'drop', [0, 1], false),
    seed: numberIn(values.seed, 'seed', [0, 1_000_000]),
    reorder: values.reorder,
    tamper: values.tamper,
  };
  return {
    providers: names.map((name, index) => {
      const usual = PORT_FIRST + PORT_STEP * providers.indexOf(name);
      return { name, port: first === undefined ? usual : first + PORT_STEP * index };
    }),
    host: values.host,
    webhookBase: addressIn(values['webhook-base']),
    faults: Object.fromEntries(Object.entries(faults).filter(([, value]) => value !== undefined)),
  };
}
