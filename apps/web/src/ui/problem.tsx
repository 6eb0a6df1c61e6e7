import { FareboxApiError } from '@farebox/sdk';
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { useErrorText } from './error-text.ts';
import { IdWithCopy } from './id-with-copy.tsx';

interface Props {
  error: unknown;
  onRetry?: () => void;
  className?: string;
}

/** What happened, what to do, and the request's number for whoever is asked about it. */
export function Problem({ error, onRetry, className }: Props) {
  const { t } = useTranslation();
  const text = useErrorText()(error);
  const requestId = error instanceof FareboxApiError ? error.requestId : null;
  return (
    <div
      role="alert"
      data-slot="problem"
      className={cn('flex items-start gap-3 rounded-md border border-refused/40 bg-refused/6 p-4', className)}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-refused" />
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="font-medium">{t('errors.title')}</p>
        <p className="max-w-[64ch]">{text}</p>
        {requestId && (
          <p className="text-quiet text-sm">
            {t('common.requestId')} <IdWithCopy id={requestId} />
          </p>
        )}
        {onRetry && (
          <Button size="small" className="mt-2 justify-self-start" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )}
      </div>
    </div>
  );
}
