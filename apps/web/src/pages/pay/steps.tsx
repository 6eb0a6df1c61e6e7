import type { Order } from '@farebox/sdk';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../ui/cn.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';

/** Ordered, paid, credited: how far it has come. */
export function Steps({ order }: { order: Order }) {
  const { t } = useTranslation();
  const steps = [
    { name: 'ordered', at: order.createdAt },
    { name: 'paid', at: order.paidAt },
    { name: 'credited', at: order.fulfilledAt },
  ] as const;
  const next = order.status === 'pending' || order.status === 'paid' ? steps.findIndex(({ at }) => at === null) : -1;
  return (
    <ol className="grid grid-cols-3">
      {steps.map(({ name, at }, index) => (
        <li key={name} className="grid gap-1.5" aria-current={index === next ? 'step' : undefined}>
          <span className="flex items-center">
            <span
              className={cn(
                'grid size-6 shrink-0 place-content-center rounded-full border-2',
                at ? 'border-fare bg-fare text-fare-ink' : 'border-line bg-sheet',
                index === next && 'animate-breathe border-held',
              )}
            >
              {at && <Check aria-hidden className="size-4" strokeWidth={3} />}
            </span>
            {index < steps.length - 1 && (
              <span className={cn('h-0.5 flex-1', steps[index + 1]?.at ? 'bg-fare' : 'bg-line')} />
            )}
          </span>
          <span className={cn('text-sm', at ? 'font-medium' : 'text-quiet')}>{t(`pay.steps.${name}`)}</span>
          {at && <RelativeTime at={at} className="text-quiet text-xs" />}
        </li>
      ))}
    </ol>
  );
}
