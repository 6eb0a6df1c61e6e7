import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Mark } from '../shell/wordmark.tsx';
import { Button } from '../ui/button.tsx';

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <main className="grid min-h-[70dvh] place-content-center justify-items-center gap-4 px-6 text-center">
      <Mark className="size-12" />
      <h1 className="font-semibold text-2xl">{t('common.notFound.title')}</h1>
      <p className="max-w-[44ch] text-balance text-quiet">{t('common.notFound.text')}</p>
      <Button asChild look="primary" className="mt-2">
        <Link to="/">{t('common.home')}</Link>
      </Button>
    </main>
  );
}
