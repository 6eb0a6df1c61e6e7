import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

/** With the names that tokens.css adds to Tailwind's own. */
const merge = extendTailwindMerge({ extend: { theme: { radius: ['card'], shadow: ['lifted'] } } });

/** Class names put together; of two that say the same thing, the later one wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
