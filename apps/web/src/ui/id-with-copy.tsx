import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { shortId } from '../format/number.ts';
import { cn } from './cn.ts';
import { useCopy } from './use-copy.ts';

/** An id, shortened in the middle; a click copies the whole of it. */
export function IdWithCopy({ id, className }: { id: string; className?: string }) {
  const { t } = useTranslation();
  const [copied, copy] = useCopy();
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      data-slot="id"
      title={id}
      aria-label={t('common.copyNamed', { name: id })}
      onClick={() => copy(id)}
      className={cn(
        'mono inline-flex items-center whitespace-nowrap gap-1.5 rounded-sm text-sm hover:text-ink',
        className,
      )}
    >
      {shortId(id)}
      <Icon aria-hidden className={cn('size-3.5', copied ? 'text-arrived' : 'text-quiet')} />
      <span aria-live="polite" className="sr-only">
        {copied && t('common.copied')}
      </span>
    </button>
  );
}
