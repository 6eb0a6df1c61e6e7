import { Skeleton } from '../../ui/skeleton.tsx';
import { Perforation, Ticket, TicketPart } from '../../ui/ticket.tsx';

/** A blank ticket. */
export function TicketLoading() {
  return (
    <div aria-busy="true">
      <Ticket>
        <TicketPart className="grid gap-3">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-9 w-48" />
        </TicketPart>
        <Perforation />
        <TicketPart className="grid gap-4">
          {['a', 'b', 'c', 'd'].map((name) => (
            <div key={name} className="flex justify-between">
              <Skeleton className="h-4 w-20" />
              <Skeleton className="h-4 w-28" />
            </div>
          ))}
        </TicketPart>
      </Ticket>
    </div>
  );
}
