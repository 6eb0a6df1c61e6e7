import { useQuery } from '@tanstack/react-query';
import { configQuery } from '../api/queries.ts';

/** The ticket that is our mark. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <path
        className="fill-fare"
        d="M6 4h20a3 3 0 0 1 3 3v6a3 3 0 0 0 0 6v6a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3v-6a3 3 0 0 0 0-6V7a3 3 0 0 1 3-3z"
      />
      <path className="fill-fare-ink" d="M11 9h11v3.6h-7v2.8h6V19h-6v5h-4z" />
    </svg>
  );
}

/** The mark and the name that the operator gave this place. */
export function Wordmark() {
  const { data } = useQuery(configQuery);
  return (
    <span className="inline-flex items-center gap-2.5 font-semibold text-lg">
      <Mark className="size-7" />
      {data?.name ?? 'Farebox'}
    </span>
  );
}
