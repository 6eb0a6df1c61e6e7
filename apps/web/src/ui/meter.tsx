import { cn } from './cn.ts';

const NEARLY = 0.9;

/**
 * How much of something is used, from 0 to 1, beside the figures that say it. Drawn, because our content security policy
 * allows no inline style.
 */
export function Meter({ share, className }: { share: number; className?: string }) {
  const width = Math.max(0, Math.min(100, share * 100));
  return (
    <svg
      aria-hidden
      data-slot="meter"
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      className={cn('h-1.5 w-full overflow-hidden rounded-full bg-fill', className)}
    >
      <rect width={width} height={6} className={share >= NEARLY ? 'fill-refused' : 'fill-fare'} />
    </svg>
  );
}
