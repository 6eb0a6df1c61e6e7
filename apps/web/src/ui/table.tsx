import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** A real table: 40-px rows, one line each, numbers to the right. Scrolls by itself when it must. */
export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    <div data-slot="table" className="relative overflow-x-auto">
      <table className={cn('w-full border-collapse text-base', className)} {...rest} />
    </div>
  );
}

export function Th({ className, number, ...rest }: ComponentProps<'th'> & { number?: boolean }) {
  return (
    <th
      scope="col"
      className={cn(
        'h-9 whitespace-nowrap border-t px-3 text-left font-medium text-quiet text-sm first:pl-5 last:pr-5',
        number && 'text-right',
        className,
      )}
      {...rest}
    />
  );
}

export function Tr({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr className={cn('relative border-t', className)} {...rest} />;
}

export function Td({ className, number, ...rest }: ComponentProps<'td'> & { number?: boolean }) {
  return (
    <td
      className={cn('h-10 whitespace-nowrap px-3 py-0 first:pl-5 last:pr-5', number && 'text-right', className)}
      {...rest}
    />
  );
}

/** For the link in a row's first cell: the whole row leads there. */
export const rowLink =
  'after:absolute after:inset-0 after:content-[""] hover:after:bg-ink/4 focus-visible:after:outline-2 focus-visible:after:outline-ink focus-visible:after:-outline-offset-2 outline-none';
