import type { Me } from '@farebox/sdk';
import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../api/queries.ts';

/** Whether somebody is one of the operator's people, and may decide everything. Until it is known: nobody. */
export function useRole(): { isStaff: boolean; isRoot: boolean } {
  const role: Me['role'] = useQuery(meQuery).data?.role ?? 'user';
  return { isStaff: role !== 'user', isRoot: role === 'root' };
}
