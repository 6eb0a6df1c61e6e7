import { cn } from './cn.ts';

/** A grey stand-in with the size of what will be here. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden data-slot="skeleton" className={cn('block animate-breathe rounded-sm bg-fill', className)} />
  );
}

const widths = ['w-40', 'w-28', 'w-36', 'w-24', 'w-44'];

/** Rows as the table will have them. */
export function SkeletonRows({ rows }: { rows: number }) {
  return (
    <div aria-busy="true" data-slot="skeleton-rows">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stand-ins have no other name and never move.
        <div key={row} className="flex h-10 items-center justify-between gap-6 border-t px-5">
          <Skeleton className={cn('h-3.5', widths[row % widths.length])} />
          <Skeleton className="hidden h-3.5 w-20 sm:block" />
          <Skeleton className="h-3.5 w-16" />
        </div>
      ))}
    </div>
  );
}
