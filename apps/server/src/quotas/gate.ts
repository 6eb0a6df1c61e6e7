import type { Deps } from '../context.ts';
import { Quotas } from './quotas.ts';
import { Sharing } from './sharing.ts';
import { WrongKeys } from './wrong-keys.ts';

/** Everything that is counted at the gateway's door. */
export interface QuotaGate {
  quotas: Quotas;
  wrongKeys: WrongKeys;
  /** Tells the other servers the rest; when no call is under way any more. */
  close(): Promise<void>;
}

/** Opens the door's counters; they are shared with other servers on the same database. */
export function openQuotas({ config, clock, db, log }: Pick<Deps, 'config' | 'clock' | 'db' | 'log'>): QuotaGate {
  const settings = config.quotas;
  const quotas = new Quotas({ settings, clock, onUse: () => sharing.wake() });
  const { counters, now } = quotas;
  const sharing = new Sharing({ db, counters, everyMs: settings.shareMs, log, now });
  return { quotas, wrongKeys: new WrongKeys(settings.wrongKeysPerMinute), close: () => sharing.close() };
}
