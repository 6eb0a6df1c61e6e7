import { newId, siblingId } from '@farebox/kit';
import { createLedger } from '@farebox/ledger';
import type pg from 'pg';
import { KEY, type Pair, type Rival } from './rival.ts';

const usage = {
  feature: 'chat',
  model: 'demo-small',
  keyId: KEY,
  inputTokens: 100,
  outputTokens: 50,
  details: { price: 'a1b2c3' },
};

/** The ledger as the server uses it: two lanes, batches. */
export async function batchedRival(url: string, pool: pg.Pool): Promise<Rival> {
  const ledger = await createLedger({ connection: { url }, pool });
  return {
    name: 'farebox',
    pair: async ({ accountId, held, captured }) => {
      const id = newId();
      await ledger.hold({ id, accountId, amount: held, feature: 'chat', model: 'demo-small', keyId: KEY, fresh: true });
      const capture = { id: siblingId(id, 'capture'), accountId, holdId: id, amount: captured, usage, fresh: true };
      await ledger.capture(capture);
    },
    close: () => ledger.close(),
  };
}

/** (a): the same SQL function, called once per operation over a pool of connections. */
export function singleRival(pool: pg.Pool): Rival {
  async function apply(op: Record<string, unknown>): Promise<void> {
    const { rows } = await pool.query({
      name: 'single',
      text: 'select code from ledger.apply($1)',
      values: [JSON.stringify([{ n: 0, fresh: true, ...op }])],
    });
    if (rows[0].code !== 'ok') throw new Error(rows[0].code);
  }
  const shared = { feature: 'chat', model: 'demo-small', key_id: KEY };
  return {
    name: 'one call per operation',
    pair: async ({ accountId, held, captured }: Pair) => {
      const id = newId();
      await apply({ id, account_id: accountId, kind: 'hold', amount: Number(held), ...shared });
      await apply({
        id: siblingId(id, 'capture'),
        account_id: accountId,
        kind: 'capture',
        target: id,
        amount: Number(captured),
        input_tokens: usage.inputTokens,
        output_tokens: usage.outputTokens,
        details: usage.details,
        ...shared,
      });
    },
    close: () => pool.end(),
  };
}
