import type { PriceHistoryRow } from '@farebox/sdk';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../format/time.ts';
import { ExactTime } from '../../ui/exact-time.tsx';
import { IdWithCopy } from '../../ui/id-with-copy.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { FigureList } from './figure-list.tsx';
import { historyQuery } from './queries.ts';

function Version({ row }: { row: PriceHistoryRow }) {
  const { t, i18n } = useTranslation('admin');
  return (
    <li className="grid gap-0.5 border-t py-2">
      <span className="font-medium">
        <ExactTime at={row.validFrom} />
      </span>
      {row.price ? <FigureList figures={row.price} /> : <span>{t('gateway.prices.givenBack')}</span>}
      {row.cost && (
        <div className="flex gap-x-2">
          <span className="shrink-0 text-quiet text-sm">{t('gateway.prices.cost')}:</span>
          <FigureList figures={row.cost} />
        </div>
      )}
      {row.note && <span className="break-words">{row.note}</span>}
      <span className="flex flex-wrap items-baseline gap-x-3 text-quiet text-sm">
        {t('gateway.prices.said', { when: formatExact(row.createdAt, i18n.language) })}
        {row.createdBy && <IdWithCopy id={row.createdBy} />}
      </span>
    </li>
  );
}

/** Everything that was ever set of a model's price, last said first. */
export function PriceHistory({ model }: { model: string }) {
  const { t } = useTranslation('admin');
  const query = useSuspenseInfiniteQuery(historyQuery(model));
  const rows = query.data.pages.flatMap((page) => page.data);
  if (rows.length === 0) return <p className="text-quiet">{t('gateway.prices.historyEmpty')}</p>;
  return (
    <>
      <ul>
        {rows.map((row) => (
          <Version key={row.id} row={row} />
        ))}
      </ul>
      <ShowMore query={query} />
    </>
  );
}
