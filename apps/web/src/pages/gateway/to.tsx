import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Between what is ours or was, and what is theirs or will be. */
export function To() {
  const { t } = useTranslation('admin');
  return (
    <>
      <ArrowRight aria-hidden className="inline size-3.5 align-[-0.15em]" />
      <span className="sr-only">{t('gateway.becomes')}</span>
    </>
  );
}
