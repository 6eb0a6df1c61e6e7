import type { ReactNode } from 'react';

/** One sentence about what will be here, and one button that gets it going. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div data-slot="empty" className="flex flex-col items-center gap-4 px-6 py-10 text-center">
      <p className="max-w-[44ch] text-balance text-quiet">{children}</p>
      {action}
    </div>
  );
}
