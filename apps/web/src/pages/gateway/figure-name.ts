import { useTranslation } from 'react-i18next';
import type { Priced, Unit } from './figures.ts';

/** What is priced, in the words of a receipt: "Cached input", "Images 1024x1024/high". */
export function useFigureName(): (priced: Priced) => string {
  const { t } = useTranslation();
  const plain = (unit: Exclude<Unit, 'tiers'>) => t(`receipt.${unit === 'second' ? 'seconds' : unit}`);
  return ({ unit, key }) => {
    if (unit === 'tiers') return t('receipt.tier', { name: key });
    return key ? `${plain(unit)} ${key}` : plain(unit);
  };
}
