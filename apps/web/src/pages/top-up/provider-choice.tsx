import { RadioGroup } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { TopUp } from './use-top-up.ts';

/** Who takes the money. With a single provider there is nothing to choose, but one sees who it is. */
export function ProviderChoice({ topUp }: { topUp: TopUp }) {
  const { t } = useTranslation();
  const { config, provider, setProvider } = topUp;
  const isTest = (name: string) => name === 'mockpay';
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">{t('topUp.provider')}</legend>
      <RadioGroup.Root
        value={provider}
        onValueChange={setProvider}
        aria-label={t('topUp.provider')}
        className="grid gap-2"
      >
        {config.providers.map((name) => (
          <RadioGroup.Item
            key={name}
            value={name}
            className="group flex h-12 items-center gap-3 rounded-md border border-edge bg-sheet px-4 text-left data-[state=checked]:border-ink"
          >
            <span className="grid size-4 place-content-center rounded-full border border-edge">
              <span className="size-2 rounded-full group-data-[state=checked]:bg-ink" />
            </span>
            <span className="font-medium">{isTest(name) ? t('topUp.providers.mockpay') : name}</span>
            {isTest(name) && <span className="ml-auto text-person text-sm">{t('topUp.providers.mockpayText')}</span>}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </fieldset>
  );
}
