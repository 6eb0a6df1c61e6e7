import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** What a text field, a select and a date share. 16 px on phones: a smaller size makes them zoom in. */
export const inputLook =
  'h-10 w-full min-w-0 rounded-md border border-edge bg-sheet px-3 text-lg text-ink placeholder:text-quiet md:text-base disabled:opacity-50 aria-invalid:border-refused aria-invalid:outline-refused';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input data-slot="input" className={cn(inputLook, className)} {...rest} />;
}
