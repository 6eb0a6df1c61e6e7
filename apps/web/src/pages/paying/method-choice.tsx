import type { PaymentMethod } from '@farebox/sdk';
import { RadioGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { methodKey, useMethodName } from './methods.ts';

interface Props {
  methods: readonly PaymentMethod[];
  value: PaymentMethod | undefined;
  onChange: (method: PaymentMethod) => void;
  /** What else is to be said of one. */
  remark?: (method: PaymentMethod) => ReactNode;
}

/** The provider's own colour, as it is known from elsewhere; a plain edge for one that has none. */
function Colour({ colour }: { colour: string | null }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 shrink-0 rounded-sm">
      <rect width="16" height="16" {...(colour ? { fill: colour } : { className: 'fill-edge' })} />
    </svg>
  );
}

/** Who takes the money. With one way only there is nothing to choose, but one sees which it is. */
export function MethodChoice({ methods, value, onChange, remark }: Props) {
  const { t } = useTranslation();
  const nameOf = useMethodName();
  const choose = (key: string) => {
    const chosen = methods.find((method) => methodKey(method) === key);
    if (chosen) onChange(chosen);
  };
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">{t('paying.with')}</legend>
      <RadioGroup.Root
        value={value ? methodKey(value) : ''}
        onValueChange={choose}
        aria-label={t('paying.with')}
        className="grid gap-2 [&:has(>:nth-child(3))]:sm:grid-cols-2"
      >
        {methods.map((method) => (
          <RadioGroup.Item
            key={methodKey(method)}
            value={methodKey(method)}
            className="group flex min-h-12 items-center gap-3 rounded-md border border-edge bg-sheet px-4 py-2 text-left data-[state=checked]:border-ink data-[state=checked]:outline-1 data-[state=checked]:outline-ink focus-visible:outline-2 focus-visible:outline-offset-2"
          >
            <span className="grid size-4 shrink-0 place-content-center rounded-full border border-edge">
              <span className="size-2 rounded-full group-data-[state=checked]:bg-ink" />
            </span>
            <Colour colour={method.colour} />
            <span className="grid min-w-0 flex-1">
              <span className="font-medium">{nameOf(method)}</span>
              {method.provider === 'mockpay' ? (
                <span className="text-person text-sm">{t('paying.test')}</span>
              ) : (
                remark && <span className="text-quiet text-sm">{remark(method)}</span>
              )}
            </span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </fieldset>
  );
}
