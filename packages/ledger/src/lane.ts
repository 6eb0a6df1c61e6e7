import type { ConnectOptions } from '@farebox/kit';
import pg from 'pg';
import { applyBatch } from './apply.ts';
import { type Item, takeBatch } from './batch.ts';
import { errors } from './errors.ts';
import { createLink, type Link } from './link.ts';

export interface LaneOptions {
  connection: ConnectOptions;
  schema: string;
  /** Operations in one statement at most. */
  batchSize: number;
  /** Operations that may wait; beyond it callers get `busy`. */
  queueLimit: number;
  onBatch?: ((batch: { size: number; milliseconds: number }) => void) | undefined;
}

/** One queue, one connection, one statement in flight. While it runs, what arrives queues up and goes with the next. */
export interface Lane {
  readonly options: LaneOptions;
  readonly link: Link;
  readonly queue: Item[];
  running: Item[];
  working: Promise<void> | null;
  closing: boolean;
}

/** Tells the callers of a batch what came of it; null when there is nothing (more) to tell. */
type Answer = (() => void) | null;

/** With so much of a batch waiting, the next one goes out before the answers to the last are given. */
const WORTH_SENDING = 0.25;

const FIRST_CONNECT_MS = 10_000;
const TRIES_AT_MOST = 5;

/** A statement that breaks its connection so many times is not sent again: it may be what breaks it. */
const BREAKS_AT_MOST = 20;
const UNIQUE_VIOLATION = '23505';

export function createLane(options: LaneOptions): Lane {
  return { options, link: createLink(options.connection), queue: [], running: [], working: null, closing: false };
}

export function addItem(lane: Lane, item: Item): void {
  if (lane.closing) item.reject(errors.closing());
  else if (lane.queue.length >= lane.options.queueLimit) item.reject(errors.busy());
  else {
    lane.queue.push(item);
    lane.working ??= work(lane);
  }
}

/** Connects, so that the first operation need not. Throws when the database cannot be reached for a while. */
export async function connectLane(lane: Lane): Promise<void> {
  const until = performance.now() + FIRST_CONNECT_MS;
  const client = await lane.link.get(() => !lane.closing && performance.now() < until);
  if (!client) throw new Error('The ledger cannot connect to the database.');
}

/** Lets everything in flight and in the queue finish, then disconnects. */
export async function closeLane(lane: Lane): Promise<void> {
  lane.closing = true;
  await lane.working;
  await lane.link.close();
}

async function work(lane: Lane): Promise<void> {
  let answer: Answer = null;
  try {
    while (lane.queue.length > 0 || answer) {
      if (answer && lane.queue.length < lane.options.batchSize * WORTH_SENDING) {
        answer();
        answer = null;
      }
      // To the end of this turn of the event loop: everything that became ready in it travels together.
      if (!answer) await new Promise(setImmediate);
      const sending = sendNext(lane);
      // The database works on the next batch while the callers of the last one hear their answers.
      answer?.();
      answer = await sending;
    }
  } finally {
    // In the same turn as the last look at the queue: what is added a turn later must find nobody at work.
    lane.working = null;
  }
}

async function sendNext(lane: Lane): Promise<Answer> {
  const client = lane.link.current ?? (await lane.link.get(() => someoneWaits(lane)));
  // Without a connection those who waited were sent away; somebody may have come since.
  if (!client) return null;
  lane.running = takeBatch(lane.queue, lane.options.batchSize).filter(stillWanted);
  const answer = lane.running.length > 0 ? await send(lane, client, lane.running) : null;
  lane.running = [];
  return answer;
}

/** Asked while there is no connection: sends away those whose time is up, and all of them when the lane closes. */
function someoneWaits(lane: Lane): boolean {
  lane.queue.splice(0, lane.queue.length, ...lane.queue.filter(stillWanted));
  if (lane.closing) for (const item of lane.queue.splice(0)) item.reject(errors.closing());
  return lane.queue.length > 0;
}

function stillWanted(item: Item): boolean {
  if (item.unknown || item.deadline > performance.now()) return true;
  item.reject(errors.deadline());
  return false;
}

async function send(lane: Lane, client: pg.Client, batch: Item[]): Promise<Answer> {
  const started = performance.now();
  try {
    const answer = await applyBatch(client, lane.options.schema, batch);
    lane.options.onBatch?.({ size: batch.length, milliseconds: performance.now() - started });
    return answer;
  } catch (error) {
    if (!isAnswer(error)) resendLater(lane, client, batch);
    else if (batch.length > 1) await sendApart(lane, client, batch);
    else undone(lane, batch[0] as Item, error);
    return null;
  }
}

/** The connection broke: what was sent may have happened. The same items go first on the next one. */
function resendLater(lane: Lane, client: pg.Client, batch: Item[]): void {
  for (const item of batch) {
    item.unknown = true;
    item.breaks += 1;
    if (item.breaks >= BREAKS_AT_MOST) item.reject(errors.outcome_unknown());
  }
  lane.queue.unshift(...batch.filter((item) => item.breaks < BREAKS_AT_MOST));
  lane.link.drop(client);
}

/** The database undid the whole batch because of one item: each goes alone, so that only that one fails. */
async function sendApart(lane: Lane, client: pg.Client, batch: Item[]): Promise<void> {
  for (const [at, item] of batch.entries()) {
    if (lane.link.current !== client) {
      lane.queue.unshift(...batch.slice(at));
      return;
    }
    (await send(lane, client, [item]))?.();
  }
}

function undone(lane: Lane, item: Item, error: pg.DatabaseError): void {
  item.tries += 1;
  // An id that was said to be fresh and was not: ask again, this time for the first answer.
  if (error.code === UNIQUE_VIOLATION) item.unknown = true;
  if (isPassing(error) && item.tries < TRIES_AT_MOST) lane.queue.unshift(item);
  else item.reject(error);
}

/** True when the database itself answered with an error, so that nothing of the batch was kept. */
function isAnswer(error: unknown): error is pg.DatabaseError {
  if (!(error instanceof pg.DatabaseError) || !error.code) return false;
  return !error.code.startsWith('08') && !error.code.startsWith('57P');
}

/**
 * Worth another try: deadlock, serialisation, lack of resources, cancelled; an id that was not fresh; functions that
 * another version's start replaced while they ran (XX000, 42883).
 */
function isPassing(error: pg.DatabaseError): boolean {
  const code = error.code ?? '';
  return /^(40|53|55|57)/.test(code) || [UNIQUE_VIOLATION, 'XX000', '42883'].includes(code);
}
