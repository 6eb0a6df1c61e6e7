import type { PriceListing } from '@farebox/sdk';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../format/time.ts';
import { Badge } from '../../ui/badge.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { rowLink, Table, Td, Th, Tr } from '../../ui/table.tsx';
import { FigureList } from './figure-list.tsx';
import { compared } from './figures.ts';
import { Margin } from './margin.tsx';
import { PriceForm } from './price-form.tsx';
import { pricesQuery } from './queries.ts';

function Signs({ listing: { source, configured, next } }: { listing: PriceListing }) {
  const { t, i18n } = useTranslation('admin');
  const date = next && formatDate(next.validFrom, i18n.language);
  return (
    <>
      {source === 'none' && <Badge tone="person">{t('gateway.prices.none')}</Badge>}
      {!configured && <Badge tone="neutral">{t('gateway.prices.unknown')}</Badge>}
      {date && <Badge tone="held">{t('gateway.prices.changes', { date })}</Badge>}
    </>
  );
}

function Figures({ listing: { price, cost } }: { listing: PriceListing }) {
  const { t } = useTranslation('admin');
  if (price === null) return null;
  return (
    <>
      <FigureList figures={price} />
      {cost && (
        <div className="flex gap-x-2 text-quiet">
          <span className="shrink-0 text-sm">{t('gateway.prices.cost')}:</span>
          <FigureList figures={cost} />
        </div>
      )}
    </>
  );
}

function Since({ listing: { source, validFrom } }: { listing: PriceListing }) {
  const { t } = useTranslation('admin');
  if (source === 'none') return null;
  if (source === 'config' || validFrom === null) return t('settings.sources.config');
  return (
    <>
      <RelativeTime at={validFrom} />
      <span className="block">{t('settings.sources.database')}</span>
    </>
  );
}

function Row({ listing }: { listing: PriceListing }) {
  const { model, price, cost } = listing;
  const figures = <Figures listing={listing} />;
  return (
    <Tr className="align-top">
      <Td className="w-full max-w-0 py-2.5 lg:w-[28%]">
        <Link
          to="/admin/gateway/prices/$model"
          params={{ model }}
          resetScroll={false}
          className={`mono block whitespace-normal break-all text-sm ${rowLink}`}
        >
          {model}
        </Link>
        <div className="flex flex-wrap gap-x-3">
          <Signs listing={listing} />
        </div>
        <div className="grid gap-0.5 pt-1 lg:hidden">{figures}</div>
      </Td>
      <Td className="hidden py-2.5 lg:table-cell">
        <div className="grid gap-0.5">{figures}</div>
      </Td>
      <Td number className="hidden py-2.5 max-lg:pr-5 sm:table-cell">
        <Margin rows={compared(price, cost)} />
      </Td>
      <Td number className="hidden py-2.5 text-quiet text-sm lg:table-cell">
        <Since listing={listing} />
      </Td>
    </Tr>
  );
}

function Unpriced({ listings }: { listings: PriceListing[] }) {
  const { t } = useTranslation('admin');
  const count = listings.filter(({ source, configured }) => source === 'none' && configured).length;
  if (count === 0) return null;
  return (
    <div className="px-5 pb-4">
      <Badge tone="person" className="whitespace-normal">
        {t('gateway.prices.unpriced', { count })}
      </Badge>
    </div>
  );
}

function Rows() {
  const { t } = useTranslation('admin');
  const query = useSuspenseInfiniteQuery(pricesQuery);
  const listings = query.data.pages.flatMap((page) => page.data);
  if (listings.length === 0) return <Empty>{t('gateway.prices.empty')}</Empty>;
  return (
    <>
      <Unpriced listings={listings} />
      <Table aria-labelledby="model-prices">
        <thead>
          <tr>
            <Th>{t('gateway.model')}</Th>
            <Th className="hidden lg:table-cell">{t('gateway.prices.price')}</Th>
            <Th number className="hidden max-lg:pr-5 sm:table-cell">
              {t('gateway.prices.margin')}
            </Th>
            <Th number className="hidden lg:table-cell">
              {t('gateway.prices.from')}
            </Th>
          </tr>
        </thead>
        <tbody>
          {listings.map((listing) => (
            <Row key={listing.model} listing={listing} />
          ))}
        </tbody>
      </Table>
      <ShowMore query={query} />
    </>
  );
}

/** What every model costs now, and what is made of it. */
export function ModelPrices() {
  const { t } = useTranslation('admin');
  const [setting, setSetting] = useState(false);
  return (
    <Card className="overflow-hidden">
      <CardHead id="model-prices" title={t('gateway.tabs.prices')}>
        <Button size="small" onClick={() => setSetting(true)}>
          {t('gateway.prices.set')}
        </Button>
      </CardHead>
      <p className="max-w-[72ch] px-5 pb-4 text-quiet">{t('gateway.prices.text')}</p>
      <Boundary loading={<SkeletonRows rows={6} />} className="m-4 mt-0">
        <Rows />
      </Boundary>
      <Outlet />
      {setting && <PriceForm listing={null} onClose={() => setSetting(false)} />}
    </Card>
  );
}
