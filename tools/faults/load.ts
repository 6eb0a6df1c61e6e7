import type { Door } from './asking.ts';
import { Book } from './book.ts';
import { between, pause } from './chance.ts';
import type { Customer } from './customers.ts';
import type { Stage } from './stage.ts';
import { playOne } from './stories.ts';
import { type Call, callModel } from './streams.ts';

export interface Load {
  book: Book;
  calls: Call[];
  /** Callers begin, and go on until `end`. */
  begin(): void;
  /** No new stories; resolves when every caller knows all its outcomes. */
  end(): Promise<void>;
}

/** One in so many callers talks to the gateway, the others to the service API. */
const GATEWAY_SHARE = 8;

/** Callers who work at the pace of people: a short rest between two stories. */
export function prepareLoad(stage: Stage, customers: readonly Customer[], callers: number): Load {
  const book = new Book();
  const calls: Call[] = [];
  const door: Door = { urls: () => urlsOf(stage), token: stage.token, paymentSecret: stage.paymentSecret };
  const [caller, ...others] = [customers.at(-1) as Customer, ...customers.slice(0, -1)];
  const accounts = others.map(({ accountId }) => accountId);
  // Who is poor stays poor: nobody tops up the account on which all race for the last credit.
  const cookies = new Map(others.slice(0, -1).map(({ accountId, cookie }) => [accountId, cookie]));
  let going = false;
  let running: Promise<void>[] = [];
  async function work(one: () => Promise<void>): Promise<void> {
    while (going) {
      await one();
      await pause(between(0, 60));
    }
  }
  const story = () => playOne({ door, book, cookies }, accounts);
  const call = () => callModel(door, caller.apiKey, calls);
  return {
    book,
    calls,
    begin() {
      going = true;
      running = Array.from({ length: callers }, (_, at) => work(at % GATEWAY_SHARE === 0 ? call : story));
    },
    async end() {
      going = false;
      await Promise.all(running);
    },
  };
}

/** While all are down, one that refuses. */
function urlsOf({ servers }: Stage): string[] {
  const up = servers.flatMap(({ url }) => url ?? []);
  return up.length > 0 ? up : ['http://127.0.0.1:1'];
}
