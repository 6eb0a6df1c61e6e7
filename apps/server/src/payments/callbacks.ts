import type { Deps } from '../context.ts';
import { paymentErrors } from './errors.ts';
import { addEvent, addRejected } from './inbox-store.ts';
import type { Callback, CallbackReading, Provider } from './provider.ts';
import { settleEvent } from './settlement.ts';

const keptAlways = ['content-type', 'user-agent'];

/**
 * Takes in one callback: verified over its raw bytes, stored once, settled. It returns when the effect is stored;
 * a copy returns at once, and so does one that waits for another: it is kept. Throws `callback_malformed` (400), `callback_not_verified` (401) and, when the effect is
 * not stored yet and the provider should send again, `callback_not_settled` (500).
 */
export async function receiveCallback(deps: Deps, provider: Provider, callback: Callback): Promise<void> {
  const reading = provider.readCallback(callback, deps.clock.now());
  const headers = keptHeaders(provider, callback.headers);
  if ('rejected' in reading) return reject(deps, provider, callback, headers, reading);
  const { eventId, type } = reading.event;
  const stored = await addEvent(deps.db, { provider: provider.name, eventId, type, raw: callback.raw, headers });
  if (stored.state === 'processed' || stored.state === 'ignored') return;
  try {
    await settleEvent(deps, stored.id);
  } catch {
    throw paymentErrors.callback_not_settled({ eventId });
  }
}

async function reject(
  deps: Deps,
  provider: Provider,
  { raw }: Callback,
  headers: Record<string, string>,
  { rejected, signatureOk, reason }: Extract<CallbackReading, { rejected: string }>,
): Promise<never> {
  deps.log.warn({ provider: provider.name, reason }, 'callback rejected');
  await addRejected(deps.db, { provider: provider.name, raw, headers, signatureOk, reason });
  throw rejected === 'malformed' ? paymentErrors.callback_malformed() : paymentErrors.callback_not_verified();
}

function keptHeaders(provider: Provider, headers: Headers): Record<string, string> {
  const kept = [...keptAlways, ...provider.keptHeaders].map((name) => [name, headers.get(name)?.slice(0, 200)]);
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined));
}
