import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { modelsQuery } from '../../api/queries.ts';
import { Credits } from '../../ui/amount.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { isByTokens, type ModelPrice, unitPrices } from './unit-prices.ts';

function PriceList() {
  const { data: models } = useSuspenseQuery(modelsQuery);
  const { t } = useTranslation();
  if (models.data.length === 0) return <Empty>{t('dashboard.prices.empty')}</Empty>;
  return (
    <ul aria-labelledby="prices">
      {models.data.map(({ id, price }) => (
        <li key={id} className="border-t px-5 py-2 text-sm">
          <p className="mono break-all">{id}</p>
          <p className="flex flex-wrap gap-x-4 text-quiet">
            {isByTokens(price) ? <TokenFigures price={price} /> : <UnitFigures price={price} />}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** What is not sold by this model, such as an embedding's output, costs nothing and is not told. */
function TokenFigures({ price }: { price: ModelPrice }) {
  const { t } = useTranslation();
  const names = (['input', 'cachedInput', 'output'] as const).filter((name) => name === 'input' || price[name] !== '0');
  return names.map((name) => (
    <span key={name}>
      {t(`dashboard.prices.${name}`)} <Credits value={price[name]} className="text-ink" />
    </span>
  ));
}

/** What is priced by the image, the second and such. */
function UnitFigures({ price }: { price: ModelPrice }) {
  const { t } = useTranslation();
  return unitPrices(price).map(({ unit, kind, value }) => (
    <span key={`${unit} ${kind}`}>
      <Credits value={value} className="text-ink" /> {t(`dashboard.prices.unit.${unit}`, { kind })}
    </span>
  ));
}

/** What things cost, before anybody is charged for them. */
export function Prices() {
  const { t } = useTranslation();
  return (
    <Card>
      <CardHead id="prices" title={t('dashboard.prices.title')}>
        <span className="text-quiet text-sm">{t('dashboard.prices.text')}</span>
      </CardHead>
      <Boundary loading={<SkeletonRows rows={3} />} className="m-4 mt-0">
        <PriceList />
      </Boundary>
    </Card>
  );
}
