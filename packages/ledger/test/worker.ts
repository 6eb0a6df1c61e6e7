import { connect, type FareboxError } from '@farebox/kit';
import { createLedger } from '../src/index.ts';
import { asServer } from './ledger-database.ts';
import type { Answer, Job, Step } from './processes.ts';

// A server process in miniature: works through its chains of steps, all chains at once, and tells every answer.

const AT_ONCE = 64;

async function work({ url, chains }: Job): Promise<Answer[]> {
  const pool = connect(asServer(url));
  const ledger = await createLedger({ connection: asServer(url), pool });
  const answers: Answer[] = [];
  const ask = async ({ kind, input }: Step): Promise<boolean> => {
    const answer = await ledger[kind](input as never).then(
      (posted) => ({ code: 'ok', posted }),
      ({ code, message }: FareboxError) => ({ code: code ?? message, posted: null }),
    );
    answers.push({ kind, input, ...answer });
    return answer.code === 'ok';
  };
  const queue = [...chains];
  const runners = Array.from({ length: AT_ONCE }, async () => {
    for (let chain = queue.shift(); chain; chain = queue.shift()) {
      for (const step of chain) if (!(await ask(step))) break;
    }
  });
  await Promise.all(runners);
  await ledger.close();
  await pool.end();
  return answers;
}

process.on('message', async (job: Job) => {
  process.send?.(await work(job), () => process.disconnect());
});
// Without whoever asked there is nobody to tell.
process.on('disconnect', () => process.exit());
process.send?.('ready');
