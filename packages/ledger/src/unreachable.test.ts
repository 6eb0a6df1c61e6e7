import { newId } from '@farebox/kit';
import { expect, test } from 'vitest';
import { createBatcher } from './batcher.ts';
import { chargeOp } from './wire.ts';

const nowhere = { url: 'postgres://nobody:x@127.0.0.1:1/none' };
const options = { connection: nowhere, schema: 'ledger', lanes: 1, batchSize: 8, queueLimit: 8, deadlineMs: 200 };

test('without a database every operation is told in time that it was not started, also one asked for just then', async () => {
  const batcher = createBatcher(options);
  for (let turn = 0; turn < 3; turn++) {
    const op = chargeOp({ id: newId(), accountId: newId(), amount: 1n });
    await expect(batcher.run(op)).rejects.toMatchObject({ code: 'deadline' });
  }
  await batcher.close();
}, 10_000);

test('closing sends away who waits', async () => {
  const batcher = createBatcher({ ...options, deadlineMs: 60_000 });
  const waiting = batcher.run(chargeOp({ id: newId(), accountId: newId(), amount: 1n }));
  const told = expect(waiting).rejects.toMatchObject({ code: 'closing' });
  await batcher.close();
  await told;
}, 10_000);
