import { Check, Copy } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { useCopy } from './use-copy.ts';

interface Props extends Omit<ComponentProps<typeof Button>, 'children' | 'onClick'> {
  text: string;
  /** What is copied, for readers: "the key". */
  name: string;
}

export function CopyButton({ text, name, ...rest }: Props) {
  const { t } = useTranslation();
  const [copied, copy] = useCopy();
  const Icon = copied ? Check : Copy;
  return (
    <Button size="small" aria-label={t('common.copyNamed', { name })} onClick={() => copy(text)} {...rest}>
      <Icon aria-hidden />
      <span aria-live="polite">{copied ? t('common.copied') : t('common.copy')}</span>
    </Button>
  );
}
