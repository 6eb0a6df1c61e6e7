import type { PriceListing } from '@farebox/sdk';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../format/time.ts';
import { Badge } from '../../ui/badge.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { FigureTable } from './figure-table.tsx';
import { compared } from './figures.ts';
import { GiveBack } from './give-back.tsx';
import { PriceForm } from './price-form.tsx';
import { PriceHistory } from './price-history.tsx';
import { allPricesQuery } from './queries.ts';

const route = getRouteApi('/signed-in/admin/gateway/prices/$model');

function Now({ listing }: { listing: PriceListing }) {
  const { t, i18n } = useTranslation('admin');
  const { price, cost, source, validFrom, version, configured } = listing;
  const where = source === 'database' ? 'settings.sources.database' : 'settings.sources.config';
  return (
    <section className="grid gap-2">
      <h3 className="font-medium">{t('gateway.prices.now')}</h3>
      {source === 'none' && <Badge tone="person">{t('gateway.prices.none')}</Badge>}
      {!configured && <p className="text-quiet">{t('gateway.prices.unknownText')}</p>}
      {price && <FigureTable rows={compared(price, cost)} />}
      {price && (
        <p className="text-quiet text-sm">
          {t(where)}
          {validFrom && ` · ${t('gateway.prices.from')} ${formatExact(validFrom, i18n.language)}`}
          {' · '}
          {t('gateway.prices.version')} <span className="mono">{version}</span>
        </p>
      )}
    </section>
  );
}

function Next({ next }: { next: NonNullable<PriceListing['next']> }) {
  const { t, i18n } = useTranslation('admin');
  return (
    <section className="grid gap-2">
      <h3 className="font-medium">{t('gateway.prices.next', { date: formatExact(next.validFrom, i18n.language) })}</h3>
      {next.price ? (
        <FigureTable rows={compared(next.price, next.cost)} />
      ) : (
        <p className="text-quiet">{t('gateway.prices.givenBack')}</p>
      )}
    </section>
  );
}

const unsaid = {
  source: 'none',
  configured: false,
  price: null,
  cost: null,
  version: null,
  validFrom: null,
  next: null,
};

function Story({ model }: { model: string }) {
  const { t } = useTranslation('admin');
  const { data } = useSuspenseQuery(allPricesQuery);
  const [open, setOpen] = useState<'form' | 'back' | null>(null);
  const listing = data.find((one) => one.model === model) ?? ({ ...unsaid, model } as PriceListing);
  const close = () => setOpen(null);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Now listing={listing} />
      {listing.next && <Next next={listing.next} />}
      <div className="flex flex-wrap gap-3">
        <Button look="primary" onClick={() => setOpen('form')}>
          {t('gateway.prices.set')}
        </Button>
        {listing.source === 'database' && (
          <Button onClick={() => setOpen('back')}>{t('gateway.prices.giveBack')}</Button>
        )}
      </div>
      <section className="grid gap-2">
        <h3 className="font-medium">{t('gateway.prices.history')}</h3>
        <Boundary loading={<Skeleton className="h-24 w-full" />}>
          <PriceHistory model={model} />
        </Boundary>
      </section>
      {open === 'form' && <PriceForm listing={listing} onClose={close} />}
      {open === 'back' && <GiveBack model={model} onClose={close} />}
    </div>
  );
}

/** One model: what counts, what comes next, what was said before. */
export function PriceSheet() {
  const { model } = route.useParams();
  const navigate = route.useNavigate();
  return (
    <Sheet
      title={<span className="mono break-all text-base">{model}</span>}
      onClose={() => void navigate({ to: '/admin/gateway/prices', resetScroll: false })}
    >
      <Boundary loading={<Skeleton className="h-64 w-full" />}>
        <Story key={model} model={model} />
      </Boundary>
    </Sheet>
  );
}
