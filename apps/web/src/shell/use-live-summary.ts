import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { summaryQuery } from '../api/queries.ts';

/** The balance as it is now; when it moves, everything that tells of the movement is asked for again. */
export function useLiveSummary() {
  const client = useQueryClient();
  const { data, isError } = useQuery(summaryQuery);
  const state = data && `${data.available} ${data.held} ${data.spent}`;
  const before = useRef(state);
  useEffect(() => {
    if (before.current && before.current !== state) {
      client.invalidateQueries({ queryKey: ['billing'], predicate: ({ queryKey }) => queryKey[1] !== 'summary' });
    }
    before.current = state;
  }, [client, state]);
  return { summary: data, isUnknown: !data && isError };
}
