import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

/** Groups what belongs together; never inside another card. */
export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return <section data-slot="card" className={cn('rounded-lg border bg-sheet', className)} {...rest} />;
}

export function CardHead({ title, children, id }: { title: ReactNode; children?: ReactNode; id?: string }) {
  return (
    <div
      data-slot="card-head"
      className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 py-3"
    >
      <h2 id={id} className="font-semibold text-lg">
        {title}
      </h2>
      {children}
    </div>
  );
}
