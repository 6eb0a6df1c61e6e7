import { guideTo } from './guide.ts';
import { readOptions, type SimulateOptions, UsageError } from './options.ts';
import { starters } from './providers.ts';
import type { Running } from './running.ts';

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** Until Ctrl-C or SIGTERM. */
function untilEnded(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

async function startAll(options: SimulateOptions): Promise<Running[]> {
  const started: Running[] = [];
  try {
    for (const { name, port } of options.providers) started.push(await starters[name]({ port, options }));
  } catch (error) {
    await closeAll(started);
    throw error;
  }
  return started;
}

async function closeAll(started: Running[]): Promise<void> {
  await Promise.all(started.map((running) => running.close()));
}

function reasonOf(error: unknown): string {
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number };
  return code === 'EADDRINUSE' ? `Port ${port} is taken: choose another with --port.` : message;
}

async function run(options: SimulateOptions, until: () => Promise<void>): Promise<void> {
  const started = await startAll(options);
  for (const running of started) process.stdout.write(guideTo(running));
  if (!loopback.test(options.host)) {
    process.stdout.write(
      `Whoever reaches ${options.host} can claim payments: keep it inside a network of your own.\n\n`,
    );
  }
  process.stdout.write('No money moves. Ctrl-C ends the rehearsal and forgets everything.\n');
  await until();
  await closeAll(started);
}

/**
 * `farebox simulate`: Stripe, EPay and Creem on this machine, until Ctrl-C. Exit codes as everywhere: 1 in production,
 * where it refuses, and when a port is taken; 2 when called wrongly.
 */
export async function simulate(args: string[], until = untilEnded): Promise<number> {
  if (process.env.NODE_ENV === 'production') {
    process.stderr.write('farebox simulate takes every payment for paid: it does not run with NODE_ENV=production.\n');
    return 1;
  }
  try {
    await run(readOptions(args), until);
    return 0;
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}
