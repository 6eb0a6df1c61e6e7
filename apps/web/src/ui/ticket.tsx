import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** A ticket stub: torn at both ends, with its number on top. What every receipt is printed on. */
export function Ticket({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div data-slot="ticket" className={cn('ticket-shade', className)}>
      <div className="ticket-edge bg-sheet py-6 text-base">{children}</div>
    </div>
  );
}

/** Where the stub would be torn off. */
export function Perforation() {
  return <div aria-hidden className="my-4 border-edge/60 border-t-2 border-dashed" />;
}

export function TicketPart({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cn('px-6', className)}>{children}</div>;
}

/** Label left, figure right. */
export function TicketRow({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-baseline justify-between gap-6 py-1">
      <dt className="shrink-0 text-quiet">{label}</dt>
      <dd className="min-w-0 text-right">{children}</dd>
    </div>
  );
}
