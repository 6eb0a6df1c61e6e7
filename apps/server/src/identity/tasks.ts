import type { Deps } from '../context.ts';
import type { DomainTasks } from '../work.ts';
import { deleteExpired } from './store.ts';

/** Background work: nightly, what nobody can use any more is deleted. */
export function identityTasks({ db }: Deps): DomainTasks {
  return {
    'identity.forget_expired': () => deleteExpired(db),
    crontab: '17 3 * * * identity.forget_expired',
  };
}
