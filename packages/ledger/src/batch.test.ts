import { newId } from '@farebox/kit';
import { expect, test } from 'vitest';
import { batchJson, type Item, takeBatch } from './batch.ts';
import { captureOp, chargeOp, holdOp, releaseOp } from './wire.ts';

const accountId = newId();

function item(op: Item['op'], unknown = false): Item {
  return {
    op,
    unknown,
    deadline: Number.POSITIVE_INFINITY,
    tries: 0,
    breaks: 0,
    resolve: () => undefined,
    reject: () => undefined,
  };
}

const charge = (id = newId(), metadata?: Record<string, unknown>) =>
  item(chargeOp({ id, accountId, amount: 1n, metadata, fresh: true }));

test('takes from the front, as much as may travel, and leaves the rest in order', () => {
  const queue = [charge(), charge(), charge(), charge()];
  const [a, b, c, d] = queue;
  expect(takeBatch(queue, 3)).toEqual([a, b, c]);
  expect(queue).toEqual([d]);
  expect(takeBatch(queue, 3)).toEqual([d]);
  expect(takeBatch(queue, 3)).toEqual([]);
});

test('never one id twice', () => {
  const id = newId();
  const queue = [charge(id), charge(id), charge(), charge(id)];
  const [first, second, other, third] = queue;
  expect(takeBatch(queue, 10)).toEqual([first, other]);
  expect(takeBatch(queue, 10)).toEqual([second]);
  expect(takeBatch(queue, 10)).toEqual([third]);
});

test('never two about one hold: not its capture and its release, nor the hold itself', () => {
  const holdId = newId();
  const hold = item(holdOp({ id: holdId, accountId, amount: 5n }));
  const capture = item(captureOp({ id: newId(), accountId, holdId, amount: 1n }));
  const release = item(releaseOp({ id: newId(), accountId, holdId }));
  const queue = [hold, capture, release];
  expect(takeBatch(queue, 10)).toEqual([hold]);
  expect(takeBatch(queue, 10)).toEqual([capture]);
  expect(takeBatch(queue, 10)).toEqual([release]);
});

test('one that waits makes those wait that clash with it', () => {
  const [id, holdId] = [newId(), newId()];
  const release = item(releaseOp({ id, accountId, holdId }));
  const capture = item(captureOp({ id: newId(), accountId, holdId, amount: 1n }));
  const queue = [charge(id), release, capture];
  expect(takeBatch(queue, 10)).toHaveLength(1);
  expect(takeBatch(queue, 10)).toEqual([release]);
});

test('what was sent before is not called fresh again, and its metadata stays as it was', () => {
  const metadata = { fresh: true, deep: { fresh: true, x: '"fresh":true,' } };
  const first = charge(newId(), metadata);
  const [told] = JSON.parse(batchJson([first]));
  expect(told).toMatchObject({ n: 0, fresh: true, metadata });
  const again = { ...first, unknown: true };
  const { fresh: _, ...rest } = told;
  expect(JSON.parse(batchJson([again]))).toEqual([rest]);
  const plain = item(chargeOp({ id: newId(), accountId, amount: 1n, metadata }), true);
  expect(JSON.parse(batchJson([plain]))[0].metadata).toEqual(metadata);
});
