import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

const look = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 aria-busy:cursor-progress [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        primary: 'bg-primary text-primary-ink not-disabled:hover:bg-primary-hover',
        plain: 'border border-edge/55 bg-sheet text-ink not-disabled:hover:bg-fill',
        quiet: 'text-ink not-disabled:hover:bg-fill',
        ink: 'bg-fare-ink text-fare not-disabled:hover:bg-fare-ink/85',
        danger: 'border border-refused/50 bg-sheet text-refused not-disabled:hover:bg-refused/10',
      },
      size: {
        small: 'h-8 px-3 text-sm',
        medium: 'h-10 px-4 text-base',
        large: 'h-12 px-6 text-lg',
        icon: 'size-8',
      },
    },
    defaultVariants: { look: 'plain', size: 'medium' },
  },
);

type Props = ComponentProps<'button'> &
  VariantProps<typeof look> & {
    /** Waiting for an answer: it can't be pressed again, and says so to readers. */
    busy?: boolean;
    /** Gives the look to the one child instead, for a link that looks like a button. */
    asChild?: boolean;
  };

/** Its words say what happens: "Pay ¥10.00", "Create key". */
export function Button({ look: variant, size, busy, asChild, className, disabled, type, ...rest }: Props) {
  const classes = cn(look({ look: variant, size }), className);
  if (asChild) return <Slot.Root data-slot="button" className={classes} {...rest} />;
  return (
    <button
      data-slot="button"
      type={type ?? 'button'}
      className={classes}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    />
  );
}
