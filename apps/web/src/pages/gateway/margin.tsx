import { useTranslation } from 'react-i18next';
import { type Compared, formatMargin, marginsOf } from './figures.ts';

/** From the least to the most that remains of a price; a loss says so in words. */
export function Margin({ rows }: { rows: readonly Compared[] }) {
  const { t } = useTranslation('admin');
  const margins = marginsOf(rows);
  if (margins === null) return <span className="text-quiet">–</span>;
  const { least, most } = margins;
  const text = least === most ? formatMargin(least) : `${formatMargin(least)} … ${formatMargin(most)}`;
  return (
    <span className={least < 0n ? 'text-refused' : ''}>
      <span className="mono whitespace-nowrap text-sm">{text}</span>
      {least < 0n && <span className="block text-sm">{t('gateway.prices.loss')}</span>}
    </span>
  );
}
