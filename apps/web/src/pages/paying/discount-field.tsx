import { toMicro } from '@farebox/sdk';
import { Tag, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCredits, formatMoney } from '../../format/money.ts';
import { Button } from '../../ui/button.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import type { DiscountChoice } from './use-discount.ts';

const CODE_MOST = 60;

/** A code that is in force, with what it gives, and the way to take it off again. */
function Applied({ discount }: { discount: DiscountChoice }) {
  const { t } = useTranslation();
  const { code, terms } = discount;
  const off = terms && toMicro(terms.discount) > 0n ? formatMoney(`-${terms.discount}`, terms.currency) : '';
  const bonus = terms && toMicro(terms.bonusCredits) > 0n ? formatCredits(terms.bonusCredits, 'movement') : '';
  const gives = [off, bonus && t('common.amountOfCredits', { amount: bonus })].filter(Boolean).join(', ');
  return (
    <div className="flex min-h-10 items-center gap-3 rounded-md bg-fill py-1 pr-1 pl-3">
      <Tag aria-hidden className="size-4 shrink-0" />
      <span className="mono min-w-0 truncate font-medium">{terms?.code ?? code.toUpperCase()}</span>
      <span aria-live="polite" className="ml-auto text-right text-arrived text-sm">
        {gives || (discount.waiting ? t('common.loading') : '')}
      </span>
      <Button look="quiet" size="icon" aria-label={t('paying.discount.remove')} onClick={() => discount.apply('')}>
        <X aria-hidden />
      </Button>
    </div>
  );
}

/** Where a discount code is entered: closed until somebody has one. */
export function DiscountField({ discount }: { discount: DiscountChoice }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  if (discount.code && !discount.error) return <Applied discount={discount} />;
  if (!open && !discount.error) {
    return (
      <Button look="quiet" size="small" className="-ml-3 justify-self-start" onClick={() => setOpen(true)}>
        <Tag aria-hidden />
        {t('paying.discount.have')}
      </Button>
    );
  }
  const apply = () => discount.apply(typed.trim());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    apply();
  };
  return (
    <Field label={t('paying.discount.code')} error={discount.error ? errorText(discount.error) : undefined}>
      {(control) => (
        <span className="flex max-w-[360px] gap-2">
          <Input
            {...control}
            autoFocus={open}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={CODE_MOST}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              if (discount.code) discount.apply('');
            }}
            onKeyDown={onKeyDown}
            className="mono"
          />
          <Button onClick={apply} disabled={typed.trim() === ''}>
            {t('paying.discount.apply')}
          </Button>
        </span>
      )}
    </Field>
  );
}
