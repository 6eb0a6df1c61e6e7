import { Ban, Check, CircleAlert, Clock, CornerUpLeft, type LucideIcon, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export type Tone = 'arrived' | 'refused' | 'held' | 'person' | 'neutral' | 'returned';

const tones: Record<Tone, { icon: LucideIcon; text: string }> = {
  arrived: { icon: Check, text: 'text-arrived' },
  refused: { icon: Ban, text: 'text-refused' },
  held: { icon: Clock, text: 'text-held' },
  person: { icon: CircleAlert, text: 'text-person' },
  returned: { icon: CornerUpLeft, text: 'text-arrived' },
  neutral: { icon: Minus, text: 'text-quiet' },
};

/** A state: always a sign and a word, never the colour alone. */
export function Badge({ tone, children, className }: { tone: Tone; children: ReactNode; className?: string }) {
  const { icon: Icon, text } = tones[tone];
  return (
    <span
      data-slot="badge"
      className={cn('inline-flex items-center gap-1 whitespace-nowrap font-medium text-sm', text, className)}
    >
      <Icon aria-hidden className="size-3.5" strokeWidth={2.5} />
      {children}
    </span>
  );
}
