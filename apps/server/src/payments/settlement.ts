import type { Deps } from '../context.ts';
import { findOpenEvent, type InboxEvent, putOffEventRow, settleEventRow, tieEventToOrder } from './inbox-store.ts';
import { type Told, tell } from './news.ts';
import type { ProviderNews } from './provider.ts';
import { findProvider } from './providers.ts';
import { WaitsFor } from './waits-for.ts';

/** How long an event waits for a payment that nobody knows: thirty days. */
const GIVE_UP_MS = 30 * 24 * 60 * 60 * 1000;

/** What the event's stored bytes mean. */
type Reader = (deps: Deps, event: InboxEvent) => Promise<ProviderNews[]>;

/**
 * Settles one callback of the inbox: reads what it says, makes it true, marks it done. Running it again at any time,
 * from several processes too, changes nothing more. Throws when the effect could not be stored; the event is then
 * `failed` and tried again later. One that waits for another is kept as `waiting`, for thirty days, and no error.
 */
export async function settleEvent(deps: Deps, eventId: string, read: Reader = readAgain): Promise<void> {
  const event = await findOpenEvent(deps.db, eventId);
  if (!event) return;
  try {
    await settle(deps, event, read);
  } catch (error) {
    if (isInVain(deps, event, error)) return settleEventRow(deps.db, event.id, 'ignored', `given up: ${error.message}`);
    await putOff(deps, event.id, error);
    if (!(error instanceof WaitsFor)) throw error;
  }
}

/** It is about a payment that nobody has told of for so long: of another installation, or of somebody who is gone. */
function isInVain({ clock }: Deps, { received_at: since }: InboxEvent, error: unknown): error is WaitsFor {
  return error instanceof WaitsFor && error.perhapsInVain && clock.now().getTime() - since.getTime() > GIVE_UP_MS;
}

async function settle(deps: Deps, event: InboxEvent, read: Reader): Promise<void> {
  const all: Told[] = [];
  for (const news of await read(deps, event)) {
    const told = await tell(deps, event.provider, news);
    if (told.orderId) await tieEventToOrder(deps.db, event.id, told.orderId);
    all.push(told);
  }
  const ignored = all.every((told) => told.ignored);
  const note = all.map((told) => told.note).find((text) => text !== null) ?? null;
  await settleEventRow(deps.db, event.id, ignored ? 'ignored' : 'processed', note);
}

/** A provider that was switched off meanwhile may have been paid: its events wait until it is back. */
async function readAgain(deps: Deps, event: InboxEvent): Promise<ProviderNews[]> {
  const provider = await findProvider(deps, event.provider);
  const news = await provider?.readEvent(event.raw, deps.clock.now());
  if (!news) throw new Error(`the provider ${event.provider} is switched off or cannot read its event`);
  return news;
}

/** Notes why and asks for another run; when even that fails, the sweep finds the event. */
async function putOff(deps: Deps, eventId: string, error: unknown): Promise<void> {
  const waits = error instanceof WaitsFor;
  const reason = error instanceof Error ? error.message : String(error);
  if (!waits) deps.log.warn({ err: error, eventId }, 'provider event not settled');
  try {
    const runAt = await putOffEventRow(deps.db, eventId, waits ? 'waiting' : 'failed', reason);
    const key = `payments.process_event:${eventId}`;
    if (runAt) await deps.work.add('payments.process_event', { eventId }, { key, runAt });
  } catch (problem) {
    deps.log.warn({ err: problem, eventId }, 'retry of a provider event left to the sweep');
  }
}
