import { pause } from '../faults/chance.ts';
import { makeCall, type Told } from './call.ts';
import type { Person } from './people.ts';
import type { Plan } from './plan.ts';
import type { Stage } from './stage.ts';

/** What the clients were told, and when the server was killed. */
export interface Journal {
  told: Told[];
  killedAt: number;
  /** The most requests that were under way when it was. */
  underWay: number;
}

export interface Pace {
  /** Seconds of the trace that pass in one of ours. */
  speed: number;
  /** Clients at once; further ones are late. */
  atOnce: number;
}

/** How long the server stays dead. */
const DEAD_MS = 500;
/** A client whose connection was lost before it heard anything asks again so often, as the official ones do. */
const ATTEMPTS = 3;

/** Everybody calls when the trace says; when half of them have begun the server is killed and started again. */
export async function playCrowd(stage: Stage, people: Person[], plans: Plan[], pace: Pace): Promise<Journal> {
  const journal: Journal = { told: [], killedAt: Number.POSITIVE_INFINITY, underWay: 0 };
  const running = new Set<Promise<void>>();
  const start = performance.now();
  let restart: Promise<void> | null = null;
  for (const plan of plans) {
    await pause(Math.max(0, start + plan.at / pace.speed - performance.now()));
    while (running.size >= pace.atOnce) await Promise.race(running);
    const call = callUntilHeard(stage, people[plan.user] as Person, plan, journal).finally(() => running.delete(call));
    running.add(call);
    if (plan.n >= plans.length / 2) restart ??= killAndStart(stage, journal, running.size);
  }
  await Promise.all([...running, restart]);
  return journal;
}

async function killAndStart({ server }: Stage, journal: Journal, underWay: number): Promise<void> {
  journal.killedAt = performance.now();
  journal.underWay = underWay;
  await server.kill();
  await pause(DEAD_MS);
  await server.start();
}

/** Waits while nobody is there; asks again when the connection was lost and nothing was heard. */
async function callUntilHeard({ server }: Stage, person: Person, plan: Plan, { told }: Journal): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; ) {
    const { url } = server;
    const one = url === null ? null : await makeCall(url, person, plan, attempt);
    if (!one || one.end === 'unreached') {
      await pause(50);
      continue;
    }
    told.push(one);
    if (one.end !== 'broken' || one.status !== null) return;
    attempt += 1;
  }
}
