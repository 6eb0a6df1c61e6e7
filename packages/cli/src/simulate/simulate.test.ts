import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readOptions } from './options.ts';
import { simulate } from './simulate.ts';

let out = '';

beforeEach(() => {
  out = '';
  const keep = (text: string | Uint8Array) => {
    out += text;
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep as typeof process.stdout.write);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep as typeof process.stderr.write);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Ports of this test's own: far from the usual ones, and other ones for each run. */
const port = () => 20_000 + Math.floor(Math.random() * 20_000);

/** What is answered while the simulators run. */
async function during(args: string[], look: () => Promise<unknown>): Promise<unknown> {
  let seen: unknown;
  const code = await simulate(args, async () => {
    seen = await look();
  });
  expect({ code, out }).toMatchObject({ code: 0 });
  return seen;
}

test('it tells settings, callback addresses and curl lines, and the three answer', async () => {
  const first = port();
  const ask = async (at: number, path: string, headers = {}) =>
    (await fetch(`http://127.0.0.1:${at}${path}`, { headers })).status;
  const seen = await during(['all', '--port', String(first), '--webhook-base', 'http://shop.test:3000/'], async () => [
    await ask(first, '/v1/account', { authorization: 'Bearer sk_test_farebox' }),
    await ask(first + 10, '/api.php?act=query&pid=1001&key=89unJUB8HZ54Hj7x4nUj56HN4nUzUJ8i'),
    await ask(first + 20, '/v1/products/prod_simulatorTopUp', { 'x-api-key': 'creem_test_simulator0000000000' }),
  ]);
  expect(seen).toEqual([200, 200, 200]);
  for (const line of [
    `STRIPE_BASE_URL=http://127.0.0.1:${first}\n`,
    'STRIPE_SECRET_KEY=sk_test_farebox\n',
    'STRIPE_WEBHOOK_SECRET=whsec_farebox\n',
    'http://shop.test:3000/api/payments/notify/stripe\n',
    `EPAY_BASE_URL=http://127.0.0.1:${first + 10}/\n`,
    'EPAY_PID=1001\n',
    'EPAY_KEY=89unJUB8HZ54Hj7x4nUj56HN4nUzUJ8i\n',
    'EPAY_PRIVATE_KEY=MII',
    'EPAY_PLATFORM_PUBLIC_KEY=MII',
    'http://shop.test:3000/api/payments/notify/epay\n',
    `CREEM_BASE_URL=http://127.0.0.1:${first + 20}\n`,
    'CREEM_API_KEY=creem_test_',
    'CREEM_WEBHOOK_SECRET=whsec_',
    'CREEM_TOP_UP_PRODUCT=prod_simulatorTopUp\n',
    'http://shop.test:3000/api/payments/notify/creem\n',
    `curl -X POST -d out_trade_no=… -d money=0.01 http://127.0.0.1:${first + 10}/_simulate/pay\n`,
  ]) {
    expect(out).toContain(line);
  }
});

test('every control that it tells of is there', async () => {
  const first = port();
  const told = await during(['--port', String(first)], async () => {
    const lines = [...out.matchAll(/(http:\S+_simulate\/)([\w-]+)\n/g)];
    return Promise.all(
      lines.map(async ([, base = '', name]) => {
        const { controls } = (await (await fetch(base)).json()) as { controls: string[] };
        return controls.includes(`/_simulate/${name}`) ? null : `${base}${name}`;
      }),
    );
  });
  expect((told as unknown[]).length).toBeGreaterThan(25);
  expect((told as unknown[]).filter(Boolean)).toEqual([]);
});

test('the faults of the command line are those of the callbacks', async () => {
  const first = port();
  const args = [
    'epay',
    '--port',
    String(first),
    '--duplicates',
    '2',
    '--delay',
    '500',
    '--reorder',
    '--drop',
    '0.2',
    '--tamper',
  ];
  const faults = await during(args, async () => (await fetch(`http://127.0.0.1:${first}/_simulate/faults`)).json());
  expect(faults).toEqual({ duplicates: 2, delayMs: 500, reorder: true, dropRate: 0.2, tamper: true, seed: 1 });
  expect(out).not.toContain('STRIPE_');
});

test('what it tells is the same after another start', async () => {
  const args = ['all', '--port', String(port())];
  await during(args, async () => null);
  const before = out;
  out = '';
  await during(args, async () => null);
  expect(out).toBe(before);
});

test('it refuses in production', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  expect(await simulate(['all'], () => Promise.reject(new Error('it runs')))).toBe(1);
  expect(out).toBe('farebox simulate takes every payment for paid: it does not run with NODE_ENV=production.\n');
});

test('a taken port is told, and nothing is left running', async () => {
  const first = port();
  const [args, other] = [
    ['creem', '--port', String(first + 10)],
    ['all', '--port', String(first)],
  ];
  const code = await during(args, () => simulate(other, async () => {}));
  expect(code).toBe(1);
  expect(out).toContain(`Port ${first + 10} is taken: choose another with --port.\n`);
  await during(['stripe', '--port', String(first)], async () => null);
});

test('beyond this machine only when told, with a warning', async () => {
  await during(['epay', '--host', '0.0.0.0', '--port', String(port())], async () => null);
  expect(out).toContain('Whoever reaches 0.0.0.0 can claim payments');
});

test.each([
  { args: ['paypal'], says: 'There is no provider paypal' },
  { args: ['epay', 'creem'], says: 'Name one provider, or all.' },
  { args: ['--port', '0'], says: '--port is a whole number from 1 to 65515.' },
  { args: ['--drop', '2'], says: '--drop is a number from 0 to 1.' },
  { args: ['--duplicates', '1.5'], says: '--duplicates is a whole number' },
  { args: ['--delay', ''], says: '--delay is a whole number' },
  { args: ['--webhook-base', 'localhost:3000'], says: '--webhook-base is the address of the server' },
  { args: ['--nope'], says: "Unknown option '--nope'" },
])('called wrongly: $args', async ({ args, says }) => {
  expect(await simulate(args, () => Promise.reject(new Error('it runs')))).toBe(2);
  expect(out).toContain(says);
});

test('the usual ports do not depend on what else is started', () => {
  const ports = (...args: string[]) => readOptions(args).providers.map((one) => one.port);
  expect(ports()).toEqual([4010, 4020, 4030]);
  expect(ports('creem')).toEqual([4030]);
  expect(ports('creem', '--port', '5000')).toEqual([5000]);
});
