import { createFarebox, FareboxApiError } from '@farebox/sdk';
import { QueryCache, QueryClient } from '@tanstack/react-query';

/** The server that served this page, as the person of the session's cookie. */
export const farebox = createFarebox({ baseUrl: '' });

const isApi = (error: unknown): error is FareboxApiError => error instanceof FareboxApiError;

/** Nothing that asking again would change. */
const isFinal = (error: unknown) => isApi(error) && error.status > 0 && error.status < 500;

/** `onSignedOut` is called when the server no longer knows the session. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error) => isApi(error) && error.status === 401 && onSignedOut() }),
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (failures, error) => failures < 1 && !isFinal(error) },
      mutations: { retry: false },
    },
  });
}
