import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { safeNext } from '../../shell/addresses.ts';

/** After signing in: forgets what was known of nobody, and goes to where the person wanted. */
export function useArrival(): (next?: string) => Promise<void> {
  const client = useQueryClient();
  const router = useRouter();
  return async (next) => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'config' });
    await router.navigate({ href: safeNext(next), replace: true });
  };
}
