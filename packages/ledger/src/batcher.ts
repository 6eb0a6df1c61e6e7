import { addItem, closeLane, connectLane, createLane, type Lane, type LaneOptions } from './lane.ts';
import type { Posted } from './operations.ts';
import type { WireOperation } from './wire.ts';

export interface BatcherOptions extends LaneOptions {
  lanes: number;
  /** How long an operation may wait before it is started. */
  deadlineMs: number;
}

export interface Batcher {
  run(op: WireOperation): Promise<Posted>;
  connect(): Promise<void>;
  health(): { queued: number; inFlight: number; lanesConnected: number };
  close(): Promise<void>;
}

/**
 * Spreads operations over lanes by account, so that those of one account keep to one connection and never
 * wait for each other's row locks. The same operation asked for twice at once is sent once; both callers get its answer.
 */
export function createBatcher(options: BatcherOptions): Batcher {
  const lanes = Array.from({ length: options.lanes }, () => createLane(options));
  const pending = new Map<string, { json: string; answer: Promise<Posted> }>();

  function run(op: WireOperation): Promise<Posted> {
    const same = pending.get(op.id);
    if (same?.json === op.json) return same.answer;
    const answer = enqueue(laneOf(lanes, op.accountId), op, options.deadlineMs);
    if (same) return answer;
    pending.set(op.id, { json: op.json, answer });
    const done = () => pending.delete(op.id);
    answer.then(done, done);
    return answer;
  }

  return {
    run,
    connect: async () => void (await Promise.all(lanes.map(connectLane))),
    health: () => ({
      queued: sum(lanes, (lane) => lane.queue.length),
      inFlight: sum(lanes, (lane) => lane.running.length),
      lanesConnected: sum(lanes, (lane) => Number(lane.link.current !== null)),
    }),
    close: async () => void (await Promise.all(lanes.map(closeLane))),
  };
}

function enqueue(lane: Lane, op: WireOperation, deadlineMs: number): Promise<Posted> {
  return new Promise((resolve, reject) => {
    addItem(lane, {
      op,
      deadline: performance.now() + deadlineMs,
      unknown: false,
      tries: 0,
      breaks: 0,
      resolve,
      reject,
    });
  });
}

/** The last digits of a UUID are random in every version we make. */
function laneOf(lanes: Lane[], accountId: string): Lane {
  return lanes[Number.parseInt(accountId.slice(-4), 16) % lanes.length] as Lane;
}

function sum(lanes: Lane[], read: (lane: Lane) => number): number {
  return lanes.reduce((total, lane) => total + read(lane), 0);
}
