import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { inputLook } from './input.tsx';

/** The platform's own list: at home on a phone, and every reader knows it. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <span data-slot="select" className={cn('relative block', className)}>
      <select className={cn(inputLook, 'appearance-none pr-9')} {...rest} />
      <ChevronDown aria-hidden className="pointer-events-none absolute top-3 right-3 size-4 text-quiet" />
    </span>
  );
}
