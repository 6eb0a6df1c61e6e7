import type { Posted } from './operations.ts';
import type { WireOperation } from './wire.ts';

/** An operation on its way, and who waits for its answer. */
export interface Item {
  op: WireOperation;
  /** Milliseconds of `performance.now()` after which it is no longer started; no matter once it was sent. */
  deadline: number;
  /** Sent at least once with no answer: it may have happened, so it is sent again until there is one. */
  unknown: boolean;
  /** How often the database undid it for a passing reason (deadlock, lack of resources). */
  tries: number;
  /** How often the connection broke while it was being sent. */
  breaks: number;
  resolve(posted: Posted): void;
  reject(error: Error): void;
}

/** A batch is sent when it has this much text, however few operations that is. */
const BATCH_CHARS = 4_000_000;

/** Looked through for items that may travel together: so many times the batch's size, however long the queue. */
const LOOK_AHEAD = 4;

/**
 * The first items of a queue that may travel together: no id twice, no hold twice. Those that must wait keep
 * their order for the next batch. Empties what it takes out of `queue`.
 */
export function takeBatch(queue: Item[], size: number): Item[] {
  const batch: Item[] = [];
  const waiting: Item[] = [];
  const seen = new Set<string>();
  const last = Math.min(queue.length, size * LOOK_AHEAD);
  let chars = 0;
  let at = 0;
  for (; at < last && batch.length < size && chars < BATCH_CHARS; at++) {
    const item = queue[at] as Item;
    const clashes = seen.has(item.op.id) || (item.op.holdId !== null && seen.has(item.op.holdId));
    seen.add(item.op.id);
    if (item.op.holdId !== null) seen.add(item.op.holdId);
    (clashes ? waiting : batch).push(item);
    if (!clashes) chars += item.op.json.length;
  }
  queue.splice(0, at, ...waiting);
  return batch;
}

/** The batch as the one argument of `apply`. Each operation was turned into JSON when it was asked for. */
export function batchJson(batch: Item[]): string {
  return `[${batch.map((item, n) => `{"n":${n},${jsonOf(item).slice(1)}`).join(',')}]`;
}

/** Only at its place in the head: a caller's metadata may have such a field too. */
const freshHead = /^(\{"id":"[^"]*","account_id":"[^"]*",)"fresh":true,/;

/** What was sent before is not fresh any more: its first answer, if there is one, has to be found. */
function jsonOf(item: Item): string {
  return item.unknown ? item.op.json.replace(freshHead, '$1') : item.op.json;
}
